"""Decimals in sentences about answers: as many digits as it takes, a real minus sign, and nothing infinite."""

from __future__ import annotations

import math

from derivtutor.language import decimals, translated

_PLAIN_DIGITS = 10
"""A number with no more digits than this is plain."""

_MOST_DIGITS = 17
"""A double has no more."""


def decimal(value: float, digits: int = 4) -> str:
    """A number rounded to so many digits; what is too large for a double is said to be large.

    >>> decimal(2 / 3), decimal(-0.0), decimal(-1.5e-7), decimal(float("-inf"))
    ('0.6667', '0', '−1.5e−07', 'less than −10^308')
    """
    if math.isinf(value):
        return translated("more than 10^308" if value > 0 else "less than −10^308")
    return decimals(f"{value or 0.0:.{digits}g}".replace("-", "−"))


def coordinate(value: float) -> str:
    """A coordinate of a point that somebody is to look at: a plain number with all of its digits, others rounded.

    >>> coordinate(20001.0), coordinate(-1.5), coordinate(1 / 3), coordinate(1000000.01)
    ('20001', '−1.5', '0.3333', '1000000.01')
    """
    shown = f"{value or 0.0:.{_PLAIN_DIGITS}g}"
    return decimals(shown.replace("-", "−")) if float(shown) == value and "e" not in shown else decimal(value)


def told_apart(left: float, right: float) -> tuple[str, str]:
    """Two numbers with as many digits, four or more, as it takes to see that they differ.

    >>> told_apart(1.00001, 1.00002)
    ('1.00001', '1.00002')
    """
    shown = ("", "")
    for digits in range(4, _MOST_DIGITS + 1):
        shown = decimal(left, digits), decimal(right, digits)
        if shown[0] != shown[1]:
            break
    return shown
