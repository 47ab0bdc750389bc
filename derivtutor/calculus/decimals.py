"""Numbers with as many digits as are shown."""

from __future__ import annotations

import math
from fractions import Fraction

from derivtutor.calculus.explanation import Turn
from derivtutor.calculus.values import value_of
from derivtutor.notation import linear
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Node, names

_DIGITS, _LONGEST = 10, 32


def rounded(value: Fraction | float, digits: int = _DIGITS) -> Node:
    """A number rounded to some digits, as a decimal fraction."""
    if not value:
        return number(0)
    exact = Fraction(value)
    scale = Fraction(10) ** (digits - 1 - math.floor(math.log10(abs(exact))))
    return number(Fraction(round(exact * scale)) / scale, decimal=True)


def shown_value(value: Node) -> Turn:
    """The end of a chain: a number, rounded where its exact form is long."""
    if names(value) or len(linear.text(value)) <= _LONGEST:
        return Turn(value)
    return Turn(rounded(value_of(value)), "", True)
