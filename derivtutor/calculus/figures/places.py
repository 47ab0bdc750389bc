"""Which number a cell is about: an exact form where there is one, else the only change of sign in it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from derivtutor.analysis.behaviour import BEHAVIOURS
from derivtutor.analysis.equations import Equations
from derivtutor.analysis.isolation import simplest
from derivtutor.analysis.kernels import NotSolvedError
from derivtutor.analysis.place import CERTAIN, Place, multiple, value
from derivtutor.calculus.figures.cells import Cell, signs
from derivtutor.notation.ball import evaluate_balls
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Call, Integral, Name, Node, parts

_LARGEST, _HALVINGS = 200, 45
_PI = Name("pi")


def place_of(expression: Node, variable: str, cell: Cell) -> Place | None:
    """The zero of an expression in a cell; None where it is not certain that there is one."""
    for form in _written(expression, variable, cell):
        ball = evaluate_balls(expression, {variable: [value(form, CERTAIN)]}, CERTAIN)[0]
        if ball.contains(0) and ball.is_finite():
            return Place(form)
    return _changing(expression, variable, cell)


def _changing(expression: Node, variable: str, cell: Cell) -> Place | None:
    """Where the sign changes in a cell, if it does."""
    low, high = cell.low, cell.high
    before, after = signs(expression, variable, [(low, low), (high, high)])
    if before * after >= 0:
        return None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        if signs(expression, variable, [(middle, middle)])[0] == before:
            low = middle
        else:
            high = middle
    return Place(None, expression, variable, Fraction(low), Fraction(high))


def number_in(cell: Cell, place: Place | None) -> float:
    """The number that a cell is about, as exactly as it can be drawn."""
    if place is None:
        return cell.middle
    return float((place.low + place.high) / 2) if place.form is None else float(place.middle)


def _written(expression: Node, variable: str, cell: Cell) -> Iterator[Node]:
    """Numbers in a cell that may be the zero: fractions, parts of pi, and what school algebra finds."""
    plain = _between(cell.low, cell.high)
    if plain is not None:
        yield number(plain)
    part = _between(cell.low / math.pi, cell.high / math.pi)
    if part:
        yield multiple(part, _PI)
    for place in solved(expression, variable):
        if place.form is not None and cell.low <= place.middle <= cell.high:
            yield place.form


def _between(low: float, high: float) -> Fraction | None:
    found = simplest(Fraction(low), Fraction(high))
    return found if found.denominator <= _LARGEST else None


@lru_cache(maxsize=64)
def solved(expression: Node, variable: str) -> tuple[Place, ...]:
    """What school algebra finds, where that is quick: there are no waves, and no areas."""
    if any(
        type(part) is Integral or (type(part) is Call and BEHAVIOURS[part.function].period)
        for part in parts(expression)
    ):
        return ()
    try:
        return tuple([place for place in Equations(variable).zeros(expression) if place.is_finite])
    except NotSolvedError:
        return ()
