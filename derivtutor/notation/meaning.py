"""What the numeric readings of a tree share: real powers, definitions, quadrature, functions known by name only."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from zlib import crc32

from derivtutor.notation.functions import FUNCTIONS
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

UNDEFINED = (ValueError, ArithmeticError)
"""What floating-point functions raise where they have no real value."""

CONSTANTS = {"e": math.e, "pi": math.pi}

INTEGRALS_IN_EACH_OTHER = 2
"""How many integrals may stand inside each other; quadrature costs a factor of 32 for each."""


def real_power(base: float, exponent: Fraction | int) -> float:
    """`base ^ exponent` over the reals, where odd roots of negative numbers are real.

    Raises one of `UNDEFINED` for an even root of a negative number, division by zero and overflow.
    """
    size = math.pow(abs(base), exponent)
    if base >= 0:
        return size
    if exponent.denominator % 2 == 0:
        raise ValueError("an even root of a negative number")
    return -size if exponent.numerator % 2 else size


@cache
def definition(name: str) -> Node:
    """The formula in `u` (and `v`) that defines a function of the table."""
    from derivtutor.notation.reader import read  # a definition is read when it is first needed

    return read(FUNCTIONS[name].definition).tree


def gauss_legendre(points: int) -> tuple[tuple[float, float], ...]:
    """Nodes and weights of Gauss-Legendre quadrature on [-1, 1] (Abramowitz & Stegun 25.4.29), by Newton's method."""
    rule = []
    for index in range(points):
        x = math.cos(math.pi * (index + 0.75) / (points + 0.5))
        for _ in range(6):
            before, legendre = 1.0, x
            for degree in range(2, points + 1):
                before, legendre = legendre, ((2 * degree - 1) * x * legendre - (degree - 1) * before) / degree
            slope = points * (x * legendre - before) / (x * x - 1)
            x -= legendre / slope
        rule.append((x, 2 / ((1 - x * x) * slope * slope)))
    return tuple(rule)


@cache
def quadrature() -> tuple[tuple[float, float], ...]:
    """Nodes and weights on [0, 1]: 16 Gauss-Legendre points in each half."""
    return tuple((half + (x + 1) / 4, weight / 4) for half in (0.0, 0.5) for x, weight in gauss_legendre(16))


@cache
def waves(name: str, orders: tuple[int, ...]) -> tuple[float, tuple[tuple[float, float, tuple[float, ...]], ...]]:
    """The model of a function that only has a name, or of its derivative of these `orders`.

    It is a constant and two sine waves, each with amplitude, phase and one frequency per argument: smooth, of both
    signs, never overflowing, and without an identity that functions do not have in general. The numbers depend on
    the name alone, so that `f`, `f'` and `f''` are derivatives of each other in every run.
    """

    def part(label: str, low: float, high: float) -> float:
        return low + (high - low) * crc32(f"{name}/{label}".encode()) / 2**32

    def wave(which: int, low: float, high: float, size: float) -> tuple[float, float, tuple[float, ...]]:
        frequencies = tuple(part(f"frequency {which} {place}", low, high) for place in range(len(orders)))
        amplitude = size * math.prod(k**order for k, order in zip(frequencies, orders, strict=True))
        return amplitude, part(f"phase {which}", 0, 2 * math.pi) + sum(orders) * math.pi / 2, frequencies

    level = 0.0 if any(orders) else part("level", 0.4, 0.9)
    return level, (wave(1, 0.5, 0.9, 1.3), wave(2, 1.1, 1.7, 0.6))


def integrals_in_each_other(node: Node) -> int:
    """How many integrals stand inside each other, those of definitions included."""
    return fold(node, _NESTING)


def _deepest(_: Node, children: list[int]) -> int:
    return max(children, default=0)


def _in_call(node: Call, children: list[int]) -> int:
    row = FUNCTIONS[node.function]
    by_integral = row.real is None and row.definition.startswith("int(")
    return max(*children, int(by_integral)) if by_integral else _deepest(node, children)


_NESTING: Algebra[int] = {
    **dict.fromkeys((Number, Name, Sum, Negation, Product, Quotient, Power), _deepest),
    **dict.fromkeys((Unknown, Comparison, Piecewise, Derivative), _deepest),
    Call: _in_call,
    Integral: lambda _, children: max(children[0] + 1, *children[1:]),
}
