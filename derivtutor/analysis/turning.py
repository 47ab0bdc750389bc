"""What a function of one variable turns on: the expressions at whose zeros its formula changes or ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from derivtutor.analysis.behaviour import BEHAVIOURS, formula
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.rational import constant_value, rational
from derivtutor.notation.tree import (
    NAMES,
    Call,
    Comparison,
    Integral,
    Memo,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Quotient,
    Structure,
    Sum,
    fold,
    substitute,
)

_MOST_COMPARED = 12
"""Of a greatest or least of more arguments, only neighbours are compared."""


def turning(node: Node, variable: str, poles: bool = True) -> tuple[Node, ...]:
    """The expressions in `variable` at whose zeros the function has an end, a gap, a kink or a change of pieces.

    Between the zeros of all of them it is analytic, or has no value. Without `poles`, those are left out at which it is
    meromorphic: what vanishes on one side of a pole vanishes on the other.
    """
    known: Memo[frozenset[str]] = Memo()
    same = Structure()
    found: dict[int, Node] = {}
    pending, seen = [node], set()
    while pending:
        current = pending.pop()
        if id(current) in seen or variable not in fold(current, NAMES, known):
            continue
        seen.add(id(current))
        pending.extend(reversed(current.children if not isinstance(current, Integral) else current.children[1:]))
        for each in _own(current, poles):
            if variable in fold(each, NAMES, known):
                found.setdefault(same(each), each)
    return tuple(found.values())


def _own(node: Node, poles: bool) -> Iterator[Node]:
    if isinstance(node, Quotient):
        if poles:
            yield node.bottom
    elif isinstance(node, Power):
        yield from _of_power(node, poles)
    elif isinstance(node, Call):
        yield from _of_call(node, poles)
    elif isinstance(node, Piecewise):
        for condition in node.conditions:
            if isinstance(condition, Comparison):
                yield from map(_difference, condition.operands, condition.operands[1:])
    elif isinstance(node, Integral):
        for inner in turning(node.integrand, node.variable):
            for bound in (node.lower, node.upper):
                yield substitute(inner, {node.variable: bound})


def _of_power(node: Power, poles: bool) -> Iterator[Node]:
    exponent = constant_value(node.exponent)
    if exponent is None:
        if node.base != Name("e") and rational(node.base) is None:
            yield node.base
    elif exponent.denominator != 1 or (exponent < 0 and poles):
        yield node.base


def _of_call(node: Call, poles: bool) -> Iterator[Node]:
    if node.function in ("max", "min"):
        many = len(node.arguments) > _MOST_COMPARED
        for pair in pairwise(node.arguments) if many else combinations(node.arguments, 2):
            yield _difference(*pair)
    if node.function == "root":
        yield node.arguments[1]
    row = BEHAVIOURS[node.function]
    arguments = dict(zip(FUNCTIONS[node.function].arguments, node.arguments, strict=False))
    for condition in row.conditions:
        if poles or condition.relations != ("!=",):
            for left, right in pairwise(condition.operands):
                yield substitute(_difference(left, right), arguments)
    if row.kink:
        yield substitute(formula(row.kink), arguments)


def _difference(left: Node, right: Node) -> Node:
    if right == Number(0):
        return left
    return Negation(right) if left == Number(0) else Sum((left, Negation(right)))
