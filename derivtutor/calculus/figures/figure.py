"""A figure as data: axes, curves, points, lines and a sentence that says what it shows; whoever shows it draws it."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from derivtutor.showing import Shown

Point: TypeAlias = tuple[float, float]

Stretch: TypeAlias = tuple[Point, ...]
"""Points of a curve to be joined; between two stretches nothing is."""

Kind: TypeAlias = Literal["asymptote", "tangent", "secant"]
Trend: TypeAlias = Literal["+", "-", "0"]


class Tick(Struct, frozen=True):
    """A number of an axis that is written at it."""

    at: float
    label: str


class Axis(Struct, frozen=True):
    """What is shown of a line of numbers; one that `is_log` has equal steps between powers of ten."""

    name: str
    low: float
    high: float
    ticks: tuple[Tick, ...] = ()
    is_log: bool = False


class Curve(Struct, frozen=True):
    """Stretches under one label; those of one `style` are drawn alike, with or without colour."""

    label: str
    stretches: tuple[Stretch, ...]
    style: int = 0


class Dot(Struct, frozen=True):
    """A point of its own; one that `is_open` does not belong to the curve that ends there.

    Its label stands above it, or where it `is_below` that is out of the way.
    """

    at: Point
    label: str = ""
    is_open: bool = False
    is_below: bool = False


class Arrow(Struct, frozen=True):
    """From one point to another."""

    start: Point
    end: Point
    label: str = ""


class Straight(Struct, frozen=True):
    """A straight line from one edge of the figure to another."""

    start: Point
    end: Point
    kind: Kind
    label: str = ""


class Contour(Struct, frozen=True):
    """Where a function of two variables has one value."""

    level: float
    label: str
    stretches: tuple[Stretch, ...]


class Sign(Struct, frozen=True):
    """The sign of a slope between two numbers."""

    low: float
    high: float
    sign: Trend


class Figure(Shown, Struct, frozen=True):
    """What is drawn, all of it within the axes, and a sentence that `says` what it shows.

    `signs` stand in a row of their own below the horizontal axis, behind `of_signs`, what has them. Other figures may
    belong `beside` it, each with its own sentence.
    """

    says: str
    across: Axis
    up: Axis
    curves: tuple[Curve, ...] = ()
    dots: tuple[Dot, ...] = ()
    straights: tuple[Straight, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    contours: tuple[Contour, ...] = ()
    signs: tuple[Sign, ...] = ()
    of_signs: str = ""
    beside: tuple[Figure, ...] = ()

    @property
    def panels(self) -> tuple[Figure, ...]:
        """The figure and those beside it, one by one."""
        return (replace(self, beside=()), *self.beside) if self.beside else (self,)

    def _in_short(self) -> str:
        return f"figure: {self.says}"

    def as_dict(self) -> dict[str, Any]:
        """The figure for programs."""
        facts: dict[str, Any] = to_builtins(self)
        return facts
