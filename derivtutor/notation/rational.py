"""Rational numbers as expressions: `3`, `-3`, `1/2`, `0.25`."""

from __future__ import annotations

from fractions import Fraction

from derivtutor.notation.tree import Negation, Node, Number, Quotient


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
    size = abs(value)
    shown: Node
    if size.denominator == 1:
        shown = Number(size.numerator)
    elif decimal and ends_as_decimal(size):
        shown = Number(Fraction(size), decimal_text(size))
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
