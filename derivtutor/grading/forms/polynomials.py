"""Polynomials in one variable among the brackets of an answer: what two have in common, and how one factors."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from derivtutor.derivation.tidying.factors import Rational
from derivtutor.grading.forms.parts import has_decimals
from derivtutor.libraries import flint
from derivtutor.notation.polynomial import coefficients, polynomial
from derivtutor.notation.tree import Negation, Node, Number, Power, Product, Quotient, Sum, names

_MOST_BITS = 64
"""Polynomials with longer coefficients are not divided or factored."""


@dataclass(frozen=True, slots=True)
class WholePolynomial:
    """A polynomial in one variable: whole coefficients from the constant term upwards, over one denominator."""

    coefficients: list[int]
    denominator: int
    variable: str


def whole_polynomial(node: Node) -> WholePolynomial | None:
    """A sum that is a polynomial in one variable, without decimals; None for everything else."""
    letters = names(node) if isinstance(node, Sum) else ()
    if len(letters) != 1 or has_decimals(node):
        return None
    (variable,) = letters
    values = coefficients(node, variable)
    if values is None or len(values) < 2 or any(_bits(value) > _MOST_BITS for value in values):
        return None
    denominator = lcm(*(value.denominator for value in values))
    return WholePolynomial([int(value * denominator) for value in values], denominator, variable)


def _bits(value: Rational) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def common_divisor(left: WholePolynomial, right: WholePolynomial) -> Node | None:
    """The bracket that divides two polynomials; None where there is none but a power of the variable."""
    divisor = [int(c) for c in flint.fmpz_poly(left.coefficients).gcd(flint.fmpz_poly(right.coefficients)).coeffs()]
    if len(divisor) < 2 or not divisor[0]:
        return None
    size = gcd(*divisor)
    return polynomial(tuple([coefficient // size for coefficient in divisor]), left.variable)


def factored(bracket: Sum) -> Node | None:
    """A polynomial in one variable as a product over the rational numbers, where it is one."""
    whole = whole_polynomial(bracket)
    if whole is None:
        return None
    content, factors = flint.fmpz_poly(whole.coefficients).factor()
    if sum(power for _, power in factors) < 2:
        return None
    ordered = sorted(([int(c) for c in factor.coeffs()], power) for factor, power in factors)
    return _product(Fraction(int(content), whole.denominator), ordered, whole.variable)


def _product(content: Fraction, factors: list[tuple[list[int], int]], variable: str) -> Node:
    """A number and powers of polynomials, written as a product over one line; the shortest polynomials first."""
    ordered = sorted(factors, key=lambda factor: len(factor[0]))
    brackets = [polynomial(tuple(coefficients), variable) for coefficients, _ in ordered]
    powers = [
        bracket if power == 1 else Power(bracket, Number(power))
        for bracket, (_, power) in zip(brackets, ordered, strict=True)
    ]
    size = abs(content.numerator)
    above: list[Node] = [*([Number(size)] if size != 1 else []), *powers]
    top = Product(tuple(above)) if len(above) > 1 else above[0]
    written = top if content.denominator == 1 else Quotient(top, Number(content.denominator))
    return Negation(written) if content < 0 else written
