"""What something is worth at a point, as it is told: exactly where that is known, else rounded."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from fractions import Fraction

from derivtutor.calculus import naming
from derivtutor.calculus.descending.model import as_decimal
from derivtutor.calculus.descending.walking import Scalar
from derivtutor.calculus.explanation import Turn, Words, worded
from derivtutor.calculus.values import value_of
from derivtutor.derivation.account import Side
from derivtutor.derivation.amount import Amount
from derivtutor.notation import linear
from derivtutor.notation.decimals import decimal_tree, rounded
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import Negation, Node, Number

_DIGITS, _LONGEST = 4, 12
_LONGEST_AMOUNT, _LONGEST_FORM = 8, 4
"""An exact number with more letters is rounded; an amount, which has digits of its own, one in digits or otherwise."""
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


# In a sentence


def in_words(value: Node | Scalar | Amount) -> Words:
    """A number in a sentence: `2`, `√3/2`, `about 1.23457`, or `cos(1) ≈ 0.5403`."""
    if isinstance(value, Amount):
        return _in_words(value, short(value))
    first, *others = told(value)
    return (*_about(first.right, first.is_about), *_signed(others))


def size_in_words(amount: Amount) -> Words:
    """The same without its sign."""
    shown = short(amount)
    return _in_words(amount, shown.operand if isinstance(shown, Negation) else shown)


def _in_words(amount: Amount, shown: Node | None) -> Words:
    if shown is None:
        return worded("too large a number to be written" if amount.is_beyond else "no number")
    return _about(shown, not is_short(amount))


def _about(shown: Side, is_about: bool) -> Words:
    return worded("about {number}", number=shown) if is_about else (shown,)


def short(amount: Amount) -> Node | None:
    """An amount as it stands in a sentence; None where there is no number."""
    exact = amount.exact
    if exact is not None:
        written = linear.unicode(exact).removeprefix("−")
        if len(written) <= (_LONGEST_AMOUNT if is_plain(exact) else _LONGEST_FORM):
            return exact
    return None if amount.decimal is None else decimal_tree(amount.decimal)


def is_short(amount: Amount) -> bool:
    """Whether that is the number itself, and not only about it."""
    return amount.is_decimal or short(amount) is amount.exact is not None


def is_plain(node: Node) -> bool:
    """Whether a number is written in digits alone."""
    return isinstance(node.operand if isinstance(node, Negation) else node, Number)


# In an equation


def words(value: Node | Scalar) -> Words:
    """What a value is equal to in a row of words: `= cos(1) ≈ 0.5403`."""
    return _signed(told(value))


def _signed(turns: Sequence[Turn]) -> Words:
    row: list[str | Side] = []
    for turn in turns:
        row += [" ≈ " if turn.is_about else " = ", turn.right]
    return tuple(row)


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
    return Turn(naming.point(entries), "", any(about))


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
