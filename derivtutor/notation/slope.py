"""Values and slopes by the complex step, which knows no rule of differentiation (Squire & Trapp, SIAM Review 1998)."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import add, mul, neg
from typing import Any, TypeAlias

from derivtutor.notation import meaning
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.rational import Exact, constant_value
from derivtutor.notation.real import RELATIONS
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Memo,
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
)

STEP = 1e-30
"""The step along the imaginary axis: at `x + 1j * STEP` an expression is its value plus `1j * STEP` times its slope."""

Column: TypeAlias = list[complex]
"""One number for each sample point."""

NAN = complex(math.nan, math.nan)

_STEEPEST = 1e13 * STEP
"""An imaginary part beyond this share of the number comes from leaving the real domain, or from its very edge."""


def evaluate(node: Node, environment: Mapping[str, Sequence[complex]], memo: Memo[Column] | None = None) -> Column:
    """The value at each sample point in the real part, and `STEP` times the slope in the imaginary part.

    `environment` gives each name one number per point, the one to differentiate by with `1j * STEP` added.
    Where the expression or its slope is undefined, and where a name has no number, the result is nan. Pass the
    same `memo` again with the same environment, and parts that were seen before cost nothing.
    """
    column = fold(node, _algebra(environment), memo)
    return [value if cmath.isfinite(value) else NAN for value in column]


class SamplePoints:
    """The points at which expressions are evaluated again and again; what was seen before costs nothing."""

    def __init__(self, environment: Mapping[str, Sequence[complex]]) -> None:
        self.environment = environment
        self._algebra = _algebra(environment)
        self._memo: Memo[Column] = Memo()

    def __call__(self, node: Node) -> Column:
        """As `evaluate`, but what is undefined may also be an infinity."""
        return fold(node, self._algebra, self._memo)


def _algebra(environment: Mapping[str, Sequence[complex]]) -> Algebra[Column]:
    count = max(map(len, environment.values()), default=1)
    exponents: Memo[Exact] = Memo()

    def number(leaf: Number, _: list[Column]) -> Column:
        try:
            return [complex(leaf.value)] * count
        except OverflowError:
            return [NAN] * count

    def name(leaf: Name, _: list[Column]) -> Column:
        if leaf.name in meaning.CONSTANTS:
            return [complex(meaning.CONSTANTS[leaf.name])] * count
        # Only the variable of an integral has no number here; `_integral` gives it some.
        return list(environment.get(leaf.name, ())) or [NAN] * count

    def power(node: Power, columns: list[Column]) -> Column:
        if type(node.base) is Name and node.base.name == "e":
            return _mapped(cmath.exp, columns[1])
        if type(node.exponent) is Number and type(node.exponent.value) is int:
            return _whole_powers(columns[0], node.exponent.value)
        exponent = constant_value(node.exponent, exponents)
        if exponent is None:
            return _each(_general_power, *columns)
        return _rational_powers(columns[0], exponent)

    def integral(node: Integral, columns: list[Column]) -> Column:
        return _integral(node, columns[1], columns[2], environment)

    return {**_ALGEBRA, Number: number, Name: name, Power: power, Integral: integral}


def _mapped(function: Callable[[complex], complex], column: Column) -> Column:
    try:
        return list(map(function, column))
    except meaning.UNDEFINED:
        return _each(function, column)


def _within_domain(values: Column) -> Column:
    return [w if abs(w.imag) <= _STEEPEST * (1 + abs(w.real)) else NAN for w in values]


def _each(function: Callable[..., complex], *columns: Column) -> Column:
    """A function at each point, nan where it raises."""
    values = []
    for numbers in zip(*columns, strict=True):
        try:
            values.append(function(*numbers))
        except meaning.UNDEFINED:
            values.append(NAN)
    return values


def _sum(_: Sum, columns: list[Column]) -> Column:
    return list(map(add, *columns)) if len(columns) == 2 else list(map(sum, zip(*columns, strict=True)))


def _product(_: Product, columns: list[Column]) -> Column:
    return list(map(mul, *columns)) if len(columns) == 2 else list(map(math.prod, zip(*columns, strict=True)))


def _quotient(_: Quotient, columns: list[Column]) -> Column:
    return [u / v if v.real else NAN for u, v in zip(*columns, strict=True)]


def _whole_powers(column: Column, exponent: int) -> Column:
    if exponent == 2:
        return list(map(mul, column, column))
    # Beyond an exponent of 100, Python's complex power goes by logarithms and loses the imaginary part.
    if 1 <= exponent <= 100:
        return _mapped(lambda z: z**exponent, column)
    return _rational_powers(column, exponent)


def _rational_powers(column: Column, exponent: Fraction | int) -> Column:
    return _each(lambda z: _rational_power(z, exponent), column)


def _rational_power(z: complex, exponent: Fraction | int) -> complex:
    """A power in polar form, about the positive or the negative axis, whose angle is tiny."""
    if cmath.isnan(z):
        return NAN
    if z.real == 0:
        if exponent.denominator == 1 and exponent >= 0:
            return z ** int(exponent)
        return 0j if z == 0 and exponent > 0 else NAN
    size = meaning.real_power(z.real, exponent)
    return complex(size, size * exponent * (z.imag / z.real))


def _general_power(base: complex, exponent: complex) -> complex:
    if base.real > 0:
        return cmath.exp(exponent * cmath.log(base))
    if exponent.imag == 0 and exponent.real.is_integer():
        return _rational_power(base, Fraction(int(exponent.real)))
    return 0j if base == 0 and exponent.real > 0 else NAN


_EVERYWHERE = frozenset({"sin", "cos", "tan", "sinh", "cosh", "tanh"})
"""Functions that cannot leave the reals."""


def _call(node: Call, columns: list[Column]) -> Column:
    row = FUNCTIONS[node.function]
    if row.complex is not None:
        values = _mapped(row.complex, columns[0])
        return values if node.function in _EVERYWHERE else _within_domain(values)
    if node.function in _CHOICES:
        return _CHOICES[node.function](columns)
    if node.function == "root":
        index = constant_value(node.arguments[0])
        if index:
            return _rational_powers(columns[1], 1 / index)
    formula = meaning.definition(node.function)
    if row.real is not None and isinstance(formula, Integral):
        return _primitive(row.real, formula, columns[0])
    return evaluate(formula, dict(zip(row.arguments, columns, strict=True)))


def _primitive(real: Callable[..., float], formula: Integral, column: Column) -> Column:
    """A function that is an integral up to `u`, where its values on the real axis are known."""
    values = [complex(real(z.real)) for z in column]
    return list(map(add, values, _off_axis(formula, column, {})))


def _absolute_value(columns: list[Column]) -> Column:
    return [z if z.real > 0 or z == 0 else -z if z.real < 0 else NAN for z in columns[0]]


def _sign(columns: list[Column]) -> Column:
    return [1 + 0j if z.real > 0 else -1 + 0j if z.real < 0 else 0j if z == 0 else NAN for z in columns[0]]


def _greater(u: complex, v: complex) -> complex:
    return u if u.real > v.real or u == v else v if u.real < v.real else NAN


def _less(u: complex, v: complex) -> complex:
    return u if u.real < v.real or u == v else v if u.real > v.real else NAN


_CHOICES: dict[str, Callable[[list[Column]], Column]] = {
    "abs": _absolute_value,
    "sign": _sign,
    "max": lambda columns: [reduce(_greater, values) for values in zip(*columns, strict=True)],
    "min": lambda columns: [reduce(_less, values) for values in zip(*columns, strict=True)],
}
"""Functions that choose by the sign of real parts; at a tie they have no slope."""


def _unknown(node: Unknown, columns: list[Column]) -> Column:
    level, waves = meaning.waves(node.name, node.orders)

    def value(*arguments: complex) -> complex:
        total = complex(level)
        for amplitude, phase, frequencies in waves:
            total += amplitude * cmath.sin(phase + sum(map(mul, frequencies, arguments)))
        return total

    return _each(value, *columns)


def _comparison(node: Comparison, columns: list[Column]) -> Column:
    """One or zero; nan on the very boundary of a condition, where what it chooses has no slope."""
    relations = [RELATIONS[relation] for relation in node.relations]

    def holds(*operands: complex) -> complex:
        pairs = list(pairwise(operands))
        if any(cmath.isnan(u - v) or (u.real == v.real and u != v) for u, v in pairs):
            return NAN
        return complex(all(related(u.real, v.real) for related, (u, v) in zip(relations, pairs, strict=True)))

    return _each(holds, *columns)


def _piecewise(node: Piecewise, columns: list[Column]) -> Column:
    count = len(node.values)

    def value(*parts: complex) -> complex:
        for condition, piece in zip(parts[count:], parts, strict=False):
            if condition:
                return piece if condition == 1 else NAN
        return parts[count - 1] if count > len(node.conditions) else NAN

    return _each(value, *columns)


def _integral(node: Integral, lower: Column, upper: Column, environment: Mapping[str, Sequence[complex]]) -> Column:
    """Gauss-Legendre quadrature between the real parts, for all points at once, and the two ends of the path."""
    if meaning.integrals_in_each_other(node) > meaning.INTEGRALS_IN_EACH_OTHER:
        return [NAN] * len(lower)
    inner: dict[str, Sequence[complex]] = {
        name: list(column) * len(meaning.quadrature()) for name, column in environment.items()
    }
    paths = [(a.real, b.real - a.real) for a, b in zip(lower, upper, strict=True)]
    inner[node.variable] = [complex(start + length * s) for s, _ in meaning.quadrature() for start, length in paths]
    heights = evaluate(node.integrand, inner)
    totals = [0j] * len(paths)
    for place, (_, weight) in enumerate(meaning.quadrature()):
        row = heights[place * len(paths) : (place + 1) * len(paths)]
        totals = [total + weight * height for total, height in zip(totals, row, strict=True)]
    ends = zip(_off_axis(node, upper, environment), _off_axis(node, lower, environment), strict=True)
    return [
        (length * total if length else 0j) + above - below
        for total, (_, length), (above, below) in zip(totals, paths, ends, strict=True)
    ]


def _off_axis(node: Integral, column: Column, environment: Mapping[str, Sequence[complex]]) -> Column:
    """The integral from the real axis up to each point, so short a path that its midpoint is enough."""
    if not any(z.imag for z in column):
        return [z - z for z in column]
    middles = [z.real + 0.5j * z.imag for z in column]
    heights = evaluate(node.integrand, {**environment, node.variable: middles})
    return [1j * z.imag * height if z.imag else z - z for z, height in zip(column, heights, strict=True)]


def _negation(_: Any, columns: list[Column]) -> Column:
    return list(map(neg, columns[0]))


_ALGEBRA: Algebra[Column] = {
    Sum: _sum,
    Negation: _negation,
    Product: _product,
    Quotient: _quotient,
    Call: _call,
    Unknown: _unknown,
    Comparison: _comparison,
    Piecewise: _piecewise,
    Derivative: lambda _, columns: [NAN] * len(columns[0]),
}
