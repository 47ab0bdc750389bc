"""A tree as a function of floating-point numbers, over the reals: where it is undefined its value is nan."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from operator import eq, ge, gt, itemgetter, le, lt, ne
from typing import Any, TypeAlias

from msgspec import Struct

from derivtutor.notation import meaning
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
    names,
)

Point: TypeAlias = Sequence[float]
Run: TypeAlias = Callable[[Point], float]
"""Evaluates a part at a point; it raises where the part is undefined, which only `compile_real` turns into nan."""

RELATIONS: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}


def compile_real(node: Node, variables: Sequence[str]) -> Run:
    """The tree as a function of a point, which gives the values of `variables` in their order.

    The function returns nan where the expression has no real value (or none that fits a float) and never raises.
    Raises `KeyError` for a name that is not among `variables`.
    """
    for missing in sorted(names(node) - set(variables)):
        raise KeyError(missing)
    run = _compile(node, tuple(variables))

    def value(point: Point) -> float:
        try:
            result = run(point)
        except (ValueError, ArithmeticError, RecursionError):
            return math.nan
        return result if math.isfinite(result) else math.nan

    return value


class _Constant(Struct, frozen=True):
    """A part without variables, evaluated already."""

    value: float

    def __call__(self, _: Point) -> float:
        return self.value


def _compile(node: Node, variables: tuple[str, ...]) -> Run:
    places = {name: place for place, name in enumerate(variables)}

    def name(leaf: Name, _: list[Run]) -> Run:
        if leaf.name in meaning.CONSTANTS:
            return _Constant(meaning.CONSTANTS[leaf.name])
        # A name without a place is bound by an integral, which compiles its integrand with one place more.
        return itemgetter(places[leaf.name]) if leaf.name in places else _undefined

    def integral(area: Integral, parts: list[Run]) -> Run:
        return _integral(area, parts[1], parts[2], variables)

    algebra: Algebra[Run] = {**_ALGEBRA, Name: name, Integral: integral}
    return fold(node, algebra)


def _undefined(_: Point) -> float:
    raise ValueError("undefined")


def _number(leaf: Number, _: list[Run]) -> Run:
    try:
        return _Constant(float(leaf.value))
    except OverflowError:
        return _undefined


def _sum(_: Sum, parts: list[Run]) -> Run:
    if len(parts) != 2:
        return lambda p: sum([part(p) for part in parts])
    u, v = parts
    if isinstance(v, _Constant):
        c = v.value
        return lambda p: u(p) + c
    return lambda p: u(p) + v(p)


def _product(_: Product, parts: list[Run]) -> Run:
    if len(parts) != 2:
        return lambda p: math.prod([part(p) for part in parts])
    u, v = parts
    if isinstance(u, _Constant):
        c = u.value
        return lambda p: c * v(p)
    return lambda p: u(p) * v(p)


def _negation(_: Negation, parts: list[Run]) -> Run:
    (u,) = parts
    return lambda p: -u(p)


def _quotient(_: Quotient, parts: list[Run]) -> Run:
    u, v = parts
    return lambda p: u(p) / v(p)


def _power(node: Power, parts: list[Run]) -> Run:
    u, v = parts
    if node.base == Name("e"):
        return lambda p: math.exp(v(p))
    exponent = constant_value(node.exponent)
    if exponent is not None:
        return _rational_power(u, exponent)
    return lambda p: math.pow(u(p), v(p))


def _rational_power(u: Run, exponent: Fraction) -> Run:
    if exponent == 2:

        def square(p: Point) -> float:
            value = u(p)
            return value * value

        return square
    if exponent == Fraction(1, 2):
        return lambda p: math.sqrt(u(p))
    if exponent.denominator == 1 and abs(exponent) <= 100:
        n = int(exponent)
        return lambda p: float(u(p) ** n)
    return lambda p: meaning.real_power(u(p), exponent)


def _call(node: Call, parts: list[Run]) -> Run:
    row = FUNCTIONS[node.function]
    if node.function == "root":
        index = constant_value(node.arguments[0])
        if index:
            return _rational_power(parts[1], 1 / index)
    if row.arity is None:
        return _greatest_or_least(row.real or max, parts)
    if row.real is None:
        inner = _defined(row.name)
        return lambda p: inner([part(p) for part in parts])
    function = row.real
    if len(parts) == 1:
        (u,) = parts
        return lambda p: function(u(p))
    return lambda p: function(*[part(p) for part in parts])


@cache
def _defined(name: str) -> Run:
    return _compile(meaning.definition(name), tuple(FUNCTIONS[name].arguments))


def _greatest_or_least(choose: Callable[..., float], parts: list[Run]) -> Run:
    def value(p: Point) -> float:
        values = [part(p) for part in parts]
        if any(map(math.isnan, values)):
            return _undefined(p)
        return choose(values)

    return value


def _unknown(node: Unknown, parts: list[Run]) -> Run:
    level, waves = meaning.waves(node.name, node.orders)

    def value(p: Point) -> float:
        values = [part(p) for part in parts]
        total = level
        for amplitude, phase, frequencies in waves:
            total += amplitude * math.sin(phase + sum(map(float.__mul__, frequencies, values)))
        return total

    return value


def _comparison(node: Comparison, parts: list[Run]) -> Run:
    relations = [RELATIONS[relation] for relation in node.relations]

    def holds(p: Point) -> float:
        values = [part(p) for part in parts]
        if any(map(math.isnan, values)):
            return _undefined(p)
        return float(all(related(u, v) for related, u, v in zip(relations, values, values[1:], strict=False)))

    return holds


def _piecewise(node: Piecewise, parts: list[Run]) -> Run:
    count = len(node.values)
    pieces = list(zip(parts[count:], parts, strict=False))
    rest = parts[count - 1] if count > len(node.conditions) else _undefined

    def value(p: Point) -> float:
        for condition, piece in pieces:
            if condition(p):
                return piece(p)
        return rest(p)

    return value


def _integral(node: Integral, lower: Run, upper: Run, variables: tuple[str, ...]) -> Run:
    if meaning.integrals_in_each_other(node) > meaning.INTEGRALS_IN_EACH_OTHER:
        return _undefined
    outer = tuple("" if name == node.variable else name for name in variables)
    integrand = _compile(node.integrand, (*outer, node.variable))

    def value(p: Point) -> float:
        start = lower(p)
        length = upper(p) - start
        if length == 0:
            return 0.0
        return length * sum([w * integrand((*p, start + length * s)) for s, w in meaning.quadrature()])

    return value


def _folded(build: Callable[[Any, list[Run]], Run]) -> Callable[[Any, list[Run]], Run]:
    """The same, where what has no variables is evaluated at once."""

    def built(node: Any, parts: list[Run]) -> Run:
        run = build(node, parts)
        if all(isinstance(part, _Constant) for part in parts):
            try:
                return _Constant(run(()))
            except meaning.UNDEFINED:
                return _undefined
        return run

    return built


_ALGEBRA: Algebra[Run] = {
    Number: _number,
    Sum: _folded(_sum),
    Negation: _folded(_negation),
    Product: _folded(_product),
    Quotient: _folded(_quotient),
    Power: _folded(_power),
    Call: _folded(_call),
    Unknown: _folded(_unknown),
    Comparison: _folded(_comparison),
    Piecewise: _folded(_piecewise),
    Derivative: lambda _, __: _undefined,
}
