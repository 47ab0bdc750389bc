"""Roots, absolute values, logarithms and exponentials, each along the irreducible factors of its argument."""

from __future__ import annotations

import fractions
import math
from typing import Any, TypeAlias

import flint

from derivtutor.grading.tower.arithmetic import Ball, Fraction, Generator, Polynomial, Refused, Tower, Values
from derivtutor.grading.tower.factors import Base, split
from derivtutor.grading.tower.signs import bound_of_conjugates, is_nonzero, known_sign

Rational: TypeAlias = fractions.Fraction

_LARGEST_ORDER = 60
_FINEST_EXPONENT = 10_000
"""Exponents such as 0.146 have large denominators; they are powers of one generator all the same."""
_MOST_TERMS = 150


class Finer(Exception):  # noqa: N818 (a request, not an error)
    """The work must be begun again, with roots or angles of a higher order, or with a letter whose sign is known."""

    def __init__(self, roots: int = 1, turns: int = 1, letter: tuple[str, int] | None = None) -> None:
        super().__init__(roots, turns, letter)
        self.roots, self.turns, self.letter = roots, turns, letter


def finer_roots(tower: Tower, order: int) -> Finer | Refused:
    """What to raise where roots of this order are needed."""
    least = math.lcm(tower.roots, order)
    return Finer(roots=least) if least <= _LARGEST_ORDER else Refused()


def finer_turns(tower: Tower, denominator: int, largest: int = _LARGEST_ORDER) -> Finer | Refused:
    """What to raise where monomials are divided by this number in exponentials, sines and cosines."""
    least = math.lcm(tower.turns, denominator)
    return Finer(turns=least) if least <= largest else Refused()


def absolute(tower: Tower, u: Fraction) -> Fraction:
    if u.top.is_zero():
        return u
    return _product(tower, [size_power(tower, base, Rational(times)) for base, times in split(tower, u).powers])


def _product(tower: Tower, factors: list[Fraction]) -> Fraction:
    total = tower.whole(1)
    for factor in factors:
        total = tower.multiply(total, factor)
    return total


def rational_power(tower: Tower, u: Fraction, exponent: Rational) -> Fraction:
    """A power over the reals, where odd roots of negative numbers are real."""
    if exponent.denominator == 1:
        return _whole_power(tower, u, exponent.numerator)
    if u.top.is_zero():
        if exponent < 0:
            raise Refused
        return u
    factors = split(tower, u)
    size = _product(tower, [size_power(tower, base, times * exponent) for base, times in factors.powers])
    if exponent.denominator % 2 == 0 or exponent.numerator % 2 == 0:
        return size
    for base, times in factors.powers:
        if times % 2 and not isinstance(base, int):
            size = tower.multiply(size, _side(tower, base))
    return tower.scale(size, factors.sign)


def _side(tower: Tower, base: Polynomial) -> Fraction:
    """1 where the polynomial is positive, -1 where it is negative, and one of both where it is zero."""
    sign = known_sign(tower, base)
    if sign:
        return tower.whole(sign)
    if is_nonzero(tower, base):
        return tower.divide(Fraction(base, tower.one), size_power(tower, base, Rational(1)))

    def make() -> Generator:
        return Generator("side", base, lambda _: flint.arb.nan(), degree=2, equals=tower.one)

    return Fraction(tower.generator(("side", str(base)), make), tower.one)


def _whole_power(tower: Tower, u: Fraction, exponent: int) -> Fraction:
    """A whole power, worked out or, where that would be too long, for each factor as a function of its own."""
    try:
        return tower.power(u, exponent)
    except Refused:
        if u.top.is_zero() or len(u.top) == len(u.bottom) == 1:
            raise
    factors = split(tower, u)
    total = tower.whole(factors.sign if exponent % 2 else 1)
    for base, times in factors.powers:
        total = tower.multiply(total, _steep_power(tower, base, exponent * times))
    return total


