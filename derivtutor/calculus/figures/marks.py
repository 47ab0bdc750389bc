"""What a function does where it may be cut: poles, jumps, ends, holes, and places at which it goes on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from derivtutor.analysis.limits import Limit, Side, value_at, value_side
from derivtutor.analysis.place import CERTAIN, Place
from derivtutor.analysis.turning import is_one_formula
from derivtutor.calculus.figures.cells import Cell, is_area
from derivtutor.calculus.figures.places import number_in, place_of
from derivtutor.calculus.figures.survey import Questioned, Survey
from derivtutor.libraries import flint
from derivtutor.notation.ball import Ball, evaluate_balls
from derivtutor.notation.tree import Node

SIDES: tuple[Side, Side] = (-1, 1)
_MOST = 24
"""Of more places than these the limits are not looked at, as nobody sees them apart; nor of areas, which is slow."""


class Mark(Struct, frozen=True):
    """A cell in which a function may be cut: its place if that is known, the value there, and limits from both sides.

    A limit is None on a side on which there are no values.
    """

    cell: Cell
    place: Place | None = None
    value: Ball | None = None
    left: Limit | None = None
    right: Limit | None = None

    @property
    def at(self) -> float:
        return number_in(self.cell, self.place)

    @property
    def goes_on(self) -> bool:
        """Whether the function is continuous here."""
        return self.value is not None and all(
            side is not None and side.value is not None and bool(side.value.overlaps(self.value))
            for side in (self.left, self.right)
        )

    @property
    def is_pole(self) -> bool:
        """Whether values grow beyond all bounds on a side."""
        return any(side is not None and side.infinite for side in (self.left, self.right))

    @property
    def height(self) -> float | None:
        """The value as a number."""
        return None if self.value is None else as_float(self.value)

    @property
    def is_jump(self) -> bool:
        """Whether both sides come to an end, at different heights."""
        ends = [side.value for side in (self.left, self.right) if side is not None and side.value is not None]
        return len(ends) == 2 and not ends[0].overlaps(ends[1])

    @property
    def is_hole(self) -> bool:
        """Whether both sides come to one height, and there is no value."""
        ends = [side.value for side in (self.left, self.right) if side is not None and side.value is not None]
        return self.value is None and len(ends) == 2 and bool(ends[0].overlaps(ends[1]))

    def end(self, is_left: bool) -> float | None:
        """The height at which the curve on one side ends here."""
        side = self.left if is_left else self.right
        return None if side is None or side.value is None else as_float(side.value)


def as_float(ball: Ball) -> float | None:
    number = float(ball.mid())
    return number if math.isfinite(number) else None


def marks(asked: Questioned, seen: Survey) -> tuple[Mark, ...]:
    """All cells in which a function may be cut, with what is known of each."""
    if is_area(asked.function) or len(seen.cuts) > _MOST:
        return tuple(map(Mark, seen.cuts))
    return tuple([_mark(asked, seen, number) for number in range(len(seen.cuts))])


def of_slope(asked: Questioned, of_function: Sequence[Mark]) -> tuple[Mark, ...]:
    """What the slope does at the same cells; it has no value where the function is not continuous."""
    return tuple([_slope(asked, mark) for mark in of_function])


def _slope(asked: Questioned, mark: Mark) -> Mark:
    """Where values grow beyond all bounds, so do slopes."""
    if mark.place is None:
        return mark
    where = {asked.variable: mark.place}
    left, right = (
        side if side is None or side.infinite else _limit(asked.derivative, asked.variable, mark.place, beside)
        for side, beside in zip((mark.left, mark.right), SIDES, strict=True)
    )
    value = value_at(asked.derivative, where) if mark.goes_on else None
    return Mark(mark.cell, mark.place, value, left, right)


def _mark(asked: Questioned, seen: Survey, number: int) -> Mark:
    cell = seen.cuts[number]
    known = (place_of(asked.turning[which], asked.variable, cell) for which in sorted(cell.which))
    place = next(filter(None, known), None) if seen.is_narrow(cell) else None
    if place is None:
        return Mark(cell)
    where = {asked.variable: place}
    left, right = (
        _limit(asked.function, asked.variable, place, beside) if has_values else None
        for beside, has_values in zip(SIDES, seen.have_values[number : number + 2], strict=True)
    )
    return Mark(cell, place, value_at(asked.function, where), left, right)


def _limit(function: Node, variable: str, place: Place, side: Side) -> Limit:
    """What values tend to from one side; a pole of a formula without branches shows itself by few digits."""
    infinite = _grows(function, variable, place, side) if is_one_formula(function) else 0
    return Limit(None, infinite) if infinite else value_side(function, variable, {variable: place}, side)


def _grows(function: Node, variable: str, place: Place, side: Side) -> Literal[-1, 0, 1]:
    """The sign with which values grow as a reciprocal does, or quicker; 0 where they do not."""
    with flint.ctx.workprec(CERTAIN):
        at = place.ball(CERTAIN)
        column = [at + side * flint.arb(2) ** -power for power in _FAR_AND_NEAR]
    far, near = evaluate_balls(function, {variable: column}, CERTAIN)
    if not near.is_finite() or not abs(near) > abs(far) * 2**_GROWTH:
        return 0
    return 1 if near > 0 else -1


_FAR_AND_NEAR, _GROWTH = (60, 120), 40
"""Distances as powers of one half, and the power of two by which a pole grows from one to the other."""
