"""How strongly what is written on a line holds together, and when it needs brackets."""

from __future__ import annotations

from typing import TypeAlias

SUM, NEGATION, PRODUCT, POWER, ATOM = range(5)
Written: TypeAlias = tuple[str, int]
"""What was written and how strongly it holds together, from `SUM` to `ATOM`."""


def bracketed(written: Written, least: int) -> str:
    """The string, in brackets where it holds together less than `least`."""
    return written[0] if written[1] >= least else f"({written[0]})"
