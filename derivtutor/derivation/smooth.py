"""Whether the value that a derivative's formula has at a point is the slope there."""

from __future__ import annotations

from collections.abc import Mapping

from derivtutor.libraries import flint
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.rational import rational_values, values_at
from derivtutor.notation.tree import Node, Power, names, parts

BESIDE = (60, 1000)
"""How near to a point formulas are looked at, as powers of one half."""


def is_smooth(function: Node, formula: Node, variable: str, point: Mapping[str, Node]) -> bool:
    """Whether function and formula are continuous around a point; then the formula's value is the slope.

    Balls are finite only where every part is, and quotients of polynomials are wherever they have a value. By the mean
    value theorem, a continuous function has the slope to which the slopes beside the point tend.
    """
    if not names(function) | names(formula) <= point.keys():
        return True  # letters that have cancelled each other
    rational = values_at(rational_values(point))
    if all(_has_whole_powers(node, variable) and rational(node) is not None for node in (function, formula)):
        return True
    for bits in BESIDE:
        precision = bits + 200
        balls = {name: evaluate_ball(value, {}, precision) for name, value in point.items()}
        with flint.ctx.workprec(precision):
            balls[variable] += flint.arb(0, flint.arb(2) ** -bits)
        if all(evaluate_ball(node, balls, precision) is not None for node in (function, formula)):
            return True
    return False


def _has_whole_powers(node: Node, variable: str) -> bool:
    """Whether no exponent changes with the variable; what has a rational value has no other powers then."""
    return not any(isinstance(part, Power) and variable in names(part.exponent) for part in parts(node))
