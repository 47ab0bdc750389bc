"""What a function does where it may be cut: poles, jumps, ends, holes, and places at which it goes on."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from derivtutor.analysis.limits import Limit, Side, value_at, value_side
from derivtutor.analysis.place import Place
from derivtutor.calculus.figures.cells import Cell
from derivtutor.calculus.figures.places import place_of
from derivtutor.calculus.figures.survey import Questioned, Survey
from derivtutor.notation.ball import Ball

SIDES: tuple[Side, Side] = (-1, 1)
_MOST = 24
"""Of more places than these the limits are not looked at: nobody sees them apart."""


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
        return self.cell.middle if self.place is None else float(self.place.middle)

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
    if len(seen.cuts) > _MOST:
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
        side if side is None or side.infinite else value_side(asked.derivative, asked.variable, where, beside)
        for side, beside in zip((mark.left, mark.right), SIDES, strict=True)
    )
    value = value_at(asked.derivative, where) if mark.goes_on else None
    return Mark(mark.cell, mark.place, value, left, right)


def _mark(asked: Questioned, seen: Survey, number: int) -> Mark:
    cell = seen.cuts[number]
    known = (place_of(asked.turning[which], asked.variable, cell) for which in sorted(cell.which))
    place = next(filter(None, known), None)
    if place is None:
        return Mark(cell)
    where = {asked.variable: place}
    left, right = (
        value_side(asked.function, asked.variable, where, beside) if has_values else None
        for beside, has_values in zip(SIDES, seen.have_values[number : number + 2], strict=True)
    )
    return Mark(cell, place, value_at(asked.function, where), left, right)
