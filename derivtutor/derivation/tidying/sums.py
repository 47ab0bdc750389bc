"""Sums: their brackets resolved, their like terms collected."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from derivtutor.derivation.formula import negated, total
from derivtutor.derivation.tidying.factors import whole
from derivtutor.derivation.tidying.monomial import Monomial, Monomials
from derivtutor.notation.tree import Call, Negation, Node, Number, Power, Sum, parts

LAWS = {
    "like-terms": "combine like terms",
    "brackets": "remove the brackets",
    "pythagoras": "use sin² u + cos² u = 1",
}
"""The laws of sums."""

Collected: TypeAlias = "dict[object, tuple[Monomial, Node | None]]"
"""The unlike terms of a sum, by what like terms have in common; and as written, where nothing was collected."""


class Sums:
    """Brings sums together; those that stand in the problem keep the order of their terms."""

    def __init__(self, problem: Node, monomials: Monomials) -> None:
        self._problem = problem
        self.monomials = monomials

    def of(self, terms: list[Node], is_new: bool = False) -> Node:
        """The sum of tidy terms; where it `is_new`, or terms were collected, in a textbook's order."""
        flat = list(without_brackets(terms))
        collected = self._collected(flat)
        self._pythagoras(collected)
        kept = [pair for pair in collected.values() if pair[0].coefficient]
        if not kept:
            return Number(0)
        written = [self.monomials.write(part) if term is None else term for part, term in kept]
        return self.in_order(written, [part for part, _ in kept], is_new or len(kept) < len(flat))

    def in_order(self, terms: list[Node], monomials: list[Monomial], is_new: bool) -> Node:
        """The sum of terms in a textbook's order; a new one that is also in the problem, in the order it has there."""
        order = self.monomials.order.of_terms(monomials, is_new)
        ordered = total([terms[place] for place in order])
        return self._given.get(self.monomials.number_of(ordered), ordered) if is_new else ordered

    def is_given(self, node: Sum) -> bool:
        """Whether a sum stands in the problem, its terms in whatever order."""
        return self.monomials.number_of(node) in self._given

    @functools.cached_property
    def _given(self) -> dict[int, Node]:
        return {self.monomials.number_of(node): node for node in parts(self._problem) if type(node) is Sum}

    def _collected(self, terms: list[Node]) -> Collected:
        collected: Collected = {}
        for term in terms:
            part = self.monomials.of(term)
            if not part.coefficient:
                continue
            key = part.key()
            earlier = collected.get(key)
            if earlier is None:
                collected[key] = part, term
            else:
                part.coefficient = whole(part.coefficient + earlier[0].coefficient)
                part.decimal = part.decimal or earlier[0].decimal
                collected[key] = part, None
        return collected

    def _pythagoras(self, collected: Collected) -> None:
        """`sin(u)^2 + cos(u)^2` is 1, also with a common factor."""
        for part, _ in list(collected.values()):
            if len(collected) < 2 or not part.coefficient:
                continue
            for _, rest, partner in islice(squared_sines(self.monomials, part), 1):
                other = collected.get(partner)
                if other is not None and other[0].coefficient == part.coefficient:
                    part.coefficient = other[0].coefficient = 0
                    known = collected.get(rest.key())
                    if known is not None:
                        rest.coefficient = whole(rest.coefficient + known[0].coefficient)
                    collected[rest.key()] = rest, None


def without_brackets(terms: Iterable[Node]) -> Iterator[Node]:
    """Terms, those of sums among them one by one, also after a minus sign."""
    for term in terms:
        if isinstance(term, Sum):
            yield from term.terms
        elif isinstance(term, Negation) and isinstance(term.operand, Sum):
            yield from map(negated, term.operand.terms)
        else:
            yield term


def is_bracket(term: Node) -> bool:
    """Whether a term is a sum, or the negative of one."""
    return isinstance(term, Sum) or (isinstance(term, Negation) and isinstance(term.operand, Sum))


def squared_sines(monomials: Monomials, part: Monomial) -> Iterator[tuple[Node, Monomial, object]]:
    """Every `sin(u)` that is squared, what is beside it, and what a term with `cos(u)^2` beside that is known by."""
    for key, factor in part.factors.items():
        if factor.is_square_of("sin"):
            rest = part.copy()
            del rest.factors[key]
            cosine = monomials.of(Power(Call("cos", factor.base.children), Number(2)))
            yield factor.base, rest, monomials.times(rest, cosine).key()
