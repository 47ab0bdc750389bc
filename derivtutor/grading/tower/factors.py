"""Fractions as products: the sign, the primes and the irreducible polynomials that they consist of."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import flint

from derivtutor.grading.tower.arithmetic import Fraction, Polynomial, Refused, Tower

Base: TypeAlias = Any
"""A prime number (`int`) or a polynomial that is not split further, its first coefficient positive."""

_MOST_TERMS = 150
_MOST_PLACES = 800
_LARGEST_DEGREE = 40
_SMALL_PRIMES = tuple(n for n in range(2, 1000) if all(n % d for d in range(2, math.isqrt(n) + 1)))


@dataclass(frozen=True, slots=True)
class Factors:
    """A fraction as a sign and a product of powers."""

    sign: int
    powers: tuple[tuple[Base, int], ...]


def split(tower: Tower, u: Fraction) -> Factors:
    """The irreducible factors of top and bottom, as far as finding them is quick; zero has none."""
    if u.top.is_zero():
        raise Refused
    sign, powers = 1, list[tuple[Base, int]]()
    for polynomial, direction in ((u.top, 1), (u.bottom, -1)):
        content = int(polynomial.content())
        monomial = polynomial.term_content() / content
        rest = polynomial / content / monomial
        powers += [(prime, direction * times) for prime, times in _primes(content)]
        powers += [
            (tower.context.gen(place), direction * int(exponent))
            for place, exponent in enumerate(monomial.degrees())
            if exponent
        ]
        for factor, times in _irreducible(rest):
            if factor.leading_coefficient() < 0:
                factor, sign = -factor, sign * (-1) ** times
            if not factor.is_one():
                powers.append((factor, direction * times))
    return Factors(sign, tuple(powers))


def _irreducible(polynomial: Polynomial) -> list[tuple[Polynomial, int]]:
    if polynomial.is_constant() or polynomial.total_degree() == 1:
        return [(polynomial, 1)]
    if len(polynomial) > _MOST_TERMS or polynomial.total_degree() > _LARGEST_DEGREE:
        return [(polynomial, 1)]
    if len(polynomial) * sum(map(bool, polynomial.degrees())) > _MOST_PLACES:
        return [(polynomial, 1)]
    try:
        sign, factors = polynomial.factor()
    except OverflowError:  # FLINT sorts the factors by coefficients, which may not be so large
        return [(polynomial, 1)]
    return [(sign * polynomial.context().constant(1), 1), *((factor, int(times)) for factor, times in factors)]


def _primes(number: int) -> Iterator[tuple[int, int]]:
    """Prime factors; of a large number the small ones and what is left."""
    if number.bit_length() <= 64:
        yield from ((int(prime), int(times)) for prime, times in flint.fmpz(number).factor())
        return
    for prime in _SMALL_PRIMES:
        times = 0
        while number % prime == 0:
            number, times = number // prime, times + 1
        if times:
            yield prime, times
    if number > 1:
        yield number, 1
