"""An independent reading of a syntax tree: real values by mpmath, and what a function does near a point.

Nothing of derivtutor's own arithmetic is used, only its tree. Where a function is undefined its value is None. What is
zero but for rounding is zero: points such as √5 are known to a hundred digits, and their neighbours stay well away.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from mpmath import mp

from derivtutor.notation.tree import (
    Call,
    Comparison,
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
    fold,
)

Value = Any
"""A number of one of mpmath's two contexts, or None."""

_TOO_LARGE = 10**50
"""Arguments of exponentials and waves beyond this cost too much: towers are not worked out."""


class UnclearError(Exception):
    """The value is not worked out: it would cost too much, or is no matter of arithmetic."""


class Reading:
    """Evaluates trees in one of mpmath's contexts, `mpmath.mp` (any precision) or `mpmath.fp` (doubles)."""

    def __init__(self, context: Any = mp) -> None:
        self.c = context
        self._functions = _functions(context)

    def values(self, trees: Sequence[Node], point: Mapping[str, Value]) -> list[Value]:
        """What trees that share parts are worth at a point."""
        memo: Memo[Value] = Memo()
        algebra = self._algebra(point)
        return [fold(tree, algebra, memo) for tree in trees]

    def value(self, tree: Node, point: Mapping[str, Value]) -> Value:
        return fold(tree, self._algebra(point))

    def number(self, value: int | Fraction) -> Value:
        return self.c.mpf(value.numerator) / value.denominator

    def snapped(self, value: Value, scale: Value = 1) -> Value:
        """Zero where only rounding makes a difference."""
        return value * 0 if abs(value) < self.c.eps**_SHARE * scale else value

    def compared(self, u: Value, v: Value) -> int:
        difference = self.snapped(u - v, max(abs(u), abs(v)))
        return (difference > 0) - (difference < 0)

    def _algebra(self, point: Mapping[str, Value]) -> dict[type, Callable[..., Value]]:
        constants = {"e": self.c.e, "pi": self.c.pi}
        return {
            Number: lambda node, _: self.number(node.value),
            Name: lambda node, _: point[node.name] if node.name in point else +constants[node.name],
            Sum: _strict(self._sum),
            Negation: _strict(lambda node, values: -values[0]),
            Product: _strict(lambda node, values: self.c.fprod(values)),
            Quotient: _strict(lambda node, values: values[0] / values[1] if values[1] else None),
            Power: _strict(self._power),
            Call: _strict(self._call),
            Comparison: _strict(self._comparison),
            Piecewise: self._piecewise,
            Integral: _unclear,
        }

    def _sum(self, _: Node, values: list[Value]) -> Value:
        return self.snapped(self.c.fsum(values), max(map(abs, values)))

    def _power(self, node: Power, values: list[Value]) -> Value:
        base, exponent = values
        if node.base == Name("e"):
            return self._exp(exponent)
        rational = exact(node.exponent)
        if rational is not None:
            return self.real_power(base, rational)
        if base > 0:
            return self._exp(exponent * self.c.log(base))
        if not base:
            return base if exponent > 0 else self.number(1) if not exponent else None
        return self.real_power(base, Fraction(int(exponent))) if exponent == int(exponent) else None

    def real_power(self, base: Value, exponent: Fraction) -> Value:
        """Odd roots of negative numbers are real."""
        if base < 0 and exponent.denominator % 2 == 0:
            return None
        if not base:
            return None if exponent < 0 else self.number(int(exponent == 0))
        if exponent.denominator == 1:
            return base ** int(exponent)
        size = self._exp(self.number(exponent) * self.c.log(abs(base)))
        return -size if base < 0 and exponent.numerator % 2 else size

    def _exp(self, value: Value) -> Value:
        if abs(value) > _TOO_LARGE:
            raise UnclearError
        return self.c.exp(value)

    def _call(self, node: Call, values: list[Value]) -> Value:
        if node.function == "root":
            degree = exact(node.arguments[0])
            return self.real_power(values[1], 1 / degree) if degree else _unclear(node, values)
        if node.function not in _NO_WAVE and any(abs(value) > _TOO_LARGE for value in values):
            raise UnclearError
        return self._functions[node.function](self, *values)

    def _comparison(self, node: Comparison, values: list[Value]) -> Value:
        signs = [self.compared(u, v) for u, v in itertools.pairwise(values)]
        return all(sign in _HOLDS[relation] for sign, relation in zip(signs, node.relations, strict=True))

    def _piecewise(self, node: Piecewise, found: list[Value]) -> Value:
        count = len(node.values)
        for value, condition in zip(found, found[count:], strict=False):
            if condition is None:
                return None
            if condition:
                return value
        return found[count - 1] if count > len(node.conditions) else None


_SHARE = 0.8
_HOLDS = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "=": (0,), "!=": (-1, 1)}
_NO_WAVE = {"abs", "sign", "max", "min", "relu", "leaky_relu", "ln", "log", "sqrt", "cbrt", "arctan", "arccot"} | {
    "arsinh", "arcosh", "arcsin", "arccos", "mse", "arcsec", "arccsc", "arcoth", "arsech", "arcsch", "artanh",
}  # fmt: skip


