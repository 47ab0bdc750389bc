"""Power series of expressions, which never swell as repeated derivatives do: of functions, choices and areas."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

from derivtutor.calculus.series.arithmetic import Arithmetic, Series, U
from derivtutor.calculus.series.rings import Coefficient, ExactNumbers, NoSeriesError, Ring
from derivtutor.notation import meaning
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.rational import constant_value
from derivtutor.notation.reader import read
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
    substitute,
)


def series(node: Node, variable: str, centre: Coefficient, many: int, ring: Ring) -> Series:
    """The first coefficients of the powers of `variable - centre`, as many as asked for.

    Raises:
        NoSeriesError: where there are none.
    """
    found = Expressions(ring, many + _SPARE).of(node, {variable: centre})
    if len(found) < many:
        raise NoSeriesError
    return found[:many]


_SPARE = 3
"""So many coefficients are known beside those asked for: each zero of a denominator that is cancelled takes one."""


class Expressions(Arithmetic):
    """The series of expressions; those of functions come from the differential equations of these."""

    def of(self, node: Node, centre: dict[str, Coefficient]) -> Series:
        """The series of an expression whose letters move away from their places in `centre`, all others stay."""
        moving = {name: [place, self.one, *[self.zero] * (self.many - 2)] for name, place in centre.items()}
        return self.with_letters(node, moving)

    def with_letters(self, node: Node, letters: dict[str, Series]) -> Series:
        """The series of an expression, given those of its letters."""
        return fold(node, self._algebra(letters))

    def power(self, node: Power, parts: list[Series]) -> Series:
        base, exponent = parts
        plain = constant_value(node.exponent)
        if plain is not None:
            return self.rational_power(base, plain)
        if node.base == Name("e"):
            return self.exponential(exponent)
        return self.exponential(self.multiply(exponent, self.logarithm(base)))

    # Functions

    def call(self, node: Call, arguments: list[Series]) -> Series:
        u, name = arguments[0], node.function
        if name in _SLOPES:
            return self._by_slope(name, u)
        if name in _OWN:
            return _OWN[name](self, node, arguments)
        formula = meaning.definition(name)
        return self.with_letters(formula, dict(zip(FUNCTIONS[name].arguments, arguments, strict=True)))

    def _by_slope(self, name: str, u: Series) -> Series:
        slope = self.with_letters(_SLOPES[name], {"u": u})
        return self.integral(self.ring.value(Call(name, (U,)), u[0]), self.multiply(slope, self.slope(u)))

    def riccati(self, name: str, u: Series, slope: tuple[int, int, int]) -> Series:
        """Functions with `y' = a + b y + c y^2`: a tangent, a sigmoid."""
        a, b, c = map(self.ring.number, slope)
        known: Series = []

        def slopes(found: list[Series]) -> list[Series]:
            y = found[0]
            square = self.convolved(y, y, len(y) - 1)
            terms = [self.ring.product(y[-1], b), self.ring.product(square, c), *([a] if len(y) == 1 else [])]
            known.append(self.ring.sum(terms))
            return [known]

        return self.solve(u, [self.ring.value(Call(name, (U,)), u[0])], slopes)[0]

    def waves(self, names_of: tuple[str, str], sign: int, u: Series) -> list[Series]:
        """Sine and cosine, each the other's slope but for a sign."""
        firsts = [self.ring.value(Call(name, (U,)), u[0]) for name in names_of]
        factor = self.ring.number(sign)
        return self.solve(u, firsts, lambda y: [y[1], [self.ring.product(each, factor) for each in y[0]]])

    def size(self, u: Series) -> Series:
        sign = self.ring.sign(u[0])
        if not sign:
            raise NoSeriesError
        return u if sign > 0 else self.negate(u)

    def signum(self, u: Series) -> Series:
        sign = self.ring.sign(u[0])
        if not sign:
            raise NoSeriesError
        return self.constant(self.ring.number(sign))

    def extreme(self, arguments: list[Series], is_largest: bool) -> Series:
        best, *others = arguments
        for other in others:
            sign = self.ring.sign(self.less(other[0], best[0]))
            if not sign:
                raise NoSeriesError
            best = other if (sign > 0) == is_largest else best
        return best

    # Choices and areas

    def piecewise(self, node: Piecewise, children: list[Any]) -> Series:
        count = len(node.values)
        for condition, value in zip(children[count:], children, strict=False):
            if condition:
                return list(value)
        if count == len(node.conditions):
            raise NoSeriesError
        return list(children[count - 1])

    def comparison(self, node: Comparison, operands: list[Series]) -> bool:
        """Whether a condition holds; on its border there is no series."""
        holds = True
        for relation, (left, right) in zip(node.relations, pairwise(operands), strict=True):
            sign = self.ring.sign(self.less(left[0], right[0]))
            if not sign:
                raise NoSeriesError
            holds = holds and (
                relation == "!=" or (relation[0] == ">" and sign > 0) or (relation[0] == "<" and sign < 0)
            )
        return holds

    def _area(self, area: Integral, bounds: list[Series], letters: dict[str, Series]) -> Series:
        if names(area.integrand) & (letters.keys() - {area.variable}):
            raise NoSeriesError
        upper, lower = bounds[1], bounds[0]
        speeds = [
            self.multiply(self.with_letters(area.integrand, {area.variable: end}), self.slope(end))
            for end in (upper, lower)
        ]
        whole = Integral(area.integrand, area.variable, Name("v"), U)
        if self.ring.sign(self.less(upper[0], lower[0])) == 0:
            first = self.zero
        elif isinstance(self.ring, ExactNumbers):
            first = self.ring.value(substitute(whole, {"v": self.ring.tree(lower[0])}), upper[0])
        else:
            raise NoSeriesError
        return self.integral(first, self.add([speeds[0], self.negate(speeds[1])]))

    def _algebra(self, letters: dict[str, Series]) -> Algebra[Any]:
        def name(leaf: Name, _: list[Series]) -> Series:
            known = letters.get(leaf.name)
            return self.constant(self.ring.value(leaf, self.zero)) if known is None else known

        def none(_: Node, __: list[Any]) -> Series:
            raise NoSeriesError

        def product(_: Product, factors: list[Series]) -> Series:
            found = factors[0]
            for factor in factors[1:]:
                found = self.multiply(found, factor)
            return found

        def area(node: Integral, children: list[Series]) -> Series:
            return self._area(node, children[1:], letters)

        return {
            **dict.fromkeys((Unknown, Derivative), none),
            Number: lambda leaf, _: self.constant(self.ring.number(leaf.value)),
            Name: name,
            Sum: lambda _, terms: self.add(terms),
            Negation: lambda _, operands: self.negate(operands[0]),
            Product: product,
            Quotient: lambda _, parts: self.divide(parts[0], parts[1]),
            Power: self.power,
            Call: self.call,
            Comparison: self.comparison,
            Piecewise: self.piecewise,
            Integral: area,
        }


