"""Numbers whose squares are rational, exactly: 3, √32, -1/√2. Each is told by its square with the number's own sign."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias

from derivtutor.notation.rational import MOST_BITS
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Memo,
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

Square: TypeAlias = Fraction | None
"""The square of a number, with the number's sign; nothing where that is not rational."""


def squares_at(point: Mapping[str, Fraction]) -> Callable[[Node], Square]:
    """What gives the squares of expressions, with some numbers for their letters.

    >>> from derivtutor.notation.reader import read
    >>> squares_at({"x": Fraction(4)})(read("-sqrt(x^2 + 16)").tree)
    Fraction(-32, 1)
    """
    known = {name: square_of(value) for name, value in point.items()}
    algebra: Algebra[Square] = {**_ALGEBRA, Name: lambda leaf, _: known.get(leaf.name)}
    memo: Memo[Square] = Memo()
    return lambda node: fold(node, algebra, memo)


def square_of(value: Fraction | int) -> Fraction:
    """The square of a rational number, with its sign."""
    number = Fraction(value)
    return number * abs(number)


def nearest_double(square: Fraction) -> float:
    """The number of a square as a float; nan where that is too large."""
    size, digits = abs(square), 1 << 200
    root = math.isqrt(size.numerator * size.denominator * digits * digits)
    try:
        return float(Fraction(root if square > 0 else -root, size.denominator * digits))
    except OverflowError:
        return math.nan


def _rational(square: Square) -> Fraction | None:
    """The number itself, if it is rational."""
    if square is None:
        return None
    top, bottom = math.isqrt(abs(square.numerator)), math.isqrt(square.denominator)
    if top * top != abs(square.numerator) or bottom * bottom != square.denominator:
        return None
    return Fraction(top if square > 0 else -top, bottom)


def _short(square: Fraction) -> Square:
    return square if max(square.numerator.bit_length(), square.denominator.bit_length()) <= 2 * MOST_BITS else None


def _sum(_: Node, terms: list[Square]) -> Square:
    values = [value for value in map(_rational, terms) if value is not None]
    return _short(square_of(sum(values))) if len(values) == len(terms) else None


def _product(_: Node, factors: list[Square]) -> Square:
    total: Square = Fraction(1)
    for factor in factors:
        total = None if total is None or factor is None else _short(total * factor)
    return total


def _quotient(_: Node, sides: list[Square]) -> Square:
    top, bottom = sides
    return _short(top / bottom) if top is not None and bottom else None


def _power(_: Node, sides: list[Square]) -> Square:
    base, exponent = sides[0], _rational(sides[1])
    if base is None or exponent is None or exponent.denominator != 1 or (exponent < 0 and not base):
        return None
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(exponent) * bits > MOST_BITS:
        return None
    size = abs(base) ** exponent.numerator
    return -size if base < 0 and exponent.numerator % 2 else size


def _call(node: Call, arguments: list[Square]) -> Square:
    inside = _rational(arguments[0]) if node.function == "sqrt" else None
    return inside if inside is not None and inside >= 0 else None


_ALGEBRA: Algebra[Square] = {
    **dict.fromkeys((Name, Unknown, Comparison, Piecewise, Integral, Derivative), lambda _, __: None),
    Number: lambda leaf, _: _short(square_of(leaf.value)),
    Sum: _sum,
    Negation: lambda _, operands: None if operands[0] is None else -operands[0],
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Call: _call,
}
