"""Numbers inside an expression that are so large, so small or so flat that the usual precision does not show them."""

from __future__ import annotations

import math

from derivtutor.analysis.behaviour import BEHAVIOURS, formula
from derivtutor.grading.points import Point
from derivtutor.notation.ball import Ball, Column, balls, evaluate_each
from derivtutor.notation.rational import constant_value
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Call, Name, Node, Number, Power, parts

_ORDINARY = 100
"""Numbers between two to this power and its reciprocal are seen beside each other at the usual precision."""

_LARGEST, _SMALLEST = 2.0**_ORDINARY, 2.0**-_ORDINARY
_BEYOND_ARB = 5000
"""A ball around zero that is smaller than the precision by so many bits stands for a number too small for Arb."""

_OF_A_LETTER = 3
"""The bits of a moderate number."""

_GROWING = frozenset({"sinh", "cosh", "sech", "csch"}) | {row.function for row in BEHAVIOURS.values() if row.flattens}
"""Functions that grow, vanish or flatten like an exponential."""

UNSEEN = 10**12
"""So many bits stand for what no precision shows."""


def bits_needed(tree: Node, point: Point, precision: int) -> int:
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
    import flint

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


def may_be_extreme(tree: Node) -> bool:
    """Whether numbers inside an expression may be other than ordinary at moderate points, as its numbers show."""
    bits, raised = 0, 1
    for part in parts(tree):
        if isinstance(part, Number):
            bits += part.value.numerator.bit_length() + part.value.denominator.bit_length()
        elif isinstance(part, Name):
            bits += _OF_A_LETTER
        elif isinstance(part, Power):
            exponent = constant_value(part.exponent)
            if exponent is None:
                return True
            raised *= max(1, abs(exponent.numerator))
        elif isinstance(part, Call) and part.function in _GROWING:
            return True
    return bits * raised > _ORDINARY
