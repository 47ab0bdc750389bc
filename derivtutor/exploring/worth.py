"""What something is worth at a point, as it is told: exactly where that is known, else rounded."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from fractions import Fraction

from derivtutor.calculus.descending.model import as_decimal
from derivtutor.calculus.descending.walking import Scalar
from derivtutor.calculus.explanation import Turn, Words
from derivtutor.calculus.values import value_of
from derivtutor.derivation.account import Side, Symbol
from derivtutor.notation import latex, linear
from derivtutor.notation.decimals import rounded
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import Node

_DIGITS, _LONGEST = 4, 12
_EXACT = 1e-13


def told(value: Node | Scalar) -> tuple[Turn, ...]:
    """What a value is equal to, exactly where that is short: `= 6`, `= cos(1) ≈ 0.5403`, `≈ 0.3333`."""
    if isinstance(value, float):
        return (Turn(_shown(value), "", _is_rounded(value)),)
    exact = value if isinstance(value, Fraction) else constant_value(value)
    written = value if exact is None else as_decimal(exact)
    assert isinstance(written, Node)
    turns = (Turn(written),) if len(linear.text(written)) <= _LONGEST else ()
    if turns and exact is not None:
        return turns
    return (*turns, Turn(_shown(number_of(value)), "", True))


def number_of(value: Node | Scalar) -> float:
    """A value as a double."""
    return _worked_out(value) if isinstance(value, Node) else float(value)


_worked_out = functools.lru_cache(maxsize=64)(value_of)  # all panels of a state ask for the same numbers


def words(value: Node | Scalar, is_equal: bool = True) -> Words:
    """The same in a row of words, `= cos(1) ≈ 0.5403`; without the first sign where that would be `=`."""
    row: list[str | Side] = []
    for turn in told(value):
        sign = " ≈ " if turn.is_about else " = "
        row += [sign if row or is_equal else "about " if turn.is_about else "", turn.right]
    return tuple([each for each in row if each != ""])


def shortest(value: Node | Scalar) -> tuple[Node, bool]:
    """A value in a few characters, and whether it is rounded."""
    last = told(value)[-1]
    assert isinstance(last.right, Node)
    return last.right, last.is_about


def next_round(value: Scalar, step: Fraction, by: int) -> Fraction:
    """The next multiple of a step, or so many of them farther; what doubles lose does not count."""
    share = (Fraction(f"{value:.12g}") if isinstance(value, float) else value) / step
    return ((math.floor(share) if by > 0 else math.ceil(share)) + by) * step


def vector(values: Sequence[Node | Scalar]) -> Turn:
    """A point or a direction: `= (0.6, 0.8)`; of one value that alone."""
    entries, about = zip(*map(shortest, values), strict=True)
    if len(entries) == 1:
        return Turn(entries[0], "", about[0])
    text, plain, tex = (f"({', '.join(map(write, entries))})" for write in (linear.unicode, linear.text, latex.latex))
    return Turn(Symbol(text, plain, tex), "", any(about))


def _shown(value: float) -> Node:
    return rounded(value + 0.0, _DIGITS)


def _is_rounded(value: float) -> bool:
    """Whether a double is another number than is shown, but for what doubles lose."""
    return abs(value - float(f"{value:.{_DIGITS - 1}e}")) > _EXACT * abs(value)


def as_text(row: Words) -> str:
    """A row of words and formulas as text."""
    return "".join([each if isinstance(each, str) else _in_unicode(each) for each in row])


def _in_unicode(side: Side) -> str:
    if isinstance(side, Node):
        return linear.unicode(side)
    return side.text
