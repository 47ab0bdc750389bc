"""One operation at a time: what it makes of numbers and arrays."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from derivtutor.network.operations import Operation, pointwise
from derivtutor.network.shapes import Shape, broadcast, size
from derivtutor.network.values import Value
from derivtutor.notation.slope import evaluate
from derivtutor.notation.tree import Node


def run(operation: Operation, shapes: Sequence[Shape], operands: Sequence[Value]) -> Value | None:
    """The result of an operation; None where it is undefined."""
    if operation.formula is None:
        assert operation.value is not None
        try:
            return operation.value(shapes, *operands)
        except (ArithmeticError, ValueError):
            return None
    is_complex = any(
        isinstance(operand[0] if shape else operand, complex) for operand, shape in zip(operands, shapes, strict=True)
    )
    of = functools.partial(complex_value, operation.formula) if is_complex else pointwise(operation).value
    return entrywise(of, shapes, operands)


def complex_value(formula: Node, point: Sequence[complex]) -> complex:
    """A formula over `u` and `v` at complex numbers a tiny step beside real ones; nan where it is undefined."""
    return evaluate(formula, {letter: [number] for letter, number in zip("uv", point, strict=False)})[0]


def entrywise(of: Callable[[Sequence[Any]], Any], shapes: Sequence[Shape], operands: Sequence[Value]) -> Value | None:
    """A function of numbers, done to all entries; None where it is undefined at one."""
    if not any(shapes):
        number = of(operands)
        return None if number != number else number
    entries = [of(point) for point in points(shapes, operands)]
    return None if any(entry != entry for entry in entries) else entries


def points(shapes: Sequence[Shape], operands: Sequence[Value]) -> list[tuple[Any, ...]]:
    """The operands entry by entry; a number goes with every entry."""
    count = size(broadcast(shapes) or ())
    columns = [operand if shape else [operand] * count for shape, operand in zip(shapes, operands, strict=True)]
    return list(zip(*columns, strict=True))


def added(left: Value, right: Value) -> Value:
    """The sum of two values of one shape."""
    if isinstance(left, list):
        return [a + b for a, b in zip(left, right, strict=True)]
    return left + right
