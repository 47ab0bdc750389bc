"""Conditions on one variable: solved for it, and without those that others imply."""

from __future__ import annotations

import functools
import math
from fractions import Fraction
from itertools import pairwise

from derivtutor.notation.polynomial import Coefficients, coefficients, real_roots
from derivtutor.notation.rational import number, rational
from derivtutor.notation.real import RELATIONS, compile_real
from derivtutor.notation.tree import Call, Comparison, Name, Negation, Node, Sum

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!="}


def solved(condition: Comparison, variable: str) -> list[Comparison]:
    """A condition on a polynomial of low degree as one on the variable: `2x - 4 > 0` is `x > 2`."""
    index = 1 if len(condition.operands) == 3 else 0
    found = coefficients(condition.operands[index], variable)
    bounds = [
        bound
        for place, operand in enumerate(condition.operands)
        if place != index and (bound := rational(operand)) is not None
    ]
    if found is None or len(bounds) != len(condition.relations):
        return [condition]
    if len(found) == 2:
        return [_solved_linear(condition.relations, bounds, found, variable)]
    if len(found) == 3 and bounds == [0]:
        return _solved_square(condition, found, variable)
    return [condition]


def _solved_linear(
    relations: tuple[str, ...], bounds: list[Fraction], found: Coefficients, variable: str
) -> Comparison:
    shift, scale = found
    solved: list[Node] = [number((bound - shift) / scale) for bound in bounds]
    turned = [relation if scale > 0 else _FLIPPED[relation] for relation in relations]
    if len(solved) == 1:
        return Comparison((Name(variable), solved[0]), tuple(turned))
    if scale < 0:
        solved.reverse()
        turned = [_FLIPPED[relation] for relation in reversed(turned)]
    return Comparison((solved[0], Name(variable), solved[1]), tuple(turned))


def _solved_square(condition: Comparison, found: Coefficients, variable: str) -> list[Comparison]:
    roots, relation = real_roots(found), condition.relations[0]
    exact = [root for root in roots or () if isinstance(root, Fraction)]
    if roots is None or len(exact) != len(roots) or not exact:
        return [] if roots == [] and found[2] > 0 else [condition]
    if relation == "!=":
        return [Comparison((Name(variable), number(root)), ("!=",)) for root in exact]
    if relation in (">", ">=") and found[2] < 0 and len(exact) == 2:
        between = relation.replace(">", "<")
        return [Comparison((number(exact[0]), Name(variable), number(exact[1])), (between, between))]
    return [condition]


def strongest(found: list[Comparison], variable: str) -> list[Comparison]:
    """The conditions that no other one implies, `x >= 0` and `x != 0` made one."""
    kept: list[Comparison] = []
    apart = [half for condition in found for half in _halves(condition, variable)]
    for condition in dict.fromkeys(_sharper(condition, apart) for condition in apart):
        if any(_implied(condition, other, variable) for other in kept):
            continue
        kept = [other for other in kept if not _implied(other, condition, variable)]
        kept.append(condition)
    return _one_interval(kept, variable)


def _halves(condition: Comparison, variable: str) -> list[Comparison]:
    """`0 < x < 3` as `x > 0` and `x < 3`."""
    if len(condition.operands) != 3 or condition.operands[1] != Name(variable):
        return [condition]
    low, x, high = condition.operands
    return [Comparison((x, low), (_FLIPPED[condition.relations[0]],)), Comparison((x, high), (condition.relations[1],))]


def _one_interval(found: list[Comparison], variable: str) -> list[Comparison]:
    """`x > 0` and `x < 3` as `0 < x < 3`."""
    x = Name(variable)
    above = [condition for condition in found if condition.operands[0] == x and condition.relations[0] in (">", ">=")]
    below = [condition for condition in found if condition.operands[0] == x and condition.relations[0] in ("<", "<=")]
    if len(above) != 1 or len(below) != 1:
        return found
    (low,), (high,) = above, below
    bounds = rational(low.operands[1]), rational(high.operands[1])
    if bounds[0] is None or bounds[1] is None or bounds[0] >= bounds[1]:
        return found
    both = Comparison((low.operands[1], x, high.operands[1]), (_FLIPPED[low.relations[0]], high.relations[0]))
    return [both, *(condition for condition in found if condition not in (low, high))]


def _sharper(condition: Comparison, others: list[Comparison]) -> Comparison:
    """`x >= 0` is `x > 0` where `x != 0` is a condition too."""
    weak = len(condition.relations) == 1 and condition.relations[0] in ("<=", ">=")
    if weak and Comparison(condition.operands, ("!=",)) in others:
        return Comparison(condition.operands, (condition.relations[0][0],))
    return condition


def _implied(condition: Comparison, by: Comparison, variable: str) -> bool:
    """Whether one condition holds wherever another does.

    Both change only where two of their operands are equal, so it is enough to look at these points and between them.
    """
    if condition.operands == by.operands:
        return all(
            weak in (strong, strong[0] + "=") or (weak == "!=" and strong in "<>")
            for weak, strong in zip(condition.relations, by.relations, strict=True)
        )
    ours, theirs = _changes(condition, variable), _changes(by, variable)
    if ours is None or theirs is None:
        return False
    points = sorted({*ours, *theirs})
    if not points:
        return False
    exact = [float(point) for point in points if isinstance(point, Fraction)]
    middles = [float(left + right) / 2 for left, right in pairwise(points)]
    places = [*exact, *middles, float(points[0]) - 1, float(points[-1]) + 1]
    return all(_holds(condition, variable, place) for place in places if _holds(by, variable, place))


@functools.lru_cache(maxsize=256)
def _changes(condition: Comparison, variable: str) -> tuple[Fraction | float, ...] | None:
    """Where two neighbouring operands are equal; None where that is not known."""
    found: list[Fraction | float] = []
    for left, right in pairwise(condition.operands):
        for side in (left, Negation(left)) if isinstance(left, Call) and left.function == "abs" else (left,):
            inside = _without_bars(side)
            polynomial = coefficients(Sum((inside, Negation(right))), variable)
            roots = real_roots(polynomial) if polynomial is not None else None
            if roots is None:
                return None
            found.extend(roots)
    return tuple(found)


def _without_bars(node: Node) -> Node:
    if isinstance(node, Negation):
        return Negation(_without_bars(node.operand))
    return node.arguments[0] if isinstance(node, Call) and node.function == "abs" else node


def _holds(condition: Comparison, variable: str, place: float) -> bool:
    values = [compile_real(operand, (variable,))((place,)) for operand in condition.operands]
    if any(map(math.isnan, values)):
        return False
    pairs = pairwise(values)
    return all(RELATIONS[relation](*pair) for relation, pair in zip(condition.relations, pairs, strict=True))
