"""The point at which a student is shown that an answer is wrong: a plain number, and values that are seen to differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from derivtutor.grading.comparison import PRECISION, Difference, Known
from derivtutor.grading.points import Point, friendly_points
from derivtutor.notation.ball import Ball, balls, evaluate_balls
from derivtutor.notation.tree import Node, names

_SIZES = (10**3, 10**6)
_CLEAR = 0.05
"""What is shown best: numbers that are not too large, apart by a share that is seen at once."""

_ROUNDED = (1, 2, *(10**digits for digits in range(1, 13)))
"""To such parts of one the coordinates of a point are rounded."""


def shown(known: Known, answer: Node, difference: Difference) -> Difference:
    """A difference to tell a student of: at a friendly point where it is clearly seen, else the plainest one found."""
    letters = sorted(names(answer).union(known.letters))
    if not letters:
        return difference
    plain = list(_rounded(difference.point))
    candidates = [*friendly_points(letters), *plain]
    columns = {name: balls([point.get(name, Fraction(1)) for point in candidates], PRECISION) for name in letters}
    values = [evaluate_balls(tree, columns, PRECISION) for tree in (known.tree, answer, *known.domain)]
    differences = [
        Difference(point, expected, got)
        for point, expected, got, *domain in zip(candidates, *values, strict=True)
        if all(ball.is_finite() for ball in (expected, got, *domain)) and not (expected - got).contains(0)
    ]
    for size in _SIZES:
        for each in differences:
            if _is_clear(each.expected, each.got, size):
                return each
    return next((each for each in differences if each.point in plain), difference)


def _rounded(point: Point) -> Iterator[Point]:
    """A point with its coordinates rounded, ever less; first the whole numbers beside it."""
    for parts in _ROUNDED:
        near = {name: Fraction(round(value * parts), parts) for name, value in point.items()}
        shifts: Sequence[Sequence[int]] = [(0,) * len(near)]
        if parts == 1 and len(near) <= 2:
            shifts = sorted(product((0, 1, -1), repeat=len(near)), key=lambda each: sum(map(abs, each)))
        for shift in shifts:
            yield {name: value + step for (name, value), step in zip(near.items(), shift, strict=True)}


def _is_clear(expected: Ball, got: Ball, largest: int) -> bool:
    """Whether anyone sees that two values differ."""
    sizes = abs(float(expected.mid())), abs(float(got.mid()))
    apart = abs(float((expected - got).mid()))
    return max(sizes) < largest and apart > _CLEAR * max(sizes)
