"""Forward mode: with every value how fast it changes with one input (dual numbers: Griewank and Walther, chapter 3)."""

from __future__ import annotations

from collections.abc import Sequence

from derivtutor.network.formulas import compiled, letters_of
from derivtutor.network.graph import Graph
from derivtutor.network.operations import pointwise
from derivtutor.network.passes import Forward
from derivtutor.network.running import added, points, run
from derivtutor.network.shapes import Shape
from derivtutor.network.targets import Target
from derivtutor.network.values import Value, unit, zeros


def tangents(graph: Graph, forward: Forward, target: Target) -> list[Value]:
    """The derivative of every vertex by one number, in the shape of the vertex."""
    rates: list[Value] = []
    for place, vertex in enumerate(graph.vertices):
        if place == target.place:
            rates.append(unit(vertex.shape, target.entry or 0))
        elif vertex.operation is None:
            rates.append(zeros(vertex.shape))
        else:
            rates.append(_pushed(graph, forward, place, rates))
    return rates


def _pushed(graph: Graph, forward: Forward, place: int, rates: Sequence[Value]) -> Value:
    vertex = graph.vertices[place]
    operation = vertex.operation
    assert operation is not None
    shapes = [graph.vertices[operand].shape for operand in vertex.operands]
    operands = [forward.values[operand] for operand in vertex.operands]
    moves = [rates[operand] for operand in vertex.operands]
    if operation.formula is not None:
        return _entrywise(graph, forward, place, shapes, operands, moves)
    if not operation.pushes:
        return run(operation, shapes, moves)
    known_shapes, known = letters_of(shapes, vertex.shape, operands, forward.values[place])
    change = zeros(vertex.shape)
    for turn, formula in enumerate(operation.pushes):
        moved = {**known, "du": moves[0], "dv": moves[-1]}
        moved_shapes = {**known_shapes, "du": shapes[0], "dv": shapes[-1]}
        if any(moves[turn]) if shapes[turn] else moves[turn]:
            made = compiled(formula, tuple(moved_shapes.items()))(moved)
            change = change if made is None else added(change, made)
    return change


def _entrywise(
    graph: Graph,
    forward: Forward,
    place: int,
    shapes: Sequence[Shape],
    operands: Sequence[Value],
    moves: Sequence[Value],
) -> Value:
    vertex = graph.vertices[place]
    operation = vertex.operation
    assert operation is not None
    at_kink = operation.at_kink or 0.0
    slopes = pointwise(operation).slopes
    changes = []
    for point, move in zip(points(shapes, operands), points(shapes, moves), strict=True):
        parts = [slope(point) * rate for slope, rate in zip(slopes, move, strict=True) if rate]
        changes.append(sum([at_kink if part != part else part for part in parts]))
    return changes if vertex.shape else changes[0]
