"""A pass frame by frame: one operation forward, or one edge backward, at a time."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus.backpropagation import formulas, slopes
from derivtutor.calculus.backpropagation.drawing import drawing_of
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Heading, Item, Sentence, Turn, worded
from derivtutor.language import counted, grouped, translated
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
        yield Heading(translated("Frame {number} of {count}").format(number=number, count=count))
        yield drawing.marked(boxes, arrows)
        yield from step
    if count > _MOST_FRAMES:
        left = count - _MOST_FRAMES
        told = counted("{count} more frame follows.", "{count} more frames follow.", left)
        yield Sentence((told.format(count=grouped(left)),))


def _ends(run: Pass, edge: Edge) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The boxes and the arrow of an edge; drawings point forward."""
    result, operand = run.graph.vertices[edge.result].name, run.graph.vertices[edge.operand].name
    return (result, operand), ((operand, result),)


def _forward(run: Pass, place: int) -> list[Item]:
    vertex = run.graph.vertices[place]
    assert run.forward is not None
    value = run.forward.values[place]
    turns = [Turn(formulas.formula(run.graph, place), translated("forward")), formulas.answer(value, vertex.shape)]
    return [Chain(formulas.name(vertex), tuple(turns))]


def _backward(run: Pass, edges: list[Edge]) -> Iterator[list[Item]]:
    arrived: set[int] = set()
    for edge in edges:
        operand = run.graph.vertices[edge.operand]
        has_arrived = edge.operand in arrived
        arrived.add(edge.operand)
        why = translated("added to what was there" if has_arrived else "backward")
        total = formulas.answer(edge.accumulated, operand.shape, why)
        yield [along(run, edge), Chain(formulas.partial(run.loss, operand.name), (total,))]


def along(run: Pass, edge: Edge) -> Sentence:
    """`Along q → x: 5 · 2 = 10 goes on.`, or what an array makes of g."""
    assert run.forward is not None
    result, operand = run.graph.vertices[edge.result], run.graph.vertices[edge.operand]
    way = formulas.edge(*map(formulas.name, (result, operand)))
    local = run.forward.locals[edge.result][edge.turn]
    if not isinstance(local, float):
        arriving = slopes.arriving(run.graph)
        name, slope = formulas.partial(run.loss, result.name), slopes.along(run, edge.result, edge.turn)
        return Sentence(worded(_OF_ARRAYS, way=way, arriving=arriving, gradient=name, slope=slope))
    factors = formulas.joined([formulas.number(edge.upstream), formulas.number(local)], " · ", r" \cdot ")
    sign = formulas.equals_product([edge.upstream, local], edge.contribution)
    product = (factors, sign, formulas.number(edge.contribution))
    return Sentence(worded("Along {way}: {product} goes on.", way=way, product=product))


_OF_ARRAYS = "Along {way}: with {arriving} = {gradient}, what goes on is {slope}."
