"""The figures of the panels: the curve, drawn once, and what moves on it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from derivtutor.calculus.figures.cells import Interval
from derivtutor.calculus.figures.figure import Curve, Dot, Figure, Kind, Straight
from derivtutor.calculus.figures.of_function import across, pair, signs
from derivtutor.calculus.figures.of_tangent import line_through
from derivtutor.derivation.amount import Amount
from derivtutor.exploring.line.explored import drawn, picture, there, upwards
from derivtutor.exploring.line.state import LineState
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.tree import Name

_CALLED = {"tangent": "tangent", "secant": "secant"}
"""What is written beside a line."""
_LARGEST = 1e12
"""What is higher is not drawn."""


def height(amount: Amount) -> float | None:
    """Where a number is on the vertical axis, if it can be drawn."""
    value = amount.value
    return value if math.isfinite(value) and abs(value) < _LARGEST else None


def with_line(
    state: LineState,
    says: str,
    heights: Iterable[float | None] = (),
    slopes: Sequence[tuple[Kind, float]] = (),
    dots: Sequence[Dot] = (),
    polynomial: Callable[..., Curve] | None = None,
    has_signs: bool = False,
) -> Figure:
    """The curve with the point, straight lines through that, and other points and curves.

    Args:
        heights: what must be seen beside the curve and the point.
        slopes: of the lines through the point.
        polynomial: makes a curve, as far as it is seen within a height `up`.
    """
    seen, here = state.picture, height(state.at.height)
    graph, window = seen.graph, state.window
    up = upwards(*_including(seen.height, [here, *heights]))
    borders = (up.low, up.high)
    lines: list[Straight] = []
    own: list[Dot] = []
    if here is not None:
        point = (state.x, here)
        lines = [line_through(point, slope, window, borders, kind) for kind, slope in slopes]
        own = [Dot(point, pair(point), is_below=bool(slopes) and slopes[-1][1] >= 0)]
    lines = [Straight(line.start, line.end, line.kind, translated(_CALLED[line.kind])) for line in lines]
    return Figure(
        says,
        across(state.explored.variable, window),
        up,
        (drawn(seen, borders, state.explored.name), *([polynomial(up=borders)] if polynomial else [])),
        (*graph.dots(borders), *[dot for dot in (*dots, *own) if up.low <= dot.at[1] <= up.high]),
        (*graph.asymptotes(borders), *lines),
        signs=signs(seen.shape) if has_signs else (),
        of_signs=f"{state.explored.name}′" if has_signs else "",
    )


def of_slopes(state: LineState) -> Figure:
    """The slopes of all functions against the variable, and the slope at the point."""
    return _side_by_side(state, of_slope=True)


def of_functions(state: LineState) -> Figure:
    """All functions in one figure, and their points."""
    return _side_by_side(state, of_slope=False)


def _side_by_side(state: LineState, of_slope: bool) -> Figure:
    pictures = [picture(each, state.window) for each in state.functions]
    graphs = [each.slope if of_slope else each.graph for each in pictures]
    seen = [each.height_of_slope if of_slope else each.height for each in pictures]
    at = [there(each, state.place) for each in state.functions]
    points = [height(each.steepness if of_slope else each.height) for each in at]
    up = upwards(*_including(_hull(seen), points))
    borders = (up.low, up.high)
    mark = "′" if of_slope else ""
    curves = [
        drawn(picture_of, borders, f"{each.name}{mark}", style, of_slope)
        for style, (picture_of, each) in enumerate(zip(pictures, state.functions, strict=True))
    ]
    what = ", ".join(curve.label for curve in curves)
    return Figure(
        translated("{curves} against {variable}.").format(curves=what, variable=_shown(state.explored.variable)),
        across(state.explored.variable, state.window),
        up,
        tuple(curves),
        (
            *[dot for graph in graphs for dot in graph.dots(borders)],
            *[Dot((state.x, y)) for y in points if y is not None],
        ),
        tuple(dict.fromkeys([line for graph in graphs for line in graph.asymptotes(borders)])),
    )


def _shown(letter: str) -> str:
    return linear.unicode(Name(letter))


def _hull(intervals: Sequence[Interval]) -> Interval:
    return min(low for low, _ in intervals), max(high for _, high in intervals)


def _including(seen: Interval, heights: Iterable[float | None]) -> Interval:
    """A height in which some points lie as well."""
    known = [each for each in heights if each is not None]
    return min([seen[0], *known]), max([seen[1], *known])