def _steep_power(tower: Tower, base: Base, exponent: int) -> Fraction:
    if isinstance(base, int):
        return tower.power(tower.whole(base), exponent)
    if len(base) == 1:
        return tower.power(Fraction(base, tower.one), exponent)
    size = abs(exponent)
    steep = tower.generator(("power", str(base), size), lambda: _steep_generator(tower, base, size))
    return tower.power(Fraction(steep, tower.one), 1 if exponent > 0 else -1)


def _steep_generator(tower: Tower, base: Polynomial, exponent: int) -> Generator:
    steady = tower.all_are("steady", base)
    constant = tower.all_are("constant", base)

    def value(values: Values) -> Ball:
        return tower.evaluate(base, values) ** exponent

    return Generator("power", base, value, steady=steady, constant=constant, nonnegative=exponent % 2 == 0)


def sign(tower: Tower, u: Fraction) -> Fraction:
    """1 or -1 almost everywhere; refused where the argument is not known to be other than zero almost everywhere."""
    if u.top.is_zero():
        return u
    factors = split(tower, u)
    total = tower.whole(factors.sign)
    for base, times in factors.powers:
        if isinstance(base, int):
            continue
        if not is_nonzero(tower, base):
            raise Refused
        if times % 2:
            total = tower.multiply(total, _side(tower, base))
    return total


def _size(tower: Tower, base: Polynomial) -> Polynomial:
    """The absolute value of a polynomial that is not split further."""
    sign = known_sign(tower, base)
    return sign * base if sign else tower.generator(("size", str(base)), lambda: _size_generator(tower, base))


def _size_generator(tower: Tower, base: Polynomial) -> Generator:
    constant = tower.all_are("constant", base)
    return Generator(
        "size",
        base,
        lambda values: abs(tower.evaluate(base, values)),
        steady=constant,
        constant=constant,
        nonnegative=True,
        degree=2,
        equals=tower.power(tower.fraction(base), 2).top,
        conjugates=bound_of_conjugates(tower, base),
    )


def size_power(tower: Tower, base: Base, exponent: Rational) -> Fraction:
    """A rational power of the absolute value of a prime or of a polynomial that is not split further."""
    if isinstance(base, int):
        return _root_power(tower, base, tower.whole(base), exponent)
    kind, of = _made_from(tower, base)
    if kind == "root":
        return size_power(tower, of, exponent / tower.roots)
    if kind == "size":
        return size_power(tower, of, exponent)
    if kind == "exponential":
        return exponential_of_term(tower, exponent / tower.turns, of)
    if kind == "sine" and not known_sign(tower, base):
        halves = [size_power(tower, of + side, exponent / 2) for side in (1, -1)]
        return tower.multiply(*halves)
    if _is_root_of_letter(tower, base):
        if exponent.denominator > 1:
            raise finer_roots(tower, tower.roots * exponent.denominator)
        return tower.power(Fraction(base, tower.one), exponent.numerator)
    return _root_power(tower, base, None, exponent)


def _is_root_of_letter(tower: Tower, base: Base) -> bool:
    """Whether it is the generator whose power is a letter, or minus a letter, of known sign."""
    kind, of = ("", None) if isinstance(base, int) else _made_from(tower, base)
    return kind == "letter" and of in tower.letters


def _made_from(tower: Tower, base: Polynomial) -> tuple[str, Any]:
    generator = tower.single(base)
    return (generator.kind, generator.of) if generator else ("", None)


def _root_power(tower: Tower, base: Base, size: Fraction | None, exponent: Rational) -> Fraction:
    """A power as a whole power of the base and one of its root, which is not negative."""
    whole = math.floor(exponent)
    steps = (exponent - whole) * tower.roots
    if steps.denominator > 1:
        raise finer_roots(tower, exponent.denominator)
    if size is None:
        size = Fraction(base if whole % 2 == 0 and not steps else _size(tower, base), tower.one)
    result = tower.power(size, whole)
    if steps:
        root = tower.generator(("root", str(base), str(size.top)), lambda: _root_generator(tower, base, size.top))
        result = tower.multiply(result, tower.power(Fraction(root, tower.one), steps.numerator))
    return result


