"""Numbers in closed form, such as √3/2 - π/6: sums of fractions times roots of primes and powers of symbols."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Structure, Sum

Powers: TypeAlias = tuple[tuple[int, Fraction], ...]
"""Primes with exponents between 0 and 1, or symbols with any exponents, in order."""

Key: TypeAlias = tuple[Powers, Powers]
"""What stands beside the fraction of a term: roots of primes, and powers of symbols."""

Closed: TypeAlias = dict[Key, Fraction]
"""The terms of a number; none of the fractions is 0, so that 0 has no terms."""

E, PI = 0, 1
PLAIN: Key = ((), ())
"""Stands beside the fraction of a rational number."""

_MOST_TERMS = 12
_LARGEST_PRIME = 1000
_HIGHEST_DEGREE = 24
_MOST_BITS = 256
"""Beyond these, powers are not multiplied out and numbers are not factored: nobody reads what comes out."""


class Symbols:
    """Whatever is no fraction and no root of one, by number: e, pi, a logarithm, a letter, sin(1)."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}
        self._structure = Structure()
        self.of(Name("e"))
        self.of(Name("pi"))

    def of(self, node: Node, exponent: Fraction | int = 1) -> Closed:
        """A power of an expression that is taken as it is."""
        number = self._structure(node)
        self.nodes.setdefault(number, node)
        return {((), ((number, Fraction(exponent)),)): Fraction(1)}

    def tree(self, value: Closed) -> Node:
        """A number written down, what is added before what is subtracted."""
        terms = [(self._term(key, abs(factor)), factor < 0) for key, factor in value.items()]
        terms.sort(key=lambda pair: pair[1])
        written = [Negation(term) if subtracted else term for term, subtracted in terms]
        if not written:
            return Number(0)
        return written[0] if len(written) == 1 else Sum(tuple(written))

    def _term(self, key: Key, factor: Fraction) -> Node:
        roots, symbols = key
        above = [Number(factor.numerator)] if factor.numerator != 1 else []
        top: list[Node] = [*above, *_roots(roots)]
        bottom: list[Node] = [Number(factor.denominator)] if factor.denominator != 1 else []
        for number, exponent in symbols:
            (top if exponent > 0 else bottom).append(_power(self.nodes[number], abs(exponent)))
        numerator = _product(top) if top else Number(1)
        return Quotient(numerator, _product(bottom)) if bottom else numerator


def _product(factors: Sequence[Node]) -> Node:
    flat = [each for factor in factors for each in (factor.factors if isinstance(factor, Product) else (factor,))]
    return flat[0] if len(flat) == 1 else Product(tuple(flat))


def _power(base: Node, exponent: Fraction) -> Node:
    if exponent == 1:
        return base
    if exponent == Fraction(1, 2):
        return Call("sqrt", (base,))
    shown = Number(exponent.numerator)
    return Power(base, shown if exponent.denominator == 1 else Quotient(shown, Number(exponent.denominator)))


def _roots(roots: Powers) -> list[Node]:
    """Roots of the same degree under one sign: √2 √3 is √6."""
    inside: dict[int, int] = {}
    for prime, exponent in roots:
        degree = exponent.denominator
        inside[degree] = inside.get(degree, 1) * int(prime**exponent.numerator)
    return [root(degree, Number(number)) for degree, number in inside.items()]


def root(degree: int, inside: Node) -> Node:
    """A root as it is written."""
    if degree in (2, 3):
        return Call("sqrt" if degree == 2 else "cbrt", (inside,))
    return Call("root", (Number(degree), inside))


# Arithmetic


def fraction(value: Fraction | int) -> Closed:
    """A rational number."""
    return {PLAIN: Fraction(value)} if value else {}


def as_fraction(value: Closed) -> Fraction | None:
    """The rational number that a closed form is, if it is one."""
    if not value:
        return Fraction(0)
    return value[PLAIN] if len(value) == 1 and PLAIN in value else None


def added(values: Iterable[Closed]) -> Closed:
    """The sum."""
    total: Closed = {}
    for value in values:
        for key, factor in value.items():
            total[key] = total.get(key, Fraction(0)) + factor
    return {key: factor for key, factor in total.items() if factor}


