"""The notebook in the documentation is run as readers run it: every cell shows what its metadata says."""

from __future__ import annotations

import warnings
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebooks" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def cells() -> list[NotebookNode]:
    """The cells with code, after all of them were run in one kernel. What the kernel's libraries say is not ours."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cell: NotebookNode) -> str:
    """All that stands below a cell."""
    texts = []
    for output in cell.outputs:
        data = output.get("data", {})
        texts += [
            data.get("text/html") or data.get("text/plain", ""),
            output.get("text", ""),
            *output.get("traceback", []),
        ]
    return "\n".join(texts)


def test_every_cell_shows_what_it_should(cells: list[NotebookNode]) -> None:
    wrong = [
        (cell.source, says) for cell in cells for says in cell.metadata.get("shows", []) if says not in shown(cell)
    ]
    assert wrong == []
    assert [cell.source for cell in cells if not cell.metadata.get("shows")] == ["%load_ext derivtutor"]


def test_only_the_mistake_fails_and_without_a_traceback(cells: list[NotebookNode]) -> None:
    failed = [cell for cell in cells if any(output.output_type == "error" for output in cell.outputs)]
    assert [cell.source for cell in failed] == ["%derive x^2 + sin("]
    assert "Traceback" not in shown(failed[0])


def test_the_output_is_small(cells: list[NotebookNode]) -> None:
    assert max(len(shown(cell)) for cell in cells) < 60_000
    texts = [output.data["text/plain"] for cell in cells for output in cell.outputs if "data" in output]
    assert max(map(len, texts)) < 6_000


def test_it_is_stored_without_outputs() -> None:
    stored = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(stored)
    assert [cell for cell in stored.cells if cell.get("outputs") or cell.get("execution_count")] == []
