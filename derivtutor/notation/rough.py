"""Integrals that balls cannot do, in floats: as many digits as two divisions of the path agree in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from derivtutor.notation.rational import number
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import KEEPING, Integral, Negation, Node, Product, Sum, fold, with_children

_PIECES = (6, 11)
_UNEVEN = 1.6180339887
"""Pieces grow by this power: where they are even, the two sides of a pole may cancel each other."""

_MOST_DIGITS = 6


def rough_value(node: Node, point: Mapping[str, float]) -> float:
    """The value of an expression with integrals, rounded to the digits that are known; nan where those are too few."""
    one, other = (compile_real(_divided(node, count), tuple(point))(tuple(point.values())) for count in _PIECES)
    if not (math.isfinite(one) and math.isfinite(other)):
        return math.nan
    apart = abs(one - other) / max(abs(one), abs(other), 1)
    digits = _MOST_DIGITS if apart == 0 else min(_MOST_DIGITS, math.floor(-math.log10(apart)))
    return float(f"{other:.{digits}g}") if digits > 1 else math.nan


def _divided(node: Node, count: int) -> Node:
    """Each integral over a path in so many pieces of different lengths."""

    def integral(area: Integral, children: list[Node]) -> Node:
        lower, upper = children[1:]
        cuts = [Fraction((place / count) ** _UNEVEN) for place in range(count + 1)]
        ends: list[Any] = [Sum((lower, Product((number(cut), Sum((upper, Negation(lower))))))) for cut in cuts]
        ends[0], ends[-1] = lower, upper
        return Sum(tuple([with_children(area, (children[0], *pair)) for pair in pairwise(ends)]))

    return fold(node, {**KEEPING, Integral: integral})
