"""What a function of one variable turns on: the expressions at whose zeros its formula changes or ends."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.analysis.domain import conditions, kinks
from derivtutor.notation.tree import NAMES, Integral, Memo, Negation, Node, Number, Structure, Sum, fold, substitute


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
    for condition in conditions(node):
        if poles or condition.relations != ("!=",):
            yield from map(_difference, condition.operands, condition.operands[1:])
    for kink in kinks(node):
        yield _difference(*kink.operands)
    if isinstance(node, Integral):
        for inner in turning(node.integrand, node.variable):
            for bound in (node.lower, node.upper):
                yield substitute(inner, {node.variable: bound})


def _difference(left: Node, right: Node) -> Node:
    if right == Number(0):
        return left
    return Negation(right) if left == Number(0) else Sum((left, Negation(right)))
