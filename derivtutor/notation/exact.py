"""What an expression is worth exactly at a point, as at school: sin(π/3) is √3/2, ln(e) is 1, tan(π/2) is undefined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise

from derivtutor.notation import meaning
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.closed import (
    PI,
    PLAIN,
    Closed,
    Key,
    Symbols,
    added,
    as_fraction,
    fraction,
    inverse,
    multiplied,
    negated,
    raised,
    root,
)
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.rational import constant_value
from derivtutor.notation.special_values import SPECIAL, Worth
from derivtutor.notation.tree import (
    KEEPING,
    NAMES,
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
    names,
    substitute,
    with_children,
)

_PRECISIONS = (128, 1024, 4096)
"""Bits in which the sign of a number is looked for."""


class Exact:
    """Works expressions out at one point; letters without a value stay letters."""

    def __init__(self, point: Mapping[str, Node]) -> None:
        self.point = point
        self.symbols = Symbols()
        self._memo: Memo[Worth] = Memo()
        self._values = {name: fold(value, self._algebra({})) for name, value in point.items()}
        self._here = self._algebra(self._values)

    def worth(self, node: Node) -> Worth:
        """What an expression is worth, or None where it is undefined."""
        return fold(node, self._here, self._memo)

    def tree(self, node: Node) -> Node | None:
        """An expression with the point put in; what has no letters is worked out. None where it is undefined."""
        worth = self.worth(node)
        if worth is None:
            return None
        written = self.symbols.tree(worth)
        return self._put_in(node) if names(written) else written

    def _put_in(self, node: Node) -> Node:
        """An expression with letters, in the shape that it has; only its parts without letters are worked out."""
        point = {name: self.symbols.tree(value) for name, value in self._values.items() if value is not None}
        whole = substitute(node, point)
        algebra, known, letters = self._algebra({}), Memo[Worth](), Memo[frozenset[str]]()

        def written(each: Node, children: list[Node]) -> Node:
            kept: Node = KEEPING[type(each)](each, children)
            if type(each) is Comparison or fold(each, NAMES, letters):
                return kept
            worth = fold(each, algebra, known)
            return kept if worth is None else self.symbols.tree(worth)

        return fold(whole, dict.fromkeys(KEEPING, written))

    def _algebra(self, values: Mapping[str, Worth]) -> Algebra[Worth]:
        def name(leaf: Name, _: list[Worth]) -> Worth:
            return values[leaf.name] if leaf.name in values else self.symbols.of(leaf)

        def integral(node: Integral, children: list[Worth]) -> Worth:
            _, lower, upper = children
            if lower is None or upper is None:
                return None
            if not added([upper, negated(lower)]):
                return {}
            trees = {name: self.symbols.tree(value) for name, value in values.items() if value is not None}
            ends = self.symbols.tree(lower), self.symbols.tree(upper)
            return self.symbols.of(with_children(node, (substitute(node, trees).children[0], *ends)))

        return {
            Number: lambda leaf, _: fraction(leaf.value),
            Name: name,
            Sum: _defined(lambda _, terms: added(terms)),
            Negation: _defined(lambda _, operands: negated(operands[0])),
            Product: _defined(self._product),
            Quotient: _defined(self._quotient),
            Power: _defined(self._power),
            Call: self._call,
            Comparison: _defined(self._comparison),
            Piecewise: self._piecewise,
            Integral: integral,
            Unknown: _defined(self.unworked),
            Derivative: lambda _, __: None,
        }

    # Arithmetic

    def _product(self, _: Node, children: list[Closed]) -> Worth:
        total = fraction(1)
        for child in children:
            if len(total) * len(child) > _MOST_PRODUCTS:
                total, child = self._as_symbol(total), self._as_symbol(child)
            total = multiplied(total, child)
        return total

    def _quotient(self, _: Node, parts: list[Closed]) -> Worth:
        top, bottom = parts
        if not bottom or self.sign(bottom) == 0:
            return None
        turned = inverse(bottom)
        if turned is None:
            turned = self.symbols.of(self.symbols.tree(bottom), -1)
        return self._product(_, [top, turned])

    def _power(self, node: Power, parts: list[Closed]) -> Worth:
        base, exponent = parts
        if node.base == Name("e"):
            return self.exponential(exponent)
        plain = as_fraction(exponent)
        if plain is not None:
            return self.rational_power(base, plain, constant_value(node.exponent) is not None)
        sign, growth = self.sign(base), self.sign(exponent)
        if (sign is not None and sign < 0) or (sign == 0 and growth in (-1, 0)):
            return None
        if sign == 0 and growth == 1:
            return {}
        if as_fraction(base) == 1:
            return base
        return self.symbols.of(Power(self.symbols.tree(base), self.symbols.tree(exponent)))

    def rational_power(self, base: Closed, exponent: Fraction, is_constant: bool = True) -> Worth:
        """A power whose exponent is rational; `0^0` is 1 only where the exponent is 0 at every point."""
        if not exponent:
            return fraction(1) if is_constant or self.sign(base) != 0 else None
        sign = self.sign(base)
        if sign == 0:
            return {} if exponent > 0 else None
        if sign is not None and sign < 0 and exponent.denominator % 2 == 0:
            return None
        if sign is not None and sign < 0 and exponent.denominator > 1:
            positive = self.rational_power(negated(base), exponent)
            return negated(positive) if positive is not None and exponent.numerator % 2 else positive
        power = base if as_fraction(base) == 1 else raised(base, exponent)
        if power is not None:
            return power
        shown, degree = self.symbols.tree(base), exponent.denominator
        return self.symbols.of(shown if degree == 1 else root(degree, shown), exponent.numerator)

    def exponential(self, exponent: Closed) -> Worth:
        """e to a sum: `e^(2 + ln(3)/2)` is `√3 e^2`."""
        total, rest = fraction(1), {}
        for key, factor in exponent.items():
            inside = self._argument_of_logarithm(key)
            if key == PLAIN:
                total = multiplied(total, self.symbols.of(Name("e"), factor))
            elif inside is not None and (power := raised(inside, factor)) is not None:
                total = multiplied(total, power)
            else:
                rest[key] = factor
        if rest:
            total = multiplied(total, self.symbols.of(Power(Name("e"), self.symbols.tree(rest))))
        return total

    def _argument_of_logarithm(self, key: Key) -> Closed | None:
        roots, symbols = key
        if roots or len(symbols) != 1 or symbols[0][1] != 1:
            return None
        node = self.symbols.nodes[symbols[0][0]]
        if not isinstance(node, Call) or node.function != "ln":
            return None
        value = constant_value(node.arguments[0])
        return None if value is None else fraction(value)

    # Functions

    def _call(self, node: Call, arguments: list[Worth]) -> Worth:
        known = [each for each in arguments if each is not None]
        if len(known) < len(arguments):
            return None
        special = SPECIAL.get(node.function)
        if special is not None:
            return special(self, node, known)
        row = FUNCTIONS[node.function]
        formula = meaning.definition(node.function)
        if not isinstance(formula, Integral):
            worth = fold(formula, self._algebra(dict(zip(row.arguments, known, strict=True))))
            if worth is None or self.is_closed(worth):
                return worth
        elif not known[0]:
            return {}
        return self.unworked(node, known)

    def unworked(self, node: Node, children: list[Closed]) -> Closed:
        """What has no closed form is taken as it is, over parts that are worked out."""
        return self.symbols.of(with_children(node, tuple([self.symbols.tree(child) for child in children])))

    def _as_symbol(self, value: Closed) -> Closed:
        return value if len(value) < 2 else self.symbols.of(self.symbols.tree(value))

    def is_closed(self, value: Closed) -> bool:
        """Whether a number is made of fractions, roots, e, pi, logarithms of fractions, and letters."""
        used = {number for _, symbols in value for number, _ in symbols}
        return all(
            isinstance(node := self.symbols.nodes[number], Name)
            or (isinstance(node, Call) and node.function == "ln" and constant_value(node.arguments[0]) is not None)
            for number in used
        )

    def sign(self, value: Closed) -> int | None:
        """The sign of a number; None where it depends on letters or cannot be told."""
        if len(value) < 2 and not any(symbols for _, symbols in value):
            return _sign(sum(value.values(), Fraction(0)))  # roots are positive
        written = self.symbols.tree(value)
        if names(written):
            return None
        for precision in _PRECISIONS:
            ball = evaluate_ball(written, {}, precision)
            if ball is not None and not ball.contains(0):
                return 1 if ball > 0 else -1
        return None

    def turns(self, angle: Closed) -> Fraction | None:
        """An angle as a multiple of pi, if it is a rational one."""
        if not angle:
            return Fraction(0)
        return angle.get(_OF_PI) if len(angle) == 1 else None

    def is_beyond_one(self, value: Closed, edges: bool = False) -> bool:
        """Whether the size of a number is greater than 1; with the `edges`, also if it is 1."""
        signs = [self.sign(added([fraction(1), each])) for each in (value, negated(value))]
        return -1 in signs or (edges and 0 in signs)

    # Choices

    def _comparison(self, node: Comparison, operands: list[Closed]) -> Worth:
        holds = True
        for relation, (left, right) in zip(node.relations, pairwise(operands), strict=True):
            sign = self.sign(added([left, negated(right)]))
            if sign is None:
                return self.unworked(node, operands)
            holds = holds and sign in _SIGNS[relation]
        return fraction(int(holds))

    def _piecewise(self, node: Piecewise, children: list[Worth]) -> Worth:
        count = len(node.values)
        for condition, value in zip(children[count:], children, strict=False):
            if condition is None:
                return None
            if as_fraction(condition) is None:
                pairs = zip(children, node.children, strict=True)
                trees = [child if worth is None else self.symbols.tree(worth) for worth, child in pairs]
                return self.symbols.of(with_children(node, tuple(trees)))
            if condition:
                return value
        return children[count - 1] if count > len(node.conditions) else None


_OF_PI = ((), ((PI, Fraction(1)),))
_MOST_PRODUCTS = 24
_SIGNS = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (1, 0), "=": (0,), "!=": (-1, 1)}


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _defined(work: Callable[..., Worth]) -> Callable[..., Worth]:
    """The same, undefined where a part is."""
    return lambda node, parts: None if any(part is None for part in parts) else work(node, parts)
