"""Exact arithmetic with real functions: fractions of polynomials over generators, and the relations between these.

A generator is a letter, a root, an exponential, a sine … Every relation holds at each point where the generators have
values, so two fractions that agree here are equal wherever both are defined.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import flint

Polynomial: TypeAlias = Any
"""A `flint.fmpz_mpoly` over the generators; later generators are larger in the lexicographic order."""

Ball: TypeAlias = Any
"""A `flint.arb`."""

Values: TypeAlias = Mapping[int, Ball]
"""The generators' values, by their places among the variables of the polynomials."""

PLACES = 24
"""How many generators there may be."""

_MOST_TERMS = 4000
_MOST_PAIRS = 20_000
_MOST_BITS = 20_000
_LARGEST_DEGREE = 1000
_LARGEST_EXPONENT = 10**6
_LARGEST_FOR_DIVISORS = 250
_MOST_WORK = 50_000
_SAMPLE_BITS = 128


class Refused(Exception):  # noqa: N818 (not an error: nothing is proved)
    """The expressions are beyond what is proved here."""


class Undefined(Refused):
    """An expression has a value nowhere, or nowhere under the signs that are supposed."""


@dataclass(frozen=True, slots=True)
class Fraction:
    """A quotient of polynomials; the bottom is not zero where the expression it stands for is defined."""

    top: Polynomial
    bottom: Polynomial

    @property
    def key(self) -> tuple[str, str]:
        return str(self.top), str(self.bottom)


@dataclass(frozen=True, slots=True)
class Generator:
    """One of the real functions that all others are written in.

    `of` is what it is made from: a letter's name, a polynomial, a fraction. `steady` ones are analytic and have one
    value on a connected domain, so that what is made of them is zero almost everywhere or almost nowhere. `bounded`
    ones lie between -1 and 1. The power `degree` of the generator is `equals`, where that is given. For an
    algebraic integer of at most that degree over earlier ones, `conjugates` is a bound of its conjugates.
    """

    kind: str
    of: Any
    value: Callable[[Values], Ball]
    steady: bool = False
    constant: bool = False
    nonnegative: bool = False
    bounded: bool = False
    degree: int = 1
    equals: Polynomial = None
    conjugates: Ball = None


