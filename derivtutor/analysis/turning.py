"""What a function of one variable turns on: the expressions at whose zeros its formula changes or ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from typing import Any

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
    parts,
    substitute,
)

E = Name("e")
_MOST_COMPARED = 12
"""Of a greatest or least of more arguments, only neighbours are compared."""


_MEROMORPHIC = frozenset(row.function for row in BEHAVIOURS.values() if row.is_meromorphic) - {"max", "min", "root"}


def is_one_formula(node: Node) -> bool:
    """Whether an expression is meromorphic, as its kinds of parts show: it turns on nothing but poles."""
    return not any(map(_bends, parts(node)))


def _bends(part: Node) -> bool:
    if type(part) is Call:
        return part.function not in _MEROMORPHIC
    if type(part) is Power:
        exponent = part.exponent
        is_plain = part.base == E or (type(exponent) is Number and type(exponent.value) is int)
        return not is_plain and any(True for _ in _of_power(part, poles=False))
    return type(part) is Piecewise or type(part) is Integral


def turning(node: Node, variable: str, poles: bool = True) -> tuple[Node, ...]:
    """The expressions in `variable` at whose zeros a function has an end, a gap, a kink or a change of pieces.

    Between the zeros of all of them it is analytic, or has no value. Without `poles`, those are left out around which
    it is meromorphic: what vanishes on one side of a pole vanishes on the other. Inside of `arctan` it is not.
    """
    known: Memo[frozenset[str]] = Memo()
    same = Structure()
    found: dict[int, Node] = {}
    pending, seen = [(node, poles)], set()
    while pending:
        current, with_poles = pending.pop()
        kind = type(current)
        if kind is Number or kind is Name or (id(current), with_poles) in seen:
            continue
        seen.add((id(current), with_poles))
        own = _OWN.get(kind)
        for each in own(current, with_poles) if own else ():
            if variable in fold(each, NAMES, known):
                found.setdefault(same(each), each)
        inside = with_poles or _bends(current)
        pending.extend((child, inside) for child in (current.children[1:] if kind is Integral else current.children))
    return tuple(found.values())


def _of_quotient(node: Quotient, poles: bool) -> Iterator[Node]:
    if poles:
        yield node.bottom


def _of_pieces(node: Piecewise, poles: bool) -> Iterator[Node]:
    for condition in node.conditions:
        if isinstance(condition, Comparison):
            yield from map(_difference, condition.operands, condition.operands[1:])


def _of_integral(node: Integral, poles: bool) -> Iterator[Node]:
    """An integral has an end where one of its bounds comes to an end of what is integrated."""
    for inner in turning(node.integrand, node.variable):
        for bound in (node.lower, node.upper):
            yield substitute(inner, {node.variable: bound})


def _of_power(node: Power, poles: bool) -> Iterator[Node]:
    if node.base == E:
        return
    exponent = constant_value(node.exponent)
    if exponent is None:
        if rational(node.base) is None:
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


_OWN: dict[type, Callable[[Any, bool], Iterator[Node]]] = {
    Quotient: _of_quotient,
    Power: _of_power,
    Call: _of_call,
    Piecewise: _of_pieces,
    Integral: _of_integral,
}


def _difference(left: Node, right: Node) -> Node:
    if right == Number(0):
        return left
    return Negation(right) if left == Number(0) else Sum((left, Negation(right)))
