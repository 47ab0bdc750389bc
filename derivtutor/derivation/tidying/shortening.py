"""What is only done where it makes a result shorter: multiplying out, factoring, writing on one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import gcd
from typing import TypeAlias

from derivtutor.derivation.formula import product, total
from derivtutor.derivation.tidying.factors import E, size_of
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.sums import Sums
from derivtutor.notation import linear
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.shape import base
from derivtutor.notation.tree import (
    Memo,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    with_children,
)

_MOST_TERMS = 60


class Shortening:
    """Rewrites the outer sums of tidy results."""

    def __init__(self, sums: Sums, settled: Callable[[Node], Node]) -> None:
        self.sums = sums
        self.monomials = sums.monomials
        self._settled = settled
        self._texts: Memo[linear.Written] = Memo()

    def shortened(self, expression: Node, rewrite: Rewrite, room: int = 0) -> Node:
        """An expression with its outer sums rewritten where that is shorter, or not longer by more than `room`."""
        if isinstance(expression, Sum):
            other = rewrite(self, expression)
            if other is not None and self._length(other) < self._length(expression) + room:
                return other
            inside = [_has_sum(term) for term in expression.terms]
        elif isinstance(expression, Negation | Quotient):
            inside = [True, *[False] * (len(expression.children) - 1)]
        elif isinstance(expression, Product):
            inside = [type(factor) is Sum for factor in expression.factors]
        else:
            return expression
        children = [
            self.shortened(child, rewrite, room) if is_inside else child
            for child, is_inside in zip(expression.children, inside, strict=True)
        ]
        shorter = with_children(expression, tuple(children))
        return expression if shorter is expression else self._settled(shorter)

    def _length(self, expression: Node) -> int:
        """How long an expression is when it is written on one line."""
        return len(linear.text(expression, self._texts))

    def expanded(self, node: Sum) -> Node | None:
        """A sum multiplied out, if there are like terms then."""
        if len(node.terms) > _MOST_TERMS or not any(map(_has_sum, node.terms)):
            return None
        terms: list[Monomial] = []
        for child in node.terms:
            terms += self._multiplied_out(child)
            if len(terms) > _MOST_TERMS:
                return None
        squares = any(factor.is_square_of("sin") for term in terms for factor in term.factors.values())
        if len({term.key() for term in terms}) == len(terms) and not squares:
            return None
        return self._total(terms)

    def _multiplied_out(self, term: Node) -> list[Monomial]:
        """The terms of a product of sums; powers of sums up to the third."""
        outside = self.monomials.of(term)
        sums: list[Sum] = []
        for key, factor in list(outside.factors.items()):
            if isinstance(factor.base, Sum) and factor.term is None and factor.power in (1, 2, 3):
                sums += [factor.base] * int(factor.power)
                del outside.factors[key]
        terms = [outside]
        for bracket in sums:
            summands = [self.monomials.of(summand) for summand in bracket.terms]
            terms = [self.monomials.times(left, right) for left in terms for right in summands]
            if len(terms) > _MOST_TERMS:
                break
        return terms

    def _total(self, terms: list[Monomial]) -> Node:
        collected = self._settled(total([self.monomials.write(term) for term in terms]))
        if not isinstance(collected, Sum):
            return collected
        return self.sums.in_order(list(collected.terms), list(map(self.monomials.of, collected.terms)), is_new=True)

    def factored(self, node: Sum) -> Node | None:
        """A sum with exponentials, brackets and functions that all its terms share taken out of it."""
        if len(node.terms) > _MOST_TERMS:
            return None
        terms = list(map(self.monomials.of, node.terms))
        shared = Monomial()
        for key, factor in terms[0].factors.items():
            powers = [term.power_of(key) for term in terms]
            if min(powers) > 0 or (factor.base == E and max(powers) < 0):
                shared.factors[key] = factor.to(min(powers, key=size_of))
        if shared.is_of_letters:
            return None
        if not any(term.decimal or term.coefficient.denominator != 1 for term in terms):
            shared.coefficient = gcd(*(term.coefficient.numerator for term in terms))
        if all(term.coefficient < 0 for term in terms):
            shared.coefficient = -shared.coefficient
        for term in terms:
            term.divide(shared)
        rest = self._total(terms)
        return self._settled(product([self.monomials.write(shared), rest]))

    def on_one_line(self, node: Sum) -> Node | None:
        """A sum over one line, where a line has more below it than numbers and letters."""
        return self.one_line(node) if any(map(_has_line, node.terms)) else None

    def one_line(self, node: Sum) -> Node | None:
        """A sum over one line, where that does not need more factors than there are lines."""
        if len(node.terms) > _MOST_TERMS or not any(map(_is_fraction, node.terms)):
            return None
        terms = list(map(self.monomials.of, node.terms))
        below = _least_common_denominator(terms)
        if not below.factors:
            return None
        lines = sum(any(factor.is_below for factor in term.factors.values()) for term in terms)
        added = 0
        for term in terms:
            for key, factor in below.factors.items():
                own = term.factors.setdefault(key, factor.to(0))
                own.power += factor.power
                added += own.power != 0
        if added > 2 * lines:
            return None
        top = self._total(terms)
        if isinstance(top, Sum):
            expanded = self.expanded(top)
            if expanded is not None and self._length(expanded) < self._length(top):
                top = expanded
        return self._settled(Quotient(top, self.monomials.write(below)))


Rewrite: TypeAlias = Callable[[Shortening, Sum], Node | None]


@dataclass(frozen=True, slots=True)
class Law:
    """How a sum is rewritten; how where it stands above a line, and by how much that need not be shorter there."""

    id: str
    says: str
    rewrite: Rewrite
    above: Rewrite
    room: int


SHORTENING = (
    # A little longer is better than a fraction within a fraction; above a line, a product needs no brackets.
    Law("common-denominator", "bring to a common denominator", Shortening.on_one_line, Shortening.one_line, 30),
    Law("expand", "multiply out", Shortening.expanded, Shortening.expanded, 0),
    Law("factor-out", "put what all terms share in front of a bracket", Shortening.factored, Shortening.factored, 2),
)
"""The laws of shortening, in the order in which they are tried."""


def _least_common_denominator(terms: list[Monomial]) -> Monomial:
    below = Monomial()
    for term in terms:
        for key, factor in term.factors.items():
            known = below.factors.get(key)
            if factor.is_below and (known is None or known.power < -factor.power):
                below.factors[key] = factor.to(-factor.power)
    return below


def _has_sum(term: Node) -> bool:
    """Whether a term may be multiplied out."""
    if type(term) is Power:
        return type(term.base) is Sum
    return type(term) is Sum or (type(term) in (Negation, Product, Quotient) and any(map(_has_sum, term.children)))


def _is_fraction(term: Node) -> bool:
    """Whether a tidy term has anything below a line."""
    return type(term) is Quotient or (type(term) is Negation and type(term.operand) is Quotient)


def _has_line(term: Node) -> bool:
    """Whether a term has a denominator that is more than numbers and powers of letters."""
    if type(term) is Quotient:
        below = term.bottom.factors if type(term.bottom) is Product else (term.bottom,)
        return any(type(base(factor)) not in (Name, Number) for factor in below)
    return type(term) in (Negation, Product) and any(map(_has_line, term.children))
