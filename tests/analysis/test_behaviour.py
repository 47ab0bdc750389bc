"""Every known function behaves in numbers as its row says: domain, kinks, inverses, periods."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from derivtutor.analysis.behaviour import BEHAVIOURS, Behaviour, formula
from derivtutor.analysis.limits import slope_side, value_at
from derivtutor.analysis.line import has_value
from derivtutor.analysis.place import Place, value
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.rational import number
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Call, Comparison, Name, Node, substitute

POINTS = tuple(Fraction(n, 7) for n in (-1000, *range(-40, 41), 1000))
OTHERS = (Fraction(-2), Fraction(1, 3), Fraction(1), Fraction(3))
PRECISION = 300
ONE_ARGUMENT = [row for row in BEHAVIOURS.values() if FUNCTIONS[row.function].arguments == "u"]

OF_KNOWN_ARITY = [row for row in BEHAVIOURS.values() if row.function not in ("max", "min", "root")]


def name_of(row: Behaviour) -> str:
    return row.function


def call(row: Behaviour) -> Call:
    return Call(row.function, tuple(map(Name, FUNCTIONS[row.function].arguments)))


def holds(condition: Comparison, values: dict[str, Node]) -> bool:
    return value_at(substitute(condition, values), {}) == 1


@pytest.mark.parametrize("row", OF_KNOWN_ARITY, ids=name_of)
def test_there_are_values_where_the_domain_says(row: Behaviour) -> None:
    """Without its conditions: the numbers alone decide."""
    letters = FUNCTIONS[row.function].arguments
    run = compile_real(call(row), tuple(letters))
    for u in POINTS:
        for v in OTHERS if len(letters) > 1 else OTHERS[:1]:
            point = (float(u), float(v))[: len(letters)]
            values = {letter: number(each) for letter, each in zip(letters, (u, v), strict=False)}
            expected = all(holds(condition, values) for condition in row.conditions)
            if abs(u) < 6 or row.function not in ("sinh", "cosh"):
                assert math.isfinite(run(point)) == expected, (u, v)


@pytest.mark.parametrize("row", [row for row in ONE_ARGUMENT if row.inverses], ids=name_of)
def test_an_inverse_leads_back(row: Behaviour) -> None:
    """Where the function has a value, one of the inverses, after some periods, is where it has it."""
    function = call(row)
    for u in POINTS:
        if abs(u) > 6 or not has_value(function, "u", u):
            continue
        height = substitute(function, {"u": number(u)})
        starts = [value(substitute(formula(inverse), {"t": height}), PRECISION) for inverse in row.inverses]
        period = value(formula(row.period), PRECISION) if row.period else None
        target = value(number(u), PRECISION)
        if row.function == "relu" and u < 0:
            continue  # zero on a whole half of the line
        assert any(leads(start, target, period) for start in starts), u


def leads(start: object, target: object, period: object) -> bool:
    difference = float(start) - float(target)  # type: ignore[arg-type]
    if period is not None and math.isfinite(difference):
        difference = math.remainder(difference, float(period))  # type: ignore[arg-type]
    return abs(difference) < 1e-9


@pytest.mark.parametrize("row", ONE_ARGUMENT, ids=name_of)
def test_it_bends_at_its_kinks_alone(row: Behaviour) -> None:
    """At a kink it has no slope or no value; elsewhere, inside of its domain, the slopes from both sides are one."""
    function = call(row)
    if row.kink:
        zero: dict[str, Node | Place] = {"u": number(0)}
        sides = [slope_side(function, "u", zero, side) for side in (-1, 1)]
        assert value_at(function, zero) is None or None in [side.value for side in sides] or not overlap(*sides)
    for u in POINTS[::9]:
        where: dict[str, Node | Place] = {"u": number(u)}
        if u and abs(u) != 1 and has_value(function, "u", u):
            left, right = (slope_side(function, "u", where, side) for side in (-1, 1))
            assert overlap(left, right), u


def overlap(left: object, right: object) -> bool:
    one, other = left.value, right.value  # type: ignore[attr-defined]
    return one is not None and other is not None and one.overlaps(other)


@pytest.mark.parametrize("row", [row for row in BEHAVIOURS.values() if row.root], ids=name_of)
def test_it_is_zero_at_its_root_alone(row: Behaviour) -> None:
    function = call(row)
    assert value_at(function, {"u": formula(row.root)}) == 0
    assert all(value(substitute(function, {"u": number(u)}), PRECISION) != 0 for u in POINTS[1:-1] if u)
