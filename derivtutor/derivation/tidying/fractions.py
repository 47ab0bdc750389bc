"""Fractions with a sum above the line: what all its terms share with what stands below is cancelled."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from derivtutor.derivation.formula import product
from derivtutor.derivation.tidying.factors import E, Key, Rational, whole
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.sums import Sums
from derivtutor.notation.tree import Node, Sum


def cancelled(monomial: Monomial, sums: Sums) -> Node:
    """A monomial written down, after cancelling what the terms of a sum above the line share with what is below."""
    monomials = sums.monomials
    for key, factor in list(monomial.factors.items()):
        if isinstance(factor.base, Sum) and factor.term is None and factor.power == 1:
            common = _common(factor.base, monomial, sums)
            if common is not None:
                smaller, divisor = common
                monomial.laws.add("cancel")
                del monomial.factors[key]
                monomial.divide(divisor)
                return cancelled(monomials.of(product([smaller, monomials.write(monomial)])), sums)
    written = monomials.write(monomial)
    monomials.remember(written, monomial)
    return written


def _common(numerator: Sum, monomial: Monomial, sums: Sums) -> tuple[Node, Monomial] | None:
    """A sum without the factor that all its terms share with the denominator, and one over that factor."""
    below = any(factor.power < 0 or factor.base == E for factor in monomial.factors.values())
    if monomial.coefficient.denominator == 1 and not below:
        return None
    terms = list(map(sums.monomials.of, numerator.terms))
    divisor = Monomial()
    # fractions with more below them than numbers are brought to a common denominator, numbers and all
    has_lines = any(factor.is_below for term in terms for factor in term.factors.values())
    lowest = 1 if has_lines else lcm(*(term.coefficient.denominator for term in terms))
    shared = gcd(*(abs(term.coefficient.numerator) for term in terms))
    if not any(term.decimal for term in terms):
        divisor.coefficient = whole(Fraction(gcd(shared, monomial.coefficient.denominator), lowest))
    for key, factor in monomial.factors.items():
        power = _shared_power(key, factor.power, terms)
        if power:
            divisor.factors[key] = factor.to(power)
    if divisor.coefficient == 1 and not divisor.factors:
        return None
    for term in terms:
        term.divide(divisor)
    written = [sums.monomials.write(term) for term in terms]
    return sums.of(written, is_new=True), Monomial(
        whole(1 / Fraction(divisor.coefficient)),
        factors={key: factor.to(-factor.power) for key, factor in divisor.factors.items()},
    )


def _shared_power(key: Key, power: Rational, terms: list[Monomial]) -> Rational:
    """The power of a factor that all terms of a sum have and that what multiplies the sum has with the other sign."""
    powers = [term.power_of(key) for term in terms]
    if power < 0 < min(powers):
        return min(*powers, -power)
    if max(powers) < 0 < power:
        return max(*powers, -power)
    return 0
