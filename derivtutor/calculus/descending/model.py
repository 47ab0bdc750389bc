"""A descent as it is told: what was asked and found, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct

from derivtutor.calculus import naming
from derivtutor.calculus.descending.courses import Bowl, Course, in_words
from derivtutor.calculus.descending.walking import Method, Path, Scalar, Vector
from derivtutor.calculus.explanation import Turn
from derivtutor.derivation.account import Result, Symbol
from derivtutor.derivation.derivation import Derivation
from derivtutor.language import translated
from derivtutor.notation.decimals import rounded
from derivtutor.notation.expression import Expression
from derivtutor.notation.rational import decimal_text, ends_as_decimal, number
from derivtutor.notation.tree import Node

DIGITS = 4
"""So many digits of a number are shown in a table: five columns have to fit beside each other."""

_LONGEST_FRACTION = 10
"""Longer numbers are rounded in a table."""

_ROWS = 21, 11, 5
"""So many rows are shown all; of more, the first and the last ones."""


class Descent(Struct, frozen=True):
    """All that there is to tell. `path` is that of the method asked for, `plain` that of plain descent.

    `courses` are the verdicts on `plain` and `path`, and `ends` what is nearest to the function where these end;
    `shape` is what it is itself if it is quadratic. Numbers on the way are fractions if it is `exact`.
    """

    name: str
    variables: tuple[str, ...]
    expression: Expression
    parts: tuple[Derivation, ...]
    gradient: Result
    hessian: Result
    start: Mapping[str, Node]
    rate: Fraction
    momentum: Fraction
    exact: bool
    method: Method
    plain: Path
    path: Path
    courses: tuple[Course, Course]
    shape: Bowl | None
    ends: tuple[Bowl | None, Bowl | None]

    @property
    def letter(self) -> str:
        """What points are called."""
        return next(letter for letter in "pqrsu" if letter not in {*self.variables, self.name})

    def point(self, index: str) -> Symbol:
        """The name of a point: `p₁`."""
        return naming.indexed(self.letter, index)

    @property
    def becomes(self) -> str:
        """What becomes of the path of the method asked for, in words."""
        return translated("comes to a halt") if self.path.is_halted else in_words(self.courses[1])

    @property
    def slope(self) -> Symbol:
        """What the gradient is called; of one variable, the derivative."""
        return naming.gradient(self.name) if len(self.variables) > 1 else naming.prime(self.name)


def vector_of(vector: Vector, digits: int = 6) -> Result:
    """Numbers as they are written: fractions exactly, doubles to so many digits."""
    return stacked(tuple([as_written(value, digits) for value in vector]))


def stacked(entries: tuple[Node, ...]) -> Result:
    """A vector; of one entry, that entry."""
    return Result(entries, (len(entries),) if len(entries) > 1 else ())


def turn_to(vector: Vector, why: str) -> Turn:
    return Turn(vector_of(vector), why, any(isinstance(value, float) for value in vector))


def as_written(value: Scalar, digits: int) -> Node:
    return number(value) if isinstance(value, Fraction) else rounded(value, digits)


def as_decimal(value: Fraction) -> Node:
    return number(value, decimal=ends_as_decimal(value) and len(decimal_text(abs(value))) <= _LONGEST_FRACTION)


def cell(value: Scalar) -> Node:
    """A number in a table; a fraction that is too long for it is rounded."""
    if isinstance(value, Fraction) and len(str(value)) <= _LONGEST_FRACTION:
        return number(value)
    return rounded(float(value), DIGITS)


def shown_rows(count: int) -> list[int | None]:
    """The rows of a table: all, or the first and the last ones with None between them."""
    most, first, last = _ROWS
    if count <= most:
        return list(range(count))
    return [*range(first), None, *range(count - last, count)]
