"""The figure of a Taylor expansion: the function, and its polynomials order by order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from derivtutor.calculus import sentences
from derivtutor.calculus.figures.asked import put_in
from derivtutor.calculus.figures.axes import ticks, with_room
from derivtutor.calculus.figures.figure import Axis, Dot, Figure
from derivtutor.calculus.figures.graph import Graph, smooth
from derivtutor.calculus.figures.of_function import across, height_of, number_of, pair
from derivtutor.calculus.figures.shape import shape
from derivtutor.calculus.figures.survey import Questioned
from derivtutor.calculus.figures.window import containing, window
from derivtutor.calculus.naming import called
from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.region import listed
from derivtutor.derivation.tidy import tidied
from derivtutor.language import counted
from derivtutor.notation import linear
from derivtutor.notation.tree import Name, names

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Explanation

_MOST = 3
"""More polynomials are not told apart: those of the highest orders are shown."""
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def figure(explanation: Explanation) -> Figure:
    """A function of one variable and its Taylor polynomials.

    Raises:
        UserError: where there are several variables, or letters without values.
    """
    facts = explanation.document
    variables = tuple(facts["around"])
    if len(variables) > 1:
        raise sentences.ONE_VARIABLE_TO_DRAW(variables=", ".join(variables))
    variable = variables[0]
    function = put_in(facts["expression"], variables, {})
    asked = Questioned(function, derivative(function, variable), variable)
    centre = number_of(facts["around"][variable])
    beside = max(1.0, abs(centre))
    chosen = containing(window(asked, (centre,)), centre - 2 * beside, centre + 2 * beside)
    seen = shape(asked, chosen.low, chosen.high)
    graph = Graph(function, variable, seen, seen.marks)
    point = (centre, graph.value(centre))
    up = with_room(height_of(graph, [point[1]]))
    orders = _orders(facts["numbers"])
    name = called(names(function), ("T",))
    polynomials = [
        smooth(
            _polynomial(facts["numbers"][: order + 1], centre), _subscript(order), (chosen.low, chosen.high), up, style
        )
        for style, order in enumerate(orders, 1)
    ]
    at = f"{linear.unicode(Name(variable))} = {linear.unicode(tidied(facts['around'][variable]))}"
    says = counted(
        "{name} and its Taylor polynomial {polynomials} around {place}: it touches {name} at {point}.",
        "{name} and its Taylor polynomials {polynomials} around {place}: all of them touch {name} at {point}.",
        len(orders),
    )
    return Figure(
        says.format(name=name, polynomials=listed(list(map(_subscript, orders)), "and"), place=at, point=pair(point)),
        across(variable, chosen),
        Axis("", *up, ticks(*up)),
        (graph.curve(name, up), *polynomials),
        (*graph.dots(up), Dot(point)),
        tuple(graph.asymptotes(up)),
    )


def _orders(coefficients: Sequence[float]) -> list[int]:
    """The orders at which the polynomial changes, but for constants; the highest ones."""
    changing = [order for order, number in enumerate(coefficients) if order and number]
    return changing[-_MOST:] or [max(len(coefficients) - 1, 0)]


def _polynomial(coefficients: Sequence[float], centre: float) -> Callable[[float], float]:
    def value(x: float) -> float:
        total = 0.0
        for number in reversed(coefficients):
            total = total * (x - centre) + number
        return total

    return value


def _subscript(order: int) -> str:
    return f"T{str(order).translate(_LOWERED)}"
