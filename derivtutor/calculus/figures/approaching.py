"""The sign of an expression close to a place at which its terms cancel, where no ball is narrow enough to show it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from derivtutor.analysis.limits import value_at
from derivtutor.analysis.place import Place
from derivtutor.calculus.figures.cells import Interval, signs
from derivtutor.derivation.differentiator import derivative
from derivtutor.notation.tree import Negation, Node, Product, Quotient, Sum

_DEEPEST = 4


def signs_near(node: Node, variable: str, place: Place, pieces: Sequence[Interval], depth: int = _DEEPEST) -> list[int]:
    """The sign in each of some intervals beside each other on one side of a place, 0 where it is not known.

    A sum that is zero at the place has the sign of its slope beyond it, and the other one before it, as long as that
    slope keeps its sign (mean value theorem).
    """
    known = signs(node, variable, pieces)
    if 0 not in known or not pieces:
        return known
    if isinstance(node, Negation):
        return [-sign for sign in signs_near(node.operand, variable, place, pieces, depth)]
    if isinstance(node, Product | Quotient):
        columns = [signs_near(part, variable, place, pieces, depth) for part in node.children]
        return list(map(math.prod, zip(*columns, strict=True)))
    if isinstance(node, Sum) and depth and _is_zero(node, variable, place):
        slopes = set(signs_near(derivative(node, variable), variable, place, pieces, depth - 1))
        if len(slopes) == 1:
            side = 1 if pieces[0][0] >= place.middle else -1
            return [slopes.pop() * side] * len(pieces)
    return known


def _is_zero(node: Node, variable: str, place: Place) -> bool:
    value = value_at(node, {variable: place})
    return value is not None and bool(value.is_zero())
