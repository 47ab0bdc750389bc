"""The sessions and examples in the documentation are what really happens."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from command import run

HERE = Path(__file__).parents[1]
PAGES = [HERE / "README.md", *sorted((HERE / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"<!-- (?P<file>[\w.-]+) -->\n(?P<fence>```+)\w+\n(?P<content>.*?)(?P=fence)|```console\n(?P<session>\$ .*?)```",
    re.DOTALL,
)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
WITH_SESSIONS = [page for page in PAGES if BLOCK.search(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", WITH_SESSIONS, ids=lambda page: page.name)
def test_the_sessions_are_what_happens(page: Path, tmp_path: Path) -> None:
    """The files that a page shows are there, and its commands are run one after the other in their folder."""
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["file"]:
            (tmp_path / block["file"]).write_text(block["content"], encoding="utf-8")
        for command, output in COMMAND.findall(block["session"] or ""):
            assert _printed(command, tmp_path) == output.strip("\n"), command


def _printed(command: str, folder: Path) -> str:
    name, *arguments = shlex.split(command)
    assert name == "derivtutor"
    done = run(*arguments, folder=folder, COLUMNS="80", DERIVTUTOR_HOME=str(folder))
    return (done.stdout + done.stderr).strip("\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_are_true(page: Path) -> None:
    failed, _ = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert failed == 0
