"""Isolating zeros without algebra: intervals are halved, and left out where a ball shows that nothing is zero."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

from msgspec import Struct

from derivtutor.analysis.behaviour import BEHAVIOURS
from derivtutor.analysis.place import Place
from derivtutor.libraries import flint
from derivtutor.notation.ball import Ball, balls, evaluate_balls, evaluate_settled
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Call, Integral, Node, parts

Interval: TypeAlias = tuple[Any, Any]
"""Two of Arb's own fractions: halving millions of times is several times quicker with these than with Python's."""

Piece: TypeAlias = tuple[Interval, int]
"""A part of an interval, and the number of that interval."""

_PRECISION, _CERTAIN = 192, 4000
_SIMPLE = 1000
"""The largest denominator of a simple number."""

_SMALLEST, _LARGEST = -12, 70
"""Zeros are looked for in intervals between powers of two of these exponents, of both signs, and around zero."""

_PERIODS, _FAR = 16, 1000
_HALVINGS, _FINE_HALVINGS = 14, 110
_NEAR = 1024
_MOST, _MOST_NEAR, _MOST_FAR, _FEW = 300, 150, 4, 16
"""So many intervals are looked at in one turn, and so many parts of one; of more, all are given back as they are.

If only a few are left they are halved much more often: two zeros may lie close together.
"""


class Isolated(Struct, frozen=True):
    """Places where the sign changes or a simple number is zero, and numbers near which there may be zeros or ends."""

    places: tuple[Place, ...]
    near: tuple[Fraction, ...]


def isolate(node: Node, variable: str) -> Isolated:
    """Where an expression in one variable is zero, as far as is seen within wide bounds.

    Integrals are not looked into: one value of them costs as much as a thousand others.
    """
    if any(type(part) is Integral for part in parts(node)):
        return Isolated((), ())
    left = [each for intervals in _searched(node) for each in _left(node, variable, intervals)]
    places: list[Place] = []
    near: list[Fraction] = []
    for joined in _joined(left):
        ends = _values(node, variable, joined)
        low, high = (Fraction(int(end.numerator), int(end.denominator)) for end in joined)
        if (exact := _exact(node, variable, low, high)) is not None:
            places.append(exact)
        elif ends[0] * ends[1] < 0:
            places.append(Place(None, node, variable, low, high))
        else:
            near.extend((low, high) if high - low > 1 else ((low + high) / 2,))
    return Isolated(tuple(places), tuple(near))


def _exact(node: Node, variable: str, low: Fraction, high: Fraction) -> Place | None:
    """The place of a zero at a simple number, such as that of `x - sin(x)`, which is too flat to be closed in upon."""
    simple = simplest(low, high)
    if simple.denominator > _SIMPLE:
        return None
    column = {variable: balls([simple], _CERTAIN)}
    return Place(number(simple)) if evaluate_settled(node, column, _CERTAIN)[0] == 0 else None


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction between two numbers that has the smallest denominator (Stern and Brocot).

    >>> simplest(Fraction(7, 8), Fraction(5, 4)), simplest(Fraction(-5, 7), Fraction(-2, 3))
    (Fraction(1, 1), Fraction(-2, 3))
    """
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-high, -low)
    whole = math.ceil(low)
    if whole <= high:
        return Fraction(whole)
    return whole - 1 + 1 / simplest(1 / (high - whole + 1), 1 / (low - whole + 1))


def _searched(node: Node) -> Iterator[list[Interval]]:
    """Where zeros are looked for; of periodic functions first in a few periods, then where other parts outgrow them."""
    if not any(isinstance(part, Call) and BEHAVIOURS[part.function].period for part in parts(node)):
        yield _between_powers(_SMALLEST)
        return
    starts = [*range(-_PERIODS, _PERIODS), *range(_FAR, _FAR + 8)]
    yield [(flint.fmpq(start), flint.fmpq(start + 1)) for start in starts]
    yield [each for each in _between_powers(_PERIODS.bit_length() - 1) if each[0] * each[1] > 0]


def _between_powers(smallest: int) -> list[Interval]:
    powers = [flint.fmpq(2) ** exponent for exponent in range(smallest, _LARGEST + 1)]
    above = list(pairwise(powers))
    return [*((-high, -low) for low, high in reversed(above)), (-powers[0], powers[0]), *above]


def _left(node: Node, variable: str, intervals: list[Interval]) -> list[Interval]:
    """The parts of intervals in which an expression may be zero or have no value, but not where it has none at all."""
    crowded: list[Interval] = []
    pieces = [(each, source) for source, each in enumerate(intervals)]
    for turn in range(_FINE_HALVINGS):
        kept = _kept(node, variable, pieces, turn > 1)
        counts = Counter(source for _, source in kept)
        full = {source for source, count in counts.items() if count > _most(intervals[source], turn)}
        for source in full:
            parts_of_it = [each for each, own in kept if own == source]
            crowded.append((parts_of_it[0][0], parts_of_it[-1][1]))
        left = [piece for piece in kept if piece[1] not in full]
        if not left or len(left) > _MOST:
            break
        pieces = [(half, source) for each, source in left for half in _halves(each)]
    return [*crowded, *(each for each, _ in left[:_MOST])]


def _most(source: Interval, turn: int) -> int:
    """Into so many parts an interval may fall before it is given up."""
    if max(map(abs, source)) > _NEAR:
        return _MOST_FAR
    return _MOST_NEAR if turn <= _HALVINGS else _FEW


def _kept(node: Node, variable: str, pieces: list[Piece], with_values: bool) -> list[Piece]:
    """The pieces that may hold a zero."""
    seen = _values(node, variable, [each for each, _ in pieces])
    kept = [(piece, ball.is_finite()) for piece, ball in zip(pieces, seen, strict=True) if _may_be_zero(ball)]
    if not with_values:
        return [piece for piece, _ in kept]
    have_values = iter(_have_values(node, variable, [each for (each, _), is_known in kept if not is_known]))
    return [piece for piece, is_known in kept if is_known or next(have_values)]


def _may_be_zero(ball: Ball) -> bool:
    return not ball.is_finite() or bool(ball.contains(0))


def _halves(interval: Interval) -> tuple[Interval, Interval]:
    low, high = interval
    middle = (low + high) / 2
    return (low, middle), (middle, high)


def _have_values(node: Node, variable: str, intervals: Sequence[Interval]) -> list[bool]:
    """Whether the expression has a value at an end or in the middle of each interval."""
    points = [point for low, high in intervals for point in (low, (low + high) / 2, high)]
    seen = [ball.is_finite() for ball in _values(node, variable, points)]
    return [any(seen[index : index + 3]) for index in range(0, len(seen), 3)]


def _values(node: Node, variable: str, where: Sequence[Any]) -> list[Ball]:
    """The values at fractions, or what holds all values in intervals."""
    if not where:
        return []
    with flint.ctx.workprec(_PRECISION):
        column = list(map(_ball, where))
    return evaluate_balls(node, {variable: column}, _PRECISION)


def _ball(where: Any) -> Ball:
    if not isinstance(where, tuple):
        return flint.arb(where)
    low, high = where
    radius = (high - low) / 2
    return flint.arb((low + high) / 2, int(radius.p) / int(radius.q) * (1 + 1e-9))


def _joined(intervals: Sequence[Interval]) -> list[Interval]:
    """Intervals that touch as one."""
    joined: list[Interval] = []
    for low, high in sorted(intervals):
        if joined and joined[-1][1] == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined
