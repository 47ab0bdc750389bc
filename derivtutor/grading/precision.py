"""When a number counts as right: within a tolerance, or to the digits that were written."""

from __future__ import annotations

import re
from fractions import Fraction

from derivtutor.grading.comparison import PRECISION, Known
from derivtutor.libraries import flint
from derivtutor.notation.ball import balls
from derivtutor.notation.rational import constant_value, rational
from derivtutor.notation.tree import Negation, Node, Number, Power, Product, names

_FEWEST_DIGITS = 3
"""A decimal answer must have so many significant digits to be right to its stated precision."""

_PRINTED = 15
"""So many digits are not counted by hand."""


def is_close(known: Known, answer: Node, tolerance: Fraction | None) -> bool:
    """Whether a number is right within the tolerance; to its stated precision where there is none.

    What is off by exactly as much as allowed is right.
    """
    if known.letters or names(answer):
        return False
    allowed = stated_precision(answer) if tolerance is None else tolerance
    if allowed is None:
        return False
    exact = constant_value(known.tree), constant_value(answer)
    if exact[0] is not None and exact[1] is not None:
        return abs(exact[0] - exact[1]) <= allowed
    with flint.ctx.workprec(PRECISION):
        difference = abs(known.values()[0] - known.values_of(answer)[0])
        return bool(difference <= balls([allowed], PRECISION)[0])


_DECIMAL = re.compile(r"(\d*)\.(\d+)(?:e(-?\d+))?")


def stated_precision(tree: Node, fewest: int = _FEWEST_DIGITS) -> Fraction | None:
    """Half a unit in the last digit of a number that was typed as a decimal of three digits, or `fewest`, or more.

    A power of ten may stand beside it: `3.33 * 10^-1`. What has 15 digits and more is what a program printed, whose
    last digit may be off by one.
    """
    scale = Fraction(1)
    if isinstance(tree, Negation):
        tree = tree.operand
    if isinstance(tree, Product) and len(tree.factors) == 2:
        power = _power_of_ten(tree.factors[1])
        if power is None:
            return None
        tree, scale = tree.factors[0], power
    decimal = _DECIMAL.fullmatch(tree.text) if isinstance(tree, Number) else None
    if decimal is None:
        return None
    digits = len((decimal[1] + decimal[2]).lstrip("0"))
    if digits < fewest:
        return None
    scale *= Fraction(10) ** int(decimal[3] or 0)
    return scale * Fraction(2 if digits >= _PRINTED else 1, 2 * 10 ** len(decimal[2]))


def _power_of_ten(tree: Node) -> Fraction | None:
    if not isinstance(tree, Power) or tree.children[0] != Number(10) or rational(tree.children[1]) is None:
        return None
    return constant_value(tree)
