"""Rigorous values by ball arithmetic (Arb): the true real value lies in the ball, or there is no ball."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import add, methodcaller, mul, neg, truediv
from typing import Any, TypeAlias

from derivtutor.libraries import flint
from derivtutor.notation import meaning
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.gaps import from_border, is_removable
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

Column: TypeAlias = list[Ball]
"""One ball for each point."""

Each: TypeAlias = Callable[[Any, list[Column], Column], Column]
"""What is made of the balls of a part of an expression, given those of its children."""

_MOST_EVALUATIONS = 2000
_HALF_BALL, _COUNTABLE = 0.5, 2.0**64


def evaluate_ball(node: Node, environment: Mapping[str, Ball | Fraction], precision: int) -> Ball | None:
    """A `flint.arb` that contains the real value of the expression; None where it is undefined or cannot be decided.

    `environment` gives each name an exact rational number or a ball, `precision` is in bits. Undecided are
    comparisons of overlapping balls and integrals that do not converge.
    Raises `KeyError` for a name without a number.
    """
    for missing in sorted(names(node) - environment.keys()):
        raise KeyError(missing)
    columns = {name: balls([number], precision) for name, number in environment.items()}
    value = evaluate_balls(node, columns, precision)[0]
    return value if value.is_finite() else None


def balls(numbers: Sequence[Ball | Fraction], precision: int) -> Column:
    """Numbers as balls, as exact as so many bits allow."""
    with flint.ctx.workprec(precision):
        return [_exact(number) for number in numbers]


def evaluate_balls(node: Node, environment: Mapping[str, Column], precision: int) -> Column:
    """As `evaluate_ball`, at many points at once: `environment` gives each name one ball for each point.

    The result is nan where the expression is undefined, and for a name without numbers.
    """
    with flint.ctx.workprec(precision):
        return _evaluate(node, environment)


def evaluate_each(node: Node, environment: Mapping[str, Column], precision: int, each: Each) -> Column:
    """As `evaluate_balls`; the balls of every part of the expression are what `each` makes of them."""

    def seeing(row: Callable[[Any, list[Column]], Column]) -> Callable[[Any, list[Column]], Column]:
        return lambda part, columns: each(part, columns, row(part, columns))

    with flint.ctx.workprec(precision):
        return fold(node, {kind: seeing(row) for kind, row in _rows(environment).items()})


def evaluate_settled(node: Node, environment: Mapping[str, Column], precision: int) -> Column:
    """As `evaluate_balls`, but a ball that contains a whole number and is tiny at this precision is taken for it.

    So `sin(pi)` is zero, `|x - 1/3|` is zero at a third, and conditions are decided on their very borders. That is no
    proof: at some thousand bits it is as good as one.
    """
    tiny = flint.arb(2) ** (-precision // 2)

    def settled(ball: Ball) -> Ball:
        return ball if ball.is_exact() or not ball.rad() < tiny else whole(ball)

    def each(part: Any, columns: list[Column], column: Column) -> Column:
        if type(part) is Comparison:
            return [_compared(part.relations, operands) for operands in zip(*columns, strict=True)]
        return list(map(settled, column))

    def _compared(relations: Sequence[str], operands: Sequence[Ball]) -> Ball:
        return _all_hold(relations, [(settled(u - v), nothing) for u, v in pairwise(operands)])

    nothing = flint.arb(0)
    return evaluate_each(node, environment, precision, each)


def whole(ball: Ball) -> Ball:
    """The whole number that a ball contains, exact; the ball itself where it contains none or several."""
    if ball.contains(0):
        return flint.arb(0) if ball.rad() < _HALF_BALL else ball
    if not abs(ball) > _HALF_BALL or not abs(ball) < _COUNTABLE:  # Arb must not be asked about far larger ones
        return ball
    number = ball.unique_fmpz()
    return ball if number is None else flint.arb(number)


def _evaluate(node: Node, environment: Mapping[str, Column]) -> Column:
    return fold(node, _rows(environment))


def _rows(environment: Mapping[str, Column]) -> Algebra[Column]:
    count = max(map(len, environment.values()), default=1)

    def named(leaf: Name, _: list[Column]) -> Column:
        column = environment.get(leaf.name)
        return [_CONSTANTS.get(leaf.name, _undefined)()] * count if column is None else column

    return {
        **_ALGEBRA,
        Number: lambda leaf, _: [_exact(leaf.value)] * count,
        Name: named,
        Integral: lambda area, columns: _integral(area, columns[1], columns[2], environment),
    }


def _exact(number: Ball | Fraction | int) -> Ball:
    if isinstance(number, int):
        return flint.arb(number)
    if isinstance(number, Fraction):
        return flint.arb(flint.fmpq(number.numerator, number.denominator))
    return number


def _undefined() -> Ball:
    return flint.arb.nan()


_CONSTANTS: dict[str, Callable[[], Ball]] = {"e": lambda: flint.arb.const_e(), "pi": lambda: flint.arb.pi()}


def _sum(_: Sum, columns: list[Column]) -> Column:
    return reduce(lambda left, right: list(map(add, left, right)), columns)


def _product(_: Product, columns: list[Column]) -> Column:
    return reduce(lambda left, right: list(map(mul, left, right)), columns)


def _power(node: Power, columns: list[Column]) -> Column:
    bases, exponents = columns
    if node.base == _E:
        return [exponent.exp() for exponent in exponents]
    exact = node.exponent.value if type(node.exponent) is Number else constant_value(node.exponent)
    if exact is None:
        return list(map(_general_power, bases, exponents))
    if exact == 2:
        return list(map(mul, bases, bases))
    if exact == _HALF:
        return [base.sqrt() for base in bases]
    return [_rational_power(base, exact) for base in bases]


_E = Name("e")
_HALF = Fraction(1, 2)
_LOW_DEGREE = 20


def _rational_power(base: Ball, exponent: Fraction | int) -> Ball:
    if not base.is_finite():
        return _undefined()
    if exponent.denominator == 1:
        return _whole_power(base, int(exponent))
    if base == 0:
        return base if exponent > 0 else _undefined()
    if base > 0:
        return base.sqrt() if exponent == _HALF else _positive_power(base, exponent)
    if base < 0 and exponent.denominator % 2:
        size = _positive_power(-base, exponent)
        return -size if exponent.numerator % 2 else size
    return _undefined()


def _positive_power(base: Ball, exponent: Fraction | int) -> Ball:
    """Roots of a low degree are far quicker than logarithms where thousands of bits are asked for."""
    if 2 < exponent.denominator <= _LOW_DEGREE:
        return _whole_power(base.root(exponent.denominator), exponent.numerator)
    return base ** _exact(exponent)


def _whole_power(base: Ball, exponent: int) -> Ball:
    if exponent < 0:
        return 1 / _whole_power(base, -exponent)
    if base.contains(0) and not base.is_exact():
        return _repeated_product(base, exponent)
    return base ** flint.fmpz(exponent)


def _repeated_product(base: Ball, exponent: int) -> Ball:
    """A power of a ball around zero, for which Arb has none."""
    result = _exact(1)
    for digit in f"{exponent:b}":
        result = result * result * base if digit == "1" else result * result
    return result


def _general_power(base: Ball, exponent: Ball) -> Ball:
    if base > 0:
        return base**exponent
    if base.is_finite() and exponent.is_exact() and exponent.is_integer() and abs(exponent) < 2**64:
        return _whole_power(base, int(exponent.unique_fmpz()))
    return base if base == 0 and exponent > 0 else _undefined()


def _call(node: Call, columns: list[Column]) -> Column:
    row = FUNCTIONS[node.function]
    if row.ball:
        function = methodcaller(row.ball)
        return list(map(function, columns[0]))
    if node.function in _CHOICES:
        choose = _CHOICES[node.function]
        return [choose(balls) for balls in zip(*columns, strict=True)]
    if node.function == "root":
        index = constant_value(node.arguments[0])
        if index:
            return [_rational_power(ball, 1 / index) for ball in columns[1]]
    return _evaluate(meaning.definition(node.function), dict(zip(row.arguments, columns, strict=True)))


def _sign(ball: Ball) -> Ball:
    return _exact(1) if ball > 0 else _exact(-1) if ball < 0 else ball if ball == 0 else _undefined()


_CHOICES: dict[str, Callable[[Sequence[Ball]], Ball]] = {
    "abs": lambda balls: abs(balls[0]),
    "sign": lambda balls: _sign(balls[0]),
    "max": lambda balls: reduce(lambda u, v: u.max(v), balls),
    "min": lambda balls: reduce(lambda u, v: u.min(v), balls),
}


def _comparison(node: Comparison, columns: list[Column]) -> Column:
    return [_all_hold(node.relations, pairwise(balls)) for balls in zip(*columns, strict=True)]


def _all_hold(relations: Sequence[str], pairs: Iterable[tuple[Ball, Ball]]) -> Ball:
    """One or zero; nan where balls overlap, unless they are the same exact number."""
    holds = True
    for relation, (u, v) in zip(relations, pairs, strict=True):
        if not (u < v or u > v or u == v):
            return _undefined()
        holds = holds and (
            (relation in ("<", "<=", "!=") and u < v)
            or (relation in (">", ">=", "!=") and u > v)
            or (relation in ("<=", ">=", "=") and u == v)
        )
    return _exact(int(holds))


def _piecewise(node: Piecewise, columns: list[Column]) -> Column:
    count = len(node.values)
    return [_piece(balls[:count], balls[count:]) for balls in zip(*columns, strict=True)]


def _piece(values: Sequence[Ball], conditions: Sequence[Ball]) -> Ball:
    for condition, value in zip(conditions, values, strict=False):
        if condition == 1:
            return value
        if condition.is_nan():
            return condition
    return values[-1] if len(values) > len(conditions) else _undefined()


def _unknown(node: Unknown, columns: list[Column]) -> Column:
    """The model of a function that only has a name, whose numbers are floats and so exact in binary."""
    level, waves = meaning.waves(node.name, node.orders)
    total = [flint.arb(level)] * len(columns[0])
    for amplitude, phase, frequencies in waves:
        angles = [
            sum((flint.arb(k) * ball for k, ball in zip(frequencies, balls, strict=True)), flint.arb(phase))
            for balls in zip(*columns, strict=True)
        ]
        total = [sum_ + flint.arb(amplitude) * angle.sin() for sum_, angle in zip(total, angles, strict=True)]
    return total


def _integral(node: Integral, lower: Column, upper: Column, environment: Mapping[str, Column]) -> Column:
    return [
        _quadrature(node, start, end, {name: column[index] for name, column in environment.items()})
        for index, (start, end) in enumerate(zip(lower, upper, strict=True))
    ]


def _quadrature(node: Integral, lower: Ball, upper: Ball, environment: Mapping[str, Ball]) -> Ball:
    """Gauss-Legendre quadrature with Petras' rigorous bounds, for integrands that are analytic along the path."""
    if not (lower.is_finite() and upper.is_finite()):
        return _undefined()
    outer = {name: flint.acb(ball) for name, ball in environment.items()}

    def value(t: Ball) -> Ball:
        return _analytic(node.integrand, {**outer, node.variable: t})

    gaps = [bound for bound in (lower, upper) if is_removable(node, value, bound)]

    def integrand(t: Ball, _: bool) -> Ball:
        enclosure = value(t)
        if enclosure.is_finite() or not any(t.contains(flint.acb(gap.mid())) for gap in gaps):
            return enclosure
        return from_border(value, t)

    return _integrated(integrand, lower, upper)