def _root_generator(tower: Tower, base: Base, size: Polynomial) -> Generator:
    order = tower.roots
    constant = tower.all_are("constant", size)
    conjugates = bound_of_conjugates(tower, size)
    return Generator(
        "root",
        base,
        lambda values: _ball_root(abs(tower.evaluate(size, values)), order),
        steady=constant,
        constant=constant,
        nonnegative=True,
        degree=order,
        equals=size,
        conjugates=None if conjugates is None else conjugates.root(order),
    )


def _ball_root(ball: Ball, order: int) -> Ball:
    return ball.root(order) if ball.is_finite() else ball


def logarithm(tower: Tower, u: Fraction) -> Fraction:
    """The logarithm of the absolute value: that of the argument, wherever it has one."""
    total = tower.whole(0)
    for base, times in split(tower, u).powers:
        total = tower.add(total, tower.scale(_log_size(tower, base), times))
    return total


def _log_size(tower: Tower, base: Base) -> Fraction:
    if isinstance(base, int):
        return _log_generator(tower, base, tower.context.constant(base), True)
    kind, of = _made_from(tower, base)
    if kind == "root":
        return tower.scale(_log_size(tower, of), 1, tower.roots)
    if kind == "size":
        return _log_size(tower, of)
    if kind == "exponential":
        return tower.scale(of, 1, tower.turns)
    if kind == "sine" and not known_sign(tower, base):
        return tower.scale(tower.add(*(_log_size(tower, of + side) for side in (1, -1))), 1, 2)
    constant = tower.all_are("constant", base)
    if _is_root_of_letter(tower, base):
        return tower.scale(_log_generator(tower, base, base**tower.roots, True), 1, tower.roots)
    return _log_generator(tower, base, base, constant)


def _log_generator(tower: Tower, base: Base, argument: Polynomial, steady: bool) -> Fraction:
    def value(values: Values) -> Ball:
        size = abs(tower.evaluate(argument, values))
        return size.log() if size > 0 else flint.arb.nan()

    constant = tower.all_are("constant", argument)

    def make() -> Generator:
        return Generator("logarithm", base, value, steady=steady, constant=constant)

    return Fraction(tower.generator(("logarithm", str(base)), make), tower.one)


def terms(tower: Tower, u: Fraction) -> list[tuple[Rational, Fraction]]:
    """A fraction as a sum of rational multiples of monomials over the same bottom."""
    content = int(u.bottom.content())
    bottom = u.bottom / content
    monomial = tower.context.from_dict
    return [
        (Rational(int(coefficient), content), tower.fraction(monomial({tuple(map(int, exponents)): 1}), bottom))
        for exponents, coefficient in u.top.terms()
    ]


def exponential(tower: Tower, u: Fraction) -> Fraction:
    """`e^u`, a product with one factor for each term of the exponent."""
    if len(u.top) > _MOST_TERMS:
        raise Refused
    return _product(tower, [exponential_of_term(tower, k, monomial) for k, monomial in terms(tower, u)])


def exponential_of_term(tower: Tower, k: Rational, monomial: Fraction) -> Fraction:
    """`e^(k m)`; where `m` is a logarithm it is a power."""
    logarithm = tower.single(monomial.top) if monomial.bottom.is_one() else None
    if logarithm is not None and logarithm.kind == "logarithm":
        return size_power(tower, logarithm.of, k * (tower.roots if _is_root_of_letter(tower, logarithm.of) else 1))
    steps = k * tower.turns
    if steps.denominator > 1:
        raise finer_turns(tower, k.denominator, _FINEST_EXPONENT)
    generator = tower.generator(("exponential", *monomial.key), lambda: _exponential_generator(tower, monomial))
    return tower.power(Fraction(generator, tower.one), steps.numerator)


def _exponential_generator(tower: Tower, monomial: Fraction) -> Generator:
    turns = tower.turns
    steady = tower.all_are("steady", monomial.top, monomial.bottom)

    def value(values: Values) -> Ball:
        quotient = tower.evaluate(monomial.top, values) / tower.evaluate(monomial.bottom, values)
        return (quotient / turns).exp()

    constant = tower.all_are("constant", monomial.top, monomial.bottom)
    return Generator("exponential", monomial, value, steady=steady, constant=constant, nonnegative=True)
