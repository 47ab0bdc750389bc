"""Rigorous values by ball arithmetic (Arb): the true real value lies in the ball, or there is no ball."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias

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

Ball: TypeAlias = Any
"""A `flint.arb`; inside an integrand a `flint.acb`. What is undefined or undecided is the ball nan."""

_MOST_EVALUATIONS = 2000


def evaluate_ball(node: Node, environment: Mapping[str, Ball | Fraction], precision: int) -> Ball | None:
    """A `flint.arb` that contains the real value of the expression; None where it is undefined or cannot be decided.

    `environment` gives each name an exact rational number or a ball, `precision` is in bits. Undecided are
    comparisons of overlapping balls, functions that only have a name, and integrals that do not converge.
    Raises `KeyError` for a name without a number.
    """
    import flint

    for missing in sorted(names(node) - environment.keys()):
        raise KeyError(missing)
    with flint.ctx.workprec(precision):
        value = _evaluate(node, {name: _exact(number) for name, number in environment.items()})
        return value if value.is_finite() else None


def _evaluate(node: Node, environment: Mapping[str, Ball]) -> Ball:
    import flint

    known = {**environment, "e": flint.arb.const_e(), "pi": flint.arb.pi()}
    nan = _undefined()
    return fold(
        node,
        {
            **_ALGEBRA,
            Name: lambda leaf, _: known.get(leaf.name, nan),
            Integral: lambda found, balls: _integral(found, balls[1], balls[2], environment),
        },
    )


def _exact(number: Ball | Fraction | int) -> Ball:
    import flint

    if isinstance(number, int | Fraction):
        return flint.arb(flint.fmpq(number.numerator, number.denominator))
    return number


def _undefined() -> Ball:
    import flint

    return flint.arb.nan()


def _quotient(_: Quotient, balls: list[Ball]) -> Ball:
    return balls[0] / balls[1]


def _power(node: Power, balls: list[Ball]) -> Ball:
    base, exponent = balls
    if node.base == Name("e"):
        return exponent.exp()
    exact = constant_value(node.exponent)
    return _general_power(base, exponent) if exact is None else _rational_power(base, exact)


def _rational_power(base: Ball, exponent: Fraction) -> Ball:
    if not base.is_finite():
        return _undefined()
    if exponent.denominator == 1:
        return _whole_power(base, int(exponent))
    if base == 0:
        return base if exponent > 0 else _undefined()
    if base > 0:
        return base.sqrt() if exponent == Fraction(1, 2) else base ** _exact(exponent)
    if base < 0 and exponent.denominator % 2:
        size = (-base) ** _exact(exponent)
        return -size if exponent.numerator % 2 else size
    return _undefined()


def _whole_power(base: Ball, exponent: int) -> Ball:
    import flint

    if exponent < 0:
        return 1 / _whole_power(base, -exponent)
    return base ** flint.fmpz(exponent)


def _general_power(base: Ball, exponent: Ball) -> Ball:
    if base > 0:
        return base**exponent
    if base.is_finite() and exponent.is_exact() and exponent.is_integer() and abs(exponent) < 2**64:
        return _whole_power(base, int(exponent.unique_fmpz()))
    return base if base == 0 and exponent > 0 else _undefined()


def _call(node: Call, balls: list[Ball]) -> Ball:
    row = FUNCTIONS[node.function]
    if row.ball:
        return getattr(balls[0], row.ball)()
    if node.function in _CHOICES:
        return _CHOICES[node.function](balls)
    if node.function == "root":
        index = constant_value(node.arguments[0])
        if index:
            return _rational_power(balls[1], 1 / index)
    return _evaluate(meaning.definition(node.function), dict(zip(row.arguments, balls, strict=True)))


def _sign(ball: Ball) -> Ball:
    return _exact(1) if ball > 0 else _exact(-1) if ball < 0 else ball if ball == 0 else _undefined()


_CHOICES: dict[str, Callable[[list[Ball]], Ball]] = {
    "abs": lambda balls: abs(balls[0]),
    "sign": lambda balls: _sign(balls[0]),
    "max": lambda balls: reduce(lambda u, v: u.max(v), balls),
    "min": lambda balls: reduce(lambda u, v: u.min(v), balls),
}


def _comparison(node: Comparison, balls: list[Ball]) -> Ball:
    """One or zero; nan where balls overlap, unless they are the same exact number."""
    holds = True
    for relation, u, v in zip(node.relations, balls, balls[1:], strict=False):
        if not (u < v or u > v or u == v):
            return _undefined()
        holds = holds and (
            (relation in ("<", "<=", "!=") and u < v)
            or (relation in (">", ">=", "!=") and u > v)
            or (relation in ("<=", ">=", "=") and u == v)
        )
    return _exact(int(holds))


def _piecewise(node: Piecewise, balls: list[Ball]) -> Ball:
    count = len(node.values)
    for condition, value in zip(balls[count:], balls, strict=False):
        if condition == 1:
            return value
        if condition.is_nan():
            return condition
    return balls[count - 1] if count > len(node.conditions) else _undefined()


def _integral(node: Integral, lower: Ball, upper: Ball, environment: Mapping[str, Ball]) -> Ball:
    """Gauss-Legendre quadrature with Petras' rigorous bounds, for integrands that are analytic along the path."""
    import flint

    if not (lower.is_finite() and upper.is_finite()):
        return _undefined()
    outer = {name: flint.acb(ball) for name, ball in environment.items()}

    def integrand(t: Ball, _: bool) -> Ball:
        return _analytic(node.integrand, {**outer, node.variable: t})

    return flint.acb.integral(integrand, lower, upper, eval_limit=_MOST_EVALUATIONS).real


