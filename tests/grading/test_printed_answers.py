"""Exercises as converters write them in LaTeX: function and printed answer are read, and fit together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from derivtutor.grading.judge import check

TABLE = Path(__file__).parent / "printed_answers.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["function"])
def test_printed_answers_are_right(row: dict[str, str]) -> None:
    assert check(row["function"], row["answer"])
