"""The example notebooks: what nbgrader and Otter look for is in them, right answers pass, and wrong ones get a hint."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NOTEBOOKS = ("nbgrader", "otter")
WRONG = 'wave = "sin(x^2) + x cos(x^2)"\nslope = ...\ncurvature = "4 e^(-2x"'


def notebook(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.ipynb").read_text("utf-8"))
    return found


def cells(name: str, kind: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    for cell in notebook(name)["cells"]:
        if kind in ("", cell["cell_type"]):
            yield cell, "".join(cell["source"])


EXECUTE = """
import sys, nbformat, nbclient
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, allow_errors=True).execute()
nbformat.write(notebook, sys.argv[1])
"""
FORGET = "%reset -f"
"""Between two notebooks, so that one kernel, which takes long to start, is enough for both."""


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[dict[str, Any]]]]:
    """What came out of each cell of code: of the notebook with its answers; then of its tests, with wrong ones.

    In a process of its own, since what notebooks are run with leaves sockets behind.
    """
    run = {name: [text for _, text in cells(name, "code")] for name in NOTEBOOKS}
    run = {name: [FORGET, *texts, WRONG, *filter(is_test, texts)] for name, texts in run.items()}
    empty = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    all_cells = [
        {**empty, "id": f"{name}-{place}", "source": text}
        for name, texts in run.items()
        for place, text in enumerate(texts)
    ]
    file = tmp_path_factory.mktemp("notebooks") / "both.ipynb"
    file.write_text(json.dumps(notebook("otter") | {"cells": all_cells}), "utf-8")
    subprocess.run([sys.executable, "-c", EXECUTE, file], check=True, capture_output=True)
    outputs = [cell["outputs"] for cell in json.loads(file.read_text("utf-8"))["cells"]]
    first = len(run["nbgrader"])
    return {"nbgrader": outputs[1:first], "otter": outputs[first + 1 :]}


def is_test(text: str) -> bool:
    return text.startswith("require(")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_right_answers_pass_and_wrong_ones_get_a_hint(
    executed: dict[str, list[list[dict[str, Any]]]], name: str
) -> None:
    own = len(list(cells(name, "code")))
    assert [outputs for outputs in executed[name][:own] if outputs] == []
    assert [output["evalue"] for outputs in executed[name][own:] for output in outputs] == [
        "sin(x^2) + x cos(x^2) is not the derivative of x sin(x^2) with respect to x. Good start: the outside is "
        "right. What is inside the function, and did you multiply by its derivative?",
        'There is no answer yet. Write one between quotes, such as "2x sin(3x)".',
        "The answer cannot be read: This bracket is never closed. Write ) after the expression.",
    ]


def test_nbgrader_finds_its_cells() -> None:
    """Every cell has an id of its own; answers are cleared for students, tests are locked and have points."""
    found = {cell["metadata"]["nbgrader"]["grade_id"]: (cell, text) for cell, text in cells("nbgrader")}
    assert len(found) == len(list(cells("nbgrader")))
    for cell, text in found.values():
        fields = cell["metadata"]["nbgrader"]
        assert fields["schema_version"] == 3
        assert fields["task"] is False
        assert fields["locked"] is not fields["solution"]
        assert fields["solution"] is text.startswith("### BEGIN SOLUTION\n") is text.endswith("\n### END SOLUTION")
        assert fields["grade"] is is_test(text) is ("points" in fields)
    assert sum(cell["metadata"]["nbgrader"].get("points", 0) for cell, _ in found.values()) == 6


def test_otter_finds_its_cells() -> None:
    """Questions, answers and tests lie between raw cells that begin and end them."""
    open_now, seen = [], []
    for cell, text in cells("otter"):
        first = text.split("\n")[0].removeprefix("# ")
        if cell["cell_type"] == "raw" and first.startswith("BEGIN "):
            open_now.append(first.removeprefix("BEGIN "))
        elif cell["cell_type"] == "raw" and first.startswith("END "):
            assert open_now.pop() == first.removeprefix("END ")
        elif cell["cell_type"] == "raw":
            assert (first, seen) == ("ASSIGNMENT CONFIG", [])
        elif open_now:
            seen.append(open_now[-1])
            assert text.endswith("  # SOLUTION") is (open_now[-1] == "SOLUTION")
            assert is_test(text) is (open_now[-1] == "TESTS")
    assert open_now == []
    assert seen == ["QUESTION", "SOLUTION", "TESTS"] * 3


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_are_stored_without_what_came_out(name: str) -> None:
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell, _ in cells(name, "code"))
