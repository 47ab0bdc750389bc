"""Where an expression in one variable is zero: exactly where school algebra finds it, else between two numbers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from derivtutor.analysis.equations import Equations  # most of what is asked about needs none
from derivtutor.analysis.isolation import isolate  # the last resort
from derivtutor.analysis.kernels import NotSolvedError
from derivtutor.analysis.place import CERTAIN, Place
from derivtutor.analysis.surds import surds
from derivtutor.notation.ball import evaluate_balls
from derivtutor.notation.polynomial import Coefficients, coefficients
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Node


class Zeros(NamedTuple):
    """The places found, in order, and numbers near which there may be one; `complete` if there are no others."""

    places: tuple[Place, ...]
    complete: bool = True
    near: tuple[Fraction, ...] = ()


@lru_cache(maxsize=256)
def zeros(node: Node, variable: str) -> Zeros:
    """The real zeros of an expression that has no other letter than `variable`.

    Places where the expression has no value may be among them, if a part of it is zero there.
    """
    simple = coefficients(node, variable)
    if simple is not None and len(simple) <= 3:
        return Zeros(tuple(map(Place, _low_degree(simple))))
    equations = Equations(variable)
    try:
        places = ordered(place for place in equations.zeros(node) if place.is_finite)
    except NotSolvedError:
        isolated = isolate(node, variable)
        return Zeros(ordered(isolated.places), False, isolated.near)
    return Zeros(tuple(place for place in places if _may_be_zero(node, variable, place)), equations.complete)


def _low_degree(polynomial: Coefficients) -> list[Node]:
    """The real zeros of a polynomial of degree two or less, without the library that finds the others."""
    if len(polynomial) < 2:
        return []
    if len(polynomial) == 2:
        return [number(-Fraction(polynomial[0]) / polynomial[1])]
    c, b, a = map(Fraction, polynomial)
    return surds(c, b, a)


def ordered(places: Iterable[Place]) -> tuple[Place, ...]:
    """Places from left to right, each once; of two writings of one, the exact one."""
    distinct: list[Place] = []
    for place in sorted(places, key=lambda each: (each.middle, each.form is None)):
        if not distinct or not _same(place, distinct[-1]):
            distinct.append(place)
        elif distinct[-1].form is None:
            distinct[-1] = place
    return tuple(distinct)


def _same(one: Place, other: Place) -> bool:
    if one.rational is not None and other.rational is not None:
        return one.rational == other.rational
    near = abs(one.middle - other.middle) <= (abs(one.middle) + Fraction(1, 2**99)) * Fraction(1, 2**90)
    return near and bool(one.ball(CERTAIN).overlaps(other.ball(CERTAIN)))


def _may_be_zero(node: Node, variable: str, place: Place) -> bool:
    """Undoing a square gives candidates that are no zeros; what has no value at a place is left to whoever asks."""
    ball = evaluate_balls(node, {variable: [place.ball(CERTAIN)]}, CERTAIN)[0]
    return not ball.is_finite() or bool(ball.contains(0))
