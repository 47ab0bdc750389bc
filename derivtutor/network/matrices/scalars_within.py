"""Rows times columns within a product of arrays: they are scalars, and the factors around them meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from derivtutor.network.matrices.dimensions import Sides, fit, found, unify

_DOT = re.compile(r"[·⋅∙•]|\\cdot(?![A-Za-z])")


def places_of_dots(text: str, factors: Sequence[Any]) -> list[int]:
    """How many factors stand before each dot between them."""
    pairs = [(place, left.span, right.span) for place, (left, right) in enumerate(pairwise(factors), 1)]
    return [place for place, left, right in pairs if left and right and _DOT.search(text, left[1], right[0])]


def without_scalars(factors: list[tuple[Any, Sides]]) -> list[tuple[Any, Sides]]:
    """Factors without rows times columns, where these do not fit their neighbours as they are."""
    for place, (before, after) in enumerate(pairwise(factors)):
        if fit(before[1][1], after[1][0]):
            continue
        for start, end in ((place + 1, len(factors)), (0, place + 1)):
            group = _scalar_within(factors, start, end)
            if group:
                return without_scalars(factors[: group[0]] + factors[group[1] + 1 :])
    return factors


def _scalar_within(factors: Sequence[tuple[Any, Sides]], start: int, end: int) -> tuple[int, int] | None:
    for first in range(start, end):
        if found(factors[first][1][0]) != 1:
            continue
        for last in range(first + 1, end):
            fits = all(fit(factors[k][1][1], factors[k + 1][1][0]) for k in range(first, last))
            if found(factors[last][1][1]) == 1 and fits:
                for k in range(first, last):
                    unify(factors[k][1][1], factors[k + 1][1][0])
                return first, last
    return None
