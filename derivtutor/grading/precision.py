"""When a number counts as right: within a tolerance, or to the digits that were written."""

from __future__ import annotations

import re
from fractions import Fraction

from derivtutor.grading.comparison import PRECISION, Known
from derivtutor.notation.ball import balls
from derivtutor.notation.tree import Node, Number, names, parts

_FEWEST_DIGITS = 3
"""A decimal answer must have so many significant digits to be right to its stated precision."""


def is_close(known: Known, answer: Node, tolerance: Fraction | None) -> bool:
    """Whether a number is right within the tolerance; to its stated precision where there is none."""
    if known.letters or names(answer):
        return False
    allowed = _stated_precision(answer) if tolerance is None else tolerance
    if allowed is None:
        return False
    expected, got = known.values()[0], known.values_of(answer)[0]
    return bool(abs(expected - got) <= balls([allowed], PRECISION)[0])


def _stated_precision(tree: Node) -> Fraction | None:
    """Half a unit in the last decimal place of a number that was typed as a decimal, of three digits or more."""
    numbers = [node for node in parts(tree) if isinstance(node, Number)]
    if len(numbers) != 1 or any(node.children and len(node.children) > 1 for node in parts(tree)):
        return None
    found = re.fullmatch(r"(\d*)\.(\d+)", numbers[0].text)
    if found is None or len((found[1] + found[2]).lstrip("0")) < _FEWEST_DIGITS:
        return None
    return Fraction(1, 2 * 10 ** len(found[2]))
