"""The figure of gradient descent: the path from step to step, on the curve or on contours."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from derivtutor.calculus import sentences
from derivtutor.calculus.descending.walking import CALLED, Method
from derivtutor.calculus.figures.asked import put_in
from derivtutor.calculus.figures.axes import short, ticks, with_room
from derivtutor.calculus.figures.cells import Interval
from derivtutor.calculus.figures.figure import Axis, Curve, Dot, Figure, Point
from derivtutor.calculus.figures.graph import Graph
from derivtutor.calculus.figures.landscape import around, landscape
from derivtutor.calculus.figures.of_function import across
from derivtutor.calculus.figures.shape import shape
from derivtutor.calculus.figures.survey import Questioned
from derivtutor.calculus.figures.window import Window
from derivtutor.calculus.naming import called
from derivtutor.derivation.differentiator import derivative
from derivtutor.language import counted, translated
from derivtutor.notation.tree import Node, names

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Explanation

_LONGEST = 20.0
"""A path that leaves for good is shown until its steps are so many times as long as the first one."""
_MOST_DOTS = 30
_LEAST = 0.1


def figure(explanation: Explanation) -> Figure:
    """The path of a descent in one or two variables.

    Raises:
        UserError: where there are more variables.
    """
    facts = explanation.document
    variables = tuple(facts["wrt"])
    if len(variables) > 2:
        raise sentences.TWO_VARIABLES_TO_DRAW(variables=", ".join(variables))
    name = called(names(facts["expression"]))
    places = seen_of([tuple(point[variable] for variable in variables) for point in facts["points"]])
    says = _says(name, facts["method"], facts["values"], len(places) - 1)
    function = put_in(facts["expression"], variables, {})
    if len(variables) == 1:
        return on_fitting_curve(
            says, function, variables[0], name, [(place[0], facts["values"][n]) for n, place in enumerate(places)]
        )
    return on_contours(says, function, (variables[0], variables[1]), [(x, y) for x, y in places])


def on_contours(says: str, function: Node, variables: tuple[str, str], points: list[Point]) -> Figure:
    """The steps of a descent in two variables, on contours."""
    path = Curve(translated("path"), (tuple(points),))
    return landscape(says, function, variables, around(points, _LEAST), (), dots(points), path)


def on_fitting_curve(says: str, function: Node, variable: str, name: str, points: list[Point]) -> Figure:
    """The steps of a descent in one variable, on as much of the curve as shows them all."""
    low, high = min(x for x, _ in points), max(x for x, _ in points)
    room = max((high - low) * 0.4, _LEAST)
    chosen = Window(low - room, high + room)
    heights = [y for _, y in points]
    keys = graph_within(function, variable, chosen).height([min(heights), max(heights)])
    return on_curve(says, function, variable, name, (chosen, with_room(keys or (min(heights), max(heights)))), points)


@functools.lru_cache(maxsize=4)  # whoever takes step after step asks for the same curve again and again
def graph_within(function: Node, variable: str, chosen: Window) -> Graph:
    """The graph of a function in a window."""
    asked = Questioned(function, derivative(function, variable), variable)
    seen = shape(asked, chosen.low, chosen.high)
    return Graph(function, variable, seen, seen.marks)


@functools.lru_cache(maxsize=4)
def _curve(function: Node, variable: str, name: str, chosen: Window, up: Interval) -> Curve:
    return graph_within(function, variable, chosen).curve(name, up)


def on_curve(
    says: str, function: Node, variable: str, name: str, within: tuple[Window, Interval], points: Sequence[Point]
) -> Figure:
    """A path from point to point on the graph of a function, within a window and a height."""
    chosen, up = within
    return Figure(
        says,
        across(variable, chosen),
        Axis("", *up, ticks(*up)),
        (_curve(function, variable, name, chosen, up), Curve(translated("steps"), (tuple(points),), 1)),
        dots(points),
        tuple(graph_within(function, variable, chosen).asymptotes(up)),
    )


def dots(points: Sequence[Point]) -> tuple[Dot, ...]:
    """The points of a path; of a long one where it begins and ends."""
    shown = points[1:] if len(points) <= _MOST_DOTS else points[-1:]
    return (*[Dot(point, translated("start")) for point in points[:1]], *map(Dot, shown))


def seen_of(places: Sequence[tuple[float, ...]]) -> Sequence[tuple[float, ...]]:
    """A path, as far as it is finite and does not leave for good."""
    steps = [math.dist(*pair) for pair in pairwise(places)]
    longest = _LONGEST * (steps[0] if steps else 0.0) or math.inf
    count = next((number for number, step in enumerate(steps) if not step <= longest), len(steps))
    return places[: count + 1]


def _says(name: str, method: Method, values: list[float], steps: int) -> str:
    start, end = short(values[0]), short(values[steps])
    if steps == len(values) - 1:
        says = counted(
            "1 step of {method}: {name} goes from {start} to {end}.",
            "{steps} steps of {method}: {name} goes from {start} to {end}.",
            steps,
        )
    else:
        says = counted(
            "The first 1 step of {method}: {name} goes from {start} to {end}.",
            "The first {steps} steps of {method}: {name} goes from {start} to {end}.",
            steps,
        )
    return says.format(steps=steps, method=translated(CALLED[method]), name=name, start=start, end=end)
