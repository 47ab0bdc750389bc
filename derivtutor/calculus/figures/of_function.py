"""The figure of a function with its slope: both graphs, zeros, turning points, and the sign of the slope below."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from derivtutor.analysis.place import CERTAIN, value
from derivtutor.calculus.figures.axes import short, ticks, ticks_of_pi, with_room, written
from derivtutor.calculus.figures.cells import Interval
from derivtutor.calculus.figures.figure import Axis, Dot, Figure, Point, Sign
from derivtutor.calculus.figures.graph import Graph
from derivtutor.calculus.figures.saying import sentences
from derivtutor.calculus.figures.shape import Shape, shape
from derivtutor.calculus.figures.survey import Questioned
from derivtutor.calculus.figures.window import Window, window
from derivtutor.language import between
from derivtutor.notation.tree import Node

_NEAR = 1e-3
"""Of the height of a figure: what is nearer is at the same place."""
_ROOM = 0.5
"""For the slope so much more of the height of a function is shown above and below."""


def of_function(
    asked: Questioned, name: str, place: Node | None = None, chosen: Window | None = None, slope_name: str = ""
) -> Figure:
    """A function and its derivative, and the point at a place; the window is chosen where it is not given."""
    at = [] if place is None else [number_of(place)]
    chosen = chosen or window(asked, at)
    of_slope = slope_name or f"{name}′"
    seen = shape(asked, chosen.low, chosen.high)
    graph = Graph(asked.function, asked.variable, seen, seen.marks)
    slope = Graph(asked.derivative, asked.variable, seen, seen.of_slope)
    points = [(x, graph.value(x)) for x in at]
    up = with_room(_both(height_of(graph, [y for _, y in points]), slope.height([0.0])))
    return Figure(
        sentences(name, asked.variable, seen, ends(chosen)),
        across(asked.variable, chosen),
        Axis("", *up, ticks(*up)),
        (graph.curve(name, up), slope.curve(of_slope, up, 1)),
        (
            *graph.dots(up),
            *_beside(slope.dots(up), graph, up),
            *_turning(graph, up),
            *[Dot(point, pair(point), is_below=slope.value(point[0]) >= 0) for point in points if point[1] == point[1]],
        ),
        tuple(graph.asymptotes(up)),
        signs=signs(seen),
        of_signs=of_slope,
    )


def height_of(graph: Graph, others: Sequence[float] = ()) -> Interval:
    """From where to where a function is shown, so that turning points, zeros and ends are seen, and other heights."""
    keys = [graph.value(spot.at) for spot in graph.shape.turns]
    keys += [mark.height for mark in graph.marks if mark.height is not None]
    keys += [*graph.ends, *([0.0] if graph.shape.zeros else []), *others]
    return graph.height([key for key in keys if math.isfinite(key)]) or (-1.0, 1.0)


def number_of(place: Node) -> float:
    """A constant as a number."""
    return float(value(place, CERTAIN).mid())


def pair(point: Point) -> str:
    """A point as it is written beside it."""
    x, y = map(short, point)
    return f"({x}{between()}{y})"


def _both(own: Interval, other: Interval | None) -> Interval:
    """The height of a function, and of its slope as far as that leaves room for the function."""
    if other is None:
        return own
    room = _ROOM * (own[1] - own[0]) or max(map(abs, other))
    return min(own[0], max(other[0], own[0] - room)), max(own[1], min(other[1], own[1] + room))


def across(variable: str, chosen: Window) -> Axis:
    """The horizontal axis."""
    marked = (ticks_of_pi if chosen.of_pi else ticks)(chosen.low, chosen.high)
    return Axis(variable, chosen.low, chosen.high, marked)


def ends(chosen: Window) -> tuple[str, str]:
    """The ends of a window as they are written."""
    marked = across("", chosen).ticks
    at = {round(tick.at, 12): tick.label for tick in marked}
    return tuple([at.get(round(end, 12)) or written(end) for end in (chosen.low, chosen.high)])  # type: ignore[return-value]


def signs(seen: Shape) -> tuple[Sign, ...]:
    """The sign of the slope wherever it is known; zero where the function turns."""
    known = [Sign(part.low.at, part.high.at, part.going) for part in seen.parts if part.going in ("+", "-", "0")]
    return tuple(sorted([*known, *[Sign(spot.at, spot.at, "0") for spot in seen.turns]], key=lambda sign: sign.low))


def _beside(dots: Iterable[Dot], graph: Graph, up: Interval) -> list[Dot]:
    """The ends of the slope; an open one on the function's own curve would say that the function has a hole there."""
    near = (up[1] - up[0]) * _NEAR
    return [dot for dot in dots if not (dot.is_open and abs(graph.value(dot.at[0]) - dot.at[1]) < near)]


def _turning(graph: Graph, up: Interval) -> list[Dot]:
    heights = [(spot.at, graph.value(spot.at)) for spot in graph.shape.turns]
    return [Dot(at) for at in heights if up[0] <= at[1] <= up[1]]
