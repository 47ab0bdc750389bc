"""Where a number of an axis stands within so many steps."""

from __future__ import annotations

import math
from collections.abc import Callable

from derivtutor.calculus.figures.figure import Axis


def along(axis: Axis, length: float) -> Callable[[float], float]:
    """The distance of a number from the low end, where the whole axis has a length.

    >>> along(Axis("x", -1.0, 1.0), 10)(0.5)
    7.5
    """
    measure = math.log10 if axis.is_log else float
    low, high = measure(axis.low), measure(axis.high)
    return lambda number: (measure(number) - low) / (high - low) * length


def number_along(axis: Axis, share: float) -> float:
    """The number that stands at a share of an axis, from its low end.

    >>> number_along(Axis("h", 1.0, 100.0, is_log=True), 0.5)
    10.0
    """
    if axis.is_log:
        return float(axis.low * (axis.high / axis.low) ** share)
    return axis.low + (axis.high - axis.low) * share
