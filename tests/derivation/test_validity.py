"""Where a derivative is said to be valid, and which corners a function is said to have, is so."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import sympy
from local_behaviour import DIGITS, local, wide_points
from mpmath import mp
from oracle import Reading
from textbook_functions import textbook_functions
from validity_faults import Condition, contradictions, faults, is_slope

from derivtutor import explain
from derivtutor.errors import UserError
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Integral, names, parts

_LINES = (Path(__file__).parent / "statements.jsonl").read_text(encoding="utf-8").splitlines()
STATEMENTS = [statement for line in _LINES if "error" not in (statement := json.loads(line))]
NOWHERE = [statement["problem"] for line in _LINES if "error" in (statement := json.loads(line))]

_SPELLED = [(r"−", "-"), (r"√(\d)", r"sqrt(\1)"), (r"∛(\d)", r"cbrt(\1)"), (r"\^", "**"), (r"ln\(", "log(")]
_SIMPLE = re.compile(r"[a-zπ0-9/−]+ [<>≤≥≠] [a-zπ0-9/−]+( [<>≤≥] [0-9/−]+)?")


def in_sympy(text: str) -> str:
    """A condition of the table in SymPy's syntax."""
    for pattern, replacement in _SPELLED:
        text = re.sub(pattern, replacement, text)
    return " | ".join(f"({' & '.join(map(_relations, re.split(', | and ', each)))})" for each in text.split(" or "))


def _relations(text: str) -> str:
    if "≠" in text:
        return "Ne({}, {})".format(*text.split(" ≠ "))
    first, *rest = re.split(" ([<>]) ", text)
    sides = [first, *rest[1::2]]
    return " & ".join(f"({u} {sign} {v})" for u, sign, v in zip(sides, rest[::2], sides[1:], strict=False))


def named(statement: dict[str, Any]) -> str:
    return str(statement["problem"])


@pytest.mark.parametrize("statement", STATEMENTS, ids=named)
def test_a_statement_says_where_it_is_valid(statement: dict[str, Any]) -> None:
    """Simple conditions word for word, others as sets of numbers."""
    expected, said = statement["valid"], explain(statement["problem"]).as_dict()["valid"]
    if expected is None or said is None or _SIMPLE.fullmatch(expected):
        assert (said and said["text"]) == expected
        return
    assert sets_differ(in_sympy(expected), said["sympy"]) is None, said["text"]


def sets_differ(one: str, other: str) -> float | None:
    """A number for which only one of two conditions on x holds."""
    with mp.workdps(DIGITS):
        conditions = Condition(one), Condition(other)
        borders = [mp.mpmathify(x.evalf(DIGITS)) for side in conditions for x in side.borders()]
        for x in [*borders, *map(Reading().number, wide_points(400))]:
            if conditions[0].holds(x) != conditions[1].holds(x):
                return float(x)
    return None


@pytest.mark.parametrize("statement", [each for each in STATEMENTS if "corners" in each], ids=named)
def test_a_statement_tells_the_corners(statement: dict[str, Any]) -> None:
    """Those of the table are told, and nothing else but ends of the domain, of which the table says nothing."""
    document = explain(statement["problem"]).as_dict()
    told = {_place(corner["at"]["sympy"]): corner for corner in document["corners"]}
    for corner in statement["corners"]:
        found = told.pop(_place(corner["at"]), None)
        assert found is not None, corner
        assert found["kind"] in corner["kind"].split(" or ")
        for side in ("left", "right"):
            no_quotient = found["kind"] == "jump" and found[side] is None
            assert no_quotient or is_slope(found[side], corner[side]), corner
    assert all(_is_end(statement["problem"], place) for place in told), told


def _is_end(problem: str, place: float) -> bool:
    found = local(read(problem).tree, "x", mp.mpf(place))
    return found.left.defined != found.right.defined


def _place(text: str) -> float:
    return round(float(sympy.sympify(text)), 9)


@pytest.mark.parametrize("problem", NOWHERE)
def test_a_function_that_is_defined_nowhere_is_an_error(problem: str) -> None:
    with pytest.raises(UserError):
        explain(problem)


def test_the_table_of_statements_is_true() -> None:
    """Every statement about functions of x alone agrees with what mpmath finds."""
    for statement in STATEMENTS:
        tree, valid = read(statement["problem"]).tree, statement["valid"]
        if names(tree) == {"x"} and not any(isinstance(part, Integral) for part in parts(tree)):
            found = contradictions(tree, valid and in_sympy(valid), statement.get("corners", []))
            assert not found, (statement["problem"], found)


@pytest.mark.parametrize("text", textbook_functions(120))
def test_what_is_said_of_a_generated_function_is_so(text: str) -> None:
    """Defined and with a slope exactly where `valid` says so, at 400 points from wide ranges and at the special ones;
    the corners are those that there are, of the right kind, and their slopes are right.
    """
    assert not faults(text)
