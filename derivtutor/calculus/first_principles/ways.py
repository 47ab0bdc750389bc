"""Which way is taken for which function: terms of a sum one by one, constants in front, then by kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from derivtutor.calculus import sentences
from derivtutor.calculus.first_principles import algebraic, known_limits
from derivtutor.calculus.first_principles.quotient import Cancelled, Secant
from derivtutor.calculus.terms import ONE, added, terms
from derivtutor.derivation.formula import product
from derivtutor.notation import linear
from derivtutor.notation.tree import Negation, Node, Product, Quotient

Way: TypeAlias = Callable[[Secant, Node], Cancelled | None]

WAYS: tuple[Way, ...] = (
    algebraic.polynomial,
    algebraic.rational,
    algebraic.root,
    known_limits.circular,
    known_limits.exponential,
    known_limits.logarithm,
)
"""The ways, in the order in which they are tried."""


def in_parts(secant: Secant, node: Node) -> tuple[Cancelled, ...]:
    """The difference quotients of a function, or of the terms of a sum of different kinds.

    Raises:
        UserError: where there is no way for one of them.
    """
    whole = _cancelled(secant, node)
    if whole is not None:
        return (whole,)
    found = []
    for part in _kinds(secant, node):
        cancelled = _cancelled(secant, part)
        if cancelled is None:
            raise sentences.NO_DEFINITION(function=linear.unicode(part))
        found.append(cancelled)
    return tuple(found)


def _kinds(secant: Secant, node: Node) -> list[Node]:
    """The terms of a sum, those that make a polynomial taken together."""
    polynomial = [term for term in terms(node) if secant.expansion.terms(term) is not None]
    kept: list[Node] = []
    for term in terms(node):
        if term not in polynomial:
            kept.append(term)
        elif term == polynomial[0]:
            kept.append(added(polynomial))
    return kept


def _cancelled(secant: Secant, node: Node) -> Cancelled | None:
    """The difference quotient of what is no sum of different kinds."""
    found = next((found for way in WAYS if (found := way(secant, node)) is not None), None)
    return _with_factor(secant, node) if found is None else found


def _with_factor(secant: Secant, node: Node) -> Cancelled | None:
    """The difference quotient of a constant times a function."""
    apart = _apart(secant, node)
    inner = None if apart is None else _cancelled(secant, apart[1])
    if apart is None or inner is None:
        return None
    (first, _), *others = [(_scaled(apart[0], line), why) for line, why in inner.lines]
    taken = (first, "the constant stays in front")
    return Cancelled(((secant.put_in(node), "substitute"), taken, *others), inner.known)


def _apart(secant: Secant, node: Node) -> tuple[Node, Node] | None:
    """A constant factor, and what it stands before."""
    if isinstance(node, Negation):
        return Negation(ONE), node.operand
    if isinstance(node, Product):
        outer, inner = _sorted(secant, node)
        return (product(outer), product(inner)) if outer and inner else None
    if not isinstance(node, Quotient):
        return None
    if not secant.has_variable(node.bottom):
        return Quotient(ONE, node.bottom), node.top
    outer, inner = _sorted(secant, node.bottom)
    if outer:
        return Quotient(ONE, product(outer)), Quotient(node.top, product(inner))
    is_constant = node.top != ONE and not secant.has_variable(node.top)
    return (node.top, Quotient(ONE, node.bottom)) if is_constant else None


def _sorted(secant: Secant, node: Node) -> tuple[list[Node], list[Node]]:
    """The factors without the variable, and those with it."""
    factors = node.factors if isinstance(node, Product) else (node,)
    with_it = [factor for factor in factors if secant.has_variable(factor)]
    return [factor for factor in factors if not secant.has_variable(factor)], with_it


def _scaled(factor: Node, node: Node) -> Node:
    return Negation(node) if factor == Negation(ONE) else product([factor, node])
