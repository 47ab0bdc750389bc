"""Letters that depend on another one: y stands for y(x), and its derivative is written y′, or dy/dx as a rate."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from derivtutor.calculus.terms import added, terms, times
from derivtutor.derivation.formula import negated
from derivtutor.derivation.tidy import tidied
from derivtutor.notation.tree import (
    KEEPING,
    Algebra,
    Derivative,
    Name,
    Negation,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
    names,
    substitute,
)


class Dependence(Struct, frozen=True):
    """Which letters depend on which one; `in_rates` writes their derivatives as dy/dt."""

    letters: tuple[str, ...]
    on: str
    in_rates: bool = False

    def explicit(self, node: Node) -> Node:
        """An expression with y(x) for y."""
        return substitute(node, {letter: Unknown(letter, (Name(self.on),), (0,)) for letter in self.letters})

    def primed(self, node: Node) -> Node:
        """An expression with y for y(x) and y′ for its derivative."""
        algebra: Algebra[Node] = {**KEEPING, Unknown: self._primed, Derivative: self._asked}
        return fold(node, algebra)

    def shown(self, node: Node) -> Node:
        """As `primed`, but with dy/dt for y′ where these are rates."""
        short = self.primed(node)
        if not self.in_rates:
            return short
        rates: dict[str, Node] = {slope(letter): Derivative(Name(letter), self.on) for letter in self.letters}
        return substitute(short, rates)

    def _primed(self, called: Unknown, children: list[Node]) -> Node:
        if called.name in self.letters:
            return Name(slope(called.name, called.orders[0]))
        return Unknown(called.name, tuple(children), called.orders)

    def _asked(self, asked: Derivative, children: list[Node]) -> Node:
        """`d/dx (y(x))` is y′ too."""
        if isinstance(asked.operand, Unknown) and asked.operand.name in self.letters:
            return Name(slope(asked.operand.name, asked.operand.orders[0] + asked.order))
        return Derivative(children[0], asked.variable, asked.order)


def slope(letter: str, order: int = 1) -> str:
    """The name of a letter's derivative: y′."""
    return letter + "'" * order


class Linear(Struct, frozen=True):
    """An expression as terms with an unknown, of which the coefficients are told, and terms without it."""

    coefficients: tuple[Node, ...]
    others: tuple[Node, ...]

    def __len__(self) -> int:
        return len(self.coefficients) + len(self.others)

    def written(self, unknown: Node) -> Node:
        """As a sum, with the unknown put in."""
        return added([*(times(each, unknown) for each in self.coefficients), *self.others])

    @property
    def negative(self) -> Linear:
        """The same with the other sign."""
        return Linear(tuple(map(negated, self.coefficients)), tuple(map(negated, self.others)))

    def plus(self, other: Linear) -> Linear:
        return Linear(self.coefficients + other.coefficients, self.others + other.others)

    def times(self, before: Sequence[Node], after: Sequence[Node] = ()) -> Linear:
        """Each term with factors around it."""

        def each(term: Node) -> Node:
            return tidied(times(*before, term, *after))

        return Linear(tuple(map(each, self.coefficients)), tuple(map(each, self.others)))

    def over(self, bottom: Node) -> Linear:
        """Each term divided."""
        return Linear(
            *[tuple([Quotient(term, bottom) for term in group]) for group in (self.coefficients, self.others)]
        )


def linear(node: Node, unknown: str) -> Linear | None:
    """An expression apart by an unknown, brackets with it multiplied out; None where it is not linear in it."""
    if unknown not in names(node):
        return Linear((), terms(node))
    if isinstance(node, Name):
        return Linear((Number(1),), ())
    if isinstance(node, Negation):
        inner = linear(node.operand, unknown)
        return None if inner is None else inner.negative
    if isinstance(node, Sum):
        whole = Linear((), ())
        for term in node.terms:
            part = linear(term, unknown)
            if part is None:
                return None
            whole = whole.plus(part)
        return whole
    if isinstance(node, Quotient) and unknown not in names(node.bottom):
        top = linear(node.top, unknown)
        return None if top is None else top.over(node.bottom)
    if isinstance(node, Product):
        places = [place for place, factor in enumerate(node.factors) if unknown in names(factor)]
        inner = linear(node.factors[places[0]], unknown) if len(places) == 1 else None
        return None if inner is None else inner.times(node.factors[: places[0]], node.factors[places[0] + 1 :])
    return None
