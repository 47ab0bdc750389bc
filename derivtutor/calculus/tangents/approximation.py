"""How far a tangent is from its function: a bound of the second derivative on an interval, certified in balls."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from derivtutor.analysis.zeros import zeros
from derivtutor.calculus.steps import step
from derivtutor.calculus.values import value_of, worked_out
from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.tidy import tidied
from derivtutor.libraries import flint
from derivtutor.notation import linear
from derivtutor.notation.ball import Ball, evaluate_ball, evaluate_balls
from derivtutor.notation.rational import constant_value, number
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Piecewise, Power, Product, Quotient, Sum, parts

_PRECISION = 128
_PIECES = 32
_RADII = tuple(map(Fraction, ("1", "1/2", "1/4", "1/10", "1/100")))
_DIGITS = 3
_LONGEST = 12
_BENT = frozenset({"abs", "sign", "max", "min"})


class Bound(Struct, frozen=True):
    """On an interval around a place the second derivative is in size at most `most`."""

    low: Node
    high: Node
    radius: Fraction
    most: Node

    def error(self, variable: str, place: Node) -> Node:
        """How far the tangent is away at most: `M/2 (x - a)^2`."""
        return tidied(Product((Quotient(self.most, number(2)), Power(step(variable, place), number(2)))))

    @property
    def largest(self) -> float:
        """The error at the ends of the interval."""
        return value_of(self.most) / 2 * float(self.radius) ** 2


def bound(second: Node, variable: str, place: Node) -> Bound | None:
    """A bound of the second derivative on the widest interval that is tried; None where there is none."""
    middle = evaluate_ball(place, {}, _PRECISION)
    if middle is None:
        return None
    for radius in _RADII:
        pieces = _pieces(middle, radius)
        values = evaluate_balls(second, {variable: pieces}, _PRECISION)
        if all(value.is_finite() for value in values):
            low, high = (worked_out(Sum((place, number(sign * radius)))) for sign in (-1, 1))
            most = _exactly(second, variable, (low, high), pieces) or _rounded_up(values)
            return Bound(low, high, radius, most)
    return None


def _pieces(middle: Ball, radius: Fraction) -> list[Ball]:
    ends = [middle + flint.arb(flint.fmpq(2 * place - _PIECES, _PIECES)) * _arb(radius) for place in range(_PIECES + 1)]
    return [low.union(high) for low, high in pairwise(ends)]


def _arb(value: Fraction) -> Ball:
    return flint.arb(flint.fmpq(value.numerator, value.denominator))


def _exactly(second: Node, variable: str, ends: tuple[Node, Node], pieces: list[Ball]) -> Node | None:
    """The largest size of the second derivative: at an end, or where the third one is zero."""
    third = derivative(second, variable)
    if any(isinstance(part, Piecewise) or (isinstance(part, Call) and part.function in _BENT) for part in parts(third)):
        return None
    places = list(ends)
    slopes = evaluate_balls(third, {variable: pieces}, _PRECISION)
    if not (all(slope >= 0 for slope in slopes) or all(slope <= 0 for slope in slopes)):
        if not _is_rational(third):  # of anything else the zeros take long to find
            return None
        low, high = map(value_of, ends)
        turning = zeros(third, variable)
        inside = [place.form for place in turning.places if low < place.middle < high]
        if not turning.complete or None in inside:
            return None
        places += [place for place in inside if place is not None]
    largest = max([worked_out(Call("abs", (second,)), {variable: place}) for place in places], key=value_of)
    return largest if len(linear.text(largest)) <= _LONGEST else None


def _is_rational(node: Node) -> bool:
    """Whether an expression is made of numbers and letters by arithmetic and constant powers."""
    powers = [part.exponent for part in parts(node) if isinstance(part, Power)]
    plain = Number | Name | Sum | Negation | Product | Quotient | Power
    return all(isinstance(part, plain) for part in parts(node)) and None not in map(constant_value, powers)


def _rounded_up(values: list[Ball]) -> Node:
    """The largest size of the values, rounded up to a few digits."""
    most = max(Fraction(int(up.numer()), int(up.denom())) for up in (abs(value).upper().fmpq() for value in values))
    if not most:
        return number(0)
    scale = Fraction(10) ** (_DIGITS - 1 - math.floor(math.log10(most)))
    return number(Fraction(math.ceil(most * scale)) / scale, decimal=True)
