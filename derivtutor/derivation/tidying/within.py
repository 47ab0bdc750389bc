"""Laws on products and on sums, used wherever those stand in a result."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from derivtutor.derivation.tidying.finishing import Finishing
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import KEEPING, Negation, Node, Power, Product, Quotient, Sum, fold, with_children

Productwise: TypeAlias = Callable[[Finishing, Monomial], bool]
"""Changes a product that is taken apart, and tells whether it did."""

Sumwise: TypeAlias = Callable[[Finishing, list[Monomial]], bool]
"""Changes the terms of a sum, and tells whether it did."""


def in_products(finishing: Finishing, node: Node, rewrite: Productwise) -> Node:
    """Rewrite the products of a result, those inside first."""

    def rewritten(part: Node, children: list[Node]) -> Node:
        kept = with_children(part, tuple(children))
        monomial = finishing.monomials.of(kept)
        return finishing.settled(finishing.monomials.write(monomial)) if rewrite(finishing, monomial) else kept

    other = fold(node, {**KEEPING, Negation: rewritten, Product: rewritten, Quotient: rewritten})
    return node if other is node else finishing.settled(other)


def in_sums(finishing: Finishing, node: Node, rewrite: Sumwise) -> Node:
    def rewritten(part: Sum, children: list[Node]) -> Node:
        kept = Sum(tuple(children))
        terms = [finishing.monomials.of(child) for child in kept.children]
        if finishing.sums.is_given(kept) or not rewrite(finishing, terms):
            return with_children(part, tuple(children))
        return finishing.total(terms)

    other = fold(node, {**KEEPING, Sum: rewritten})
    return node if other is node else finishing.settled(other)


def outside(node: Node, rewritten: Callable[[Node], Node]) -> Node:
    """Rewrite the parts of a result, those inside first, but nothing in functions, in roots and in exponents."""
    if type(node) not in _OUTSIDE or (type(node) is Power and _is_fraction(node.exponent)):
        return rewritten(node)
    inside = node.children[: _OUTSIDE[type(node)]]
    children = [outside(child, rewritten) for child in inside]
    return rewritten(with_children(node, (*children, *node.children[len(inside) :])))


def _is_fraction(exponent: Node) -> bool:
    value = rational(exponent)
    return value is not None and value.denominator != 1


_OUTSIDE: dict[type, int | None] = {Sum: None, Negation: None, Product: None, Quotient: None, Power: 1}
"""Of these so many parts are looked into; None stands for all."""
