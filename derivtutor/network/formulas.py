"""Formulas of arrays as functions: what the table of operations says comes back to an operand."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from derivtutor.network.building import Builder
from derivtutor.network.lowering import BUILD
from derivtutor.network.running import run
from derivtutor.network.shapes import Shape
from derivtutor.network.values import Value
from derivtutor.notation.arrays import read_array

Formula: TypeAlias = Callable[[Mapping[str, Value]], Value | None]


@functools.lru_cache(maxsize=4096)
def compiled(formula: str, shapes: tuple[tuple[str, Shape], ...]) -> Formula:
    """A formula as a function of the values of its letters, which have these shapes; None where it is undefined."""
    given: dict[str, tuple[Shape, Any]] = {name: (shape, None) for name, shape in shapes}
    builder = Builder(BUILD, given)
    result = builder.place(read_array(formula, whole=True, known=tuple(given)).tree)
    vertices = builder.vertices

    def value(values: Mapping[str, Value]) -> Value | None:
        results: list[Any] = []
        for vertex in vertices:
            if vertex.operation is None:
                results.append(values[vertex.name] if vertex.name else vertex.value)
                continue
            operands = [results[place] for place in vertex.operands]
            made = run(vertex.operation, [vertices[place].shape for place in vertex.operands], operands)
            if made is None:
                return None
            results.append(made)
        return results[result]

    return value


def letters_of(
    shapes: Sequence[Shape], result: Shape, operands: Sequence[Value], value: Value
) -> tuple[dict[str, Shape], dict[str, Value]]:
    """The letters that the formulas of an operation may use, with their shapes and values."""
    first = operands[0]
    entries = len(first) if shapes[0] else 1
    ones = [1.0] * entries if shapes[0] else 1.0
    letters = dict(zip("uv", shapes, strict=False))
    known = dict(zip("uv", operands, strict=False))
    return (
        {**letters, "r": result, "o": shapes[0], "n": ()},
        {**known, "r": value, "o": ones, "n": float(entries)},
    )
