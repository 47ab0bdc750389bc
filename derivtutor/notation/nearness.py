"""When two floats are one number: what was worked out in two ways agrees but for rounding."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

TOLERANCE = 1e-9
"""Of the 16 digits of a float, a formula of a line costs a few by cancelling; what is different differs by more."""

_SMALL = 1e-3
"""Numbers below this are compared by their difference, not by their ratio: what rounding leaves of zero is zero."""


def difference(one: float, other: float) -> float:
    """The relative difference; not a number where one of them is undefined."""
    return abs(one - other) / max(abs(one), abs(other), _SMALL)


def room_for(size: float) -> float:
    """How far a float of this size may be from another that is the same number."""
    return TOLERANCE * max(abs(size), _SMALL)


def are_near(one: float, other: float, rounded: float = 0.0) -> bool:
    """Whether two floats are the same number, or become it when they are rounded by so much; no if one is undefined."""
    return abs(one - other) <= max(TOLERANCE * max(abs(one), abs(other), _SMALL), rounded)


def are_alike(left: Iterable[float], right: Iterable[float], fewest: int, rounded: float = 0.0) -> bool:
    """Whether values at the same points are the same wherever both are defined, at no fewer points than these."""
    compared = 0
    for one, other in zip(left, right, strict=True):
        if isfinite(one) and isfinite(other):
            if not are_near(one, other, rounded):
                return False
            compared += 1
    return compared >= fewest


def fingerprint(value: float) -> str:
    """The same for floats that are one number, but for a few that lie where rounding turns."""
    return f"{value:.9e}"
