"""Isolating zeros without algebra: intervals are halved, and left out where a ball shows that nothing is zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from derivtutor.analysis.behaviour import BEHAVIOURS
from derivtutor.analysis.place import Place
from derivtutor.notation.ball import Ball, balls, evaluate_balls
from derivtutor.notation.tree import Call, Integral, Node, parts

Interval: TypeAlias = tuple[Fraction, Fraction]

_PRECISION = 64
_SMALLEST, _LARGEST = -12, 20
"""Zeros are looked for in intervals between powers of two of these exponents, of both signs, and around zero."""

_PERIODS, _FAR = 16, 1000
_HALVINGS = 11
_MOST = 300
"""So many intervals are looked at in one turn; of more, those that are left are given back as they are."""


@dataclass(frozen=True, slots=True)
class Isolated:
    """Places where the sign changes, and numbers near which an expression may be zero or end."""

    places: tuple[Place, ...]
    near: tuple[Fraction, ...]


def isolate(node: Node, variable: str) -> Isolated:
    """Where an expression in one variable is zero, as far as is seen within wide bounds.

    Integrals are not looked into: one value of them costs as much as a thousand others.
    """
    if any(type(part) is Integral for part in parts(node)):
        return Isolated((), ())
    left = _left(node, variable, _intervals(node))
    places: list[Place] = []
    near: list[Fraction] = []
    for low, high in _joined(left):
        ends = _values(node, variable, [low, high])
        if ends[0] * ends[1] < 0:
            places.append(Place(None, node, variable, low, high))
        else:
            near.extend((low, high) if high - low > 1 else ((low + high) / 2,))
    return Isolated(tuple(places), tuple(near))


def _intervals(node: Node) -> list[Interval]:
    if any(isinstance(part, Call) and BEHAVIOURS[part.function].period for part in parts(node)):
        starts = [*range(-_PERIODS, _PERIODS), *range(_FAR, _FAR + 8)]
        return [(Fraction(start), Fraction(start + 1)) for start in starts]
    powers = [Fraction(2) ** exponent for exponent in range(_SMALLEST, _LARGEST + 1)]
    above = list(pairwise(powers))
    return [*((-high, -low) for low, high in reversed(above)), (-powers[0], powers[0]), *above]


def _left(node: Node, variable: str, intervals: list[Interval]) -> list[Interval]:
    """The parts of intervals in which an expression may be zero or have no value, but not where it has none at all."""
    for turn in range(_HALVINGS):
        seen = _values(node, variable, intervals)
        kept = [each for each, ball in zip(intervals, seen, strict=True) if not ball.is_finite() or ball.contains(0)]
        if turn > 1:
            unknown = {each for each, ball in zip(intervals, seen, strict=True) if not ball.is_finite()}
            nowhere = _without_values(node, variable, [each for each in kept if each in unknown])
            kept = [each for each in kept if each not in nowhere]
        if not kept or len(kept) > _MOST:
            return kept[:_MOST]
        intervals = [half for low, high in kept for half in ((low, (low + high) / 2), ((low + high) / 2, high))]
    return kept


def _without_values(node: Node, variable: str, intervals: Sequence[Interval]) -> set[Interval]:
    """The intervals at whose ends and middle the expression has no value."""
    points = [point for low, high in intervals for point in (low, (low + high) / 2, high)]
    seen = [ball.is_finite() for ball in _values(node, variable, points)]
    return {each for place, each in enumerate(intervals) if not any(seen[3 * place : 3 * place + 3])}


def _values(node: Node, variable: str, where: Sequence[Interval] | Sequence[Fraction]) -> list[Ball]:
    import flint

    if not where:
        return []
    column: list[Ball] = []
    for each in where:
        if isinstance(each, tuple):
            middle, radius = (each[0] + each[1]) / 2, (each[1] - each[0]) / 2
            column.append(flint.arb(flint.fmpq(middle.numerator, middle.denominator), float(radius) * (1 + 1e-9)))
        else:
            column.extend(balls([each], _PRECISION))
    return evaluate_balls(node, {variable: column}, _PRECISION)


def _joined(intervals: Sequence[Interval]) -> list[Interval]:
    """Intervals that touch as one."""
    found: list[Interval] = []
    for low, high in sorted(intervals):
        if found and found[-1][1] == low:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return found
