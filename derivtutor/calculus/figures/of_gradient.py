"""The figure of a gradient: contours, and the arrow that is perpendicular to the one through the point."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from derivtutor.calculus import sentences
from derivtutor.calculus.figures.asked import put_in
from derivtutor.calculus.figures.figure import Arrow, Dot, Figure
from derivtutor.calculus.figures.landscape import around, landscape
from derivtutor.calculus.figures.of_function import number_of, pair
from derivtutor.calculus.naming import called
from derivtutor.language import translated
from derivtutor.notation.real import Run, compile_real
from derivtutor.notation.tree import Node, names

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Explanation

LENGTH = 0.45
"""Of an arrow, as a part of half the height."""
_PLACES = (-0.75, -0.375, 0.0, 0.375, 0.75)


def figure(explanation: Explanation) -> Figure:
    """Contours and gradients of a function of two variables: the one at a point, else some.

    Raises:
        UserError: where there are not two variables, or letters without values.
    """
    facts = explanation.document
    variables, point = facts["wrt"], facts.get("at", {})
    if isinstance(variables, str) or len(variables) != 2:
        raise sentences.TWO_VARIABLES_TO_DRAW(variables=", ".join([*variables]))
    pair_of = (variables[0], variables[1])
    function = put_in(facts["expression"], pair_of, point)
    partials = [compile_real(put_in(each, pair_of, point), pair_of) for each in facts["partials"]]
    name = called(names(facts["expression"]))
    if point:
        at = (number_of(point[pair_of[0]]), number_of(point[pair_of[1]]))
        return _at(function, pair_of, partials, name, at)
    window = around([(0.0, 0.0)], 2.0)
    half = window[1][1]
    places = [(x * window[0][1], y * half) for x in _PLACES for y in _PLACES]
    slopes = {place: [partial(place) for partial in partials] for place in places}
    arrows = [arrow for place in places if (arrow := arrow_at(place, slopes[place], half * LENGTH / 2))]
    says = translated("Contours of {name}, and arrows in the direction of its gradient, in which it grows fastest.")
    return landscape(says.format(name=name), function, pair_of, window, arrows)


def _at(
    function: Node, variables: tuple[str, str], partials: Sequence[Run], name: str, at: tuple[float, float]
) -> Figure:
    window = around([(0.0, 0.0), at], 2.0)
    length = (window[1][1] - window[1][0]) / 2 * LENGTH
    arrow = arrow_at(at, [partial(at) for partial in partials], length)
    if arrow is None:
        says = translated("Contours of {name}. At {point} the gradient is zero: there is no arrow.")
    else:
        says = translated(
            "Contours of {name}. The arrow at {point} is in the direction of the gradient: "
            "{name} grows fastest that way, and the contour through the point is perpendicular to it."
        )
    says = says.format(name=name, point=pair(at))
    dots = [Dot(at, pair(at), is_below=True)]
    return landscape(says, function, variables, window, [arrow] if arrow else [], dots, through=at)


def arrow_at(at: tuple[float, float], direction: Sequence[float], length: float) -> Arrow | None:
    """An arrow of a length in a direction; None where there is none."""
    x, y = direction
    size = math.hypot(x, y)
    if not size > 0:
        return None
    return Arrow(at, (at[0] + x / size * length, at[1] + y / size * length))
