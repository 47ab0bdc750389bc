"""A pass frame by frame: one operation forward, or one edge backward, at a time."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus.backpropagation import factors, formulas
from derivtutor.calculus.backpropagation.drawing import drawing_of
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Heading, Item, Sentence, Turn, Words
from derivtutor.derivation.account import Symbol
from derivtutor.network.passes import Edge

_MOST_FRAMES = 200


def frames(run: Pass) -> Iterator[Item]:
    """All frames: the operations in their order, then the edges back."""
    assert run.forward is not None
    graph = run.graph
    operations = [place for place, vertex in enumerate(graph.vertices) if vertex.operation is not None]
    edges = [edge for edge in run.edges if graph.vertices[edge.operand].name]
    count = len(operations) + len(edges)
    drawing = drawing_of(graph)
    lit = [*[((graph.vertices[place].name,), ()) for place in operations], *[_ends(run, edge) for edge in edges]]
    steps = [*[_forward(run, place) for place in operations], *_backward(run, edges)]
    for number, (step, (boxes, arrows)) in enumerate(zip(steps[:_MOST_FRAMES], lit, strict=False), 1):
        yield Heading(f"Frame {number} of {count}")
        yield drawing.marked(boxes, arrows)
        yield from step
    if count > _MOST_FRAMES:
        yield Sentence((f"{count - _MOST_FRAMES:,} more frames follow.",))


def _ends(run: Pass, edge: Edge) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The boxes and the arrow of an edge; drawings point forward."""
    result, operand = run.graph.vertices[edge.result].name, run.graph.vertices[edge.operand].name
    return (result, operand), ((operand, result),)


def _forward(run: Pass, place: int) -> list[Item]:
    vertex = run.graph.vertices[place]
    assert run.forward is not None
    value = run.forward.values[place]
    is_about = not vertex.shape and formulas.is_rounded(value)
    turns = [
        Turn(formulas.formula(run.graph, place), "forward"),
        Turn(formulas.value_symbol(value, vertex.shape), "", is_about),
    ]
    return [Chain(formulas.name(vertex), tuple(turns))]


def _backward(run: Pass, edges: list[Edge]) -> Iterator[list[Item]]:
    arrived: set[int] = set()
    for edge in edges:
        result, operand = run.graph.vertices[edge.result], run.graph.vertices[edge.operand]
        ends: Words = ("Along ", formulas.name(result), " → ", formulas.name(operand), ": ", *_goes_on(run, edge))
        has_arrived = edge.operand in arrived
        arrived.add(edge.operand)
        total = formulas.value_symbol(edge.accumulated, operand.shape)
        is_about = not operand.shape and formulas.is_rounded(edge.accumulated)
        why = "added to what was there" if has_arrived else "backward"
        yield [Sentence((*ends, ".")), Chain(formulas.partial(run.loss, operand.name), (Turn(total, why, is_about),))]


def _goes_on(run: Pass, edge: Edge) -> Words:
    """`5 · 2 = 10`, or the array that goes on."""
    assert run.forward is not None
    local = run.forward.locals[edge.result][edge.turn]
    share = formulas.value_symbol(edge.contribution, run.graph.vertices[edge.operand].shape)
    if not isinstance(local, float):
        return (share, " goes on")
    upstream: Symbol = formulas.value_symbol(edge.upstream, ())
    slope = factors.bracketed(formulas.number(local))
    return (upstream, " · ", slope, formulas.equals(edge.contribution), share, " goes on")
