"""Numbers inside an expression that are so large, so small or so flat that the usual precision does not show them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from derivtutor.analysis.behaviour import BEHAVIOURS, formula
from derivtutor.grading.points import Point
from derivtutor.libraries import flint
from derivtutor.notation.ball import Ball, Column, balls, evaluate_each
from derivtutor.notation.rational import constant_value
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
)

_ORDINARY = 100
"""Numbers between two to this power and its reciprocal are seen beside each other at the usual precision."""

_LARGEST, _SMALLEST = 2.0**_ORDINARY, 2.0**-_ORDINARY
_BEYOND_ARB = 5000
"""A ball around zero that is smaller than the precision by so many bits stands for a number too small for Arb."""

_OF_A_LETTER, _LEAST, _MOST = 3, Fraction(1, 8), 8
"""The bits of a moderate number, and how large such a one is."""

_MOST_DOUBLINGS = 10
_E, _BITS_OF_E = Name("e"), 1.5

_GROWING = frozenset({"sinh", "cosh", "sech", "csch"}) | {row.function for row in BEHAVIOURS.values() if row.flattens}
"""Functions that grow, vanish or flatten like an exponential."""

UNSEEN = 10**12
"""So many bits stand for what no precision shows."""


def bits_needed(tree: Node, point: Mapping[str, Fraction | Ball], precision: int) -> int:
    """How many bits it takes to see every part of an expression at a point; 0 where the usual precision does."""
    worst = 0

    def look(node: Node, children: list[Column], own: Column) -> Column:
        nonlocal worst
        ball = own[0]
        if not _SMALLEST < abs(float(ball.mid())) < _LARGEST and ball != 0:
            worst = max(worst, _size(ball, precision))
        if isinstance(node, Call) and (flattens := BEHAVIOURS[node.function].flattens):
            worst = max(worst, _flatness(flattens, children[0][0]))
        return own

    evaluate_each(tree, {name: balls([value], precision) for name, value in point.items()}, precision, look)
    return 2 * worst if worst > _ORDINARY else 0


def _size(ball: Ball, precision: int) -> int:
    """How many bits a number lies above or below one; nothing where digits cancelled and only zero is left of it."""
    if not ball.is_finite():
        return 0
    if ball.contains(0):
        return UNSEEN if ball.rad() < flint.arb(2) ** -(precision + _BEYOND_ARB) else 0
    mantissa, exponent = ball.mid().man_exp()
    return min(UNSEEN, abs(int(exponent) + int(mantissa).bit_length()))


def _flatness(flattens: str, argument: Ball) -> int:
    """How many bits a function is away from where it flattens."""
    size = abs(compile_real(formula(flattens), ("u",))((float(argument.mid()),)))
    return int(min(UNSEEN, size * math.log2(math.e))) if math.isfinite(size) else 0


def may_be_extreme(tree: Node, point: Point) -> bool:
    """Whether numbers inside an expression may be other than ordinary at a point, as its form shows."""
    return fold(tree, _BITS) > _ORDINARY or not all(_LEAST <= abs(value) <= _MOST for value in point.values())


def _of_power(node: Power, bits: list[float]) -> float:
    base, raised = bits
    if node.base == _E:
        return _BITS_OF_E * _exponential(raised)
    exponent = constant_value(node.exponent)
    if exponent is None:
        return base * _exponential(raised)
    size = Fraction(abs(exponent))
    return base * (float(size) if size < UNSEEN else UNSEEN)


def _exponential(bits: float) -> float:
    """The bits of `2^u` if `u` has so many."""
    return 2.0**bits if bits < _MOST_DOUBLINGS else math.inf


def _of_call(node: Call, bits: list[float]) -> float:
    return 3 * _exponential(bits[0]) if node.function in _GROWING else max(bits) + 1


def _total(_: Node, bits: list[float]) -> float:
    return sum(bits)


_BITS: Algebra[float] = {
    Number: lambda leaf, _: leaf.value.numerator.bit_length() + leaf.value.denominator.bit_length() - 1,
    Name: lambda _, __: _OF_A_LETTER,
    Negation: lambda _, bits: bits[0],
    Sum: lambda _, bits: max(bits) + len(bits).bit_length(),
    Product: _total,
    Quotient: _total,
    Power: _of_power,
    Call: _of_call,
    **dict.fromkeys((Unknown, Comparison, Piecewise, Integral, Derivative), lambda _, bits: max(bits)),
}
"""How many bits the numbers of an expression may lie above or below one, if its letters have three."""
