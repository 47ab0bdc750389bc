"""Where a function of two variables has some value: lines through the cells of a grid, none over a pole or a jump."""

from __future__ import annotations

import functools
import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain, pairwise, product

from msgspec import Struct
from msgspec.structs import replace

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
    found = _contours(function, variables, window, through)
    return tuple([replace(each, label=written(float(f"{each.level:.3g}"))) for each in found])


@functools.lru_cache(maxsize=4)
def _contours(
    function: Node, variables: tuple[str, str], window: tuple[Interval, Interval], through: Point | None
) -> tuple[Contour, ...]:
    """The same without labels, which are another in every language."""
    seen = grid(function, variables, window)
    found = seen.at_levels
    if through is not None and math.isfinite(own := compile_real(function, variables)(through)):
        levels = seen.levels
        apart = (levels[1] - levels[0]) / 2 if len(levels) > 1 else 0.0
        found = {level: line for level, line in found.items() if abs(level - own) > apart}
        found[own] = seen.contour(own)
    return tuple([found[level] for level in sorted(found) if found[level].stretches])


class Grid(Struct, frozen=True, dict=True):
    """The heights of a function at equal distances across and up."""

    function: Node
    variables: tuple[str, str]
    across: list[float]
    up: list[float]
    heights: list[list[float]]

    @functools.cached_property
    def levels(self) -> list[float]:
        """Simple numbers between most heights."""
        return _levels([height for row in self.heights for height in row if math.isfinite(height)])

    @functools.cached_property
    def at_levels(self) -> dict[float, Contour]:
        """The lines at these heights."""
        return self._lines(self.levels)

    def contour(self, level: float) -> Contour:
        """The line at one height."""
        return self._lines([level])[level]

    def _lines(self, levels: list[float]) -> dict[float, Contour]:
        """The lines at heights that rise."""
        return {level: self._line(level, squares) for level, squares in self._crossed(levels).items()}

    def _crossed(self, levels: list[float]) -> dict[float, list[Square]]:
        """The squares with corners below and above each height, those that have heights at all corners."""
        crossed: dict[float, list[Square]] = {level: [] for level in levels}
        beneath = [[bisect_right(levels, height) for height in row] for row in self.heights]
        for row, (below, above) in enumerate(pairwise(beneath)):
            for column, (a, b, c, d) in enumerate(zip(below, below[1:], above[1:], above, strict=False)):
                if not a == b == c == d and self._is_whole(column, row):
                    for level in levels[min(a, b, c, d) : max(a, b, c, d)]:
                        crossed[level].append((column, row))
        return crossed

    def _is_whole(self, column: int, row: int) -> bool:
        return not math.isnan(sum(self.heights[row][column : column + 2] + self.heights[row + 1][column : column + 2]))

    def _line(self, level: float, crossed: list[Square]) -> Contour:
        """The line at a height, by the squares that it goes through."""
        whole = self._without_cuts(crossed)
        segments = [segment for square in crossed if square in whole for segment in self._through(square, level)]
        return Contour(level, "", _linked(segments))

    @functools.cached_property
    def cuts(self) -> list[Node]:
        """The expressions at whose zeros the function may have a pole, a jump or an end."""
        found = [turning(self.function, variable) for variable in self.variables]
        return [*dict.fromkeys(chain(*found))]

    def _without_cuts(self, squares: list[Square]) -> set[Square]:
        """The squares in which the function has neither pole nor jump nor end, as balls show."""
        left, (across, up) = squares, (self.across, self.up)
        for cut in self.cuts:
            with flint.ctx.workprec(_PRECISION):
                columns = {
                    self.variables[0]: [_ball(across[column], across[column + 1]) for column, _ in left],
                    self.variables[1]: [_ball(up[row], up[row + 1]) for _, row in left],
                }
            seen = evaluate_balls(cut, columns, _PRECISION)
            left = [square for square, ball in zip(left, seen, strict=True) if ball > 0 or ball < 0]
        return set(left)

    def _through(self, square: Square, level: float) -> list[tuple[Point, Point]]:
        column, row = square
        (left, right), (low, high) = self.across[column : column + 2], self.up[row : row + 2]
        below, above = self.heights[row], self.heights[row + 1]
        values = (below[column] - level, below[column + 1] - level, above[column + 1] - level, above[column] - level)
        return _through(((left, low), (right, low), (right, high), (left, high)), values)


@functools.lru_cache(maxsize=4)  # whoever moves a point asks for the same window again and again
def grid(function: Node, variables: tuple[str, str], window: tuple[Interval, Interval]) -> Grid:
    """The heights of a function within a window."""
    run = compile_real(function, variables)
    across, up = _places(window[0], _ACROSS), _places(window[1], _UP)
    return Grid(function, variables, across, up, [[run((right, above)) for right in across] for above in up])


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


_SIDES = ((0, 1), (1, 2), (3, 2), (0, 3))
"""The sides of a square from corner to corner, each in the direction in which its neighbour has it too."""


def _crossed(is_below: tuple[bool, ...]) -> list[tuple[int, int]]:
    """The sides that a line crosses, by which corners are below it: where it enters, where it leaves, perhaps again.

    Where it goes through a square twice, the corners that are cut off are those below.
    """
    sides = [side for side in _SIDES if is_below[side[0]] != is_below[side[1]]]
    return [sides[3], *sides[:3]] if len(sides) == 4 and is_below[0] else sides


_CROSSED = {is_below: _crossed(is_below) for is_below in product((False, True), repeat=4)}


def _through(points: Sequence[Point], values: Sequence[float]) -> list[tuple[Point, Point]]:
    """Where a line enters and leaves a square, by its corners and how far above the line these are."""
    ends = []
    for one, other in _CROSSED[values[0] < 0, values[1] < 0, values[2] < 0, values[3] < 0]:
        share = values[one] / (values[one] - values[other])
        (x, y), end = points[one], points[other]
        ends.append(end if share == 1 else (x + (end[0] - x) * share, y + (end[1] - y) * share))
    return list(zip(ends[::2], ends[1::2], strict=True))


def _ball(low: float, high: float) -> object:
    return flint.arb((low + high) / 2, (high - low) / 2 * (1 + 1e-9))


def _linked(segments: list[tuple[Point, Point]]) -> tuple[Stretch, ...]:
    """Pieces end to end as lines; ends are the same number from both sides, to the last digit."""
    at: dict[Point, list[int]] = {}
    for number, segment in enumerate(segments):
        for end in segment:
            at.setdefault(end, []).append(number)
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
        following = next((number for number in at[end] if number not in used), None)
        if following is None:
            return line
        used.add(following)
        one, other = segments[following]
        end = other if one == end else one
        line.append(end)
