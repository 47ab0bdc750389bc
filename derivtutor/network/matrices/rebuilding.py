"""Expressions over other parts: built anew, changed at each node, or with a part under another name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from derivtutor.network.matrices.building import (
    apply,
    determinant,
    diagonal,
    diagonal_of,
    differential,
    hadamard,
    inverse,
    log_determinant,
    matrix_power,
    multiply,
    norm,
    number,
    power,
    total,
    total_of,
    trace,
    transpose,
)
from derivtutor.network.matrices.expression import (
    Apply,
    Determinant,
    Diagonal,
    DiagonalOf,
    Differential,
    Expression,
    Hadamard,
    Inverse,
    LogDeterminant,
    MatrixPower,
    Norm,
    Power,
    Product,
    Softmax,
    Sum,
    Total,
    Trace,
    Transpose,
)

_REBUILD: dict[type, Callable[[Any, list[Expression]], Expression]] = {
    Product: lambda e, c: multiply(number(e.number), *c),
    Sum: lambda _, c: total(c),
    Transpose: lambda _, c: transpose(c[0]),
    Inverse: lambda _, c: inverse(c[0]),
    MatrixPower: lambda e, c: matrix_power(c[0], e.exponent),
    Trace: lambda _, c: trace(c[0]),
    Determinant: lambda _, c: determinant(c[0]),
    LogDeterminant: lambda _, c: log_determinant(c[0]),
    Norm: lambda _, c: norm(c[0]),
    Total: lambda _, c: total_of(c[0]),
    Softmax: lambda _, c: Softmax(c[0]),
    Diagonal: lambda _, c: diagonal(c[0]),
    DiagonalOf: lambda _, c: diagonal_of(c[0]),
    Apply: lambda e, c: apply(e.function, c[0]),
    Power: lambda e, c: power(c[0], e.exponent),
    Hadamard: lambda _, c: hadamard(*c),
    Differential: lambda _, c: differential(c[0]),
}


def rebuilt(expression: Expression, children: Sequence[Expression]) -> Expression:
    """The same kind of node over other children."""
    build = _REBUILD.get(type(expression))
    return build(expression, list(children)) if build else expression


def mapped(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """An expression with a change at each node, from the leaves up."""
    children = [mapped(child, change) for child in expression.children]
    return change(expression if children == list(expression.children) else rebuilt(expression, children))


_OPERANDS: dict[type, tuple[str, ...]] = {
    Product: ("scalars", "chain"), Sum: ("terms",), Hadamard: ("factors",), Power: ("base",), MatrixPower: ("base",),
}  # fmt: skip


def renamed(expression: Expression, old: Expression, new: Expression) -> Expression:
    """An expression with a part under another name, and written as before in all else."""
    if expression == old:
        return new
    if not expression.children:
        return expression
    changed: dict[str, Any] = {}
    for field in _OPERANDS.get(type(expression), ("operand",)):
        value = getattr(expression, field)
        is_tuple = isinstance(value, tuple)
        changed[field] = tuple([renamed(each, old, new) for each in value]) if is_tuple else renamed(value, old, new)
    return replace(expression, **changed)
