"""Arithmetic as computer algebra systems type it: `-a + 2*b/c`, the same for all of them."""

from __future__ import annotations

from derivtutor.notation.binding import ATOM, NEGATION, POWER, PRODUCT, SUM, Written, bracketed
from derivtutor.notation.tree import Algebra, Negation, Number, Product, Quotient, Sum


def _number(node: Number, _: list[Written]) -> Written:
    value = node.value
    return str(value), ATOM if isinstance(value, int) or value.denominator == 1 else PRODUCT


def _sum(node: Sum, terms: list[Written]) -> Written:
    shown = bracketed(terms[0], NEGATION)
    for term, written in zip(node.terms[1:], terms[1:], strict=True):
        shown += f" - {written[0][1:]}" if isinstance(term, Negation) else f" + {bracketed(written, PRODUCT)}"
    return shown, SUM


def _product(_: Product, factors: list[Written]) -> Written:
    return "*".join([bracketed(factors[0], PRODUCT), *(bracketed(factor, POWER) for factor in factors[1:])]), PRODUCT


ARITHMETIC: Algebra[Written] = {
    Number: _number,
    Sum: _sum,
    Negation: lambda _, operand: ("-" + bracketed(operand[0], PRODUCT), NEGATION),
    Product: _product,
    Quotient: lambda _, parts: (f"{bracketed(parts[0], PRODUCT)}/{bracketed(parts[1], POWER)}", PRODUCT),
}
