"""Removable gaps of integrands at the bounds of an integral, as of sin(t)/t at 0: the values around them in balls."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import pairwise
from typing import Any, TypeAlias

from derivtutor.libraries import flint
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import Call, Integral, Name, Negation, Node, Number, Power, Product, Quotient, Sum, names

Ball: TypeAlias = Any

_ENTIRE = frozenset({"sin", "cos", "sinh", "cosh", "erf", "erfc", "Si"})
_WITH_CUT = frozenset({"ln", "sqrt"})

_NEAR_GAP, _NEARER_GAP = 8, 6
"""Beside a gap one looks at distances of one half to these parts of the precision."""

_CORNERS = ((-1, -1), (1, -1), (1, 1), (-1, 1))
_PARTS_OF_A_SIDE = 4


def is_removable(integral: Integral, function: Callable[[Ball], Ball], bound: Ball) -> bool:
    """Whether an integrand has no value at a bound, but tends to one, and has no other gap or pole in the plane.

    What is analytic and tends to the same number in four directions is bounded, as far as is seen.
    """
    middle = flint.acb(bound.mid())
    if function(middle).is_finite() or not _has_one_gap(integral.integrand, integral.variable):
        return False
    near, nearer = (flint.arb(2) ** -(flint.ctx.prec // part) for part in (_NEAR_GAP, _NEARER_GAP))
    steps = [flint.acb(distance * x, distance * y) for distance in (near, nearer) for x, y in _CORNERS]
    values = [function(middle + step) for step in steps]
    return all(each.is_finite() and abs(each - values[0]) < near.sqrt() for each in values)


def from_border(function: Callable[[Ball], Ball], box: Ball) -> Ball:
    """A box with the values of an analytic function inside of `box`, from those on its border.

    Its real and its imaginary part are largest and smallest there: the maximum principle.
    """
    radius = (box.real.rad() + box.imag.rad()) * 2
    corners = [box.mid() + flint.acb(radius * x, radius * y) for x, y in _CORNERS]
    values = []
    for start, end in pairwise((*corners, corners[0])):
        step = (end - start) / _PARTS_OF_A_SIDE
        values += [function((start + step * k).union(start + step * (k + 1))) for k in range(_PARTS_OF_A_SIDE)]
    return reduce(lambda u, v: u.union(v), values)


def _has_one_gap(node: Node, variable: str) -> bool:
    """Whether an expression is made so that it has no value at one point alone: all it is divided by is linear."""
    if variable not in names(node):
        return True
    if isinstance(node, Quotient) and not _has_one_zero(node.bottom, variable):
        return False
    if isinstance(node, Power) and node.base != Name("e"):
        exponent = constant_value(node.exponent)
        is_whole = exponent is not None and exponent.denominator == 1
        if not is_whole or (exponent is not None and exponent < 0 and not _has_one_zero(node.base, variable)):
            return False
    if isinstance(node, Call) and node.function in _WITH_CUT:
        return _is_linear(node.arguments[0], variable)
    if isinstance(node, Call) and node.function not in _ENTIRE:
        return False
    if not isinstance(node, Name | Number | Sum | Negation | Product | Quotient | Power | Call):
        return False
    return all(_has_one_gap(child, variable) for child in node.children)


def _has_one_zero(node: Node, variable: str) -> bool:
    """Whether an expression is linear, or a power or a multiple of what is."""
    if isinstance(node, Power) and isinstance(node.exponent, Number):
        return _has_one_zero(node.base, variable)
    if isinstance(node, Product):
        varying = [factor for factor in node.factors if variable in names(factor)]
        return len(varying) == 1 and _has_one_zero(varying[0], variable)
    if isinstance(node, Negation):
        return _has_one_zero(node.operand, variable)
    return _is_linear(node, variable)


def _is_linear(node: Node, variable: str) -> bool:
    """Whether an expression is of degree one, or constant."""
    if variable not in names(node) or isinstance(node, Name):
        return True
    if isinstance(node, Negation):
        return _is_linear(node.operand, variable)
    if isinstance(node, Product | Sum):
        varying = [part for part in node.children if variable in names(part)]
        return len(varying) == 1 and _is_linear(varying[0], variable)
    return False
