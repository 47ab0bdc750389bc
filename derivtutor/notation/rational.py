"""Rational numbers as expressions: `3`, `-3`, `1/2`, `0.25`, and the exact value of what is made of numbers only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias

from derivtutor.notation.tree import (
    KEEPING,
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
    with_children,
)

Exact: TypeAlias = tuple[Fraction, ...]
"""A rational number, or nothing."""

_NOT_RATIONAL: Exact = ()
MOST_BITS = 4096


def rational(node: Node) -> Fraction | None:
    """The value of a number, a fraction of numbers or the negative of either; None for anything else."""
    if isinstance(node, Number):
        return Fraction(node.value)
    if isinstance(node, Negation):
        inner = rational(node.operand)
        return None if inner is None else -inner
    if isinstance(node, Quotient):
        top, bottom = rational(node.top), rational(node.bottom)
        return None if top is None or not bottom else top / bottom
    return None


def number(value: Fraction | int, decimal: bool = False) -> Node:
    """A rational number as an expression; as a decimal fraction where that is asked for and ends."""
    size = Fraction(abs(value.numerator), value.denominator)
    shown: Node
    if size.denominator == 1:
        shown = Number(size.numerator)
    elif decimal and ends_as_decimal(size):
        shown = Number(size, decimal_text(size))
    else:
        shown = Quotient(Number(size.numerator), Number(size.denominator))
    return Negation(shown) if value < 0 else shown


def ends_as_decimal(value: Fraction | int) -> bool:
    """Whether a fraction has a finite decimal expansion of a readable length."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1 and value.denominator <= 10**12


def decimal_text(value: Fraction | int) -> str:
    """A fraction that ends as a decimal, written out: `0.25`."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str((value * 10**places).numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def constant_value(node: Node, memo: Memo[Exact] | None = None) -> Fraction | None:
    """The exact value of an expression made of numbers only, such as the exponent `-1/3`; None where it has none.

    Numbers beyond 4,096 bits count as not rational, so that towers such as `9^9^9^9` are never computed.
    """
    values = (Fraction(node.value),) if type(node) is Number else fold(node, _RATIONAL, memo)
    return values[0] if values else None


def values_at(point: Mapping[str, Fraction]) -> Callable[[Node], Fraction | None]:
    """As `constant_value`, of expressions with some numbers for their letters; what they share is worked out once."""
    known = {name: (value,) for name, value in point.items()}
    algebra: Algebra[Exact] = {**_RATIONAL, Name: lambda leaf, _: known.get(leaf.name, _NOT_RATIONAL)}
    memo: Memo[Exact] = Memo()

    def value(node: Node) -> Fraction | None:
        values = fold(node, algebra, memo)
        return values[0] if values else None

    return value


def rational_values(point: Mapping[str, Node]) -> dict[str, Fraction]:
    """Those letters of a point that have rational values, with these."""
    values = {name: constant_value(node) for name, node in point.items()}
    return {name: value for name, value in values.items() if value is not None}


def _exact(value: Fraction) -> Exact:
    small = max(value.numerator.bit_length(), value.denominator.bit_length()) <= MOST_BITS
    return (value,) if small else _NOT_RATIONAL


def _combined(children: list[Exact], multiply: bool) -> Exact:
    total: Exact = (Fraction(1 if multiply else 0),)
    for child in children:
        if not child or not total:
            return _NOT_RATIONAL
        total = _exact(total[0] * child[0] if multiply else total[0] + child[0])
    return total


def _quotient(top: Exact, bottom: Exact) -> Exact:
    return _exact(top[0] / bottom[0]) if top and bottom and bottom[0] else _NOT_RATIONAL


def _power(base: Exact, exponent: Exact) -> Exact:
    if not base or not exponent or exponent[0].denominator != 1:
        return _NOT_RATIONAL
    (b,), n = base, exponent[0].numerator
    bits = max(b.numerator.bit_length(), b.denominator.bit_length())
    if abs(n) * bits > MOST_BITS or (n < 0 and not b):
        return _NOT_RATIONAL
    return (Fraction(b**n),)


_RATIONAL: Algebra[Exact] = {
    **dict.fromkeys((Name, Call, Unknown, Comparison, Piecewise, Integral, Derivative), lambda _, __: _NOT_RATIONAL),
    Number: lambda leaf, _: _exact(Fraction(leaf.value)),
    Sum: lambda _, children: _combined(children, multiply=False),
    Product: lambda _, children: _combined(children, multiply=True),
    Negation: lambda _, children: (-children[0][0],) if children[0] else _NOT_RATIONAL,
    Quotient: lambda _, children: _quotient(*children),
    Power: lambda _, children: _power(*children),
}


def with_sums_of_numbers(node: Node) -> Node:
    """An expression with its sums of numbers worked out: `x^(1/2 - 1)` is `x^(-1/2)`."""

    def added(part: Sum, children: list[Node]) -> Node:
        kept = with_children(part, tuple(children))
        value = constant_value(kept)
        return kept if value is None else number(value)

    return fold(node, {**KEEPING, Sum: added})
