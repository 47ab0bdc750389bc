"""The graph of a program as a drawing: what each vertex does, its value, and its gradient."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from derivtutor.calculus.drawing import Arrow, Box, Drawing, Sort
from derivtutor.language import between, counted, listed, translated
from derivtutor.network.graph import Graph, Vertex
from derivtutor.network.operations import LETTERS
from derivtutor.network.shapes import Shape, size
from derivtutor.network.values import nested
from derivtutor.notation import linear
from derivtutor.notation.decimals import rounded

_DIGITS, _LONGEST = 4, 18
"""How many digits of a number are shown, and how long an array may be that is."""


def drawing_of(
    graph: Graph,
    values: Sequence[Any] | None = None,
    gradients: Sequence[Any] | None = None,
    labels: Mapping[tuple[int, int], str] | None = None,
) -> Drawing:
    """A program's graph to be drawn: `z = v1 + b`, its value and `∂L/∂z`, with the numbers of a program within labels.

    Args:
        values: of all vertices, as `forward` finds them.
        gradients: of the loss by all vertices, as `backward` finds them; None where nothing comes back.
        labels: what is written beside arrows, by the place of the result and the operand's turn: local slopes.
    """
    drawn = [place for place, vertex in enumerate(graph.vertices) if vertex.name]
    boxes = [
        Box(graph.vertices[place].name, _lines(graph, place, values, gradients), _sort(graph, place)) for place in drawn
    ]
    arrows = [
        Arrow(graph.vertices[operand].name, graph.vertices[place].name, (labels or {}).get((place, turn), ""))
        for place in drawn
        for turn, operand in enumerate(graph.vertices[place].operands)
        if graph.vertices[operand].name
    ]
    return Drawing(_says(graph), tuple(boxes), tuple(arrows))


def expression_of(graph: Graph, vertex: Vertex) -> str:
    """What a vertex does to its operands, by their names: `v1 + b`, `W1 @ x`."""
    operation = vertex.operation
    if operation is None:
        return vertex.name
    operands = [_operand(graph, graph.vertices[place]) for place in vertex.operands]
    if operation.formula is None:
        listed = _BETWEEN.get(operation.name, ", ").join(operands)
        return (
            listed
            if operation.name in _BETWEEN
            else _AROUND.get(operation.name, f"{operation.name}({{}})").format(listed)
        )
    formula = linear.unicode(operation.formula)
    if formula == "u v" and not (_SHORT.fullmatch(operands[0]) and _NAME.fullmatch(operands[1])):
        formula = "u·v"
    letters = dict(zip(LETTERS, operands, strict=False))
    return _LETTER.sub(lambda letter: letters.get(letter[0], letter[0]), formula)


_BETWEEN = dict.fromkeys(("matrix-vector", "vector-matrix", "matrix-matrix"), " @ ")
_AROUND = {"transpose": "{}'", "largest": "max({})", "smallest": "min({})", "array": "[{}]"}
"""How operations on arrays are written: with a sign between, or in other words than their name and brackets."""

_LETTER = re.compile(r"(?<![A-Za-z])[uv](?![A-Za-z])")
_NAME = re.compile(r"[^\W\d_]\d*")
_SHORT = re.compile(rf"{_NAME.pattern}|\d+(\.\d+)?")
"""A letter, perhaps with a number, and such a name or a number: `w x` and `2 x` need no sign for the product."""


def _operand(graph: Graph, vertex: Vertex) -> str:
    """The name of an operand, or the number that it is; a long array by its shape."""
    if vertex.name:
        return vertex.name
    text = _value(vertex.value, vertex.shape)
    return f"({text})" if text.startswith("−") else text


def _lines(graph: Graph, place: int, values: Sequence[Any] | None, gradients: Sequence[Any] | None) -> tuple[str, ...]:
    vertex = graph.vertices[place]
    name, shape = vertex.name, vertex.shape
    value, gradient = [found[place] if found else None for found in (values, gradients)]
    lines = []
    if vertex.operation is not None:
        lines.append(f"{name} = {expression_of(graph, vertex)}")
        lines += [_value(value, shape)] if value is not None else []
    else:
        lines.append(name if value is None else _equation(name, value, shape))
    if gradient is not None:
        lines.append(_equation(f"∂{graph.vertices[graph.loss].name}/∂{name}", gradient, shape))
    return tuple(lines)


def _sort(graph: Graph, place: int) -> Sort:
    if place == graph.loss:
        return "loss"
    return "operation" if graph.vertices[place].operation else "input"


def _equation(left: str, value: Any, shape: Shape) -> str:
    """`w = 0.6`, but `W: 2 × 3`."""
    return f"{left}{' =' if _is_short(value, shape) else ':'} {_value(value, shape)}"


def _value(value: Any, shape: Shape) -> str:
    """A number to four digits; an array in brackets, or its shape where that is long."""
    if _is_short(value, shape):
        return _written(value, shape)
    by = " × ".join(map(str, shape))
    return by if len(shape) == 2 else counted("{count} entry", "{count} entries", shape[0]).format(count=shape[0])


def _is_short(value: Any, shape: Shape) -> bool:
    return not shape or (size(shape) <= _LONGEST // 2 and len(_written(value, shape)) <= _LONGEST)


def _written(value: Any, shape: Shape) -> str:
    return _nested(nested([_number(entry) for entry in value], shape)) if shape else _number(value)


def _nested(entries: Any) -> str:
    return entries if isinstance(entries, str) else f"[{between().join(map(_nested, entries))}]"


def _number(value: float) -> str:
    return linear.unicode(rounded(value, _DIGITS)) if math.isfinite(value) else str(value)


def _says(graph: Graph) -> str:
    """What the drawing shows, for those who do not see it."""
    loss = graph.vertices[graph.loss].name
    count = sum([vertex.operation is not None for vertex in graph.vertices])
    if not count:
        return translated("The graph of the program is {loss} alone.").format(loss=loss)
    told = counted(
        "The graph of the program: {count} operation leads from {inputs} to {loss}.",
        "The graph of the program: {count} operations lead from {inputs} to {loss}.",
        count,
    )
    return told.format(count=count, inputs=listed(graph.leaves), loss=loss)
