"""The functions of the table in terms of generators: letters, choices, and functions of which little is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import flint

from derivtutor.grading.tower.angles import cosine_and_sine, inverse_at_twelfths, pi
from derivtutor.grading.tower.arithmetic import Ball, Fraction, Generator, Refused, Tower, Values
from derivtutor.grading.tower.powers import Rational, absolute, exponential, logarithm, rational_power, sign
from derivtutor.grading.tower.signs import is_nonzero, is_zero


def letter_or_constant(tower: Tower, name: str) -> Fraction:
    if name == "pi":
        return pi(tower)
    if name == "e":
        return exponential(tower, tower.whole(1))
    known = tower.letters.get(name, 0)
    at = flint.arb(flint.fmpq(4567 + 2000 * len(tower.at), 9973))

    def make() -> Generator:
        return Generator("letter", name, lambda _: at, steady=True, nonnegative=bool(known))

    letter = tower.generator(("letter", name), make)
    return Fraction(known * letter**tower.roots if known else letter, tower.one)


def any_function(tower: Tower, function: tuple[Any, ...], arguments: Sequence[Fraction], method: str = "") -> Fraction:
    """A function of which nothing is known but that it has one value for equal arguments."""

    def value(values: Values) -> Ball:
        if not method:
            return flint.arb.nan()
        u = arguments[0]
        return getattr(tower.evaluate(u.top, values) / tower.evaluate(u.bottom, values), method)()

    for generator in tower.at.values():
        if generator.kind == function[0] and generator.of[0] == function and len(generator.of[1]) == len(arguments):
            pairs = zip(generator.of[1], arguments, strict=True)
            if all(is_zero(tower, tower.subtract(u, v)) for u, v in pairs):
                arguments = generator.of[1]
    key = (function, *(argument.key for argument in arguments))
    constant = bool(method) and all(tower.all_are("constant", u.top, u.bottom) for u in arguments)

    def make() -> Generator:
        return Generator(function[0], (function, tuple(arguments)), value, steady=constant, constant=constant)

    return Fraction(tower.generator(key, make), tower.one)


def _odd(function: str, method: str) -> Callable[[Tower, Fraction], Fraction]:
    """A function whose sign changes with that of its argument."""

    def at(tower: Tower, u: Fraction) -> Fraction:
        if u.top.is_zero():
            return u
        if function in ("arcsin", "arctan") and (angle := inverse_at_twelfths(tower, function, u)):
            return angle
        if u.top.leading_coefficient() < 0:
            return tower.negate(at(tower, tower.negate(u)))
        if function == "arctan" and (other := _by_reciprocal(tower, u)):
            return other
        return any_function(tower, (function,), [u], method)

    return at


def _by_reciprocal(tower: Tower, u: Fraction) -> Fraction | None:
    """`arctan(u)` by `arctan(1/u)`, where that was met before."""
    reciprocal = tower.invert(u)
    if not tower.has((("arctan",), reciprocal.key)):
        return None
    try:
        quarter = tower.scale(tower.multiply(sign(tower, u), pi(tower)), 1, 2)
    except Refused:
        return None
    return tower.subtract(quarter, any_function(tower, ("arctan",), [reciprocal], "atan"))


def _greatest(tower: Tower, *arguments: Fraction) -> Fraction:
    def greater(u: Fraction, v: Fraction) -> Fraction:
        return tower.scale(tower.add(tower.add(u, v), absolute(tower, tower.subtract(u, v))), 1, 2)

    return reduce(greater, arguments)


def _least(tower: Tower, *arguments: Fraction) -> Fraction:
    return tower.negate(_greatest(tower, *map(tower.negate, arguments)))


def indicator(tower: Tower, relations: Sequence[str], operands: Sequence[Fraction]) -> Fraction:
    """1 where all relations hold, 0 elsewhere, almost everywhere."""
    total = tower.whole(1)
    for relation, u, v in zip(relations, operands, operands[1:], strict=False):
        difference = tower.subtract(u, v) if relation[0] == ">" else tower.subtract(v, u)
        side = sign(tower, difference)
        if relation in ("=", "!="):
            total = tower.scale(total, int(side.top.is_zero() == (relation == "=")))
        elif side.top.is_zero():
            total = tower.scale(total, int(len(relation) == 2))
        else:
            total = tower.scale(tower.multiply(total, tower.add(tower.whole(1), side)), 1, 2)
    return total


def piecewise(tower: Tower, count: int, children: Sequence[Fraction]) -> Fraction:
    """The values times the indicators of where they are taken; those have a value of some kind almost everywhere."""
    values, conditions = children[:count], children[count:]
    total, rest = tower.whole(0), tower.whole(1)
    for place, value in enumerate(values):
        if not is_nonzero(tower, value.bottom):
            raise Refused
        here = conditions[place] if place < len(conditions) else tower.whole(1)
        total = tower.add(total, tower.multiply(value, tower.multiply(rest, here)))
        rest = tower.multiply(rest, tower.subtract(tower.whole(1), here))
    return total


CALLS: dict[str, Callable[..., Fraction]] = {
    "sin": lambda tower, u: cosine_and_sine(tower, u)[1],
    "cos": lambda tower, u: cosine_and_sine(tower, u)[0],
    "sqrt": lambda tower, u: rational_power(tower, u, Rational(1, 2)),
    "cbrt": lambda tower, u: rational_power(tower, u, Rational(1, 3)),
    "ln": logarithm,
    "abs": absolute,
    "sign": sign,
    "max": _greatest,
    "min": _least,
    "arcsin": _odd("arcsin", "asin"),
    "arctan": _odd("arctan", "atan"),
    "erf": _odd("erf", "erf"),
    "Si": _odd("Si", "si"),
}
