"""How far a Taylor polynomial is from its function at most, certified in ball arithmetic."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import Any

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.explanation import Item, Sentence, Table, worded
from derivtutor.calculus.series.rings import Balls, NoSeriesError
from derivtutor.calculus.series.series import series
from derivtutor.calculus.values import put_in
from derivtutor.derivation.account import Symbol
from derivtutor.language import decimals
from derivtutor.libraries import flint
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.tree import Node, names

_PRECISION = 128
_PIECES = 128
"""Into so many pieces the interval is cut: the smaller they are, the closer the bound."""


def remainder(
    function: Node, variable: str, point: Mapping[str, Node], order: int, within: float, called: tuple[Symbol, Symbol]
) -> tuple[list[Item], float]:
    """A bound of the error up to a distance `within` of the centre, and how it is told.

    Lagrange's form of the error is `f⁽ⁿ⁺¹⁾(c)/(n+1)! (x - a)ⁿ⁺¹` with c between a and x; the coefficient of that power
    in the series around each c is `f⁽ⁿ⁺¹⁾(c)/(n+1)!`, and balls around all c hold all of these.

    Raises:
        UserError: where the distance is not positive, or the derivative has no bound up to there.
    """
    if not (math.isfinite(within) and within > 0):
        raise sentences.NO_DISTANCE(within=within)
    inside = put_in(function, {name: value for name, value in point.items() if name != variable})
    if names(inside) - {variable}:
        raise sentences.NO_BOUND(within=_decimal(within))
    largest = _largest(inside, variable, point[variable], order, Fraction(repr(within)))
    if largest is None:
        raise sentences.NO_BOUND(within=_decimal(within))
    rise = _above(float(largest) * within ** (order + 1))
    most = _above(float(largest) * math.factorial(order + 1))
    error, derivative = called
    items: list[Item] = [
        Sentence(
            worded(
                "Up to a distance of {within} from the centre, {derivative} is at most {most}. The error is at most "
                "that, divided by {n}!, times the distance to the power {n}.",
                within=_decimal(within),
                derivative=naming.symbol(
                    f"|{derivative.text}|", f"|{derivative.plain}|", rf"\left|{derivative.latex}\right|"
                ),
                most=decimals(str(most)),
                n=str(order + 1),
            )
        ),
        Table(
            (worded("distance"), (error,)),
            (
                (
                    worded("at most {bound}", bound=_decimal(within)),
                    worded("at most {bound}", bound=decimals(str(rise))),
                ),
            ),
        ),
    ]
    return items, float(rise)


def _largest(function: Node, variable: str, centre: Node, order: int, within: Fraction) -> Any:
    """A bound of the coefficient of the next power around all places of the interval."""
    middle = evaluate_ball(centre, {}, _PRECISION)
    largest = None
    ring = Balls(_PRECISION)
    with flint.ctx.workprec(_PRECISION):
        reach = flint.arb(within.numerator) / within.denominator
        half = reach / _PIECES
        for piece in range(_PIECES):
            place = middle - reach + half * (2 * piece + 1)
            around = place + flint.arb(0, float(half.upper()) * (1 + 1e-9))
            try:
                coefficient = series(function, variable, around, order + 2, ring)[-1]
            except NoSeriesError:
                return None
            if not coefficient.is_finite():
                return None
            size = abs(coefficient).upper()
            largest = size if largest is None or size > largest else largest
    return largest


def _above(value: float) -> Decimal:
    """A short number that is not smaller."""
    exact = Decimal(value) * (1 + Decimal("1e-12"))
    if not exact:
        return Decimal(0)
    return exact.quantize(Decimal(1).scaleb(exact.adjusted() - 3), rounding=ROUND_CEILING)


def _decimal(value: float) -> str:
    return decimals(str(Decimal(repr(value)).normalize()))
