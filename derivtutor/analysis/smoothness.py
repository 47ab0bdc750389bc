"""Whether a function has a derivative at a place, and what it does there where it has none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal, TypeAlias

from derivtutor.analysis.domain import kinks
from derivtutor.analysis.limits import NONE, Limit, Side, limits_of, slope_side, value_at, value_side
from derivtutor.analysis.line import has_value
from derivtutor.analysis.place import Place
from derivtutor.notation.ball import Ball, whole
from derivtutor.notation.rational import number
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import KEEPING, Call, Integral, Negation, Node, Sum, fold, names, parts

Kind: TypeAlias = Literal["corner", "cusp", "vertical", "jump"]

_BESIDE = Fraction(1, 2**70)
SIDES: tuple[Side, Side] = (-1, 1)


@dataclass(frozen=True, slots=True)
class Kink:
    """A place where a function has a `value` and no derivative: what slopes and values tend to from both sides.

    `ends` tells from which sides there are no values.
    """

    kind: Kind
    value: Limit
    slopes: tuple[Limit, Limit]
    values: tuple[Limit, Limit]
    ends: tuple[bool, bool]


def is_differentiable(functions: Sequence[Node], variable: str, place: Place) -> bool:
    """Whether the last but one of some functions, of which each is the derivative of the one before, has a derivative.

    Only the first need have a value at the place: the others' formulas may have a gap there.
    """
    height = _value(functions[0], variable, place)
    for function, derivative in pairwise(functions):
        if height is None:
            return False
        left, right = slopes(function, derivative, variable, place, height)
        if left.value is None or not _agree(right, left.value):
            return False
        formula = _value(derivative, variable, place)
        height = formula if formula is not None and formula.overlaps(left.value) else whole(left.value)
    return True


def slopes(
    function: Node, derivative: Node, variable: str, place: Place, at: Ball | None = None
) -> tuple[Limit, Limit]:
    """The slopes from both sides; of integrals, what the derivative tends to. `at` is the value at the place."""
    where = {variable: place}
    if _integrals(function):
        formula = _settled(derivative, variable, place)
        return value_side(formula, variable, where, -1), value_side(formula, variable, where, 1)
    return slope_side(function, variable, where, -1, at), slope_side(function, variable, where, 1, at)


def kink(function: Node, derivative: Node, variable: str, place: Place) -> Kink:
    """What a function does at a place where it has a value and no derivative."""
    step = _BESIDE * (1 + abs(place.middle))
    left_end, right_end = ends = [not has_value(function, variable, place.middle + side * step) for side in SIDES]
    settled, where = _settled(function, variable, place), {variable: place}
    beside = [
        (NONE, NONE) if is_end else limits_of(settled, variable, where, side)
        for side, is_end in zip(SIDES, ends, strict=True)
    ]
    values, (left, right) = zip(*beside, strict=True)
    height = value_at(settled, where)
    if settled is not function:
        left, right = slopes(function, derivative, variable, place)
    kind: Kind = "corner"
    if not (left_end or _agree(values[0], height)) or not (right_end or _agree(values[1], height)):
        kind = "jump"
    elif left_end or right_end:
        kind = "vertical" if left.infinite or right.infinite else "corner"
    elif left.infinite and right.infinite:
        kind = "vertical" if left.infinite == right.infinite else "cusp"
    return Kink(kind, Limit(height), (left, right), values, (left_end, right_end))


def meets(node: Node, variable: str, place: Place) -> bool:
    """Whether another piece of a function in pieces begins at a place."""
    where = {variable: place}
    for condition in kinks(node):
        left, right = condition.operands
        if variable in names(condition) and value_at(Sum((left, Negation(right))), where) == 0:
            # Of a greatest or least the two that meet must be it.
            if not isinstance(node, Call) or len(node.arguments) < 2:
                return True
            return value_at(Sum((node, Negation(left))), where) == 0
    return False


def _agree(limit: Limit, value: Ball | None) -> bool:
    return limit.value is not None and value is not None and bool(limit.value.overlaps(value))


def _value(function: Node, variable: str, place: Place) -> Ball | None:
    return value_at(_settled(function, variable, place), {variable: place})


def _integrals(function: Node) -> bool:
    return any(isinstance(part, Integral) for part in parts(function))


def _settled(function: Node, variable: str, place: Place) -> Node:
    """A function with the values that its integrals have at a place, which they have nearly beside it too."""
    if not _integrals(function):
        return function
    at = (float(place.middle),)

    def integral(node: Integral, children: list[Node]) -> Node:
        if names(node) - {variable}:
            return KEEPING[Integral](node, children)
        value = compile_real(node, (variable,))(at)
        return number(Fraction(value)) if math.isfinite(value) else number(0)

    return fold(function, {**KEEPING, Integral: integral})
