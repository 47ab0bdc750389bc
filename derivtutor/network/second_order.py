"""Second derivatives by one more pass each: the backward pass of a program that is moved a tiny step in one direction.

The gradient at `x + ihv` has the Hessian times `v` in its imaginary part: the complex step, done to the backward pass.
"""

from __future__ import annotations

from collections.abc import Mapping

from derivtutor.network import complex_step
from derivtutor.network.formulas import compiled, letters_of
from derivtutor.network.graph import Graph
from derivtutor.network.operations import pointwise
from derivtutor.network.running import added, complex_value, points
from derivtutor.network.values import Value
from derivtutor.notation.slope import STEP


def hessian_times(graph: Graph, direction: Mapping[int, Value], active: frozenset[int]) -> dict[int, Value]:
    """The Hessian of the loss times a direction, by every vertex that is reached.

    Args:
        direction: for inputs how far they are moved, in their shapes.
        active: the vertices that depend on what is asked for.
    """
    steps = {place: _beside(graph.vertices[place].value, move) for place, move in direction.items()}
    values = complex_step.values(graph, steps)
    gradients: dict[int, Value] = {graph.loss: [1 + 0j] if graph.vertices[graph.loss].shape else 1 + 0j}
    for place in range(graph.loss, -1, -1):
        if place not in gradients:
            continue
        for turn, operand in enumerate(graph.vertices[place].operands):
            if operand in active:
                share = _share(graph, values, place, turn, gradients[place])
                gradients[operand] = added(gradients[operand], share) if operand in gradients else share
    return {place: _imaginary(gradient) for place, gradient in gradients.items()}


def _beside(value: Value, move: Value) -> Value:
    if isinstance(value, list):
        return [complex(entry, STEP * by) for entry, by in zip(value, move, strict=True)]
    return complex(value, STEP * move)


def _imaginary(gradient: Value) -> Value:
    return [entry.imag / STEP for entry in gradient] if isinstance(gradient, list) else gradient.imag / STEP


def _share(graph: Graph, values: list[Value], place: int, turn: int, gradient: Value) -> Value:
    """What goes on from a vertex to one of its operands."""
    vertex = graph.vertices[place]
    operation = vertex.operation
    assert operation is not None
    shapes = [graph.vertices[operand].shape for operand in vertex.operands]
    operands = [values[operand] for operand in vertex.operands]
    if operation.formula is not None:
        slope = pointwise(operation).steps[turn].result
        slopes = [complex_value(slope, point) for point in points(shapes, operands)]
        slopes = [entry if entry == entry else complex(operation.at_kink or 0) for entry in slopes]
        shares = [arriving * by for arriving, by in zip(gradient if vertex.shape else [gradient], slopes, strict=True)]
        return shares if shapes[turn] else sum(shares)
    if not operation.pulls:
        start = sum([len(operand) if shape else 1 for operand, shape in zip(operands[:turn], shapes, strict=False)])
        return gradient[start : start + len(operands[turn])] if shapes[turn] else gradient[start]
    known_shapes, known = letters_of(shapes, vertex.shape, operands, values[place])
    pull = compiled(operation.pulls[turn], (*known_shapes.items(), ("g", vertex.shape)))
    return pull({**known, "g": gradient})