class Tower:
    """The generators met so far, and arithmetic with fractions over them.

    `roots` is the common order of all roots, `turns` the common denominator of what stands in exponentials, sines and
    cosines; `letters` has the signs of the letters whose sign is known. All three are given beforehand. `signs` has
    those of polynomials, which are found on the way, or supposed (`is_supposing`) for a proof by cases.
    """

    def __init__(self, roots: int = 1, turns: int = 1, letters: Mapping[str, int] | None = None) -> None:
        self.roots, self.turns, self.letters = roots, turns, dict(letters or {})
        self.context = flint.fmpz_mpoly_ctx.get(("g", PLACES), "lex")
        self._free = list(enumerate(self.context.gens()))
        self._generators: dict[object, Polynomial] = {}
        self._divisors: dict[int, Polynomial] = {}
        self.at: dict[int, Generator] = {}
        self.sample: dict[int, Ball] = {}
        self.signs: dict[str, int] = {}
        self.is_supposing = False
        self.one = self.context.constant(1)
        self._work_left = _MOST_WORK

    def generator(self, key: object, make: Callable[[], Generator]) -> Polynomial:
        """The generator under this key, made where there is none yet."""
        generator = self._generators.get(key)
        if generator is None:
            made = make()
            if not self._free:
                raise Refused
            place, generator = self._free.pop()
            if made.equals is not None:
                self._divisors[place] = generator**made.degree - made.equals
            self.at[place] = made
            self.sample[place] = made.value(self.sample)
            self._generators[key] = generator
        return generator

    def has(self, key: object) -> bool:
        """Whether there is a generator under this key."""
        return key in self._generators

    def used(self, polynomial: Polynomial) -> list[int]:
        """The places of the generators that occur."""
        return [place for place, degree in enumerate(polynomial.degrees()) if degree]

    def single(self, polynomial: Polynomial) -> Generator | None:
        """The generator that a polynomial consists of, if it is one alone."""
        if len(polynomial) != 1 or polynomial.leading_coefficient() != 1 or polynomial.total_degree() != 1:
            return None
        return self.at[self.used(polynomial)[0]]

    def all_are(self, quality: str, *polynomials: Polynomial) -> bool:
        """Whether all generators that occur are `steady`, or whatever is asked."""
        return all(getattr(self.at[place], quality) for each in polynomials for place in self.used(each))

    def are_free(self, polynomial: Polynomial) -> bool:
        """Whether there are no relations between the generators that occur and earlier ones."""
        return not any(place in self._divisors for place in self.used(polynomial))

    def evaluate(self, polynomial: Polynomial, values: Values) -> Ball:
        total = flint.arb(0)
        for exponents, coefficient in polynomial.terms():
            product = flint.arb(coefficient)
            for place, exponent in enumerate(exponents):
                if exponent:
                    product *= values[place] ** exponent
            total += product
        return total

    def sampled(self, fraction: Fraction) -> Ball:
        """The value at one fixed point; nan where it has none that is known."""
        return self.evaluate(fraction.top, self.sample) / self.evaluate(fraction.bottom, self.sample)

    def reduce(self, polynomial: Polynomial) -> Polynomial:
        """The same function with the relations divided out, those of later generators first."""
        degrees = polynomial.degrees()
        for place in range(len(self._free), PLACES):
            divisor = self._divisors.get(place)
            if divisor is not None and degrees[place] >= self.at[place].degree:
                self._check_power(len(divisor) - 1, int(degrees[place]) // self.at[place].degree, 1)
                if len(polynomial) * int(degrees[place]) > _MOST_PAIRS:
                    raise Refused
                polynomial = polynomial % divisor
                degrees = polynomial.degrees()
        return polynomial

    def whole(self, number: int) -> Fraction:
        return Fraction(self.context.constant(number), self.one)

    def fraction(self, top: Polynomial, bottom: Polynomial = None) -> Fraction:
        """In lowest terms, as far as finding common divisors is quick."""
        self._work_left -= 10 + len(top) + (0 if bottom is None else len(bottom))
        if self._work_left < 0:
            raise Refused
        top = self.reduce(top)
        if bottom is None or bottom.is_one():
            return Fraction(top, self.one)
        bottom = self.reduce(bottom)
        if bottom.is_zero():
            raise Refused
        if top.is_zero():
            return Fraction(top, self.one)
        shared = self._common(top, bottom)
        if not shared.is_one():
            top, bottom = top / shared, bottom / shared
        return Fraction(-top, -bottom) if bottom.leading_coefficient() < 0 else Fraction(top, bottom)

    def _common(self, p: Polynomial, q: Polynomial) -> Polynomial:
        small = max(len(p), len(q)) <= _LARGEST_FOR_DIVISORS and len(p) * len(q) <= _MOST_PAIRS
        if small and max(p.total_degree(), q.total_degree()) <= _LARGEST_FOR_DIVISORS:
            return p.gcd(q)
        return p.term_content().gcd(q.term_content())

    def product(self, p: Polynomial, q: Polynomial) -> Polynomial:
        if len(p) * len(q) > _MOST_PAIRS:
            raise Refused
        product = p * q
        if len(product) > _MOST_TERMS:
            raise Refused
        return product

    def add(self, u: Fraction, v: Fraction) -> Fraction:
        if u.bottom == v.bottom:
            return self.fraction(u.top + v.top, u.bottom)
        if v.bottom.is_one():
            u, v = v, u
        if u.bottom.is_one():
            return self.fraction(self.product(u.top, v.bottom) + v.top, v.bottom)
        shared = self._common(u.bottom, v.bottom)
        left, right = u.bottom / shared, v.bottom / shared
        top = self.product(u.top, right) + self.product(v.top, left)
        return self.fraction(top, self.product(u.bottom, right))

    def multiply(self, u: Fraction, v: Fraction) -> Fraction:
        if u.bottom.is_one() and v.bottom.is_one():
            return self.fraction(self.product(u.top, v.top))
        return self.fraction(self.product(u.top, v.top), self.product(u.bottom, v.bottom))

    def negate(self, u: Fraction) -> Fraction:
        return Fraction(-u.top, u.bottom)

    def subtract(self, u: Fraction, v: Fraction) -> Fraction:
        return self.add(u, self.negate(v))

    def invert(self, u: Fraction) -> Fraction:
        if u.top.is_zero():
            raise Refused
        return Fraction(-u.bottom, -u.top) if u.top.leading_coefficient() < 0 else Fraction(u.bottom, u.top)

    def divide(self, u: Fraction, v: Fraction) -> Fraction:
        return self.multiply(u, self.invert(v))

    def scale(self, u: Fraction, top: int, bottom: int = 1) -> Fraction:
        """A rational multiple."""
        return self.fraction(u.top * top, u.bottom * bottom)

    def power(self, u: Fraction, exponent: int) -> Fraction:
        """A whole power; of zero only a positive one."""
        if exponent < 0:
            return self.power(self.invert(u), -exponent)
        return self.fraction(self._power(u.top, exponent), self._power(u.bottom, exponent))

    def _power(self, polynomial: Polynomial, exponent: int) -> Polynomial:
        if exponent == 0 or polynomial.is_one():
            return self.one
        degree = int(polynomial.total_degree())
        if degree * exponent > _LARGEST_EXPONENT or (degree * exponent > _LARGEST_DEGREE and len(polynomial) > 1):
            raise Refused
        bits = max((abs(int(c)).bit_length() for c in polynomial.coeffs()), default=0)
        dense = math.prod(int(degree) * exponent + 1 for degree in polynomial.degrees() if degree)
        if dense > _MOST_TERMS:
            self._check_power(len(polynomial), exponent, bits)
        elif exponent * bits > _MOST_BITS:
            raise Refused
        return polynomial**exponent

    @staticmethod
    def _check_power(terms: int, exponent: int, bits: int) -> None:
        """Estimate a power before it is worked out."""
        if exponent > _LARGEST_EXPONENT or (bits > 1 and exponent * bits > _MOST_BITS):
            raise Refused
        if terms > 1 and math.comb(exponent + min(terms, 40) - 1, min(terms, 40) - 1) > _MOST_TERMS:
            raise Refused


def sampling() -> Any:
    """The precision in which generators are sampled, as a context."""
    return flint.ctx.workprec(_SAMPLE_BITS)
