"""Which way is taken for which function: by its kind, constants in front, then part by part."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from derivtutor.calculus import sentences
from derivtutor.calculus.first_principles import algebraic, combined, known_limits
from derivtutor.calculus.first_principles.quotient import Cancelled, Secant
from derivtutor.calculus.terms import ONE
from derivtutor.derivation.formula import product
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.tree import Negation, Node, Product, Quotient, Sum

Way: TypeAlias = Callable[[Secant, Node], Cancelled | None]

WAYS: tuple[Way, ...] = (
    algebraic.polynomial,
    algebraic.rational,
    algebraic.root,
    known_limits.circular,
    known_limits.tangent,
    known_limits.exponential,
    known_limits.logarithm,
)
"""The ways, in the order in which they are tried."""

COMBINATIONS: tuple[Callable[[Secant, Node, combined.Work], Cancelled | None], ...] = (
    combined.other_form,
    combined.of_sum,
    combined.of_power,
    combined.of_product,
    combined.of_quotient,
)
"""The ways that come down to the difference quotients of parts, tried after these."""


_DEEPEST = 12
"""Parts of parts that are nested deeper make a page that nobody reads."""


def cancelled(secant: Secant, node: Node) -> Cancelled:
    """The difference quotient of a function, worked out until h can go to 0.

    Raises:
        UserError: where there is no way for it, or for a part of it, or only a very long one.
    """
    found = _worked_out(secant, node)
    if found is None or found.depth > _DEEPEST:
        raise sentences.NO_DEFINITION(function=linear.unicode(_without_way(secant, node)))
    return found


def _without_way(secant: Secant, node: Node) -> Node:
    """The first part for which there is none, or the whole where each part has one."""
    if not isinstance(node, Sum | Negation | Product | Quotient):
        return node
    parts = [part for part in node.children if _worked_out(secant, part) is None]
    return _without_way(secant, parts[0]) if parts else node


def _worked_out(secant: Secant, node: Node) -> Cancelled | None:
    return (
        next((found for way in WAYS if (found := way(secant, node)) is not None), None)
        or _with_factor(secant, node)
        or _combined(secant, node)
    )


def _combined(secant: Secant, node: Node) -> Cancelled | None:
    work = partial(_worked_out, secant)
    return next((found for way in COMBINATIONS if (found := way(secant, node, work)) is not None), None)


def _with_factor(secant: Secant, node: Node) -> Cancelled | None:
    """The difference quotient of a constant times a function."""
    apart = _apart(secant, node)
    inner = None if apart is None else _worked_out(secant, apart[1])
    if apart is None or inner is None:
        return None
    (first, _), *others = [(_scaled(apart[0], line), why) for line, why in inner.lines]
    taken = (first, translated("the constant stays in front"))
    lines = ((secant.put_in(node), translated("substitute")), taken, *others)
    return Cancelled(lines, inner.known, inner.inner, inner.words)


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
