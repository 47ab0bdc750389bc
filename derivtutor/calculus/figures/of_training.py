"""The figure of training: the loss step by step, and where one or two numbers are trained, the way that they go."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from derivtutor.calculus.figures.axes import decades, short, ticks, with_room
from derivtutor.calculus.figures.figure import Axis, Curve, Figure, Point
from derivtutor.calculus.figures.of_backprop import LETTERS
from derivtutor.calculus.figures.of_descent import dots, on_contours, on_fitting_curve, seen_of
from derivtutor.derivation.region import listed
from derivtutor.errors import UserError
from derivtutor.language import between, counted, grouped, translated
from derivtutor.network.expression import loss_as_expression
from derivtutor.network.program import graph_of
from derivtutor.network.targets import numbers_of, targets_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from derivtutor.calculus.explanation import Explanation

_MOST = 400
"""Of more steps every so many are drawn."""
_WIDE = 100.0
"""Where the largest loss is so many times the smallest one, the axis has powers of ten."""


def figure(explanation: Explanation) -> Figure:
    """The loss against the steps; beside it the path, where there is one that can be drawn."""
    facts = explanation.document
    name = facts["program"][-1].partition("=")[0].strip()
    path = _path(facts, name)
    return replace(_losses(facts["losses"], name), beside=(path,) if path else ())


def _losses(losses: Sequence[float], name: str) -> Figure:
    steps = len(losses) - 1
    points = [(float(step), losses[step]) for step in _few(steps)]
    low, high = min(y for _, y in points), max(y for _, y in points)
    is_log = low > 0 and high > low * _WIDE
    up = _powers(name, low, high) if is_log else _plain(name, low, high)
    says = _way(losses).format(name=name, steps=grouped(steps), start=short(losses[0]), end=short(losses[-1]))
    marks = tuple([tick for tick in ticks(0.0, float(steps)) if tick.at == round(tick.at)])
    return Figure(
        f"{says} {translated('The axis has powers of ten.')}" if is_log else says,
        Axis(translated("step"), 0.0, float(steps), marks),
        up,
        (Curve("", (tuple(points),)),),
        tuple([replace(dot, label="") for dot in dots(points)]),
    )


def _way(losses: Sequence[float]) -> str:
    """How the loss goes, as a text with places for values."""
    steps = len(losses) - 1
    if all(after < before for before, after in pairwise(losses)) and steps:
        return counted(
            "{name} after each of 1 step: it falls with every step, from {start} to {end}.",
            "{name} after each of {steps} steps: it falls with every step, from {start} to {end}.",
            steps,
        )
    if losses[-1] < losses[0]:
        return counted(
            "{name} after each of 1 step: it falls from {start} to {end}.",
            "{name} after each of {steps} steps: it falls from {start} to {end}.",
            steps,
        )
    if losses[-1] > losses[0]:
        return counted(
            "{name} after each of 1 step: it grows from {start} to {end}.",
            "{name} after each of {steps} steps: it grows from {start} to {end}.",
            steps,
        )
    return counted(
        "{name} after each of 1 step: it comes back from {start} to {end}.",
        "{name} after each of {steps} steps: it comes back from {start} to {end}.",
        steps,
    )


def _few(steps: int) -> list[int]:
    apart = math.ceil(steps / _MOST) or 1
    return [*range(0, steps, apart), steps]


def _powers(name: str, low: float, high: float) -> Axis:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return Axis(name, 10.0**first, 10.0**last, decades(first, last, 6), is_log=True)


def _plain(name: str, low: float, high: float) -> Axis:
    ends = with_room((low, high))
    return Axis(name, *ends, ticks(*ends))


def _path(facts: Mapping[str, Any], name: str) -> Figure | None:
    """The way of one or two numbers; None where the loss is no formula that could be drawn."""
    if "points" not in facts:
        return None
    graph = graph_of(facts["program"], facts["inputs"])
    numbers = numbers_of(graph, targets_of(graph, facts["wrt"]))
    try:
        function = loss_as_expression(graph, dict(zip(numbers, LETTERS, strict=False)))
    except UserError:
        return None
    names = list(facts["points"][0])
    places = seen_of([tuple(point.values()) for point in facts["points"]])
    shown = [places[step] for step in _few(len(places) - 1)]
    says = translated("The way of {names} from {start} to {end}.").format(
        names=listed(names, "and"), start=_pointed(places[0]), end=_pointed(places[-1])
    )
    if len(names) == 1:
        drawn = on_fitting_curve(
            says, function, LETTERS[0], name, _with_losses(facts["losses"], shown, len(places) - 1)
        )
    else:
        drawn = on_contours(says, function, LETTERS, [(x, y) for x, y in shown])
        drawn = replace(drawn, up=replace(drawn.up, name=names[1]))
    return replace(drawn, across=replace(drawn.across, name=names[0]))


def _with_losses(losses: Sequence[float], shown: Sequence[tuple[float, ...]], steps: int) -> list[Point]:
    return [(place[0], losses[step]) for place, step in zip(shown, _few(steps), strict=True)]


def _pointed(place: Sequence[float]) -> str:
    return short(place[0]) if len(place) == 1 else f"({between().join(map(short, place))})"
