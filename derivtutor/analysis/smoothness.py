"""Whether a function has a derivative at a place, and what it does there where it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from derivtutor.analysis.limits import Limit, Where, slope_side, value_at, value_side
from derivtutor.analysis.line import has_value
from derivtutor.analysis.place import Place
from derivtutor.notation.ball import Ball, whole
from derivtutor.notation.tree import Node

Kind: TypeAlias = Literal["corner", "cusp", "vertical", "jump"]

_BESIDE = Fraction(1, 2**70)


@dataclass(frozen=True, slots=True)
class Kink:
    """A place where a function has a value and no derivative: what slopes and values tend to from both sides.

    `ends` tells from which sides there are no values.
    """

    kind: Kind
    slopes: tuple[Limit, Limit]
    values: tuple[Limit, Limit]
    ends: tuple[bool, bool] = (False, False)


def is_differentiable(functions: Sequence[Node], variable: str, where: Where) -> bool:
    """Whether the last of some functions, of which each is the derivative of the one before, has a derivative.

    Only the first need have a value at the point: the others' formulas may have a gap there.
    """
    here = value_at(functions[0], where)
    for place, function in enumerate(functions):
        if here is None:
            return False
        left, right = (slope_side(function, variable, where, side, here) for side in (-1, 1))
        if not _agree(left, right.value):
            return False
        if place + 1 < len(functions):
            here = _exact(left.value, value_at(functions[place + 1], where))
    return True


def _exact(slope: Ball, formula: Ball | None) -> Ball:
    """A slope with as many digits as can be had."""
    return formula if formula is not None and formula.overlaps(slope) else whole(slope)


def _agree(limit: Limit, value: Ball | None) -> bool:
    return limit.value is not None and value is not None and bool(limit.value.overlaps(value))


def kink(function: Node, variable: str, place: Place) -> Kink:
    """What a function does at a place where it has a value and no derivative."""
    where = {variable: place}
    step = _BESIDE * (1 + abs(place.middle))
    ends = tuple(not has_value(function, variable, place.middle + side * step) for side in (-1, 1))
    slopes = tuple(slope_side(function, variable, where, side) for side in (-1, 1))
    values = tuple(value_side(function, variable, where, side) for side in (-1, 1))
    here = value_at(function, where)
    continuous = all(end or _agree(value, here) for value, end in zip(values, ends, strict=True))
    left, right = (slope.infinite for slope in slopes)
    kind: Kind = "corner"
    if not continuous:
        kind = "jump"
    elif any(ends):
        kind = "vertical" if left or right else "corner"
    elif left and right:
        kind = "vertical" if left == right else "cusp"
    return Kink(kind, (slopes[0], slopes[1]), (values[0], values[1]), (ends[0], ends[1]))
