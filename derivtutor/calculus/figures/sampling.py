"""Points of a curve, closer to each other where it bends, and never joined where it is not continuous."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from derivtutor.calculus.figures.cells import Interval
from derivtutor.calculus.figures.figure import Point, Stretch
from derivtutor.calculus.figures.marks import Mark

_UNIFORM, _FEWEST = 120, 12
"""So many points to the width of a figure, and to a stretch."""
_CLOSER, _TO_POLE = 8, 24
"""Towards an end, and a pole, the distance is halved so often."""
_FINEST, _DEEPEST, _MOST = 400, 6, 900
"""A chord may be this part of the height away from its curve; it is halved so often; so many points are added."""

Value = Callable[[float], float]


def rough(value: Value, stretch: Interval, width: float, poles: tuple[bool, bool]) -> list[Point]:
    """Points of a stretch at equal distances, and closer and closer ones towards its ends, most of all at `poles`."""
    low, high = stretch
    count = max(_FEWEST, round(_UNIFORM * (high - low) / width))
    step = (high - low) / count
    near_low, near_high = ([step * 2.0**-power for power in range(1, _TO_POLE if pole else _CLOSER)] for pole in poles)
    places = [
        low,
        *(low + distance for distance in reversed(near_low)),
        *(low + step * number for number in range(1, count)),
        *(high - distance for distance in near_high),
        high,
    ]
    return [(x, value(x)) for x in places]


def chains(runs: Sequence[Sequence[Point] | None], marks: Sequence[Mark]) -> list[list[Point]]:
    """The points of all stretches as far as they may be joined; a stretch without values has none.

    What a curve tends to at a mark is its end there.
    """
    joined: list[list[Point]] = []
    current: list[Point] = []
    for run, left, right in zip(runs, [None, *marks], [*marks, None], strict=True):
        if not (left is not None and left.goes_on and current):
            current = []
            joined.append(current)
            if run and left is not None:
                current += _end(left, is_left=False)
        if run:
            current += run
            if right is not None:
                current += _end(right, is_left=True)
        else:
            current = []
    return list(filter(None, joined))


def _end(mark: Mark, is_left: bool) -> list[Point]:
    height = mark.end(is_left)
    return [] if height is None else [(mark.at, height)]


def refined(value: Value, lines: Sequence[Sequence[Point]], up: Interval) -> Iterator[list[Point]]:
    """With more points between those between which a curve bends, as far as it is seen within a height."""
    for points in lines:
        left = _MOST // len(lines)
        fine: list[Point] = list(points[:1])
        for start, end in pairwise(points):
            if left > 0:
                more = _between(value, start, end, up)
                left -= len(more)
                fine += more
            fine.append(end)
        yield fine


def _between(value: Value, start: Point, end: Point, up: Interval) -> list[Point]:
    tolerance = (up[1] - up[0]) / _FINEST
    found: list[Point] = []
    pending = [(start, end, 0)]
    while pending:
        left, right, depth = pending.pop()
        x = (left[0] + right[0]) / 2
        if depth > _DEEPEST or not left[0] < x < right[0] or _is_beyond(left, right, up):
            continue
        middle = (x, value(x))
        if _is_flat(left, middle, right, tolerance):
            continue
        found.append(middle)
        pending += ((left, middle, depth + 1), (middle, right, depth + 1))
    return sorted(found)


def _is_beyond(left: Point, right: Point, up: Interval) -> bool:
    return max(left[1], right[1]) < up[0] or min(left[1], right[1]) > up[1]


def _is_flat(left: Point, middle: Point, right: Point, tolerance: float) -> bool:
    return abs((left[1] + right[1]) / 2 - middle[1]) <= tolerance


def clipped(points: Sequence[Point], up: Interval) -> Iterator[Stretch]:
    """The parts of a chain of points within a height, ending at its borders; where there is no value is an end."""
    inside: list[Point] = []
    for start, end in pairwise(points):
        part = _part(start, end, up)
        if part is None or (inside and inside[-1] != part[0]):
            if inside:
                yield tuple(inside)
            inside = []
        if part is not None:
            inside += part if not inside else part[1:]
    if inside:
        yield tuple(inside)


def _part(start: Point, end: Point, up: Interval) -> tuple[Point, Point] | None:
    """The part of a chord within a height."""
    if not (math.isfinite(start[1]) and math.isfinite(end[1])) or _is_beyond(start, end, up):
        return None
    return _cut(start, end, up), _cut(end, start, up)


def _cut(point: Point, other: Point, up: Interval) -> Point:
    """A point, or where the chord to another one crosses the border that it is beyond."""
    border = min(max(point[1], up[0]), up[1])
    if border == point[1]:
        return point
    share = (border - point[1]) / (other[1] - point[1])
    return point[0] + (other[0] - point[0]) * share, border
