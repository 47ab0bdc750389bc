"""The Jacobian of any vertex by any other: one backward pass for each entry of the result."""

from __future__ import annotations

from derivtutor.network.graph import Graph
from derivtutor.network.passes import Forward
from derivtutor.network.running import added
from derivtutor.network.shapes import size
from derivtutor.network.values import Value


def jacobian(graph: Graph, run: Forward, result: int, operand: int) -> list[list[float]]:
    """How each entry of a result (the rows) changes with each entry of what it depends on (the columns)."""
    shape = graph.vertices[result].shape
    columns = size(graph.vertices[operand].shape)
    rows = []
    for entry in range(size(shape)):
        unit = [float(at == entry) for at in range(size(shape))] if shape else 1.0
        row = _back(graph, run, result, unit).get(operand, [0.0] * columns)
        rows.append(row if isinstance(row, list) else [row])
    return rows


def _back(graph: Graph, run: Forward, result: int, seed: Value) -> dict[int, Value]:
    gradients: dict[int, Value] = {result: seed}
    for place in range(result, -1, -1):
        if place not in gradients:
            continue
        for operand, local in zip(graph.vertices[place].operands, run.locals[place], strict=False):
            if local is not None:
                share = local(gradients[place]) if callable(local) else gradients[place] * local
                gradients[operand] = added(gradients[operand], share) if operand in gradients else share
    return gradients
