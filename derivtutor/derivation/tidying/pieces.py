"""Results in pieces that are one formula: `relu(x)` is 0 where x is negative, so `2relu(x)` says both pieces."""

from __future__ import annotations

from derivtutor.derivation.formula import total
from derivtutor.derivation.tidying.finishing import Finishing, Law
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.tree import (
    KEEPING,
    Call,
    Comparison,
    Negation,
    Node,
    Number,
    Piecewise,
    fold,
    names,
    parts,
    with_children,
)


def _joined(finishing: Finishing, node: Node) -> Node:
    """One of two values, where it has the other's on the other's piece; the problem itself must be continuous."""
    if not isinstance(node, Piecewise) or len(node.values) != 2 or not _is_continuous(finishing.problem):
        return node
    own = [_restricted(finishing, value, at) for value, at in zip(node.values, node.conditions, strict=False)]
    for value in node.values:
        there = [_restricted(finishing, value, at) for at in node.conditions]
        if list(map(finishing.structure, there)) == list(map(finishing.structure, own)):
            return value
    return node


def _is_continuous(problem: Node) -> bool:
    jumps = (part for part in parts(problem) if isinstance(part, Piecewise) or part == Call("sign", part.children))
    return next(jumps, None) is None


def _restricted(finishing: Finishing, value: Node, condition: Node) -> Node:
    """A value where a condition holds: there `relu(u)` is 0 or `u`, and `|u|` is `-u` or `u`."""

    def known(call: Call, children: list[Node]) -> Node:
        kept = with_children(call, tuple(children))
        sign = _sign(finishing, children[0], condition) if call.function in ("relu", "abs") else 0
        if sign > 0:
            return children[0]
        if sign < 0:
            return Number(0) if call.function == "relu" else Negation(children[0])
        return kept

    return finishing.settled(fold(value, {**KEEPING, Call: known}))


def _sign(finishing: Finishing, node: Node, condition: Node) -> int:
    """The sign that an expression has where a condition holds; 0 where that is not known."""
    if not isinstance(condition, Comparison) or condition.relations not in (("<",), (">",)):
        return 0
    left, right = condition.operands
    side = -1 if condition.relations == ("<",) else 1
    difference = finishing.settled(total([left, Negation(right)]))
    if finishing.structure(difference) == finishing.structure(node):
        return side
    letters = names(node)
    if len(letters) != 1 or names(difference) != letters:
        return 0
    (letter,) = letters
    own, given = coefficients(node, letter), coefficients(difference, letter)
    if not own or not given or len(own) != 2 or len(given) != 2 or own[0] * given[1] != own[1] * given[0]:
        return 0
    return side if own[1] * given[1] > 0 else -side


PIECES = (Law("join-pieces", "write both pieces as one formula", _joined),)
"""The laws of results in pieces."""
