"""What the ways to a gradient take, counted in additions, multiplications and values of functions."""

from __future__ import annotations

from collections.abc import Sequence

from derivtutor.network.graph import Graph, Vertex
from derivtutor.network.passes import Forward
from derivtutor.network.shapes import Shape, size
from derivtutor.notation.tree import SIZE, fold


def operations(graph: Graph) -> int:
    """Those of the program itself."""
    return sum([_of(vertex, _shapes(graph, vertex)) for vertex in graph.vertices if vertex.operation is not None])


def along_edges(graph: Graph, forward: Forward) -> int:
    """Those of going once along all edges, forward or backward: a product for each, and the sums where several meet.

    A slope that is always 1 or −1 takes no product.
    """
    count, arrived = 0, set[int]()
    for vertex, locals_ in zip(graph.vertices, forward.locals, strict=True):
        for operand, local in zip(vertex.operands, locals_, strict=False):
            if local is not None:
                count += 0 if local in (1.0, -1.0) else _of(vertex, _shapes(graph, vertex))
                count += size(graph.vertices[operand].shape) * (operand in arrived)
                arrived.add(operand)
    return count


def _shapes(graph: Graph, vertex: Vertex) -> Sequence[Shape]:
    return [graph.vertices[operand].shape for operand in vertex.operands]


def _of(vertex: Vertex, shapes: Sequence[Shape]) -> int:
    """Of a product of matrices each number of the result is a sum of products."""
    if len(shapes) == 2 and shapes[0] and shapes[1] and vertex.operation is not None and not vertex.operation.formula:
        return 2 * size(vertex.shape) * shapes[0][-1]
    return max(size(vertex.shape), *map(size, shapes))


def written_out(graph: Graph) -> int | None:
    """How many parts the loss has as one formula, in which what is shared stands again and again; None with arrays."""
    sizes: list[int] = []
    for vertex in graph.vertices:
        if vertex.shape:
            return None
        formula = vertex.operation.formula if vertex.operation is not None else None
        sizes.append(1 if formula is None else fold(formula, SIZE) + sum([sizes[at] - 1 for at in vertex.operands]))
    return sizes[graph.loss]
