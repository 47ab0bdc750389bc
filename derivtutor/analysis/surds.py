"""The zeros of quadratic polynomials, written as one writes them: `(3 - sqrt(5))/2`."""

from __future__ import annotations

import math
from fractions import Fraction

from derivtutor.notation.rational import number
from derivtutor.notation.tree import Call, Negation, Node, Number, Product, Quotient, Sum

_LARGEST_SQUARE = 1000


def surds(c: Fraction, b: Fraction, a: Fraction) -> list[Node]:
    """The real zeros of `a x^2 + b x + c`, as `(p ± q sqrt(d)) / r` in lowest terms; the smaller one first."""
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return []
    scale = discriminant.denominator
    inside, outside = _without_squares(discriminant.numerator * scale)
    p, q = -b / (2 * a), Fraction(outside, scale) / abs(2 * a)
    if inside == 1:
        return [number(p - q), number(p + q)] if q else [number(p)]
    below = math.lcm(p.denominator, q.denominator)
    root: Node = Call("sqrt", (Number(inside),))
    if q * below != 1:
        root = Product((number(q * below), root))
    zeros: list[Node] = []
    for sign in (-1, 1):
        signed: Node = root if sign > 0 else Negation(root)
        if p:
            signed = Sum((number(p * below), signed))
        if below == 1:
            zeros.append(signed)
        elif isinstance(signed, Negation):
            zeros.append(Negation(Quotient(root, Number(below))))
        else:
            zeros.append(Quotient(signed, Number(below)))
    return zeros


def _without_squares(size: int) -> tuple[int, int]:
    """`inside` and `outside` with `size = inside * outside^2`; small factors are taken out, and whole squares."""
    outside = math.isqrt(size)
    if outside * outside == size:
        return 1, outside
    inside, outside = size, 1
    for factor in range(2, _LARGEST_SQUARE):
        while inside % (factor * factor) == 0:
            inside, outside = inside // (factor * factor), outside * factor
        if factor * factor > inside:
            break
    return inside, outside
