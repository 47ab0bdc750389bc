"""A pass frame by frame: one operation forward, or one edge backward, at a time."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus.backpropagation import formulas, slopes
from derivtutor.calculus.backpropagation.drawing import drawing_of
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Heading, Item, Sentence, Turn, Words
from derivtutor.network.passes import Edge

_MOST_FRAMES = 200


def frames(run: Pass) -> Iterator[Item]:
    """All frames: the operations in their order, then the edges back."""
    assert run.forward is not None
    graph = run.graph
    operations, edges = run.operations, run.named_edges
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
    turns = [Turn(formulas.formula(run.graph, place), "forward"), formulas.answer(value, vertex.shape)]
    return [Chain(formulas.name(vertex), tuple(turns))]


def _backward(run: Pass, edges: list[Edge]) -> Iterator[list[Item]]:
    arrived: set[int] = set()
    for edge in edges:
        result, operand = run.graph.vertices[edge.result], run.graph.vertices[edge.operand]
        ends: Words = ("Along ", formulas.edge(*map(formulas.name, (result, operand))), ": ", *goes_on(run, edge))
        has_arrived = edge.operand in arrived
        arrived.add(edge.operand)
        why = "added to what was there" if has_arrived else "backward"
        total = formulas.answer(edge.accumulated, operand.shape, why)
        yield [Sentence((*ends, ".")), Chain(formulas.partial(run.loss, operand.name), (total,))]


def goes_on(run: Pass, edge: Edge) -> Words:
    """`5 · 2 = 10 goes on`, or what an array makes of g."""
    assert run.forward is not None
    local = run.forward.locals[edge.result][edge.turn]
    if not isinstance(local, float):
        arriving = slopes.arriving(run.graph)
        name = formulas.partial(run.loss, run.graph.vertices[edge.result].name)
        return (f"with {arriving} = ", name, ", what goes on is ", *slopes.along(run, edge.result, edge.turn))
    factors = formulas.joined([formulas.number(edge.upstream), formulas.number(local)], " · ", r" \cdot ")
    sign = formulas.equals_product([edge.upstream, local], edge.contribution)
    return (factors, sign, formulas.number(edge.contribution), " goes on")
