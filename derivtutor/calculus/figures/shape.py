"""What a function does within a window: where it rises and falls, where it is zero, and where it is cut."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Literal, TypeAlias

from msgspec import Struct

from derivtutor.analysis.place import Place
from derivtutor.calculus.figures.approaching import signs_near
from derivtutor.calculus.figures.cells import Cell, Interval, over, parted
from derivtutor.calculus.figures.figure import Trend
from derivtutor.calculus.figures.marks import Mark, marks, of_slope
from derivtutor.calculus.figures.places import number_in, place_of
from derivtutor.calculus.figures.survey import Questioned, Survey, survey
from derivtutor.notation.tree import Node

_MOST_ZEROS, _MOST_BESIDE = 12, 16
"""Zeros that are told, and turns on a stretch at whose end it is doubtful where they come to an end."""
_CLOSER, _TIMES, _LEAST = 2.0**-0.25, 160, 1e-13
"""By this factor one comes closer to a place, so often, until the distance is this part of the number."""


class Spot(Struct, frozen=True):
    """A number on the line, its place where that is known exactly or as the only zero of something."""

    at: float
    place: Place | None = None


Going: TypeAlias = Trend | Literal["", "?"]
"""How a function goes: it rises, falls, is constant, has no values, or that is not known."""


class Part(Struct, frozen=True):
    """What a function does from one spot to the next."""

    low: Spot
    high: Spot
    going: Going


class Shape(Struct, frozen=True):
    """All that is known of a function within a window; how often it turns at least, where not all of it is known."""

    low: float
    high: float
    seen: Survey
    marks: tuple[Mark, ...]
    of_slope: tuple[Mark, ...]
    parts: tuple[Part, ...]
    zeros: tuple[Spot, ...]
    fewest_turns: int = 0

    @property
    def turns(self) -> list[Spot]:
        """Where it stops rising and begins to fall, or the other way round, in the midst of a stretch."""
        return [
            one.high
            for one, other in pairwise(self.parts)
            if {one.going, other.going} == {"+", "-"} and one.high.at not in {mark.at for mark in self.marks}
        ]

    @property
    def corners(self) -> list[Mark]:
        """Where it is continuous and its slope jumps."""
        return [mark for mark, slope in zip(self.marks, self.of_slope, strict=True) if mark.goes_on and slope.is_jump]


def shape(asked: Questioned, low: float, high: float) -> Shape:
    """Look at a function from one number to another."""
    seen = survey(asked, parted(low, high))
    cuts = marks(asked, seen)
    parts = _parts(asked, seen, cuts)
    is_known = bool(parts) and all(part.going != "?" for part in parts)
    turns = 0 if is_known else _turns(asked, seen)
    return Shape(low, high, seen, cuts, of_slope(asked, cuts), parts, _zeros(asked, seen, cuts), turns)


def _turns(asked: Questioned, seen: Survey) -> int:
    """How often the sign of the slope changes within a stretch, for certain."""
    known = 0
    for stretch, has_values in zip(seen.stretches, seen.have_values, strict=True):
        cells = [cell for cell in seen.turns if stretch[0] <= cell.low and cell.high <= stretch[1]]
        if has_values and cells:
            ends = [(end, end) for cell in cells for end in (cell.low, cell.high)]
            signs = [ball > 0 for ball in over(asked.derivative, asked.variable, ends) if ball > 0 or ball < 0]
            known += sum(one != other for one, other in pairwise(signs))
    return known


def _parts(asked: Questioned, seen: Survey, cuts: tuple[Mark, ...]) -> tuple[Part, ...]:
    if not all(map(seen.is_narrow, seen.cuts)):
        return ()
    spots = [Spot(mark.at, mark.place) for mark in cuts]
    ends = [Spot(seen.stretches[0][0]), *spots, Spot(seen.stretches[-1][1])]
    found: list[Part] = []
    for stretch, has_values, low, high in zip(seen.stretches, seen.have_values, ends, ends[1:], strict=False):
        if low.at < high.at:
            found += _within(asked, seen, stretch, low, high) if has_values else [Part(low, high, "")]
    passed = {
        mark.at for mark in cuts if mark.goes_on or (mark.place and mark.value is mark.left is mark.right is None)
    }
    return tuple(_merged(found, lambda spot: spot.at in passed))


def _within(asked: Questioned, seen: Survey, stretch: Interval, low: Spot, high: Spot) -> list[Part]:
    """The parts of a stretch that has values, between the cells in which the slope may be zero."""
    if over(asked.derivative, asked.variable, [stretch])[0].is_zero():
        return [Part(low, high, "0")]
    inner = [cell for cell in seen.turns if stretch[0] <= cell.low and cell.high <= stretch[1]]
    # What is beside a cut is looked at from close by; what is at an edge of the figure is not seen.
    beside = [cell for cell in inner if seen.is_beside_cut(cell)]
    wide = [cell for cell in inner if not seen.is_narrow(cell)]
    if any(cell not in beside for cell in wide) or (wide and len(inner) > _MOST_BESIDE):
        return [Part(low, high, "?")]
    edges = (
        max([stretch[0], *[cell.high for cell in beside if cell.low == stretch[0]]]),
        min([stretch[1], *[cell.low for cell in beside if cell.high == stretch[1]]]),
    )
    apart = [cell for cell in inner if stretch[0] < cell.low and cell.high < stretch[1]]
    spots = [_spot(asked.derivative, asked.variable, cell) for cell in apart]
    found = [Part(*pair, _going(asked, *pair)) for pair in pairwise([low, *spots, high])]
    ends = ((found[0], low, edges[0]), (found[-1], high, edges[1]))
    if not all(_goes_on_to(asked, part, spot, edge) for part, spot, edge in ends):
        return [Part(low, high, "?")]
    return _merged(found, lambda spot: spot.place is not None)


def _goes_on_to(asked: Questioned, part: Part, spot: Spot, edge: float) -> bool:
    """Whether a function goes on in the same way from the edge of a stretch nearly to the spot at its end."""
    if spot.at == edge:
        return True
    distances = [(edge - spot.at) * _CLOSER**power for power in range(_TIMES)]
    near = [(far, close) for far, close in pairwise(distances) if abs(close) > _LEAST * abs(spot.at)]
    pieces = [(min(spot.at + far, spot.at + close), max(spot.at + far, spot.at + close)) for far, close in near]
    wanted = {"+": 1, "-": -1}.get(part.going)
    if spot.place is None:
        return False
    return set(signs_near(asked.derivative, asked.variable, spot.place, pieces)) <= {wanted}


def _going(asked: Questioned, low: Spot, high: Spot) -> Going:
    middle = (low.at + high.at) / 2
    slope = over(asked.derivative, asked.variable, [(middle, middle)])[0]
    return "+" if slope > 0 else "-" if slope < 0 else "?"


def _merged(parts: list[Part], is_passed: Callable[[Spot], bool]) -> list[Part]:
    """Parts of which a function goes on in the same way as one, where it passes the spot between them."""
    merged: list[Part] = []
    for part in parts:
        if merged and merged[-1].going == part.going and is_passed(part.low):
            merged[-1] = Part(merged[-1].low, part.high, part.going)
        else:
            merged.append(part)
    return merged


def _zeros(asked: Questioned, seen: Survey, cuts: tuple[Mark, ...]) -> tuple[Spot, ...]:
    """The zeros, each by its place; none where it is not known how many there are."""
    is_known = all(map(seen.is_narrow, seen.zeros))
    if not is_known or len(seen.zeros) > _MOST_ZEROS:  # such as zero on a whole stretch
        return ()
    found = [_spot(asked.vanishing[0], asked.variable, cell) for cell in seen.zeros if not seen.is_beside_cut(cell)]
    found += [Spot(mark.at, mark.place) for mark in cuts if mark.value is not None and mark.value.is_zero()]
    return tuple(sorted([spot for spot in found if spot.place], key=lambda spot: spot.at))


def _spot(node: Node, variable: str, cell: Cell) -> Spot:
    """The zero of an expression in a cell."""
    place = place_of(node, variable, cell)
    return Spot(number_in(cell, place), place)
