"""The graph of a function as a figure: its stretches, ends, asymptotes and the height in which it is shown."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from derivtutor.calculus.figures.axes import seen_height
from derivtutor.calculus.figures.cells import Interval, is_area
from derivtutor.calculus.figures.figure import Curve, Dot, Point, Straight
from derivtutor.calculus.figures.marks import Mark
from derivtutor.calculus.figures.sampling import Value, chains, clipped, refined, rough
from derivtutor.calculus.figures.shape import Shape
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node

_LOOKED_AT, _COARSE = 96, 8
"""So many values tell the height; of areas so many times fewer."""


class Graph(Struct, frozen=True, dict=True):
    """One function within the window of a shape, with its own marks at the cuts of that."""

    function: Node
    variable: str
    shape: Shape
    marks: tuple[Mark, ...]

    @functools.cached_property
    def value(self) -> Value:
        run = compile_real(self.function, (self.variable,))
        return lambda x: run((x,))

    @functools.cached_property
    def coarseness(self) -> int:
        """How many times fewer points there are than usual: one value of an area costs as much as a thousand others."""
        return _COARSE if is_area(self.function) else 1

    @functools.cached_property
    def chains(self) -> list[list[Point]]:
        """Points that may be joined, not yet very close to each other."""
        seen, width = self.shape.seen, self.shape.high - self.shape.low
        poles = [False, *(mark.is_pole for mark in self.marks), False]
        runs = [
            rough(self.value, stretch, width * self.coarseness, sides)
            if has_values and stretch[0] < stretch[1]
            else None
            for stretch, has_values, sides in zip(seen.stretches, seen.have_values, pairwise(poles), strict=True)
        ]
        return chains(runs, self.marks)

    def height(self, keys: Sequence[float]) -> Interval | None:
        """From where to where its values are shown."""
        seen = self.shape.seen
        step = (self.shape.high - self.shape.low) / _LOOKED_AT * self.coarseness
        values = [
            self.value(low + step * number)
            for (low, high), has_values in zip(seen.stretches, seen.have_values, strict=True)
            if has_values
            for number in range(1, int((high - low) / step) + 1)
        ]
        return seen_height(values, keys)

    @property
    def ends(self) -> list[float]:
        """The heights of all its ends."""
        found = [mark.end(is_left) for mark in self.marks for is_left in (True, False)]
        return [height for height in found if height is not None]

    def curve(self, label: str, up: Interval, style: int = 0) -> Curve:
        fine = refined(self.value, self.chains, up) if self.coarseness == 1 else self.chains
        return Curve(label, tuple([part for chain in fine for part in clipped(chain, up)]), style)

    def dots(self, up: Interval) -> Iterator[Dot]:
        """The ends of its stretches: closed ones belong to the graph."""
        for mark in self.marks:
            if mark.goes_on or mark.place is None:
                continue
            value = mark.height
            ends = {height for is_left in (True, False) if (height := mark.end(is_left)) is not None}
            for height in sorted(ends | ({value} if value is not None else set())):
                if up[0] <= height <= up[1]:
                    yield Dot((mark.at, height), is_open=height != value)

    def asymptotes(self, up: Interval) -> Iterator[Straight]:
        """A vertical line at each pole."""
        for mark in self.marks:
            if mark.is_pole:
                yield Straight((mark.at, up[0]), (mark.at, up[1]), "asymptote")


def smooth(value: Value, label: str, across: Interval, up: Interval, style: int) -> Curve:
    """A curve that is analytic everywhere."""
    points = rough(value, across, across[1] - across[0], (False, False))
    return Curve(label, tuple([part for chain in refined(value, [points], up) for part in clipped(chain, up)]), style)
