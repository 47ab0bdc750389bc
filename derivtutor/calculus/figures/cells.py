"""Where expressions may be zero or have no value within a window: intervals are halved, and left out where a ball shows
that nothing happens.

What lies between the cells is certain: there every expression has a value and none is zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from derivtutor.analysis.line import has_value
from derivtutor.libraries import flint
from derivtutor.notation.ball import Ball, evaluate_balls
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import Integral, Name, Negation, Node, Power, Product, Quotient, parts

Interval: TypeAlias = tuple[float, float]

_PRECISION = 80
_FIRST = 23
"""So many intervals are looked at first: no simple number lies at a border then."""
HALVINGS = 13
_MOST = 160
"""More intervals than these are not halved any further: there something happens too often to be seen."""
_SPARE = 1 + 1e-9
_E = Name("e")


class Cell(Struct, frozen=True):
    """A short interval, and the numbers of those expressions that may be zero in it."""

    low: float
    high: float
    which: frozenset[int]

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def cells(
    expressions: Sequence[Node], variable: str, pieces: Sequence[Interval], halvings: int = HALVINGS
) -> tuple[Cell, ...]:
    """The intervals within some pieces of the line in which one of some expressions may be zero, from left to right.

    Where an expression has values must only change in the cells of those before it, if it changes at all.
    """
    found: list[tuple[Interval, int]] = []
    for number, expression in enumerate(expressions):
        inside = with_values(expression, variable, pieces, _joined(found)) if found else pieces
        found += [(piece, number) for piece in _left(expression, variable, inside, halvings)]
    return _joined(found)


def with_values(expression: Node, variable: str, pieces: Sequence[Interval], apart: Sequence[Cell]) -> list[Interval]:
    """The pieces without some cells, as far as an expression has values between these."""
    stretches = between(pieces, apart)
    return [
        part
        for stretch, has_values in zip(stretches, _have_values(expression, variable, stretches), strict=True)
        if has_values
        for piece in pieces
        if (part := (max(piece[0], stretch[0]), min(piece[1], stretch[1])))[0] < part[1]
    ]


def _have_values(expression: Node, variable: str, stretches: Sequence[Interval]) -> list[bool]:
    """Whether there are values in stretches that have them everywhere or nowhere."""
    middles = [(low + high) / 2 for low, high in stretches]
    if is_area(expression):
        return [has_value(expression, variable, Fraction(middle)) for middle in middles]
    seen = over(expression, variable, [(middle, middle) for middle in middles])
    return [
        bool(ball.is_finite()) or has_value(expression, variable, Fraction(middle))
        for ball, middle in zip(seen, middles, strict=True)
    ]


def is_area(expression: Node) -> bool:
    """Whether there are integrals in an expression: a ball of one costs as much as a thousand others, or a million."""
    return any(isinstance(part, Integral) for part in parts(expression))


def between(pieces: Sequence[Interval], apart: Sequence[Cell]) -> list[Interval]:
    """What is left of neighbouring pieces between cells; nothing at all beside a cell at an end."""
    ends = [pieces[0][0], *[end for cell in apart for end in (cell.low, cell.high)], pieces[-1][1]]
    return list(zip(ends[::2], ends[1::2], strict=True))


def parted(low: float, high: float) -> list[Interval]:
    """A window in the pieces in which it is looked at first."""
    width = (high - low) / _FIRST
    ends = [low + width * number for number in range(_FIRST)] + [high]
    return list(pairwise(ends))


def _left(expression: Node, variable: str, pieces: Sequence[Interval], halvings: int) -> list[Interval]:
    """What is left of some intervals where an expression is not shown to have a value other than zero."""
    left = _kept(expression, variable, pieces)
    for _ in range(halvings):
        if not left or len(left) > _MOST:
            break
        left = _kept(expression, variable, [half for piece in left for half in _halves(piece)])
    return left


def _kept(expression: Node, variable: str, pieces: Sequence[Interval]) -> list[Interval]:
    return [piece for piece, sign in zip(pieces, signs(expression, variable, pieces), strict=True) if not sign]


def signs(expression: Node, variable: str, pieces: Sequence[Interval]) -> list[int]:
    """The sign in each of some intervals, 0 where it is not known; it means nothing where there is no value.

    That of a product is known from its factors, even where they are so small or large that a ball of it is too wide.
    """
    if isinstance(expression, Negation):
        return [-sign for sign in signs(expression.operand, variable, pieces)]
    if isinstance(expression, Product | Quotient):
        return list(map(math.prod, zip(*[signs(part, variable, pieces) for part in expression.children], strict=True)))
    if isinstance(expression, Power) and expression.base == _E:
        return [1] * len(pieces)
    exponent = constant_value(expression.exponent) if isinstance(expression, Power) else None
    if isinstance(expression, Power) and exponent is not None and exponent.denominator == 1:
        is_odd = exponent.numerator % 2
        return [sign if is_odd else sign * sign for sign in signs(expression.base, variable, pieces)]
    return [1 if ball > 0 else -1 if ball < 0 else 0 for ball in over(expression, variable, pieces)]


def over(expression: Node, variable: str, pieces: Sequence[Interval]) -> list[Ball]:
    """What holds all values in each of some intervals; nan where there may be none."""
    with flint.ctx.workprec(_PRECISION):
        column = [flint.arb((low + high) / 2, (high - low) / 2 * _SPARE) for low, high in pieces]
    return evaluate_balls(expression, {variable: column}, _PRECISION)


def _halves(piece: Interval) -> tuple[Interval, Interval]:
    low, high = piece
    middle = (low + high) / 2
    return (low, middle), (middle, high)


def _joined(found: Iterable[tuple[Interval, int]]) -> tuple[Cell, ...]:
    """Intervals that touch or overlap as one cell."""
    joined: list[Cell] = []
    for (low, high), number in sorted(found):
        if joined and low <= joined[-1].high:
            last = joined[-1]
            joined[-1] = Cell(last.low, max(last.high, high), last.which | {number})
        else:
            joined.append(Cell(low, high, frozenset({number})))
    return tuple(joined)
