"""All that is told about many functions: steps, lines on paper, numbers at points, where it holds, corners, refusals.

`PYTHONPATH=.:tests python tests/derivation/test_derivations_told.py` writes told.jsonl anew; every change is
looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from golden import brief, rows, told, write_anew

from derivtutor import explain
from derivtutor.derivation.numbers import AtPoint
from derivtutor.derivation.sides import side_in_words

PATH = Path(__file__).parent / "told.jsonl"


def document(ask: dict[str, Any]) -> dict[str, Any]:
    """The JSON of a derivation, one text for each step and each line, and the numbers at its point in words."""
    derivation = explain(**ask)
    found = brief(derivation.as_dict())
    if derivation.at:
        found["in words"] = in_words(derivation.at)
    steps = [text for root in found.pop("steps") for text in outline(root)]
    lines = [": ".join([*map(str, line.get("rules", [])), line["expression"]]) for line in found.pop("lines")]
    asked = {name: found.pop(name) for name in ("input", "order", "wrt")}
    if asked["input"] == found["expression"]:
        del found["expression"]
    return {"wrt": asked["wrt"], "order": asked["order"], **found, "steps": steps, "lines": lines}


def outline(step: dict[str, Any]) -> Iterator[str]:
    parts = "; ".join(f"{name} = {part}" for name, part in step.get("parts", {}).items())
    tidying = "".join(f" → {', '.join(each['laws'])}: {each['output']}" for each in step.get("tidying", []))
    shown = (
        f"{step['id']} {step['rule']} d/d{step['wrt']} {step['input']} = {step.get('applied', step['output'])}{tidying}"
    )
    yield f"{shown} [{parts}]{' as in ' + step['same_as'] if 'same_as' in step else ''}"
    for child in step.get("steps", []):
        yield from outline(child)


def in_words(at: AtPoint) -> list[str]:
    amounts = (*at.numbers.values(), at.height, at.steepness, at.asked, at.cut)
    found = [f"{each.text}{' exactly' if each.is_decimal else ''}" for each in amounts if each.is_defined]
    return found + [side_in_words(side, name) for side, name in zip(at.sides or (), ("left", "right"), strict=False)]


@pytest.mark.parametrize("row", rows(PATH), ids=lambda row: str(row["ask"]["problem"])[:40])
def test_all_that_is_told_of_a_function(row: dict[str, Any]) -> None:
    assert told(document, row["ask"]) == row["told"]


if __name__ == "__main__":
    write_anew(PATH, document)
