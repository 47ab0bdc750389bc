"""How wide an expression is on paper, and where it may be broken over lines."""

from __future__ import annotations

from typing import Any, NamedTuple

from derivtutor.notation.functions import FUNCTIONS, GREEK
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
)


class Piece(NamedTuple):
    """A part of a broken expression, and the sign that it begins with."""

    sign: str
    expression: Node


def broken(node: Node, most: int) -> tuple[Piece, ...]:
    """An expression in pieces of about `most` letters: a sum at its terms, a product at its factors, all else whole."""
    if not isinstance(node, Sum | Product) or width(node) <= most:
        return (Piece("", node),)
    groups: list[list[Node]] = []
    room = 0
    for child in node.children:
        needed = width(child) + 3
        if not groups or needed > room:
            groups.append([])
            room = most
        groups[-1].append(child)
        room -= needed
    return tuple(_piece(node, tuple(group), place) for place, group in enumerate(groups))


def _piece(whole: Sum | Product, group: tuple[Node, ...], place: int) -> Piece:
    if isinstance(whole, Product):
        return Piece("·" if place else "", Product(group))
    return Piece("+" if place and not isinstance(group[0], Negation) else "", Sum(group))


def width(node: Node) -> int:
    """About how many letters wide an expression is when it is set as mathematics."""
    return fold(node, _WIDTH)


def _number(node: Number, _: list[int]) -> int:
    if node.text or isinstance(node.value, int):
        return len(node.text or str(node.value))
    return max(len(str(node.value.numerator)), len(str(node.value.denominator)))


def _name(node: Name, _: list[int]) -> int:
    return 1 if node.name in GREEK else len(node.name)


def _call(node: Call, arguments: list[int]) -> int:
    if "{0}" in FUNCTIONS[node.function].latex:
        return sum(arguments) + 2
    return len(node.function) + sum(arguments) + 2 * len(arguments)


def _piecewise(node: Piecewise, parts: list[int]) -> int:
    count = len(node.values)
    return max(parts[:count]) + max(parts[count:], default=8) + 5


def _together(each: int, more: int = 0) -> Any:
    return lambda _, parts: sum(parts) + each * len(parts) + more


_WIDTH: Algebra[int] = {
    Number: _number,
    Name: _name,
    Sum: _together(3, -3),
    Negation: _together(1),
    Product: _together(1),
    Quotient: lambda _, parts: max(parts) + 1,
    Power: lambda _, parts: parts[0] + max(1, parts[1] * 2 // 3),
    Call: _call,
    Unknown: lambda node, parts: len(node.name) + sum(node.orders) + sum(parts) + 2,
    Comparison: _together(3, -3),
    Piecewise: _piecewise,
    Integral: lambda _, parts: parts[0] + max(parts[1:]) + 4,
    Derivative: _together(4),
}
