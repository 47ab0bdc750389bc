"""A kind of exercise is one class and one row: nothing else is told of it, and every command knows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SET = """\
title: Normals
exercises:
  - {id: normal-1, kind: normal, differentiate: x^2, at: x=2}
"""
SAYS = "The normal is at a right angle to the tangent."


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command says."""
    folder = tmp_path_factory.mktemp("new")
    exercises = folder / "normals.yaml"
    exercises.write_text(SET, "utf-8")
    words = [sys.executable, str(HERE / "new_kind.py"), str(exercises)]
    env = {**os.environ, "DERIVTUTOR_HOME": str(folder), "PYTHONPATH": str(HERE.parents[1]), "PYTHONUTF8": "1"}
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", env=env, check=False)
    assert done.returncode == 0, done.stderr
    pages = [page.partition("\n") for page in done.stdout.split("== ")[1:]]
    return {command: page for command, _, page in pages}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("check", ["1 exercise is in order."]),
        ("show", ["Find the slope of the normal to x² at x = 2."]),
        ("worksheet", ['normal-1: ""']),
        ("moodle", ['<question type="numerical">', "<text>-0.25</text>", "<text>4</text>", SAYS]),
        ("stack", ['<question type="stack">', "<text>ta1:-1/4;</text>", SAYS]),
        ("anki", [r"slope of the normal to \(x^{2}\)"]),
        ("html", ["<div></div>" * 5]),
        ("latex", [r"\writingline" + "\n" + r"\writingline"]),
        ("practice", ["Not right.", SAYS, "Right, on the second try."]),
    ],
)
def test_it_is_known_everywhere(said: dict[str, str], command: str, expected: list[str]) -> None:
    (page,) = [page for words, page in said.items() if command in words.split()]
    for words in expected:
        assert words in page
