"""Results in pieces that are one formula: `relu(x)` is 0 where x is negative, so `2relu(x)` says both pieces."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.derivation.formula import product, total
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
    Quotient,
    Sum,
    fold,
    names,
    parts,
    with_children,
)


def _joined(finishing: Finishing, node: Node) -> Node:
    """Pieces that are one formula, wherever they stand; the problem itself must be continuous."""
    if not _is_continuous(finishing.problem):
        return node

    def joined(part: Piecewise, children: list[Node]) -> Node:
        kept = with_children(part, tuple(children))
        return _one_formula(finishing, kept) if isinstance(kept, Piecewise) and len(kept.values) == 2 else kept

    other = fold(node, {**KEEPING, Piecewise: joined})
    return node if other is node else finishing.settled(other)


def _one_formula(finishing: Finishing, node: Piecewise) -> Node:
    """One of two values, where it has the other's on the other's piece."""
    own = [_restricted(finishing, value, at) for value, at in zip(node.values, node.conditions, strict=False)]
    for value in (*node.values, *_with_relu(finishing, node)):
        there = [_restricted(finishing, value, at) for at in node.conditions]
        if list(map(finishing.structure, there)) == list(map(finishing.structure, own)):
            return value
    return node


def _with_relu(finishing: Finishing, node: Piecewise) -> Iterator[Node]:
    """`2x` where `x` is positive, and 0 elsewhere, is `2relu(x)`."""
    below, above = node.values
    for call in (part for part in parts(finishing.problem) if type(part) is Call and part.function == "relu"):
        inside, monomial = finishing.monomials.key_of(call.arguments[0]), finishing.monomials.of(above)
        if below == Number(0) and monomial.power_of(inside) > 0:
            monomial.factors[inside].power -= 1
            yield finishing.settled(product([finishing.monomials.write(monomial), call]))


def _in_pieces(finishing: Finishing, node: Node) -> Node:
    """A result with pieces within it, and what else depends on where one is, as pieces."""
    inner = [part for part in parts(node) if isinstance(part, Piecewise)]
    if not inner or any(part.conditions != inner[0].conditions for part in inner) or not _is_worth_it(node, inner):
        return node
    conditions = inner[0].conditions
    if {_sign_of_piece(condition) for condition in conditions} != {-1, 1} or len(conditions) != len(inner[0].values):
        return node
    values = [_restricted(finishing, _on_piece(node, place), at) for place, at in enumerate(conditions)]
    if len({finishing.structure(value) for value in values}) == 1:
        return values[0]
    pieces = Piecewise(tuple(values), conditions)
    return pieces if finishing.length(pieces) < finishing.length(node) else node


def _is_worth_it(node: Node, inner: list[Piecewise]) -> bool:
    """Whether there are several pieces, or whether a part that has a kink can be said more simply on each."""
    kinks = any(type(part) is Call and part.function in _KINKED for part in parts(node))
    return len(inner) > 1 or kinks or (inner[0] is not node and not isinstance(node, Sum))


_KINKED = frozenset({"relu", "abs"})


def _on_piece(node: Node, place: int) -> Node:
    """A result with the values of its pieces at one place."""

    def value(_: Piecewise, children: list[Node]) -> Node:
        return children[place]

    return fold(node, {**KEEPING, Piecewise: value})


def _where_it_exists(finishing: Finishing, node: Node) -> Node:
    """The pieces on which the problem has a value: `ln(relu(x))` has none where `x` is negative."""
    if not isinstance(node, Piecewise) or len(node.conditions) != len(node.values):
        return node
    kept = [place for place, at in enumerate(node.conditions) if _exists(finishing, at)]
    if not kept or len(kept) == len(node.values):
        return node
    return Piecewise(tuple(node.values[place] for place in kept), tuple(node.conditions[place] for place in kept))


def _exists(finishing: Finishing, condition: Node) -> bool:
    """Whether nothing in the problem is divided by 0, and no logarithm is of 0, all over a piece."""
    known = _known(finishing, finishing.problem, condition)
    for part in parts(known):
        divisor = part.bottom if isinstance(part, Quotient) else None
        inside = part.arguments[-1] if isinstance(part, Call) and part.function in ("ln", "log") else divisor
        if inside is not None and finishing.settled(inside) == Number(0):
            return False
    return True


def _only_piece(finishing: Finishing, node: Node) -> Node:
    """The value of the only piece, where the problem does not exist on the other side."""
    condition = node.conditions[0] if isinstance(node, Piecewise) and len(node.values) == 1 else None
    if not isinstance(node, Piecewise) or not isinstance(condition, Comparison):
        return node
    others = _OTHER_SIDES.get(condition.relations)
    return node.values[0] if others and not _exists(finishing, Comparison(condition.operands, others)) else node


def _is_continuous(problem: Node) -> bool:
    jumps = (part for part in parts(problem) if isinstance(part, Piecewise) or part == Call("sign", part.children))
    return next(jumps, None) is None


def _restricted(finishing: Finishing, value: Node, condition: Node) -> Node:
    """A value where a condition holds, tidied."""
    return finishing.settled(_known(finishing, value, condition))


def _known(finishing: Finishing, value: Node, condition: Node) -> Node:
    """A value where a condition holds: there `relu(u)` is 0 or `u`, and `|u|` is `-u` or `u`."""

    def known(call: Call, children: list[Node]) -> Node:
        kept = with_children(call, tuple(children))
        sign = _sign(finishing, children[0], condition) if call.function in ("relu", "abs") else 0
        if sign > 0:
            return children[0]
        if sign < 0:
            return Number(0) if call.function == "relu" else Negation(children[0])
        return kept

    return fold(value, {**KEEPING, Call: known})


def _sign(finishing: Finishing, node: Node, condition: Node) -> int:
    """The sign that an expression has where a condition holds; 0 where that is not known."""
    side = _sign_of_piece(condition)
    if not isinstance(condition, Comparison) or not side:
        return 0
    left, right = condition.operands
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


def _sign_of_piece(condition: Node) -> int:
    """Whether a piece lies on one side of a point, and on which."""
    return _SIDES.get(condition.relations, 0) if isinstance(condition, Comparison) else 0


_OTHER_SIDES: dict[tuple[str, ...], tuple[str, ...]] = {("<",): (">",), (">",): ("<",)}
_SIDES: dict[tuple[str, ...], int] = {("<",): -1, (">",): 1}

PIECES = (
    Law("join-pieces", "write both pieces as one formula", _joined, of_pieces=True),
    Law("in-pieces", "write as one piecewise function", _in_pieces, of_pieces=True),
    Law("where-it-exists", "keep the piece where f is defined", _where_it_exists, of_pieces=True),
    Law("only-piece", "drop the condition: f is defined only there", _only_piece, of_pieces=True),
)
"""The laws of results in pieces."""
