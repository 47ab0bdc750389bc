"""The gradient of a program by the complex step, which knows neither the rule book nor the graph's way back.

Each number in turn is moved by a tiny imaginary step, and the program is run again (Squire & Trapp, SIAM Review 1998).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from derivtutor.network.graph import Graph
from derivtutor.network.running import run
from derivtutor.network.shapes import Shape, size
from derivtutor.network.values import Value
from derivtutor.notation.slope import STEP

_NOWHERE = complex(math.nan, math.nan)


def gradient(graph: Graph, place: int) -> Value:
    """The gradient of the loss by an input, in its shape; nan where it is undefined."""
    vertex = graph.vertices[place]
    slopes = [_loss(graph, {place: moved(vertex.value, entry)}).imag / STEP for entry in range(size(vertex.shape))]
    return slopes if vertex.shape else slopes[0]


def moved(value: Value, entry: int) -> Value:
    """A value of which one entry is moved by the step."""
    step = complex(0, STEP)
    return (
        [number + step * (at == entry) for at, number in enumerate(value)] if isinstance(value, list) else value + step
    )


def _loss(graph: Graph, steps: Mapping[int, Value]) -> Any:
    loss = values(graph, steps)[graph.loss]
    return loss[0] if isinstance(loss, list) else loss


def _undefined(shape: Shape) -> Value:
    return [_NOWHERE] * size(shape) if shape else _NOWHERE


def values(graph: Graph, steps: Mapping[int, Value]) -> list[Value]:
    """The values of all vertices as complex numbers, where some inputs are moved."""
    made: list[Value] = []
    for place, vertex in enumerate(graph.vertices):
        if vertex.operation is None:
            value = steps.get(place, vertex.value)
            made.append([complex(entry) for entry in value] if vertex.shape else complex(value))
        else:
            shapes = [graph.vertices[operand].shape for operand in vertex.operands]
            found = run(vertex.operation, shapes, [made[operand] for operand in vertex.operands])
            made.append(_undefined(vertex.shape) if found is None else found)
    return made
