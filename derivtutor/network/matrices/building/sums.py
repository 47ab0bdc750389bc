"""Numbers, and sums with like terms together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from fractions import Fraction
from typing import Any

from derivtutor.network.matrices.expression import (
    SCALAR,
    Expression,
    Product,
    Sum,
    Zero,
    is_scalar,
)
from derivtutor.network.matrices.likeness import likeness

ONE = Product(Fraction(1), (), ())


def number(value: Fraction | int) -> Expression:
    return Product(Fraction(value), (), ()) if value else Zero(SCALAR)


def parted(expression: Expression) -> Product:
    """Anything as a product."""
    if isinstance(expression, Product):
        return expression
    if is_scalar(expression):
        return Product(Fraction(1), (expression,), ())
    return Product(Fraction(1), (), (expression,))


def numbered(value: Fraction, product: Product) -> Expression:
    """The scalars and matrices of a product under another number."""
    if not value:
        return Zero(product.shape)
    bare = product.scalars + product.chain
    return bare[0] if value == 1 and len(bare) == 1 else Product(value, product.scalars, product.chain)


def total(terms: Iterable[Expression], alike: Callable[[Product], Hashable] = likeness) -> Expression:
    """A sum, like terms together; what is `alike` counts as one term."""
    flat = [each for term in terms for each in (term.terms if isinstance(term, Sum) else (term,))]
    found: dict[Any, tuple[Fraction, Product]] = {}
    for product in [parted(term) for term in flat if not isinstance(term, Zero)]:
        key = alike(product)
        before, first = found.get(key, (Fraction(0), product))
        found[key] = (before + product.number, first)
    merged = [numbered(value, product) for value, product in found.values() if value]
    if not merged:
        return Zero(flat[0].shape)
    return Sum(tuple(merged)) if len(merged) > 1 else merged[0]


def identical(product: Product) -> Hashable:
    """What terms have in common that are written alike, but for their number."""
    return product.scalars, product.chain


def negative(expression: Expression) -> Expression:
    return scaled(Fraction(-1), expression)


def scaled(value: Fraction, expression: Expression) -> Expression:
    """A multiple; that of a sum is in brackets."""
    if isinstance(expression, Zero):
        return expression
    product = parted(expression)
    return numbered(value * product.number, product)
