"""Polynomials over the rationals with one square root or absolute value beside them, and their real zeros."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias

from msgspec import Struct

from derivtutor.analysis.place import Place, fraction
from derivtutor.analysis.surds import surds
from derivtutor.libraries import flint
from derivtutor.notation.rational import number
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
)

Polynomial: TypeAlias = Any
"""A `flint.fmpq_poly`."""

HIGHEST = 300
"""Of a higher degree a polynomial is not looked at."""

_FACTORED = 60
"""Polynomials beyond this degree are not factored."""


class Element(Struct, frozen=True):
    """`(a + b r) / c` with polynomials a, b, c and a root `r` whose square is a polynomial."""

    a: Polynomial
    b: Polynomial
    c: Polynomial


def element(node: Node, variable: str, root: str = "", square: Polynomial | None = None) -> Element | None:
    """An expression in `variable`, and in the letter `root` if given, as such a fraction; None for all others."""
    return fold(node, _algebra(variable, root, square))


def _algebra(variable: str, root: str, square: Polynomial | None) -> Algebra[Element | None]:
    zero, one, x = flint.fmpq_poly([]), flint.fmpq_poly([1]), flint.fmpq_poly([0, 1])
    squared = zero if square is None else square

    def checked(a: Polynomial, b: Polynomial, c: Polynomial) -> Element | None:
        return Element(a, b, c) if max(a.degree(), b.degree(), c.degree()) <= HIGHEST and c != zero else None

    def name(leaf: Name, _: list[Element | None]) -> Element | None:
        if leaf.name == root:
            return Element(zero, one, one)
        return Element(x, zero, one) if leaf.name == variable else None

    def add(u: Element | None, v: Element | None) -> Element | None:
        if u is None or v is None:
            return None
        if u.c == v.c:
            return checked(u.a + v.a, u.b + v.b, u.c)
        return checked(u.a * v.c + v.a * u.c, u.b * v.c + v.b * u.c, u.c * v.c)

    def multiply(u: Element | None, v: Element | None) -> Element | None:
        if u is None or v is None:
            return None
        return checked(u.a * v.a + u.b * v.b * squared, u.a * v.b + u.b * v.a, u.c * v.c)

    def inverse(u: Element | None) -> Element | None:
        if u is None:
            return None
        if u.b == zero:
            return checked(u.c, zero, u.a)
        return checked(u.a * u.c, -u.b * u.c, u.a * u.a - u.b * u.b * squared)

    def power(node: Power, parts: list[Element | None]) -> Element | None:
        base, exponent = parts[0], _whole(node.exponent)
        if base is None or exponent is None:
            return None
        degree = max(base.a.degree(), base.b.degree(), base.c.degree())
        if abs(exponent) * max(1, degree) > HIGHEST:
            return None
        if base.b == zero:
            raised = checked(base.a ** abs(exponent), zero, base.c ** abs(exponent))
        else:
            raised = reduce(multiply, [base] * abs(exponent), checked(one, zero, one))
        return inverse(raised) if exponent < 0 else raised

    def none(_: Node, __: list[Element | None]) -> None:
        return None

    return {
        **dict.fromkeys((Call, Unknown, Comparison, Piecewise, Integral, Derivative), none),
        Number: lambda leaf, _: Element(flint.fmpq_poly([_rational(leaf.value)]), zero, one),
        Name: name,
        Sum: lambda _, terms: reduce(add, terms),
        Negation: lambda _, parts: None if parts[0] is None else Element(-parts[0].a, -parts[0].b, parts[0].c),
        Product: lambda _, factors: reduce(multiply, factors),
        Quotient: lambda _, parts: multiply(parts[0], inverse(parts[1])),
        Power: power,
    }


def _whole(node: Node) -> int | None:
    size = node.operand if isinstance(node, Negation) else node
    if not isinstance(size, Number) or size.value.denominator != 1:
        return None
    return -int(size.value) if isinstance(node, Negation) else int(size.value)


def _rational(value: Fraction | int) -> Any:
    return flint.fmpq(value.numerator, value.denominator)


def real_zeros(polynomial: Polynomial, variable: str) -> list[Place]:
    """The real zeros of a polynomial, each once: rational ones and square roots in exact form, others in brackets."""
    if polynomial.degree() < 1:
        return []
    if polynomial.degree() > _FACTORED:
        factors = [factor for factor, _ in polynomial.factor_squarefree()[1]]
    else:
        factors = [factor for factor, _ in polynomial.factor()[1]]
    return [place for factor in factors for place in _zeros_of_factor(factor, variable)]


def _zeros_of_factor(factor: Polynomial, variable: str) -> Iterator[Place]:
    coefficients = [Fraction(int(c.p), int(c.q)) for c in factor.coeffs()]
    degree = factor.degree()
    if degree == 1:
        yield Place(number(-coefficients[0] / coefficients[1]))
    elif degree == 2:
        yield from map(Place, surds(*coefficients))
    elif not any(coefficients[1:-1]):
        yield from map(Place, _binomial(-coefficients[0] / coefficients[-1], degree))
    else:
        yield from _brackets(factor, variable)


def _binomial(value: Fraction, degree: int) -> list[Node]:
    """The real numbers whose power of this degree is `value`, which is no such power of a rational number."""
    if degree % 2 == 0 and value < 0:
        return []
    size = number(abs(value))
    root: Node = Call("cbrt", (size,)) if degree == 3 else Call("root", (Number(degree), size))
    if degree % 2:
        return [Negation(root) if value < 0 else root]
    return [Negation(root), root]


def _brackets(factor: Polynomial, variable: str) -> Iterator[Place]:
    """Zeros of a square-free polynomial, each between two numbers at which its sign differs."""
    tree = _tree(factor, variable)
    with flint.ctx.workprec(96):
        for root, _ in factor.numer().complex_roots():
            if root.imag == 0:
                ball = root.real
                margin = 2 * ball.rad() + abs(ball) * flint.arb(2) ** -80
                yield Place(None, tree, variable, fraction((ball - margin).mid()), fraction((ball + margin).mid()))


def _tree(polynomial: Polynomial, variable: str) -> Node:
    """A polynomial as a sum of powers, for evaluation only."""
    coefficients = [Fraction(int(c.p), int(c.q)) for c in polynomial.coeffs()]
    powers = [(c, Power(Name(variable), Number(n))) for n, c in enumerate(coefficients) if c]
    return Sum(tuple(Product((number(c), power)) for c, power in powers))
