"""The Jacobian of any vertex by any other: one backward pass for each entry of the result."""

from __future__ import annotations

from derivtutor.network.graph import Graph
from derivtutor.network.passes import Forward, edges
from derivtutor.network.shapes import size
from derivtutor.network.values import Value, unit, zeros


def jacobian(graph: Graph, run: Forward, result: int, operand: int) -> list[list[float]]:
    """How each entry of a result (the rows) changes with each entry of what it depends on (the columns)."""
    shape = graph.vertices[result].shape
    rows: list[list[float]] = []
    for entry in range(size(shape)):
        seed = unit(shape, entry)
        gradients = {result: seed, **{edge.operand: edge.accumulated for edge in edges(graph, run, result, seed)}}
        row: Value = gradients.get(operand, zeros(graph.vertices[operand].shape))
        rows.append(row if isinstance(row, list) else [row])
    return rows
