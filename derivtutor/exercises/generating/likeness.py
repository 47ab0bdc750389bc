"""When two functions are the same exercise: up to the order of terms and factors, or up to the numbers as well."""

from __future__ import annotations

from collections.abc import Callable

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


def same(tree: Node) -> str:
    """A text that two functions share where they differ in the order of terms and factors only."""
    return fold(tree, _SAME)


def alike(tree: Node) -> str:
    """A text that two functions share where they differ in order, numbers and signs only."""
    return fold(tree, _ALIKE)


def _of(name: str) -> Callable[[Node, list[str]], str]:
    return lambda _, children: f"{name}({','.join(children)})"


def _unordered(name: str) -> Callable[[Node, list[str]], str]:
    return lambda _, children: f"{name}({','.join(sorted(children))})"


_SAME: Algebra[str] = {
    Number: lambda node, _: str(node.value),
    Name: lambda node, _: node.name,
    Sum: _unordered("sum"),
    Product: _unordered("product"),
    Negation: _of("minus"),
    Quotient: _of("quotient"),
    Power: _of("power"),
    Call: lambda node, children: f"{node.function}({','.join(children)})",
    Unknown: lambda node, children: f"{node.name}{node.orders}({','.join(children)})",
    Comparison: lambda node, children: f"{node.relations}({','.join(children)})",
    Piecewise: _of("piecewise"),
    Integral: _of("integral"),
    Derivative: _of("derivative"),
}


def _without_numbers(node: Product, factors: list[str]) -> str:
    """Coefficients are no part of a shape."""
    kept = sorted([factor for factor in factors if factor != "#"])
    return kept[0] if len(kept) == 1 else f"product({','.join(kept)})"


_ALIKE: Algebra[str] = {
    **_SAME,
    Number: lambda _, __: "#",
    Negation: lambda _, operand: operand[0],
    Product: _without_numbers,
}