def _strict(build: Callable[[Any, list[Value]], Value]) -> Callable[[Any, list[Value]], Value]:
    return lambda node, values: None if any(value is None for value in values) else build(node, values)


def _unclear(node: Node, values: list[Value]) -> Value:
    raise UnclearError


def _functions(c: Any) -> dict[str, Callable[..., Value]]:
    """Every function over the reals; `r` is the reading, which knows what is zero but for rounding."""

    def known(name: str) -> Callable[[Value], Value]:
        return getattr(c, name, None) or getattr(math, name)  # the context of doubles has not everything

    def within(low: int, high: int, function: Callable[[Value], Value]) -> Callable[..., Value]:
        """A function on a closed interval, whose ends may be missed by rounding."""

        def on(r: Reading, u: Value) -> Value:
            if r.compared(u, c.mpf(low)) < 0 or r.compared(u, c.mpf(high)) > 0:
                return None
            return function(min(max(u, c.mpf(low)), c.mpf(high)))

        return on

    def ratio(top: Callable[[Value], Value], bottom: Callable[[Value], Value]) -> Callable[..., Value]:
        return lambda r, u: top(u) / below if (below := r.snapped(bottom(u))) else None

    def inverse(name: str) -> Callable[..., Value]:
        return lambda r, u: found[name](r, 1 / u) if u else None

    def one(_: Value) -> Value:
        return c.mpf(1)

    def plain(function: Callable[[Value], Value]) -> Callable[..., Value]:
        return lambda r, u: r.snapped(function(u))

    def logarithm(r: Reading, u: Value) -> Value:
        return r.snapped(c.log(u)) if u > 0 else None

    def log_base(r: Reading, b: Value, u: Value) -> Value:
        return logarithm(r, u) / c.log(b) if b > 0 and b != 1 and u > 0 else None

    def bce(r: Reading, u: Value, v: Value) -> Value:
        return -(v * c.log(u) + (1 - v) * c.log(1 - u)) if 0 < u < 1 else None

    found: dict[str, Callable[..., Value]] = {
        "sin": plain(c.sin), "cos": plain(c.cos), "arctan": plain(c.atan), "sinh": plain(c.sinh),
        "cosh": plain(c.cosh), "tanh": plain(c.tanh), "arsinh": plain(known("asinh")), "erf": plain(c.erf),
        "erfc": plain(c.erfc), "Si": _unclear,
        "tan": ratio(c.sin, c.cos), "cot": ratio(c.cos, c.sin), "sec": ratio(one, c.cos), "csc": ratio(one, c.sin),
        "coth": ratio(c.cosh, c.sinh), "sech": ratio(one, c.cosh), "csch": ratio(one, c.sinh),
        "arcsin": within(-1, 1, c.asin), "arccos": within(-1, 1, c.acos),
        "arcosh": lambda r, u: known("acosh")(max(u, c.mpf(1))) if r.compared(u, c.mpf(1)) >= 0 else None,
        "artanh": lambda r, u: known("atanh")(u) if r.compared(abs(u), c.mpf(1)) < 0 else None,
        "arccot": inverse("arctan"), "arcsec": inverse("arccos"), "arccsc": inverse("arcsin"),
        "arcoth": inverse("artanh"), "arsech": inverse("arcosh"), "arcsch": inverse("arsinh"),
        "ln": logarithm, "log": log_base,
        "sqrt": lambda r, u: c.sqrt(u) if u >= 0 else None,
        "cbrt": lambda r, u: r.real_power(u, Fraction(1, 3)),
        "abs": lambda r, u: abs(u), "sign": lambda r, u: c.mpf((u > 0) - (u < 0)),
        "max": lambda r, *us: max(us), "min": lambda r, *us: min(us),
        "relu": lambda r, u: max(u, u * 0), "leaky_relu": lambda r, u: u if u > 0 else u / 100,
        "sigmoid": lambda r, u: 1 / (1 + c.exp(-u)), "softplus": lambda r, u: c.log(1 + c.exp(u)),
        "swish": lambda r, u: u / (1 + c.exp(-u)), "gelu": lambda r, u: u * (1 + c.erf(u / c.sqrt(2))) / 2,
        "bce": bce, "mse": lambda r, u, v: (u - v) ** 2,
    }  # fmt: skip
    return found


def exact(node: Node) -> Fraction | None:
    """The fraction that an expression of whole numbers stands for, if it does and is not huge."""
    try:
        return fold(node, _EXACT)
    except (ZeroDivisionError, OverflowError):
        return None


def _exact_power(_: Node, values: list[Fraction]) -> Fraction | None:
    base, exponent = values
    return base ** int(exponent) if exponent.denominator == 1 and abs(exponent) < 1000 else None


_EXACT: Any = {
    **dict.fromkeys((Name, Call, Comparison, Piecewise, Integral), lambda node, values: None),
    Number: lambda node, _: Fraction(node.value),
    Sum: _strict(lambda node, values: sum(values)),
    Negation: _strict(lambda node, values: -values[0]),
    Product: _strict(lambda node, values: math.prod(values)),
    Quotient: _strict(lambda node, values: values[0] / values[1]),
    Power: _strict(_exact_power),
}
