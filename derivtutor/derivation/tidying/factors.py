"""A power within a product, and how it is written."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

from derivtutor.derivation.formula import product
from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import Call, Name, Node, Number, Power

Key: TypeAlias = tuple[int, int]
E = Name("e")
Rational: TypeAlias = Fraction | int


class Factor(Struct, gc=False):
    """`base ^ (power · term)`; `term` is None for a plain rational power. `root` is how a root of it was written."""

    base: Node
    term: Node | None
    power: Rational
    root: Call | None = None
    inline: bool = False
    decimal: bool = False

    def to(self, power: Rational) -> Factor:
        """The same base to another power."""
        return Factor(self.base, self.term, power, self.root, self.inline)

    def is_square_of(self, function: str) -> bool:
        """Whether this is `sin(u)^2`, of a function such as sin."""
        return self.power == 2 and self.term is None and type(self.base) is Call and self.base.function == function

    @property
    def is_of_letter(self) -> bool:
        """Whether this is a rational power of a letter."""
        return type(self.base) is Name and self.term is None

    @property
    def is_below(self) -> bool:
        """Whether it is written below a line."""
        return self.power < 0 and not self.inline

    def spelled(self, power: Rational) -> Node:
        """Its base to a positive power; a root where it was one: `x sqrt(x)`, but `x^(5/2)` and `(x + 1)^(3/2)`."""
        if power == Fraction(1, 2) and self.root is None and type(self.base) not in (Name, Number) and not self.decimal:
            return _root(self.base, 2)
        is_short = type(self.base) is Name and (power.denominator == 2 or power.numerator % power.denominator == 1)
        is_long = power > (2 if is_short else 1) and type(self.base) is not Number
        if power.denominator == 1 or self.root is None or is_long:
            return self.base if power == 1 else Power(self.base, number(power, self.decimal))
        degree = power.denominator
        times, rest = divmod(power.numerator, degree)
        root = _root(self.base, degree)
        factors: list[Node] = [] if not times else [self.base if times == 1 else Power(self.base, Number(times))]
        return product([*factors, root if rest == 1 else Power(root, Number(rest))])


def _root(base: Node, degree: int) -> Call:
    if degree in (2, 3):
        return Call("sqrt" if degree == 2 else "cbrt", (base,))
    return Call("root", (Number(degree), base))


def is_root(node: Node) -> bool:
    """Whether an expression is a root."""
    return isinstance(node, Call) and node.function in ("sqrt", "cbrt", "root")


def degree_of(node: Node) -> int:
    """The degree of a root; 0 of anything else, and where it is no whole number."""
    if not isinstance(node, Call) or not is_root(node):
        return 0
    degree = {"sqrt": Fraction(2), "cbrt": Fraction(3)}.get(node.function) or rational(node.arguments[0])
    return degree.numerator if degree and degree.denominator == 1 and degree > 1 else 0


def raised(base: Node, power: int) -> Node:
    """A base to a whole power."""
    return base if power == 1 else Power(base, Number(power))


def size_of(value: Rational) -> Rational:
    """The absolute value."""
    return -value if value < 0 else value


def whole(value: Rational) -> Rational:
    """A fraction as a whole number where it is one: whole numbers are faster."""
    return value.numerator if value.denominator == 1 else value
