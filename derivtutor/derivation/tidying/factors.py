"""A power within a product: how it is written, and where it stands in a book's order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from derivtutor.derivation.formula import product
from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import Call, Name, Node, Number, Power, Sum

Key: TypeAlias = tuple[int, int]
E = Name("e")
Rational: TypeAlias = Fraction | int


@dataclass(slots=True)
class Factor:
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
        """Its base to a positive power, with a root where the base was written under one."""
        if power.denominator == 1 or self.root is None:
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


def size_of(value: Rational) -> Rational:
    """The absolute value."""
    return -value if value < 0 else value


def whole(value: Rational) -> Rational:
    """A fraction as a whole number where it is one: whole numbers are faster."""
    return value.numerator if value.denominator == 1 else value


_ORDER: dict[type, Callable[[Any], int]] = {
    Number: lambda _: 0,
    Name: lambda node: 1 if node == E or node == Name("pi") else 2,
    Sum: lambda node: 3 if _is_polynomial(node) else 6,
    Power: lambda node: 5 if node.base == E else _power_order(node),
}


def sort_key(node: Node) -> tuple[int, str]:
    """Factors are written in the order of these."""
    rank = _place_in_order(node)
    base = node.base if type(node) is Power else node
    return rank, base.name if rank == 2 and type(base) is Name else ""


def _place_in_order(node: Node) -> int:
    """Where a factor stands in a product: numbers, letters, brackets, roots, exponentials, functions."""
    if is_root(node):
        return 4
    rank = _ORDER.get(type(node))
    return rank(node) if rank else 6


def _power_order(node: Power) -> int:
    if rational(node.exponent) is None and not (isinstance(node.exponent, Name) and type(node.base) is not Number):
        return 5
    return _place_in_order(node.base)


def _is_polynomial(node: Node) -> bool:
    return all(not isinstance(part, Call) for term in node.children for part in (term, *term.children))
