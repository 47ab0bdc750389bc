"""Where an exploration of functions of one variable is: the point, the second point, the window, the order."""

from __future__ import annotations

import math
from fractions import Fraction

from msgspec import Struct

from derivtutor.analysis.place import multiple
from derivtutor.calculus.figures.window import Window
from derivtutor.derivation.numbers import AtPoint
from derivtutor.exploring.line.explored import Explored, Picture, as_number, picture, there
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Name, Node

_PI = Name("pi")
_STEPS, _STEPS_OF_PI = 50, 48
"""A window has about so many small steps."""
_LARGE = {1: 5, 2: 5, 5: 4}
"""So many small steps make a large one, so that it is a round number as well."""
_LARGE_OF_PI = 6


class LineState(Struct, frozen=True):
    """Functions, of which one is looked at, and the place of the point; `gap` is h where there is a second point.

    Taylor's polynomial has an `order` and a `centre`. The point began at `start`, in the window `whole`.
    """

    functions: tuple[Explored, ...]
    place: Node
    start: Node
    centre: Node
    window: Window
    whole: Window
    chosen: int = 0
    gap: Fraction | None = None
    order: int = 1

    @property
    def explored(self) -> Explored:
        return self.functions[self.chosen]

    @property
    def at(self) -> AtPoint:
        """What is true at the point."""
        return there(self.explored, self.place)

    @property
    def x(self) -> float:
        return as_number(self.place)

    @property
    def picture(self) -> Picture:
        return picture(self.explored, self.window)


class Grid(Struct, frozen=True):
    """The places on which the point lands: multiples of a step, which may be a part of pi."""

    step: Fraction
    large: int
    of_pi: bool = False

    @property
    def length(self) -> float:
        return float(self.step) * (math.pi if self.of_pi else 1.0)

    def place(self, count: int) -> Node:
        """The place so many steps from zero."""
        along = self.step * count
        return multiple(along, _PI) if self.of_pi else number(along, decimal=True)

    def beyond(self, x: float, steps: int) -> Node:
        """So many steps further; the first one goes to the next place of the grid."""
        along = x / self.length
        nearest = round(along)
        if not math.isclose(along, nearest, rel_tol=1e-12, abs_tol=1e-9):
            nearest = math.floor(along) if steps > 0 else math.ceil(along)
        return self.place(nearest + steps)

    def nearest(self, x: float) -> Node:
        return self.place(round(x / self.length))

    def coarse(self) -> Grid:
        """The same with large steps."""
        return Grid(self.step * self.large, 1, self.of_pi)


def grid(window: Window) -> Grid:
    """Round steps that suit a window."""
    width = window.high - window.low
    if window.of_pi:
        share = width / math.pi / _STEPS_OF_PI
        halvings = max(0, math.ceil(-math.log2(share * 12) - 1e-9)) if share * 12 < 1 else 0
        doublings = max(0, math.ceil(math.log2(share * 12) - 1e-9))
        return Grid(Fraction(1, 12) * 2**doublings / 2**halvings, _LARGE_OF_PI, of_pi=True)
    power = math.floor(math.log10(width / _STEPS) + 1e-9)
    unit = Fraction(10) ** power
    digit = next(digit for digit in (1, 2, 5, 10) if float(digit * unit) >= width / _STEPS * (1 - 1e-9))
    return Grid(digit * unit, _LARGE[1 if digit == 10 else digit])
