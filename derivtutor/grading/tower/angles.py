"""Sines and cosines: of sums by the addition formulas, of multiples by repetition, of parts of pi by radicals."""

from __future__ import annotations

import math
from typing import TypeAlias

import flint

from derivtutor.grading.tower.arithmetic import Ball, Fraction, Generator, Polynomial, Refused, Tower, Values
from derivtutor.grading.tower.powers import Rational, finer_turns, rational_power, terms
from derivtutor.grading.tower.signs import is_zero

Pair: TypeAlias = tuple[Fraction, Fraction]
"""Cosine and sine of one angle."""

_MOST_TERMS = 10
_LARGEST_MULTIPLE = 60
_LARGEST_ORDER = 60


def pi(tower: Tower) -> Fraction:
    def make() -> Generator:
        return Generator("pi", "pi", lambda _: flint.arb.pi(), steady=True, constant=True)

    return Fraction(tower.generator("pi", make), tower.one)


def cosine_and_sine(tower: Tower, u: Fraction) -> Pair:
    if len(u.top) > _MOST_TERMS:
        raise Refused
    total = tower.whole(1), tower.whole(0)
    for k, monomial in terms(tower, u):
        total = _sum(tower, total, _of_term(tower, k, monomial))
    return total


def _sum(tower: Tower, a: Pair, b: Pair) -> Pair:
    """The addition formulas."""
    (c, s), (C, S) = a, b
    cosine = tower.subtract(tower.multiply(c, C), tower.multiply(s, S))
    return cosine, tower.add(tower.multiply(s, C), tower.multiply(c, S))


def _multiple(tower: Tower, pair: Pair, times: int) -> Pair:
    if times < 0:
        pair = pair[0], tower.negate(pair[1])
    total = tower.whole(1), tower.whole(0)
    for digit in f"{abs(times):b}":
        total = _sum(tower, total, total)
        if digit == "1":
            total = _sum(tower, total, pair)
    return total


def _of_term(tower: Tower, k: Rational, monomial: Fraction) -> Pair:
    generator = tower.single(monomial.top) if monomial.bottom.is_one() else None
    if generator is not None and generator.kind == "pi":
        return _of_turn(tower, k)
    if generator is not None and generator.kind in _INVERSE and k.denominator == 1 and abs(k) <= _LARGEST_MULTIPLE:
        return _multiple(tower, _INVERSE[generator.kind](tower, generator.of[1][0]), k.numerator)
    steps = k * tower.turns
    if steps.denominator > 1:
        raise finer_turns(tower, k.denominator)
    if abs(steps) > _LARGEST_MULTIPLE:
        return _multiple(tower, _generators(tower, tower.scale(monomial, abs(steps.numerator))), 1 if k > 0 else -1)
    return _multiple(tower, _generators(tower, monomial), steps.numerator)


def _generators(tower: Tower, monomial: Fraction) -> Pair:
    turns = tower.turns
    facts = {quality: tower.all_are(quality, monomial.top, monomial.bottom) for quality in ("steady", "constant")}

    def angle(values: Values) -> Ball:
        return tower.evaluate(monomial.top, values) / tower.evaluate(monomial.bottom, values) / turns

    cosine: Polynomial = tower.generator(
        ("cosine", *monomial.key),
        lambda: Generator("cosine", monomial, lambda values: angle(values).cos(), bounded=True, **facts),
    )
    sine = tower.generator(
        ("sine", *monomial.key),
        lambda: Generator(
            "sine", cosine, lambda values: angle(values).sin(), bounded=True, degree=2, equals=1 - cosine**2, **facts
        ),
    )
    return Fraction(cosine, tower.one), Fraction(sine, tower.one)


def _of_arcsine(tower: Tower, u: Fraction) -> Pair:
    return rational_power(tower, tower.subtract(tower.whole(1), tower.power(u, 2)), Rational(1, 2)), u


def _of_arctangent(tower: Tower, u: Fraction) -> Pair:
    cosine = rational_power(tower, tower.add(tower.whole(1), tower.power(u, 2)), Rational(-1, 2))
    return cosine, tower.multiply(u, cosine)


_INVERSE = {"arcsin": _of_arcsine, "arctan": _of_arctangent}


def _of_turn(tower: Tower, k: Rational) -> Pair:
    """Cosine and sine of `k pi`."""
    twelfths = 12 * k
    if twelfths.denominator == 1:
        return _of_twelfths(tower, int(twelfths) % 24)
    order = math.lcm(k.denominator, 2)
    if order > _LARGEST_ORDER:
        raise Refused
    steps = int(k * order) % (2 * order)
    return _doubled_cosine(tower, order, steps), _doubled_cosine(tower, order, abs(order // 2 - steps))


def _of_twelfths(tower: Tower, steps: int) -> Pair:
    """Quarters of a turn are ones and zeros, the rest needs the roots of 2 and 3."""
    if steps % 6 == 0:
        return tower.whole((1, 0, -1, 0)[steps // 6]), tower.whole((0, 1, 0, -1)[steps // 6])
    half = tower.fraction(tower.one, 2 * tower.one)
    if steps % 2 == 0:
        root = rational_power(tower, tower.whole(3), Rational(1, 2))
        return _multiple(tower, (tower.multiply(half, root), half), steps // 2)
    root = tower.multiply(half, rational_power(tower, tower.whole(2), Rational(1, 2)))
    if steps % 3 == 0:
        return _multiple(tower, (root, root), steps // 3)
    return _sum(tower, _of_twelfths(tower, (steps - 3) % 24), (root, root))


def _doubled_cosine(tower: Tower, order: int, steps: int) -> Fraction:
    """The cosine of so many parts of pi, by the recurrence of twice the cosines."""

    def make() -> Generator:
        degree = int(flint.fmpz(2 * order).euler_phi()) // 2
        return Generator(
            "turn",
            order,
            lambda _: 2 * (flint.arb.pi() / order).cos(),
            steady=True,
            constant=True,
            degree=degree,
            conjugates=flint.arb(2),
        )

    doubled = tower.generator(("turn", order), make)
    before, current = 2 * tower.one, doubled
    if not steps:
        return tower.whole(1)
    for _ in range(steps - 1):
        before, current = current, doubled * current - before
    return tower.fraction(current, 2 * tower.one)


def inverse_at_twelfths(tower: Tower, function: str, u: Fraction) -> Fraction | None:
    """The value of an inverse function that is a twelfth of pi or several, proved to be it."""
    if not tower.all_are("constant", u.top, u.bottom):
        return None
    value = tower.sampled(u)
    twelfths = 12 * (value.asin() if function == "arcsin" else value.atan()) / flint.arb.pi()
    steps = round(float(twelfths)) if twelfths.is_finite() else 0
    if not (twelfths - steps).contains(0) or (function == "arctan" and abs(steps) == 6):
        return None
    cosine, sine = _of_twelfths(tower, steps % 24)
    expected = sine if function == "arcsin" else tower.divide(sine, cosine)
    return tower.scale(pi(tower), steps, 12) if is_zero(tower, tower.subtract(u, expected)) else None
