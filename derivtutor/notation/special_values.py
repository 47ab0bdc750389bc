"""Functions at the places that are learnt at school: sines of parts of pi, logarithms of powers, roots of squares."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd, lcm, prod
from typing import TYPE_CHECKING, TypeAlias

from derivtutor.notation.closed import (
    Closed,
    E,
    added,
    as_fraction,
    factors,
    fraction,
    inverse,
    multiplied,
    negated,
    raised,
)
from derivtutor.notation.tree import Call, Name

if TYPE_CHECKING:
    from derivtutor.notation.exact import Exact

Worth: TypeAlias = Closed | None
"""A number in closed form; None is undefined."""


Special: TypeAlias = "Callable[[Exact, Call, list[Closed]], Worth]"

_HALF = fraction(Fraction(1, 2))
_SINES = {
    Fraction(0): fraction(0),
    Fraction(1, 6): _HALF,
    Fraction(1, 4): multiplied(_HALF, raised(fraction(2), Fraction(1, 2)) or {}),
    Fraction(1, 3): multiplied(_HALF, raised(fraction(3), Fraction(1, 2)) or {}),
    Fraction(1, 2): fraction(1),
}
"""The sine of so many pi."""


def _sine_of(turns: Fraction) -> Closed | None:
    turns %= 2
    size = _SINES.get(min(turns % 1, 1 - turns % 1))
    return size if size is None or turns < 1 else negated(size)


def _sine(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    turns = exact.turns(arguments[0])
    sine = None if turns is None else _sine_of(turns)
    return exact.unworked(node, arguments) if sine is None else sine


def _cosine(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    turns = exact.turns(arguments[0])
    cosine = None if turns is None else _sine_of(turns + Fraction(1, 2))
    return exact.unworked(node, arguments) if cosine is None else cosine


def _tangent(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    turns = exact.turns(arguments[0])
    sine, cosine = (None, None) if turns is None else (_sine_of(turns), _sine_of(turns + Fraction(1, 2)))
    if sine is None or cosine is None:
        return exact.unworked(node, arguments)
    below = inverse(cosine) if cosine else None
    return None if below is None else multiplied(sine, below)


def _angle(exact: Exact, turns: Fraction) -> Closed:
    return multiplied(fraction(turns), exact.symbols.of(Name("pi")))


def _arcsine(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    if exact.is_beyond_one(arguments[0]):
        return None
    for turns, sine in _SINES.items():
        for sign in (1, -1):
            if arguments[0] == multiplied(fraction(sign), sine):
                turned = sign * turns
                return _angle(exact, turned if node.function == "arcsin" else Fraction(1, 2) - turned)
    return exact.unworked(node, arguments)


def _arctangent(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    for turns in _SINES:
        cosine = _sine_of(turns + Fraction(1, 2))
        below = inverse(cosine) if cosine else None
        for sign in (1, -1):
            if below is not None and arguments[0] == multiplied(fraction(sign), multiplied(_SINES[turns], below)):
                return _angle(exact, sign * turns)
    return exact.unworked(node, arguments)


def _logarithm(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    (inside,) = arguments
    sign = exact.sign(inside)
    if sign is not None and sign <= 0:
        return None
    if len(inside) != 1:
        return exact.unworked(node, arguments)
    ((roots, symbols), factor) = next(iter(inside.items()))
    power = sum([exponent for number, exponent in symbols if number == E], Fraction(0))
    others = tuple([each for each in symbols if each[0] != E])
    rest: Closed = {(roots, others): factor}
    if others:
        return added([fraction(power), exact.unworked(node, [rest])])
    degree = lcm(*(exponent.denominator for _, exponent in roots))
    whole = as_fraction(raised(rest, Fraction(degree)) or {})
    if not whole:
        return exact.unworked(node, arguments)
    times, base = _as_power(whole)
    if base == 1:
        return fraction(power)
    shown = exact.unworked(node, [fraction(base)])
    return added([fraction(power), multiplied(fraction(Fraction(times, degree)), shown)])


def _as_power(value: Fraction) -> tuple[int, Fraction]:
    """A number as a power of one that is none: 1/8 is 2 to the power -3."""
    exponents = factors(value.numerator), factors(value.denominator)
    times = gcd(*exponents[0].values(), *exponents[1].values()) or 1
    top, bottom = (prod([prime ** (power // times) for prime, power in each.items()]) for each in exponents)
    return (-times, Fraction(bottom)) if top == 1 else (times, Fraction(top, bottom))


def _hyperbolic(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    size = as_fraction(exact.exponential(arguments[0]) or {})
    if not size:
        return exact.unworked(node, arguments)
    sine, cosine = (size - 1 / size) / 2, (size + 1 / size) / 2
    return fraction({"sinh": sine, "cosh": cosine, "tanh": sine / cosine}[node.function])


def _absolute_value(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    sign = exact.sign(arguments[0])
    return exact.unworked(node, arguments) if sign is None else multiplied(fraction(sign), arguments[0])


def _sign_of(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    sign = exact.sign(arguments[0])
    return exact.unworked(node, arguments) if sign is None else fraction(sign)


def _greatest_or_least(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    best, *others = arguments
    for other in others:
        sign = exact.sign(added([other, negated(best)]))
        if sign is None:
            return exact.unworked(node, arguments)
        best = other if sign == (1 if node.function == "max" else -1) else best
    return best


def _only_at(argument: int, within: Callable[[Exact, Closed], bool]) -> Special:
    """A function that is 0 at one place; `within` says whether it is defined."""

    def worth(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
        if not within(exact, arguments[0]):
            return None
        return {} if as_fraction(arguments[0]) == argument else exact.unworked(node, arguments)

    return worth


def _root_of(degree: Fraction) -> Special:
    return lambda exact, _, arguments: exact.rational_power(arguments[0], 1 / degree)


def _any_root(exact: Exact, node: Call, arguments: list[Closed]) -> Worth:
    degree = as_fraction(arguments[0])
    return exact.rational_power(arguments[1], 1 / degree) if degree else exact.unworked(node, arguments)


SPECIAL: dict[str, Special] = {
    "sin": _sine,
    "cos": _cosine,
    "tan": _tangent,
    "arcsin": _arcsine,
    "arccos": _arcsine,
    "arctan": _arctangent,
    "ln": _logarithm,
    "sqrt": _root_of(Fraction(2)),
    "cbrt": _root_of(Fraction(3)),
    "root": _any_root,
    "sinh": _hyperbolic,
    "cosh": _hyperbolic,
    "tanh": _hyperbolic,
    "arsinh": _only_at(0, lambda _, __: True),
    "arcosh": _only_at(1, lambda exact, u: exact.sign(added([u, fraction(-1)])) in (0, 1, None)),
    "artanh": _only_at(0, lambda exact, u: not exact.is_beyond_one(u, edges=True)),
    "abs": _absolute_value,
    "sign": _sign_of,
    "max": _greatest_or_least,
    "min": _greatest_or_least,
}
"""What a function is worth where its arguments are defined; the others are worked out by their definitions."""
