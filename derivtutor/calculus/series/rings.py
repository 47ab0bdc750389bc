"""The numbers that a power series can have as its coefficients: exact ones, or balls."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol, TypeAlias

from derivtutor.libraries import flint
from derivtutor.notation import closed
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.exact import Exact
from derivtutor.notation.rational import number as decimal
from derivtutor.notation.tree import SIZE, Node, Quotient, fold, substitute

Coefficient: TypeAlias = Any
"""A number of a `Ring`."""


class NoSeriesError(Exception):
    """The expression has no power series there: it is undefined, has a kink or an infinite slope."""


class TooLongError(Exception):
    """Exact coefficients would be longer than anybody reads."""


class Ring(Protocol):
    """Numbers that a series can have as its coefficients."""

    def number(self, value: Fraction | int) -> Coefficient: ...

    def sum(self, terms: list[Coefficient]) -> Coefficient: ...

    def product(self, left: Coefficient, right: Coefficient) -> Coefficient: ...

    def quotient(self, top: Coefficient, bottom: Coefficient) -> Coefficient: ...

    def value(self, node: Node, u: Coefficient) -> Coefficient:
        """An expression in the letter u, for a value of that."""

    def sign(self, number: Coefficient) -> int | None:
        """1, 0 or -1; None where it is not known."""

    def tree(self, number: Coefficient) -> Node:
        """A coefficient written down."""


_MOST_TERMS = 24
_MOST_NODES = 150
"""Beyond so many terms, or parts of what has no closed form, exact numbers are given up."""


class ExactNumbers:
    """Coefficients in closed form; letters may be in them.

    All methods raise `TooLongError`.
    """

    def __init__(self) -> None:
        self._exact = Exact({})

    def number(self, value: Fraction | int) -> Coefficient:
        return closed.fraction(Fraction(value))

    def sum(self, terms: list[Coefficient]) -> Coefficient:
        return self._short(closed.added(terms))

    def product(self, left: Coefficient, right: Coefficient) -> Coefficient:
        return self._short(closed.multiplied(left, right))

    @staticmethod
    def _short(number: Coefficient) -> Coefficient:
        if len(number) > _MOST_TERMS:
            raise TooLongError
        return number

    def quotient(self, top: Coefficient, bottom: Coefficient) -> Coefficient:
        turned = None if not bottom else closed.inverse(bottom)
        if turned is not None:
            return self.product(top, turned)
        return self._known(Quotient(self.tree(top), self.tree(bottom)))

    def value(self, node: Node, u: Coefficient) -> Coefficient:
        return self._known(substitute(node, {"u": self.tree(u)}))

    def sign(self, number: Coefficient) -> int | None:
        return self._exact.sign(number)

    def tree(self, number: Coefficient) -> Node:
        """A coefficient written down."""
        return self._exact.symbols.tree(number)

    def _known(self, node: Node) -> Coefficient:
        if fold(node, SIZE) > _MOST_NODES:
            raise TooLongError
        worth = self._exact.worth(node)
        if worth is None:
            raise NoSeriesError
        return worth


class Balls:
    """Coefficients that are only known to lie in a ball."""

    DIGITS = 40
    """So many digits are written."""

    def __init__(self, precision: int) -> None:
        self._precision = precision

    def number(self, value: Fraction | int) -> Coefficient:
        with flint.ctx.workprec(self._precision):
            return flint.arb(value.numerator) / value.denominator

    def sum(self, terms: list[Coefficient]) -> Coefficient:
        with flint.ctx.workprec(self._precision):
            return sum(terms, flint.arb(0))

    def product(self, left: Coefficient, right: Coefficient) -> Coefficient:
        with flint.ctx.workprec(self._precision):
            return left * right

    def quotient(self, top: Coefficient, bottom: Coefficient) -> Coefficient:
        if bottom.contains(0):
            raise NoSeriesError
        with flint.ctx.workprec(self._precision):
            return top / bottom

    def value(self, node: Node, u: Coefficient) -> Coefficient:
        found = evaluate_ball(node, {"u": u}, self._precision)
        if found is None:
            raise NoSeriesError
        return found

    def sign(self, number: Coefficient) -> int | None:
        return 1 if number > 0 else -1 if number < 0 else 0 if number == 0 else None

    def tree(self, number: Coefficient) -> Node:
        return decimal(Fraction(number.mid().str(self.DIGITS, radius=False)), decimal=True)