def negated(value: Closed) -> Closed:
    """The number with the other sign."""
    return {key: -factor for key, factor in value.items()}


def multiplied(left: Closed, right: Closed) -> Closed:
    """The product, multiplied out."""
    return added(
        [_times(one, other, a * b) for one, a in left.items() for other, b in right.items()],
    )


def _times(one: Key, other: Key, factor: Fraction) -> Closed:
    roots: dict[int, Fraction] = dict(one[0])
    for prime, exponent in other[0]:
        whole, rest = divmod(roots.get(prime, Fraction(0)) + exponent, 1)
        factor *= prime**whole
        roots[prime] = rest
    symbols: dict[int, Fraction] = dict(one[1])
    for number, exponent in other[1]:
        symbols[number] = symbols.get(number, Fraction(0)) + exponent
    return {(_powers(roots), _powers(symbols)): factor}


def _powers(exponents: dict[int, Fraction]) -> Powers:
    return tuple(sorted((base, exponent) for base, exponent in exponents.items() if exponent))


def inverse(value: Closed) -> Closed | None:
    """One over a number that is not 0: of one term, or of two whose difference of squares is rational."""
    if len(value) == 1:
        return raised(value, Fraction(-1))
    if len(value) == 2:
        (one, a), (other, b) = value.items()
        conjugate = {one: a, other: -b}
        norm = as_fraction(multiplied(value, conjugate))
        if norm:
            return multiplied(conjugate, fraction(1 / norm))
    return None


def raised(value: Closed, exponent: Fraction) -> Closed | None:
    """A rational power; None where that has no closed form here, or is not real.

    Symbols take fractions as exponents only where they are surely positive: e and pi.
    """
    if not value:
        return {} if exponent > 0 else None
    if len(value) > 1:
        return _raised_sum(value, exponent)
    ((roots, symbols), factor) = next(iter(value.items()))
    if max([exponent.denominator, *[(own * exponent).denominator for _, own in roots]]) > _HIGHEST_DEGREE:
        return None
    if exponent.denominator != 1 and any(number not in (E, PI) for number, _ in symbols):
        return None
    size = _raised_fraction(factor, exponent)
    if size is None:
        return None
    for prime, own in roots:
        size = multiplied(size, _root_of(prime, own * exponent))
    taken = ((), tuple([(number, own * exponent) for number, own in symbols]))
    return multiplied(size, {taken: Fraction(1)})


def _raised_sum(value: Closed, exponent: Fraction) -> Closed | None:
    if exponent.denominator != 1 or abs(exponent) > 6:
        return None
    base = inverse(value) if exponent < 0 else value
    if base is None:
        return None
    total = fraction(1)
    for _ in range(abs(exponent.numerator)):
        total = multiplied(total, base)
        if len(total) > _MOST_TERMS:
            return None
    return total


def _raised_fraction(base: Fraction, exponent: Fraction) -> Closed | None:
    bits = max(abs(base.numerator), base.denominator).bit_length()
    if bits * max(abs(exponent), Fraction(1)) > _MOST_BITS or (base < 0 and exponent.denominator % 2 == 0):
        return None
    total = fraction(-1 if base < 0 and exponent.numerator % 2 else 1)
    if exponent.denominator == 1:
        return multiplied(total, fraction(abs(base) ** exponent.numerator))
    for number, sign in ((abs(base.numerator), 1), (base.denominator, -1)):
        for prime, power in factors(number).items():
            total = multiplied(total, _root_of(prime, sign * power * exponent))
    return total


def _root_of(prime: int, exponent: Fraction) -> Closed:
    whole, rest = divmod(exponent, 1)
    return {(((prime, rest),) if rest else (), ()): Fraction(prime) ** int(whole)}


def factors(number: int) -> dict[int, int]:
    """A positive whole number as powers of primes; what has no small factor counts as a prime."""
    exponents: dict[int, int] = {}
    divisor = 2
    while divisor * divisor <= number and divisor <= _LARGEST_PRIME:
        while number % divisor == 0:
            exponents[divisor] = exponents.get(divisor, 0) + 1
            number //= divisor
        divisor += 1
    root = math.isqrt(number)
    if number > 1:
        exponents[root if root * root == number else number] = 2 if root * root == number else 1
    return exponents
