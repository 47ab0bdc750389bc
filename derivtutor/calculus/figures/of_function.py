"""The figure of a function with its slope: both graphs, zeros, turning points, and the sign of the slope below."""

from __future__ import annotations

from collections.abc import Sequence

from derivtutor.calculus.figures.axes import ticks, ticks_of_pi, with_room, written
from derivtutor.calculus.figures.cells import Interval
from derivtutor.calculus.figures.figure import Axis, Dot, Figure, Sign
from derivtutor.calculus.figures.graph import Graph
from derivtutor.calculus.figures.saying import sentences
from derivtutor.calculus.figures.shape import Shape, shape
from derivtutor.calculus.figures.survey import Questioned
from derivtutor.calculus.figures.window import Window, window
from derivtutor.notation.tree import Node

_ROOM = 0.5
"""For the slope so much more of the height of a function is shown above and below."""


def of_function(asked: Questioned, name: str) -> Figure:
    """A function and its derivative."""
    chosen = window(asked)
    seen = shape(asked, chosen.low, chosen.high)
    graph = Graph(asked.function, asked.variable, seen, seen.marks)
    slope = Graph(asked.derivative, asked.variable, seen, seen.of_slope)
    own = graph.height(keys(graph))
    up = with_room(_both(own, slope.height([0.0])))
    return Figure(
        sentences(name, asked.variable, seen, ends(chosen)),
        across(asked.variable, chosen),
        Axis("", *up, ticks(*up)),
        (graph.curve(name, up), slope.curve(f"{name}′", up, 1)),
        (*graph.dots(up), *slope.dots(up), *_turning(graph, up)),
        tuple(graph.asymptotes(up)),
        signs=signs(seen),
        of_signs=f"{name}′",
    )


def keys(graph: Graph) -> list[float]:
    """Heights that are to be seen: of turning points, zeros and ends."""
    found = [graph.value(spot.at) for spot in graph.shape.turns]
    found += [mark.height for mark in graph.marks if mark.height is not None]
    return [*found, *graph.ends, *([0.0] if graph.shape.zeros else [])]


def _both(own: Interval | None, other: Interval | None) -> Interval:
    """The height of a function, and of its slope as far as that leaves room for the function."""
    if own is None or other is None:
        return own or other or (-1.0, 1.0)
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


def _turning(graph: Graph, up: Interval) -> list[Dot]:
    heights = [(spot.at, graph.value(spot.at)) for spot in graph.shape.turns]
    return [Dot(at) for at in heights if up[0] <= at[1] <= up[1]]
