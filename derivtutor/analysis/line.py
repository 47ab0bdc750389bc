"""The real line as a function of one variable cuts it: places at which it turns, and the gaps between them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from derivtutor.analysis.behaviour import BEHAVIOURS
from derivtutor.analysis.domain import conditions
from derivtutor.analysis.limits import Side, exists_at, is_integrable, value_at
from derivtutor.analysis.place import Place
from derivtutor.analysis.turning import turning
from derivtutor.analysis.zeros import ordered, zeros
from derivtutor.notation.ball import evaluate_balls, evaluate_settled
from derivtutor.notation.rational import constant_value, number, values_at
from derivtutor.notation.real import RELATIONS, compile_real
from derivtutor.notation.tree import (
    Call,
    Comparison,
    Integral,
    Node,
    Number,
    Piecewise,
    Power,
    names,
    parts,
    substitute,
)

_BEYOND = Fraction(1, 2)
_MOST, _ENOUGH = 60, 2
"""Of endlessly many places so many are looked at, those nearest to 0; of a long function fewer, so many a zero."""

_WORK = 240
"""So many operations that are slow are done at the places altogether."""

_SAME = Fraction(1, 2**90)
"""Nearer to each other, a bound of an integral and a place are one."""

_LOW, _HIGH = 200, 6000
_QUICK = frozenset({"abs", "sign", "max", "min", "relu", "sqrt"})
_QUICK_ONES, _OF_PERIODIC = 40, 3
"""So many quick operations are as slow as a slow one, and a periodic function as so many of them."""

_DENOMINATORS = (2, 3, 10, 1000)

Exactly: TypeAlias = Callable[[Node], "Fraction | None"]
"""The rational value of an expression at a point; None where it has none."""


class Line(Struct, frozen=True, dict=True):
    """Where a function of one variable has values: between its turning points all or none.

    `complete` is False where there are more places than were found.
    """

    function: Node
    variable: str
    places: tuple[Place, ...]
    complete: bool = True

    @cached_property
    def middles(self) -> tuple[Fraction, ...]:
        """A number in every gap, one more than there are places."""
        if not self.places:
            return (_BEYOND,)
        marks = [place.middle for place in self.places]
        between = [_simple(left, right) for left, right in pairwise(marks)]
        return (math.floor(marks[0]) - _BEYOND, *between, math.ceil(marks[-1]) + _BEYOND)

    @cached_property
    def gaps(self) -> tuple[bool, ...]:
        """Whether the function has values in each gap."""
        return tuple(has_value(self.function, self.variable, middle) for middle in self.middles)

    def has_value_at(self, place: Place) -> bool:
        """Whether the function has a value at a place, as exactly as a place can be told."""
        if place not in self._known:
            self._known[place] = self._has_value_at(place)
        return self._known[place]

    @cached_property
    def _known(self) -> dict[Place, bool]:
        return {}

    def _has_value_at(self, place: Place) -> bool:
        if place.rational is not None or any(isinstance(part, Integral) for part in parts(self.function)):
            return has_value(self.function, self.variable, place.middle)
        return exists_at(self.function, {self.variable: place})


def line(function: Node, variable: str) -> Line:
    """Cut the line at the turning points of a function that has no other letter than `variable`."""
    turns = turning(function, variable)
    crossings = [zeros(turn, variable) for turn in turns]
    places = ordered(place for crossing in crossings for place in crossing.places)
    complete = all(crossing.complete for crossing in crossings)
    if not complete and len(places) > _ENOUGH * len(turns):
        most = max(_ENOUGH * len(turns), min(_MOST, _WORK // weight(function)))
        places = ordered(sorted(places, key=lambda place: abs(place.middle))[:most])
    return Line(function, variable, places, complete)


def weight(function: Node) -> int:
    """About how many slow operations one value of a function takes."""
    distinct = {id(part): part for part in parts(function)}.values()
    return 1 + len(distinct) // _QUICK_ONES + sum(map(_slowness, distinct))


def _slowness(part: Node) -> int:
    if isinstance(part, Power):
        exponent = constant_value(part.exponent)
        return int(exponent is None or exponent.denominator != 1)
    if isinstance(part, Call) and part.function not in _QUICK:
        return _OF_PERIODIC if BEHAVIOURS[part.function].period else 1
    return 0


def holding(conditions: Sequence[Comparison]) -> Node:
    """A function that has values where all of some conditions hold, so that a line can be cut by them."""
    function: Node = Number(1)
    for condition in conditions:
        function = Piecewise((function,), (condition,))
    return function


def is_met(condition: Comparison, variable: str, at: Fraction) -> bool:
    """Whether a condition holds at a rational number."""
    exact = _holds(condition, values_at({variable: at}))
    if exact is not None:
        return exact
    return bool(value_at(condition, {variable: number(at)}) == 1)


def _simple(left: Fraction, right: Fraction) -> Fraction:
    """A number of few digits well between two others; no whole one, at which powers have values by accident."""
    middle, margin = (left + right) / 2, (right - left) / 4
    for denominator in _DENOMINATORS:
        near = middle.limit_denominator(denominator)
        if abs(near - middle) < margin and near.denominator > 1:
            return near
    return middle


def has_value(function: Node, variable: str, at: Fraction) -> bool:
    """Whether a function has a value at a rational number: by its conditions where they are exact, else by balls."""
    exact = _by_conditions(function, variable, at)
    return _by_balls(substitute(function, {variable: number(at)})) if exact is None else exact


def exists(integral: Node) -> bool:
    """Whether there is an area below the integrand: it has values between the bounds, and no pole at or between."""
    assert isinstance(integral, Integral)
    if names(integral):
        return True
    ends = Place(integral.lower), Place(integral.upper)
    if not all(end.is_finite for end in ends):
        return False
    bounds = sorted(end.middle for end in ends)
    axis = line(integral.integrand, integral.variable)
    marks = [None, *(place.middle for place in axis.places), None]
    for has_values, low, high in zip(axis.gaps, marks, marks[1:], strict=False):
        inside = (low is None or low < bounds[1]) and (high is None or high > bounds[0])
        if inside and not has_values:
            return False
    sides: tuple[Side, Side] = (-1, 1)
    return all(
        is_integrable(axis.function, axis.variable, {axis.variable: place}, side)
        for place in axis.places
        for side, bound in zip(sides, bounds, strict=True)
        if bounds[0] - _SAME <= place.middle <= bounds[1] + _SAME and abs(place.middle - bound) > _SAME
    )


def _by_conditions(function: Node, variable: str, at: Fraction) -> bool | None:
    """Whether all conditions hold of which a function consists; None where one is not decided by exact arithmetic."""
    all_hold: bool | None = True
    exact = values_at({variable: at})
    pending = [function]
    while pending:
        part = pending.pop()
        if isinstance(part, Piecewise):
            return None
        if isinstance(part, Integral):
            pending.extend((part.lower, part.upper))
            if not exists(substitute(part, {variable: number(at)})):
                return False
            continue
        pending.extend(part.children)
        for condition in conditions(part):
            holds = None if _is_power_of_zero(part, exact) else _holds(condition, exact)
            if holds is False:
                return False
            all_hold = all_hold if holds else None
    return all_hold


def _is_power_of_zero(part: Node, exact: Exactly) -> bool:
    """Whether a part is a power that has a value or none, as the exponent will have it."""
    return isinstance(part, Power) and constant_value(part.exponent) is None and exact(part.base) == 0


def _holds(condition: Node, exact: Exactly) -> bool | None:
    values = [exact(_without_bars(operand)) for operand in condition.children]
    if not isinstance(condition, Comparison) or None in values:
        return None
    numbers = [
        abs(value) if _is_absolute(operand) else value
        for value, operand in zip(values, condition.operands, strict=True)
        if value is not None
    ]
    return all(
        RELATIONS[relation](*pair) for relation, pair in zip(condition.relations, pairwise(numbers), strict=True)
    )


def _is_absolute(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "abs"


def _without_bars(node: Node) -> Node:
    return node.arguments[0] if isinstance(node, Call) and node.function == "abs" else node


def _by_balls(constant: Node) -> bool:
    if evaluate_balls(constant, {}, _LOW)[0].is_finite():
        return True
    if any(isinstance(part, Integral) for part in parts(constant)):
        return _by_floats(constant)
    return bool(evaluate_settled(constant, {}, _HIGH)[0].is_finite())


def _by_floats(constant: Node) -> bool:
    """Integrals that balls do not reach, such as those over pieces."""
    return math.isfinite(compile_real(constant, ())(()))
