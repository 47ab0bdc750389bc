"""The gradient of a program by the complex step, which knows neither the rule book nor the graph's way back.

Each number in turn is moved by a tiny imaginary step, and the program is run again (Squire & Trapp, SIAM Review 1998).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from derivtutor.network.graph import Graph
from derivtutor.network.running import points
from derivtutor.network.shapes import size
from derivtutor.network.values import Value
from derivtutor.notation.slope import STEP, evaluate


def gradient(graph: Graph, place: int) -> Value:
    """The gradient of the loss by an input, in its shape; nan where it is undefined."""
    vertex = graph.vertices[place]
    slopes = [_loss(graph, {place: _moved(vertex.value, entry)}).imag / STEP for entry in range(size(vertex.shape))]
    return slopes if vertex.shape else slopes[0]


def _moved(value: Value, entry: int) -> Value:
    step = complex(0, STEP)
    return (
        [number + step * (at == entry) for at, number in enumerate(value)] if isinstance(value, list) else value + step
    )


def _loss(graph: Graph, moved: Mapping[int, Value]) -> Any:
    values: list[Value] = []
    for place, vertex in enumerate(graph.vertices):
        operation = vertex.operation
        operands = [values[operand] for operand in vertex.operands]
        shapes = [graph.vertices[operand].shape for operand in vertex.operands]
        if operation is None:
            value = moved.get(place, vertex.value)
            values.append([complex(entry) for entry in value] if vertex.shape else complex(value))
        elif operation.formula is not None:
            columns = _columns(points(shapes, operands))
            made = evaluate(operation.formula, columns)
            values.append(made if vertex.shape else made[0])
        else:
            assert operation.value is not None
            values.append(operation.value(shapes, *operands))
    loss = values[graph.loss]
    return loss[0] if isinstance(loss, list) else loss


def _columns(places: Sequence[Sequence[complex]]) -> Mapping[str, list[complex]]:
    return dict(zip("uv", map(list, zip(*places, strict=True)), strict=False))
