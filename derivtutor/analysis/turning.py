"""What a function of one variable turns on: the expressions at whose zeros its formula changes or ends."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from derivtutor.analysis.behaviour import BEHAVIOURS
from derivtutor.analysis.domain import conditions, kinks
from derivtutor.notation.tree import (
    NAMES,
    Call,
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
_TURNING = frozenset({Quotient, Power, Call, Piecewise, Integral})


@functools.cache
def _meromorphic() -> frozenset[str]:
    """The functions that are; to know it all conditions of their domains are read."""
    return frozenset(row.function for row in BEHAVIOURS.values() if row.is_meromorphic) - {"max", "min", "root"}


def is_one_formula(node: Node) -> bool:
    """Whether an expression is meromorphic, as its kinds of parts show: it turns on nothing but poles."""
    return not any(map(_bends, parts(node)))


def _bends(part: Node) -> bool:
    if type(part) is Call:
        return part.function not in _meromorphic()
    if type(part) is Power:
        exponent = part.exponent
        is_plain = part.base == E or (type(exponent) is Number and type(exponent.value) is int)
        return not is_plain and any(True for _ in _own(part, poles=False))
    return type(part) is Piecewise or type(part) is Integral


def turning(node: Node, variable: str, poles: bool = True) -> tuple[Node, ...]:
    """The expressions in `variable` at whose zeros a function has an end, a gap, a kink or a change of pieces.

    Between the zeros of all of them it is analytic, or has no value. Without `poles`, those are left out around which
    it is meromorphic: what vanishes on one side of a pole vanishes on the other. Inside of `arctan` it is not.
    """
    known: Memo[frozenset[str]] = Memo()
    same = Structure()
    expressions: dict[int, Node] = {}
    pending, seen = [(node, poles)], set()
    while pending:
        current, with_poles = pending.pop()
        kind = type(current)
        if kind is Number or kind is Name or (id(current), with_poles) in seen:
            continue
        seen.add((id(current), with_poles))
        for each in _own(current, with_poles) if kind in _TURNING else ():
            if variable in fold(each, NAMES, known):
                expressions.setdefault(same(each), each)
        inside = with_poles or _bends(current)
        pending.extend((child, inside) for child in (current.children[1:] if kind is Integral else current.children))
    return tuple(expressions.values())


def _own(node: Node, poles: bool) -> Iterator[Node]:
    for condition in conditions(node):
        if poles or condition.relations != ("!=",):
            yield from map(_difference, condition.operands, condition.operands[1:])
    for kink in kinks(node):
        yield _difference(*kink.operands)
    if isinstance(node, Integral):
        # It has an end where one of its bounds comes to an end of what is integrated.
        for inner in turning(node.integrand, node.variable):
            for bound in (node.lower, node.upper):
                yield substitute(inner, {node.variable: bound})


def _difference(left: Node, right: Node) -> Node:
    if right == Number(0):
        return left
    return Negation(right) if left == Number(0) else Sum((left, Negation(right)))
