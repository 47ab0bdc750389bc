"""The figure of a tangent: curve, point and line; with secants whose second point comes nearer and nearer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derivtutor.calculus.figures.asked import put_in
from derivtutor.calculus.figures.axes import ticks, with_room
from derivtutor.calculus.figures.cells import Interval, over
from derivtutor.calculus.figures.figure import Axis, Dot, Figure, Kind, Straight
from derivtutor.calculus.figures.graph import Graph
from derivtutor.calculus.figures.of_function import across, height_of, number_of, pair
from derivtutor.calculus.figures.shape import shape
from derivtutor.calculus.figures.survey import Questioned
from derivtutor.calculus.figures.window import Window, containing, window
from derivtutor.calculus.naming import called
from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.tidy import tidied
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.tree import Name, Node, names

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Explanation

_STEPS = (4, 2, 1)
"""The second points of secants are so many steps away."""
_SAID = {"+": "Near the point it lies below the curve.", "-": "Near the point it lies above the curve."}


def figure(explanation: Explanation) -> Figure:
    """A function with its tangent.

    Raises:
        UserError: where there are other letters without values.
    """
    facts = explanation.document
    variable, point = facts["wrt"], facts["at"]
    function = put_in(facts["expression"], (variable,), point)
    asked = Questioned(function, derivative(function, variable), variable)
    place = point[variable]
    line = put_in(facts["line"], (variable,), point)
    name = called(names(facts["expression"]), ("y",))
    says = translated("The tangent to {name} at {place} is y = {line}.").format(
        name=name, place=_equation(variable, place), line=linear.unicode(line)
    )
    return with_tangent(asked, name, place, f"{says} {_beside(asked, place)}".strip())


def with_secants(asked: Questioned, name: str, place: Node) -> Figure:
    """A function with its tangent and some secants."""
    at = _equation(asked.variable, place)
    says = translated(
        "Secants through the point of {name} at {place} and a second one: "
        "the nearer that comes, the nearer the secant comes to the tangent."
    ).format(name=name, place=at)
    return with_tangent(asked, name, place, says, _STEPS)


def with_tangent(asked: Questioned, name: str, place: Node, says: str, steps: Sequence[int] = ()) -> Figure:
    """A function with its tangent at a place, and secants whose second points are so many `steps` away."""
    at = number_of(place)
    beside = max(1.0, abs(at))
    chosen = containing(window(asked, (at,)), at - 2 * beside, at + 2 * beside)
    seen = shape(asked, chosen.low, chosen.high)
    graph = Graph(asked.function, asked.variable, seen, seen.marks)
    value, slope = graph.value(at), Graph(asked.derivative, asked.variable, seen, seen.of_slope).value(at)
    part = min(2 * beside, chosen.high - at) / (max(_STEPS) + 1)
    others = [(x, y) for step in steps if (y := graph.value(x := at + step * part)) == y]
    near = [y for side in (-1, 1) if (y := graph.value(at + side * beside)) == y]
    up = with_room(height_of(graph, [value, *near, *[y for _, y in others]]))
    lines = [line_through((at, value), (y - value) / (x - at), chosen, up, "secant") for x, y in others]
    lines = [_named(line, "" if number else translated("secant")) for number, line in enumerate(lines)]
    if slope == slope:
        lines.append(_named(line_through((at, value), slope, chosen, up, "tangent"), translated("tangent")))
    dots = [Dot((at, value), pair((at, value)), is_below=slope >= 0), *map(Dot, others)]
    return Figure(
        says,
        across(asked.variable, chosen),
        Axis("", *up, ticks(*up)),
        (graph.curve(name, up),),
        (*graph.dots(up), *[dot for dot in dots if up[0] <= dot.at[1] <= up[1]]),
        (*graph.asymptotes(up), *lines),
    )


def line_through(through: tuple[float, float], slope: float, chosen: Window, up: Interval, kind: Kind) -> Straight:
    """The part of a line within the figure."""
    x, y = through
    low, high = chosen.low, chosen.high
    if slope:
        bounds = sorted(x + (edge - y) / slope for edge in up)
        low, high = max(low, bounds[0]), min(high, bounds[1])
    return Straight((low, y + (low - x) * slope), (high, y + (high - x) * slope), kind)


def _named(line: Straight, label: str) -> Straight:
    return Straight(line.start, line.end, line.kind, label)


def _equation(variable: str, place: Node) -> str:
    return f"{linear.unicode(Name(variable))} = {linear.unicode(tidied(place))}"


def _beside(asked: Questioned, place: Node) -> str:
    """On which side of the curve the tangent lies nearby, by the sign of the second derivative."""
    at = number_of(place)
    ball = over(derivative(asked.derivative, asked.variable), asked.variable, [(at - 1e-9, at + 1e-9)])[0]
    sign = "+" if ball > 0 else "-" if ball < 0 else ""
    return translated(_SAID[sign]) if sign else ""
