"""Polynomials of low degree in one variable: their coefficients and where they are zero."""

from __future__ import annotations

import functools
import math
from fractions import Fraction
from typing import TypeAlias

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

Coefficients: TypeAlias = tuple[Fraction | int, ...]
"""From the constant term upwards, without zeros at the end; whole numbers are left as such, since they are faster."""

_MOST = 12


def coefficients(node: Node, variable: str) -> Coefficients | None:
    """The rational coefficients of a polynomial in `variable`; None for everything else."""
    polynomial = fold(node, _algebra(variable))
    return None if polynomial == _NONE else polynomial


_NONE: Coefficients = (0,)
"""Stands for "no polynomial": no polynomial is written with a zero at its end."""


@functools.cache
def _algebra(variable: str) -> Algebra[Coefficients]:
    def name(node: Name, _: list[Coefficients]) -> Coefficients:
        return (0, 1) if node.name == variable else _NONE

    def total(_: Sum, terms: list[Coefficients]) -> Coefficients:
        if _NONE in terms:
            return _NONE
        length = max(map(len, terms))
        columns = ((term[place] for term in terms if place < len(term)) for place in range(length))
        return _trim(tuple([sum(column) for column in columns]))

    def product(_: Product, factors: list[Coefficients]) -> Coefficients:
        return multiplied(factors)

    def quotient(_: Quotient, parts: list[Coefficients]) -> Coefficients:
        if _NONE in parts or len(parts[1]) != 1:
            return _NONE
        bottom = Fraction(parts[1][0])
        return tuple([value / bottom for value in parts[0]])

    def power(node: Power, parts: list[Coefficients]) -> Coefficients:
        exponent = node.exponent.value if isinstance(node.exponent, Number) else -1
        if parts[0] == _NONE or exponent.denominator != 1 or not 0 <= exponent <= _MOST:
            return _NONE
        if len(parts[0]) * exponent > _MOST * 2:
            return _NONE
        return multiplied([parts[0]] * int(exponent)) if exponent else (1,)

    def none(_: Node, __: list[Coefficients]) -> Coefficients:
        return _NONE

    return {
        **dict.fromkeys((Call, Unknown, Comparison, Piecewise, Integral, Derivative), none),
        Number: lambda node, _: (node.value,) if node.value else (),
        Name: name,
        Sum: total,
        Negation: lambda _, parts: parts[0] if parts[0] == _NONE else tuple(-value for value in parts[0]),
        Product: product,
        Quotient: quotient,
        Power: power,
    }


def multiplied(factors: list[Coefficients]) -> Coefficients:
    """The product of polynomials."""
    if _NONE in factors:
        return _NONE
    result, *others = factors
    for factor in others:
        if not factor or not result:
            return ()
        raw: list[Fraction | int] = [0] * (len(result) + len(factor) - 1)
        for left, a in enumerate(result):
            for right, b in enumerate(factor):
                raw[left + right] += a * b
        result = _trim(tuple(raw))
    return result


def _trim(polynomial: Coefficients) -> Coefficients:
    length = len(polynomial)
    while length and not polynomial[length - 1]:
        length -= 1
    return polynomial[:length]


def common_divisor(left: Coefficients, right: Coefficients) -> Coefficients:
    """The greatest common divisor of two polynomials, with whole coefficients that share no factor (Euclid)."""
    while right:
        left, right = right, _division(left, right)[1]
    scale = math.lcm(*(Fraction(value).denominator for value in left))
    content = math.gcd(*(int(value * scale) for value in left))
    sign = -1 if left[-1] < 0 else 1
    return tuple([int(value * scale) // content * sign for value in left])


def divided(polynomial: Coefficients, divisor: Coefficients) -> Coefficients:
    """The quotient of two polynomials, without the remainder."""
    return _division(polynomial, divisor)[0]


def _division(polynomial: Coefficients, divisor: Coefficients) -> tuple[Coefficients, Coefficients]:
    rest = [Fraction(value) for value in polynomial]
    quotient: list[Fraction | int] = [0] * max(0, len(rest) - len(divisor) + 1)
    for place in reversed(range(len(quotient))):
        quotient[place] = whole = rest[place + len(divisor) - 1] / divisor[-1]
        for offset, value in enumerate(divisor):
            rest[place + offset] -= whole * value
    return tuple([value.numerator if value.denominator == 1 else value for value in quotient]), _trim(tuple(rest))


def polynomial(values: Coefficients, variable: str) -> Node:
    """The polynomial with these coefficients, its highest power first."""
    terms = [_term(values[power], power, variable) for power in reversed(range(len(values))) if values[power]]
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0] if terms else Number(0)


def _term(value: Fraction | int, power: int, variable: str) -> Node:
    size = number(-value if value < 0 else value)
    letter = Name(variable) if power == 1 else Power(Name(variable), Number(power))
    written = size if not power else letter if size == Number(1) else Product((size, letter))
    return Negation(written) if value < 0 else written


def real_roots(polynomial: Coefficients) -> list[Fraction | float] | None:
    """The zeros of a polynomial of degree one or two, in order, exact where rational; None for other degrees."""
    if len(polynomial) == 2:
        return [Fraction(-polynomial[0]) / polynomial[1]]
    if len(polynomial) != 3:
        return None
    c, b, a = map(Fraction, polynomial)
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return []
    root = _square_root(discriminant)
    return sorted({(-b - root) / (2 * a), (-b + root) / (2 * a)})


def _square_root(value: Fraction) -> Fraction | float:
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return Fraction(top, bottom)
    return math.sqrt(value)