def _analytic(node: Node, environment: Mapping[str, Ball]) -> Ball:
    """The value for complex balls on which the expression is analytic; not finite for all others."""
    import flint

    known = {**environment, "e": flint.acb(1).exp(), "pi": flint.acb.pi()}
    undefined = flint.acb(_undefined())

    def power(node: Power, balls: list[Ball]) -> Ball:
        if node.base == Name("e"):
            return balls[1].exp()
        exponent = constant_value(node.exponent)
        if exponent is not None and exponent.denominator == 1 and abs(exponent) < 2**63:
            return balls[0] ** int(exponent) if balls[0].is_finite() else undefined
        return balls[0].pow(balls[1], analytic=True)

    def call(node: Call, balls: list[Ball]) -> Ball:
        row = FUNCTIONS[node.function]
        if node.function in _MEROMORPHIC:
            return getattr(balls[0], row.ball)()
        if node.function in _CUT:
            return getattr(balls[0], row.ball)(analytic=True)
        if row.ball or node.function in _CHOICES:
            return undefined
        return _analytic(meaning.definition(node.function), dict(zip(row.arguments, balls, strict=True)))

    return fold(
        node,
        {
            **_ALGEBRA,
            **{kind: lambda _, __: undefined for kind in (Unknown, Comparison, Piecewise, Integral, Derivative)},
            Number: lambda leaf, _: flint.acb(_exact(leaf.value)),
            Name: lambda leaf, _: known.get(leaf.name, undefined),
            Power: power,
            Call: call,
        },
    )


_MEROMORPHIC = frozenset({"sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "erfc", "Si"})
_CUT = frozenset({"ln", "sqrt"})
"""Functions with a cut along the negative axis, which is outside their real domain as well."""

_ALGEBRA: Algebra[Ball] = {
    Number: lambda leaf, _: _exact(leaf.value),
    Sum: lambda _, balls: sum(balls[1:], balls[0]),
    Product: lambda _, balls: reduce(lambda u, v: u * v, balls),
    Negation: lambda _, balls: -balls[0],
    Quotient: _quotient,
    Power: _power,
    Call: _call,
    Comparison: _comparison,
    Piecewise: _piecewise,
    Unknown: lambda _, __: _undefined(),
    Derivative: lambda _, __: _undefined(),
}
