"""The figure of a backward pass: the loss as it depends on one number, with its slope there, or on two, with −∇."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from derivtutor.calculus.figures.axes import short
from derivtutor.calculus.figures.figure import Dot, Figure, Point
from derivtutor.calculus.figures.landscape import around, landscape
from derivtutor.calculus.figures.of_function import pair
from derivtutor.calculus.figures.of_gradient import LENGTH, arrow_at
from derivtutor.calculus.figures.of_tangent import with_tangent
from derivtutor.calculus.figures.survey import Questioned
from derivtutor.derivation.differentiator import derivative
from derivtutor.language import between, translated
from derivtutor.network import sentences
from derivtutor.network.expression import loss_as_expression
from derivtutor.network.graph import Graph
from derivtutor.network.program import graph_of
from derivtutor.network.targets import entry_name, numbers_of, targets_of
from derivtutor.notation.rational import number
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Explanation

LETTERS = ("x", "y")
"""Those of the expression: names of a program may be as long as `W1_12`."""


def figure(explanation: Explanation) -> Figure:
    """The loss of a program around the values of its first one or two numbers; all others are as they are.

    Raises:
        UserError: where inputs are letters, or the loss is no formula that could be drawn.
    """
    facts = explanation.document
    if facts["loss"] is None:
        raise sentences.NEEDS_VALUES(option="--plot")
    inputs = {node["name"]: node["value"] for node in facts["nodes"] if node["operation"] is None}
    graph = graph_of(facts["program"], inputs)
    numbers = _apart(graph, numbers_of(graph, targets_of(graph, facts["wrt"])))
    values = [_entry(facts["forward"][graph.vertices[place].name], entry) for place, entry in numbers]
    names = [entry_name(graph, *number) for number in numbers]
    loss = graph.vertices[graph.loss].name
    function = loss_as_expression(graph, dict(zip(numbers, LETTERS, strict=False)))
    if len(names) == 1:
        return _on_curve(function, loss, names[0], values[0])
    return _on_contours(function, loss, (names[0], names[1]), (values[0], values[1]))


def _apart(graph: Graph, numbers: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The first number, and the second one unless one of them depends on the other."""
    two = numbers[:2]
    places = [place for place, _ in two]
    depends = [graph.reaching(frozenset([place])) for place in places]
    is_apart = len(set(places)) < len(places) or not any(
        place in depends[turn - 1] for turn, place in enumerate(places)
    )
    return two if len(two) == 2 and is_apart else two[:1]


def _entry(value: Any, entry: int) -> float:
    """One entry of a number, a vector or a matrix."""
    flat = value if isinstance(value, list) else [value]
    if isinstance(flat[0], list):
        flat = list(chain.from_iterable(flat))
    found: float = flat[entry]
    return found


def _on_curve(function: Node, loss: str, name: str, value: float) -> Figure:
    letter = LETTERS[0]
    slope = derivative(function, letter)
    steepness = compile_real(slope, (letter,))((value,))
    at = f"{name} = {short(value)}"
    if math.isfinite(steepness):
        says = translated(
            "{loss} as it depends on {name} alone. The tangent at {place} has the slope {slope}, which is "
            "∂{loss}/∂{name}."
        )
    else:
        says = translated("{loss} as it depends on {name} alone. At {place} there is no tangent.")
    says = says.format(loss=loss, name=name, place=at, slope=short(steepness))
    drawn = with_tangent(Questioned(function, slope, letter), loss, number(Fraction(repr(value)), decimal=True), says)
    return replace(drawn, across=replace(drawn.across, name=name))


def _on_contours(function: Node, loss: str, names: tuple[str, str], at: Point) -> Figure:
    slopes = [compile_real(derivative(function, letter), LETTERS)(at) for letter in LETTERS]
    window = around([at], max(1.0, *map(abs, at)))
    arrow = arrow_at(at, [-slope for slope in slopes], (window[1][1] - window[1][0]) / 2 * LENGTH)
    where = f"{names[0]} = {short(at[0])}, {names[1]} = {short(at[1])}"
    if arrow is not None:
        says = translated(_FALLS_FASTEST)
    else:
        says = translated(_LEVEL if all(slope == 0 for slope in slopes) else _NO_GRADIENT)
    down = f"({short(-slopes[0])}{between()}{short(-slopes[1])})"
    says = says.format(loss=loss, one=names[0], other=names[1], place=where, direction=down)
    dots = [Dot(at, pair(at), is_below=True)]
    drawn = landscape(says, function, LETTERS, window, [arrow] if arrow else [], dots, through=at)
    return replace(drawn, across=replace(drawn.across, name=names[0]), up=replace(drawn.up, name=names[1]))


_LEVEL = (
    "Contours of {loss} as it depends on {one} and {other} alone. At {place} the slope is zero in every direction: "
    "there is no arrow."
)
_NO_GRADIENT = (
    "Contours of {loss} as it depends on {one} and {other} alone. At {place} {loss} has no gradient: there is no arrow."
)
_FALLS_FASTEST = (
    "Contours of {loss} as it depends on {one} and {other} alone. The arrow at {place} is in the direction of "
    "−(∂{loss}/∂{one}, ∂{loss}/∂{other}) = {direction}: {loss} falls fastest that way."
)
