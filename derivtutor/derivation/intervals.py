"""Functions in pieces over intervals of one variable: which piece holds where, alike ones as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

from derivtutor.analysis.limits import value_at
from derivtutor.analysis.line import Line, is_met, line
from derivtutor.analysis.place import Place
from derivtutor.analysis.smoothness import is_differentiable
from derivtutor.analysis.zeros import Zeros, ordered, zeros
from derivtutor.derivation.region import Tidied, bound
from derivtutor.notation.tree import Call, Comparison, Name, Negation, Node, Piecewise, Sum, names

_MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Pieces:
    """What holds in each gap between the places of a line, and at the places themselves; None where nothing does."""

    line: Line
    gaps: tuple[Node | None, ...]
    at: tuple[Node | None, ...]


def pieces(node: Piecewise, variable: str) -> Pieces | None:
    """Which value holds where; None where the conditions have other letters, or borders that are not known exactly."""
    borders = list(_borders(node))
    if any(not names(border) <= {variable} for border in borders):
        return None
    # A border is where a difference is zero, or has a pole or an end.
    cuts: list[Zeros | Line] = []
    for border in borders:
        cuts += [zeros(border, variable), line(border, variable)]
        if not all(cut.complete for cut in cuts[-2:]):
            return None
    places = ordered(place for cut in cuts for place in cut.places)
    if not all(place.form for place in places):
        return None
    if len(places) > _MOST_PLACES:
        return None
    axis = Line(node, variable, places)
    gaps = tuple(_active(node, _met_at(variable, middle)) for middle in axis.middles)
    return Pieces(axis, gaps, tuple(_active(node, _met_at(variable, place)) for place in places))


def borders(node: Piecewise, variable: str) -> tuple[Place, ...]:
    """The places at which another piece may begin, as far as they are known exactly."""
    split = pieces(node, variable)
    return split.line.places if split is not None else ()


def _met_at(variable: str, place: Place | Fraction) -> Callable[[Comparison], bool]:
    at = place.rational if isinstance(place, Place) else place
    if at is None and isinstance(place, Place):
        where: dict[str, Node | Place] = {variable: place}
        return lambda condition: bool(value_at(condition, where) == 1)
    return lambda condition: at is not None and is_met(condition, variable, at)


def _borders(node: Piecewise) -> Iterator[Node]:
    for condition in node.conditions:
        for pair in pairwise(condition.children):
            for left, right in product(*map(_choices, pair)):
                yield Sum((left, Negation(right)))
    for value in node.values:
        if isinstance(value, Piecewise):
            yield from _borders(value)


def _choices(node: Node) -> Iterator[Node]:
    """What the greatest or the least of several may be."""
    if isinstance(node, Call) and node.function in ("max", "min"):
        for argument in node.arguments:
            yield from _choices(argument)
    else:
        yield node


def _active(node: Node, holds: Callable[[Comparison], bool]) -> Node | None:
    """The value that holds, that of a piece in pieces being one of its own."""
    while isinstance(node, Piecewise):
        met = [isinstance(condition, Comparison) and holds(condition) for condition in node.conditions]
        if True in met:
            node = node.values[met.index(True)]
        elif len(node.values) > len(node.conditions):
            node = node.values[-1]
        else:
            return None
    return node


def written(split: Pieces, tidied: Tidied) -> Node:
    """The same function with one interval for each piece; alike pieces that are next to each other are one."""
    variable, places = split.line.variable, split.line.places
    values: list[Node] = []
    conditions: list[Node] = []
    start = 0
    for index, value in enumerate(split.gaps):
        last = index + 1 == len(split.gaps)
        if not last and split.gaps[index + 1] == value:
            continue
        if value is not None:
            low = (bound(places[start - 1], tidied), split.at[start - 1] == value) if start else None
            # A border that could belong to either side belongs to the right one.
            closed = not last and split.at[index] == value != split.gaps[index + 1]
            high = None if last else (bound(places[index], tidied), closed)
            if low is None and high is None:
                return value
            values.append(value)
            conditions.append(_interval(variable, low, high))
        start = index + 1
    return Piecewise(tuple(values), tuple(conditions))


def _interval(variable: str, low: tuple[Node, bool] | None, high: tuple[Node, bool] | None) -> Comparison:
    """`low < x < high`, bounds included where they are closed."""
    x = Name(variable)
    if low is None and high is not None:
        return Comparison((x, high[0]), ("<=" if high[1] else "<",))
    assert low is not None
    if high is None:
        return Comparison((x, low[0]), (">=" if low[1] else ">",))
    return Comparison((low[0], x, high[0]), ("<=" if low[1] else "<", "<=" if high[1] else "<"))


def differentiated(node: Piecewise, results: tuple[Node, ...], variable: str, tidied: Tidied) -> Node | None:
    """The derivatives of pieces over intervals, with the borders at which there is one; None if that is not known."""
    split = pieces(Piecewise(results, node.conditions), variable)
    if split is None or not any(split.gaps):
        return None
    derivative = split.line.function
    at = [
        split.gaps[number + 1] if is_differentiable((node, derivative), variable, place) else None
        for number, place in enumerate(split.line.places)
    ]
    return written(Pieces(split.line, split.gaps, tuple(at)), tidied)


def simplified(node: Piecewise, tidied: Tidied) -> Node:
    """Alike pieces as one, and conditions solved for their letter where that is easy."""
    if _is_one(node):
        return node.values[0]
    letters = frozenset[str]().union(*map(names, node.conditions))
    if len(letters) == 1:
        split = pieces(node, next(iter(letters)))
        if split is not None and any(value is not None for value in split.gaps):
            return written(split, tidied)
    return node


def _is_one(node: Piecewise) -> bool:
    """Whether all values are alike, and only borders are without one: `u < 0` and `u > 0`."""
    first, *others = node.values
    if any(other != first for other in others):
        return False
    sides = {condition.relations[0][0] for condition in node.conditions if isinstance(condition, Comparison)}
    same = len({condition.children for condition in node.conditions}) == 1
    return len(node.values) > len(node.conditions) or (same and {"<", ">"} <= sides)
