"""A function of two variables seen from above: contours, an arrow or a path on them."""

from __future__ import annotations

from collections.abc import Sequence

from derivtutor.calculus.figures.axes import ticks
from derivtutor.calculus.figures.cells import Interval
from derivtutor.calculus.figures.contours import contours
from derivtutor.calculus.figures.figure import Arrow, Axis, Curve, Dot, Figure, Point
from derivtutor.notation.tree import Node

RATIO = 1.9
"""How many times as wide as high a figure is: right angles are right angles then."""


def around(points: Sequence[tuple[float, float]], least: float, room: float = 1.25) -> tuple[Interval, Interval]:
    """A window with points well within it, in which both axes have the same scale.

    It is at least twice `least` high, and `room` times as wide or high as what lies between the points.
    """
    x, y = ([point[place] for point in points] for place in (0, 1))
    middle = (min(x) + max(x)) / 2, (min(y) + max(y)) / 2
    half = max((max(x) - min(x)) / 2 * room / RATIO, (max(y) - min(y)) / 2 * room, least)
    return (middle[0] - half * RATIO, middle[0] + half * RATIO), (middle[1] - half, middle[1] + half)


def landscape(
    says: str,
    function: Node,
    variables: tuple[str, str],
    window: tuple[Interval, Interval],
    arrows: Sequence[Arrow] = (),
    dots: Sequence[Dot] = (),
    path: Curve | None = None,
    through: Point | None = None,
) -> Figure:
    """Contours, one of them `through` a point, with what lies on them."""
    across, up = window
    return Figure(
        says,
        Axis(variables[0], *across, ticks(*across)),
        Axis(variables[1], *up, ticks(*up)),
        (path,) if path else (),
        tuple(dots),
        arrows=tuple(arrows),
        contours=contours(function, variables, window, through),
    )
