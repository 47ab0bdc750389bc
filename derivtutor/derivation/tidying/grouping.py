"""Brackets that are products in disguise, where one of their factors cancels then."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

from derivtutor.derivation.formula import negated, product
from derivtutor.derivation.tidying.compound import Products, brackets, is_given, power_like, replaced
from derivtutor.derivation.tidying.factors import Factor, Key, whole
from derivtutor.derivation.tidying.finishing import Finishing, Law
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.shortening import expanded
from derivtutor.notation.polynomial import coefficients, divided, multiplied
from derivtutor.notation.shape import ROOTS
from derivtutor.notation.tree import Node, Sum, names

Factoring: TypeAlias = Callable[[Finishing, list[Monomial]], Iterator[list[Node]]]
"""The ways to write a sum of terms as a product."""


class _Cancelling(Struct, frozen=True):
    """Factors a bracket where one of its factors stands on the other side of the line."""

    factoring: Factoring

    def __call__(self, finishing: Finishing, monomial: Monomial) -> Node | None:
        for key, factor in _new_brackets(finishing, monomial):
            if len(factor.base.children) < 3:
                continue
            factors = self.factors(finishing, monomial, factor, factor.base)
            if factors is not None:
                return replaced(finishing, monomial, {key: power_like(product(factors), factor)})
        return None

    def factors(self, finishing: Finishing, monomial: Monomial, factor: Factor, bracket: Node) -> list[Node] | None:
        """The factors of a bracket, if one of them cancels with something beside it."""
        terms = list(map(finishing.monomials.of, bracket.children))
        for factors in self.factoring(finishing, terms):
            sides = [*factors, *(Sum(tuple(map(negated, each.children))) for each in factors if isinstance(each, Sum))]
            keys = map(finishing.monomials.key_of, sides)
            if any(monomial.power_of(key) * factor.power < 0 for key in keys):
                return factors
        return None


class _Expanding(Struct, frozen=True):
    """Multiplies a bracket out that can be factored then."""

    cancelling: _Cancelling

    def __call__(self, finishing: Finishing, monomial: Monomial) -> Node | None:
        for key, factor in _new_brackets(finishing, monomial):
            longer = expanded(finishing, factor.base) if isinstance(factor.base, Sum) else None
            if isinstance(longer, Sum) and self.cancelling.factors(finishing, monomial, factor, longer):
                return replaced(finishing, monomial, {key: power_like(longer, factor)})
        return None


def _new_brackets(finishing: Finishing, monomial: Monomial) -> Iterator[tuple[Key, Factor]]:
    """The brackets on their own above or below the line that are not in the problem."""
    for key, factor in brackets(monomial):
        is_alone = factor.power in (1, -1) and len(monomial.factors) > 1
        if is_alone and not is_given(finishing, factor.base):
            yield key, factor


def _by_grouping(finishing: Finishing, terms: list[Monomial]) -> Iterator[list[Node]]:
    """`a b + a c + d b + d c` is `(b + c)(a + d)`."""
    if len(terms) != 4 or any(term.decimal for term in terms):
        return
    times = finishing.monomials.times
    first, *others = terms
    for last in others:
        second, third = (each for each in others if each is not last)
        left, right = times(first, last), times(second, third)
        if left.key() == right.key() and left.coefficient == right.coefficient:
            shared = _shared(first, second)
            rests = [first.copy(), second.copy()]
            for rest in rests:
                rest.divide(shared)
            with_third = times(third, shared)
            for key, factor in first.factors.items():
                with_third.factors.setdefault(key, factor.to(0))
            with_third.divide(first)
            yield [finishing.total(rests), finishing.total([shared, with_third])]


def _shared(left: Monomial, right: Monomial) -> Monomial:
    """The greatest common divisor of two terms."""
    shared = Monomial(math.gcd(left.coefficient.numerator, right.coefficient.numerator), factors={})
    for key, factor in left.factors.items():
        power = min(factor.power, right.power_of(key))
        if power > 0:
            shared.factors[key] = factor.to(power)
    return shared


def _by_root(finishing: Finishing, terms: list[Monomial]) -> Iterator[list[Node]]:
    """`x^2 + 1 + x sqrt(x^2 + 1)` is `sqrt(x^2 + 1) (sqrt(x^2 + 1) + x)`."""
    roots = {key: factor for term in terms for key, factor in term.factors.items() if factor.power == Fraction(1, 2)}
    for key, factor in roots.items():
        letters = names(factor.base)
        plain = [term for term in terms if not term.power_of(key)]
        with_root = [term.copy() for term in terms if term.power_of(key) == factor.power]
        is_whole = plain and len(plain) + len(with_root) == len(terms)
        if len(letters) != 1 or not isinstance(factor.base, Sum) or not is_whole:
            continue
        (letter,) = letters
        values, inside = coefficients(finishing.total(plain), letter), coefficients(factor.base, letter)
        if not values or not inside or len(values) != len(inside):
            continue
        (times,) = divided(values, inside)
        if multiplied([inside, (times,)]) == values:
            root = Monomial(factors={key: factor.to(factor.power)})
            for term in with_root:
                term.divide(root)
            inside_out = [Monomial(whole(times), factors={key: factor.to(factor.power)}), *with_root]
            content = math.gcd(*(term.coefficient.numerator for term in inside_out))
            for term in inside_out:
                term.coefficient = whole(Fraction(term.coefficient, content))
            root.coefficient = content
            yield [finishing.monomials.write(root), finishing.total(inside_out)]


def _has_four_terms(node: Sum) -> bool:
    return len(node.terms) == 4


_OF_FOUR = Products(_Cancelling(_by_grouping), wanted=_has_four_terms)
_ROOT_OUT = _Cancelling(_by_root)

GROUPING = (
    Law("factor-by-grouping", "factor by grouping", _OF_FOUR, brackets=2, of_fractions=True),
    Law("expand", "expand", Products(_Expanding(_ROOT_OUT)), ROOTS, brackets=2, of_fractions=True),
    Law("factor-root-out", "factor out the root", Products(_ROOT_OUT), ROOTS, brackets=2, of_fractions=True),
)
"""The laws of brackets that are products."""
