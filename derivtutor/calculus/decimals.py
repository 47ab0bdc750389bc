"""Numbers with as many digits as are shown."""

from __future__ import annotations

import math
from fractions import Fraction

from derivtutor.notation.rational import number
from derivtutor.notation.tree import Node

_DIGITS = 10


def rounded(value: Fraction | float, digits: int = _DIGITS) -> Node:
    """A number rounded to some digits, as a decimal fraction."""
    if not value:
        return number(0)
    exact = Fraction(value)
    scale = Fraction(10) ** (digits - 1 - math.floor(math.log10(abs(exact))))
    return number(Fraction(round(exact * scale)) / scale, decimal=True)
