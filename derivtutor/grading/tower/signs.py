"""What is known about polynomials over the generators: their signs, and when they are zero."""

from __future__ import annotations

import math
from collections import defaultdict

import flint

from derivtutor.grading.tower.arithmetic import Ball, Fraction, Polynomial, Tower

_MOST_BITS = 12_000


def known_sign(tower: Tower, polynomial: Polynomial) -> int:
    """1 where it is nowhere negative, -1 where it is nowhere positive, both as far as its domain goes; else 0."""
    sign = tower.signs.get(str(polynomial))
    if sign is not None:
        return sign
    if tower.all_are("constant", polynomial):
        value = tower.evaluate(polynomial, tower.sample)
        return int(value > 0) - int(value < 0)
    return int(_is_nonnegative(tower, polynomial)) - int(_is_nonnegative(tower, -polynomial))


def _is_nonnegative(tower: Tower, polynomial: Polynomial) -> bool:
    """Whether every term is nowhere negative, or outweighed by one, as in `2 + sin(x)`."""
    left_over: dict[tuple[int, ...], int] = defaultdict(int)
    for exponents, coefficient in polynomial.terms():
        bounded = False
        even = True
        rest = []
        for place, exponent in enumerate(exponents):
            if not exponent:
                continue
            if tower.at[place].bounded:
                bounded, even = True, even and exponent % 2 == 0
                continue
            if exponent % 2 and not _is_nonnegative_generator(tower, place):
                return False
            rest += [place, int(exponent)]
        if not (bounded and even and coefficient > 0):
            left_over[tuple(rest)] += -abs(int(coefficient)) if bounded else int(coefficient)
    return all(weight >= 0 for weight in left_over.values())


def _is_nonnegative_generator(tower: Tower, place: int) -> bool:
    generator = tower.at[place]
    return generator.nonnegative or (generator.constant and tower.sample[place] > 0)


def is_nonzero(tower: Tower, polynomial: Polynomial) -> bool:
    """Whether it is proved to be zero on no more than a set without interior."""
    return tower.all_are("steady", polynomial) and not tower.evaluate(polynomial, tower.sample).contains(0)


def is_never_whole(tower: Tower, fraction: Fraction) -> bool:
    """Whether it is proved to be an integer on no more than a set without interior."""
    value = tower.sampled(fraction)
    steady = tower.all_are("steady", fraction.top, fraction.bottom)
    return steady and value.is_finite() and not value.contains_integer()


def is_zero(tower: Tower, fraction: Fraction) -> bool:
    """Whether it is proved to be zero wherever it is defined."""
    if fraction.top.is_zero():
        return True
    algebraic = [place for place in tower.used(fraction.top) if tower.at[place].conjugates is not None]
    if not algebraic:
        return False
    return all(_is_algebraic_zero(tower, each) for each in coefficients(tower, fraction.top, set(algebraic)))


def coefficients(tower: Tower, polynomial: Polynomial, algebraic: set[int]) -> list[Polynomial]:
    """What stands before each monomial in the other generators."""
    by_monomial: dict[tuple[int, ...], dict[tuple[int, ...], int]] = defaultdict(dict)
    for exponents, coefficient in polynomial.terms():
        inner = tuple(int(e) if place in algebraic else 0 for place, e in enumerate(exponents))
        outer = tuple(0 if place in algebraic else int(e) for place, e in enumerate(exponents))
        by_monomial[outer][inner] = coefficient
    return [tower.context.from_dict(terms) for terms in by_monomial.values()]


def _is_algebraic_zero(tower: Tower, polynomial: Polynomial) -> bool:
    """Whether an algebraic integer is zero: else the product of its conjugates would be an integer other than zero.

    With degree at most D and all conjugates at most u, a number that is not zero is at least u^(1-D).
    """
    if tower.evaluate(polynomial, tower.sample).contains(0) is False:
        return False
    degree = math.prod(tower.at[place].degree for place in _towering(tower, polynomial))
    bound = bound_of_conjugates(tower, polynomial)
    if not bound.is_finite():
        return False
    bits = math.ceil(float(bound.log().upper()) / math.log(2)) + 1
    if degree * bits > _MOST_BITS:
        return False
    with flint.ctx.workprec(2 * degree * max(bits, 1) + 256):
        values: dict[int, Ball] = {}
        for place in sorted(_towering(tower, polynomial), reverse=True):
            values[place] = tower.at[place].value(values)
        least = flint.arb(2) ** (bits * (1 - degree))
        return bool(abs(tower.evaluate(polynomial, values)) < least)


def _towering(tower: Tower, polynomial: Polynomial) -> set[int]:
    """The generators that occur, those in which they are defined included."""
    places: set[int] = set()
    pending = tower.used(polynomial)
    while pending:
        place = pending.pop()
        if place not in places:
            places.add(place)
            if tower.at[place].equals is not None:
                pending += tower.used(tower.at[place].equals)
    return places


def bound_of_conjugates(tower: Tower, polynomial: Polynomial) -> Ball:
    """A bound of all conjugates of a polynomial in algebraic integers; None where others occur."""
    if any(tower.at[place].conjugates is None for place in tower.used(polynomial)):
        return None
    positive = tower.context.from_dict({tuple(map(int, e)): abs(int(c)) for e, c in polynomial.terms()})
    return tower.evaluate(positive, {place: each.conjugates for place, each in tower.at.items()})
