"""Where a function of two variables has some value: lines through the cells of a grid, none over a pole or a jump."""

from __future__ import annotations

import math
from collections.abc import Sequence

from derivtutor.analysis.turning import turning
from derivtutor.calculus.figures.axes import nice, written
from derivtutor.calculus.figures.cells import Interval
from derivtutor.calculus.figures.figure import Contour, Point, Stretch
from derivtutor.libraries import flint
from derivtutor.notation.ball import evaluate_balls
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node

_ACROSS, _UP, _LEVELS = 60, 40, 6
_LEAST, _MOST = 0.05, 0.95
_PRECISION = 64

Square = tuple[int, int]


def contours(
    function: Node, variables: tuple[str, str], window: tuple[Interval, Interval], through: Point | None = None
) -> tuple[Contour, ...]:
    """Lines of equal height, at simple heights, as many as are well told apart; and the one through a point."""
    run = compile_real(function, variables)
    across, up = _places(window[0], _ACROSS), _places(window[1], _UP)
    heights = [[run((right, above)) for right in across] for above in up]
    levels = _levels([height for row in heights for height in row if math.isfinite(height)])
    if through is not None and math.isfinite(own := run(through)):
        apart = (levels[1] - levels[0]) / 2 if len(levels) > 1 else 0.0
        levels = sorted([own, *[level for level in levels if abs(level - own) > apart]])
    crossed = {level: _segments(heights, across, up, level) for level in levels}
    squares = sorted({square for found in crossed.values() for square in found})
    whole = _without_cuts(function, variables, squares, across, up)
    lines = {
        level: [line for square in found if square in whole for line in found[square]]
        for level, found in crossed.items()
    }
    return tuple(
        [
            Contour(level, written(float(f"{level:.3g}")), _linked(segments))
            for level, segments in lines.items()
            if segments
        ]
    )


def _places(interval: Interval, count: int) -> list[float]:
    low, high = interval
    return [low + (high - low) * number / count for number in range(count + 1)]


def _levels(heights: Sequence[float]) -> list[float]:
    """Simple numbers between most heights."""
    if not heights:
        return []
    known = sorted(heights)
    low, high = known[int(len(known) * _LEAST)], known[int((len(known) - 1) * _MOST)]
    if not high > low:
        return []
    step = nice((high - low) / _LEVELS)
    return [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _segments(
    heights: list[list[float]], across: list[float], up: list[float], level: float
) -> dict[Square, list[tuple[Point, Point]]]:
    """Straight pieces of a line, by the square of the grid that they go through."""
    found: dict[Square, list[tuple[Point, Point]]] = {}
    for row in range(len(up) - 1):
        for column in range(len(across) - 1):
            corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
            values = [heights[y][x] - level for x, y in corners]
            if all(map(math.isfinite, values)) and min(values) < 0 <= max(values):
                points = [(across[x], up[y]) for x, y in corners]
                found[column, row] = _through(points, values)
    return found


def _through(points: list[Point], values: list[float]) -> list[tuple[Point, Point]]:
    """Where a line enters and leaves a square; where it does so twice, the corners that are cut off are those below."""
    ends = []
    for place in range(4):
        one, other = place, (place + 1) % 4
        if (values[one] < 0) != (values[other] < 0):
            share = values[one] / (values[one] - values[other])
            start, end = points[one], points[other]
            ends.append((start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share))
    if len(ends) == 4 and values[0] < 0:
        ends = [ends[3], *ends[:3]]
    return list(zip(ends[::2], ends[1::2], strict=True))


def _without_cuts(
    function: Node, variables: tuple[str, str], squares: list[Square], across: list[float], up: list[float]
) -> set[Square]:
    """The squares in which the function has neither pole nor jump nor end, as balls show."""
    left = squares
    for cut in dict.fromkeys([each for variable in variables for each in turning(function, variable)]):
        with flint.ctx.workprec(_PRECISION):
            columns = {
                variables[0]: [_ball(across[column], across[column + 1]) for column, _ in left],
                variables[1]: [_ball(up[row], up[row + 1]) for _, row in left],
            }
        seen = evaluate_balls(cut, columns, _PRECISION)
        left = [square for square, ball in zip(left, seen, strict=True) if ball > 0 or ball < 0]
    return set(left)


def _ball(low: float, high: float) -> object:
    return flint.arb((low + high) / 2, (high - low) / 2 * (1 + 1e-9))


def _linked(segments: list[tuple[Point, Point]]) -> tuple[Stretch, ...]:
    """Pieces end to end as lines."""
    at: dict[Point, list[int]] = {}
    for number, segment in enumerate(segments):
        for end in segment:
            at.setdefault(_near(end), []).append(number)
    lines: list[Stretch] = []
    used: set[int] = set()
    for number, (start, end) in enumerate(segments):
        if number not in used:
            used.add(number)
            forward, backward = _followed(end, segments, at, used), _followed(start, segments, at, used)
            lines.append((*reversed(backward), start, end, *forward))
    return tuple(lines)


def _followed(
    end: Point, segments: list[tuple[Point, Point]], at: dict[Point, list[int]], used: set[int]
) -> list[Point]:
    line: list[Point] = []
    while True:
        following = next((number for number in at[_near(end)] if number not in used), None)
        if following is None:
            return line
        used.add(following)
        one, other = segments[following]
        end = other if _near(one) == _near(end) else one
        line.append(end)


def _near(point: Point) -> Point:
    """Ends that are the same but for rounding."""
    return float(f"{point[0]:.9e}"), float(f"{point[1]:.9e}")