_SLOPES: dict[str, Node] = {
    name: read(text).tree
    for name, text in {
        "arctan": "1/(1 + u^2)",
        "arcsin": "(1 - u^2)^(-1/2)",
        "arccos": "-(1 - u^2)^(-1/2)",
        "arsinh": "(1 + u^2)^(-1/2)",
        "arcosh": "(u^2 - 1)^(-1/2)",
        "artanh": "1/(1 - u^2)",
        "erf": "2/sqrt(pi) e^(-u^2)",
        "Si": "sin(u)/u",
    }.items()
}
"""Functions whose slope is simpler than they are."""

_Own: TypeAlias = Callable[[Expressions, Call, list[Series]], Series]

_OWN: dict[str, _Own] = {
    "sin": lambda s, _, a: s.waves(("sin", "cos"), -1, a[0])[0],
    "cos": lambda s, _, a: s.waves(("sin", "cos"), -1, a[0])[1],
    "sinh": lambda s, _, a: s.waves(("sinh", "cosh"), 1, a[0])[0],
    "cosh": lambda s, _, a: s.waves(("sinh", "cosh"), 1, a[0])[1],
    "tan": lambda s, _, a: s.riccati("tan", a[0], (1, 0, 1)),
    "tanh": lambda s, _, a: s.riccati("tanh", a[0], (1, 0, -1)),
    "sigmoid": lambda s, _, a: s.riccati("sigmoid", a[0], (0, 1, -1)),
    "ln": lambda s, _, a: s.logarithm(a[0]),
    "sqrt": lambda s, _, a: s.rational_power(a[0], Fraction(1, 2)),
    "cbrt": lambda s, _, a: s.rational_power(a[0], Fraction(1, 3)),
    "abs": lambda s, _, a: s.size(a[0]),
    "sign": lambda s, _, a: s.signum(a[0]),
    "max": lambda s, _, a: s.extreme(a, True),
    "min": lambda s, _, a: s.extreme(a, False),
}