def _integrated(integrand: Callable[[Ball, bool], Ball], lower: Ball, upper: Ball) -> Ball:
    """Arb's quadrature; what the integrand raises, as at Ctrl-C or the end of a time limit, is raised afterwards.

    Arb's loop knows no exceptions: it would go on with one pending, and end in an error of the interpreter.
    """
    raised: list[BaseException] = []

    def guarded(t: Ball, is_analytic: bool) -> Ball:
        try:
            return flint.acb(_undefined()) if raised else integrand(t, is_analytic)
        except BaseException as error:
            raised.append(error)
            return flint.acb(_undefined())

    try:
        total = flint.acb.integral(guarded, lower, upper, eval_limit=_MOST_EVALUATIONS)
    except SystemError:  # the interrupt came where `guarded` could not catch it, and was pending ever since
        raise KeyboardInterrupt from None
    if raised:
        raise KeyboardInterrupt if isinstance(raised[0], SystemError) else raised[0]
    return total.real


def _analytic(node: Node, environment: Mapping[str, Ball]) -> Ball:
    """The value for complex balls on which the expression is analytic; not finite for all others."""
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
            **{kind: lambda _, __: undefined for kind in (Unknown, Comparison, Piecewise, Integral, Derivative)},
            Number: lambda leaf, _: flint.acb(_exact(leaf.value)),
            Name: lambda leaf, _: known.get(leaf.name, undefined),
            Sum: lambda _, balls: sum(balls[1:], balls[0]),
            Product: lambda _, balls: reduce(mul, balls),
            Negation: lambda _, balls: -balls[0],
            Quotient: lambda _, balls: balls[0] / balls[1],
            Power: power,
            Call: call,
        },
    )


_MEROMORPHIC = frozenset({"sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "erfc", "Si"})
_CUT = frozenset({"ln", "sqrt"})
"""Functions with a cut along the negative axis, which is outside their real domain as well."""

_ALGEBRA: Algebra[Column] = {
    Sum: _sum,
    Product: _product,
    Negation: lambda _, columns: list(map(neg, columns[0])),
    Quotient: lambda _, columns: list(map(truediv, *columns)),
    Power: _power,
    Call: _call,
    Comparison: _comparison,
    Piecewise: _piecewise,
    Unknown: _unknown,
    Derivative: lambda _, columns: [_undefined()] * len(columns[0]),
}
