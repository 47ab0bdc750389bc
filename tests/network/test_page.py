"""The page about programs says what the tables say."""

from __future__ import annotations

import re
from pathlib import Path

from derivtutor.network import building, statements
from derivtutor.network.operations import ARRAYS, arithmetic, function
from derivtutor.notation.array_words import FUNCTIONS, SPELLINGS
from derivtutor.notation.functions import FUNCTIONS as OF_NUMBERS

_PAGE = (Path(__file__).parents[2] / "docs" / "programs.md").read_text("utf-8")
_OF_FORMULAS = {"row_sums", "at_largest", "at_smallest", "identity_like", "vec"}
"""Functions that only formulas of gradients need."""


def _section(title: str) -> str:
    return _PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


def test_all_functions_are_on_the_page() -> None:
    section = _section("Functions")
    of_numbers = next(text.split() for text in re.findall(r"`([^`]*)`", section) if text.startswith("sin cos"))
    assert {*of_numbers} == {name for name, row in OF_NUMBERS.items() if row.arity == 1} | {"exp"}
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)\(", row)} == {*FUNCTIONS} - _OF_FORMULAS


def test_other_names_are_on_the_page() -> None:
    others = _section("Functions").rpartition("other names: ")[2]
    assert {*re.findall(r"`(\w+)`", others)} <= {*SPELLINGS}


def test_slopes_at_kinks_are_on_the_page() -> None:
    section = _section("Where there is no slope")
    taken = {name: float(slope) for name, slope in re.findall(r"\| `(\w+)` (?:at 0|of zeros) \| ([0-9.]+) \|", section)}
    of_numbers = {name: function(name).at_kink for name, row in OF_NUMBERS.items() if row.arity == 1}
    of_numbers["norm"] = ARRAYS["norm"].at_kink
    assert taken == {name: slope for name, slope in of_numbers.items() if slope is not None}
    assert {arithmetic()["max"].at_kink, arithmetic()["min"].at_kink} == {0.5}
    assert "of two equal numbers | 0.5 for each" in section


def test_limits_are_on_the_page() -> None:
    limits = (
        statements.LONGEST_STATEMENT, building.MOST_VERTICES, building.MOST_ENTRIES, building.MOST_MULTIPLICATIONS,
    )  # fmt: skip
    assert re.findall(r"[0-9]+(?:,[0-9]{3})+", _section("Limits"))[:4] == [f"{limit:,}" for limit in limits]
    assert statements.MOST_STATEMENTS == building.MOST_VERTICES
