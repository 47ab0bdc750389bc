"""The end of a chain: a number with as many digits as are shown."""

from __future__ import annotations

from derivtutor.calculus.explanation import Turn
from derivtutor.calculus.values import value_of
from derivtutor.notation import linear
from derivtutor.notation.decimals import rounded
from derivtutor.notation.tree import Node, names

_DIGITS, _LONGEST = 10, 32


def shown_value(value: Node) -> Turn:
    """A number, rounded where its exact form is long."""
    if names(value) or len(linear.text(value)) <= _LONGEST:
        return Turn(value)
    return Turn(rounded(value_of(value), _DIGITS), "", True)
