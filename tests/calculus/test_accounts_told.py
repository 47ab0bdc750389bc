"""All that is told of gradients and tangents: their documents, lines, results, notes and refusals.

`PYTHONPATH=.:tests python tests/calculus/test_accounts_told.py` writes accounts.jsonl anew; every change is looked at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from golden import brief, rows, told, write_anew

from derivtutor.calculus.gradients.gradient import gradient
from derivtutor.calculus.tangents.tangent import tangent
from derivtutor.derivation.account import Account

PATH = Path(__file__).parent / "accounts.jsonl"


def account(ask: dict[str, Any]) -> dict[str, Any]:
    """The document of a gradient, or of a tangent where a point is given, and what an account says besides."""
    found: Account = tangent(**ask) if "at" in ask else gradient(**ask)
    task, document = found.task, found.as_dict()
    return {
        "schema": document["schema"],
        **brief(document),
        "variables": list(task.variables),
        "point": list(task.point),
        "lines": [line.text for line in found.lines],
        "parts": [part.result.text for part in found.parts],
        "result": [found.result.text, found.result.latex],
        "said": list(found.notes),
    }


@pytest.mark.parametrize("row", rows(PATH), ids=lambda row: str(row["ask"]))
def test_all_that_is_told_of_an_account(row: dict[str, Any]) -> None:
    assert told(account, row["ask"]) == row["told"]


if __name__ == "__main__":
    write_anew(PATH, account)
