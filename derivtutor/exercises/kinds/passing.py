"""How a program is run forward and back by hand: in two tables, and one step after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from derivtutor.calculus.backpropagation import formulas, slopes
from derivtutor.calculus.backpropagation.backprop import backprop, run_of
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.backpropagation.tables import backward_table, forward_table
from derivtutor.calculus.explanation import Explanation, Heading, Words, listed
from derivtutor.derivation.account import Symbol
from derivtutor.exercises import sentences
from derivtutor.network.passes import Edge
from derivtutor.network.program import Values


def explained(program: str, at: Values, by: Sequence[str]) -> Explanation:
    """The values forward and, where gradients by some names are asked for, what goes back along every edge.

    There is no drawing, and no path is told on its own.
    """
    run = run_of(program, by or None, at)
    items = [*forward_table(run), *(backward_table(run) if by else ())]
    return replace(
        backprop(program, by or None, at), items=tuple([item for item in items if not isinstance(item, Heading)])
    )


def steps(program: str, at: Values, by: Sequence[str]) -> Iterator[Words]:
    """What to do first, what that comes to and what to do next: forward, and back where gradients are asked for."""
    run = run_of(program, by or None, at)
    graph = run.graph
    lines = [place for place, vertex in enumerate(graph.vertices) if vertex.name and vertex.operation is not None]
    if not lines:
        return
    first = (formulas.name(graph.vertices[lines[0]]), " = ", formulas.formula(graph, lines[0]))
    yield (sentences.FORWARD_FIRST, *first, ".")
    if not by:
        return
    values = listed([_equation(run, place) for place in lines])
    yield (sentences.FORWARD_GIVES, *values, sentences.THEN_BACK, formulas.partial(run.loss, run.loss), " = 1.")
    edges = [edge for edge in run.edges if graph.vertices[edge.operand].name]
    yield from _back(run, edges)
    yield from _joins(run, edges)


def _equation(run: Pass, place: int) -> Words:
    """`z = 6`; `v1 = w x = 6` where the program has no name for it."""
    assert run.forward is not None
    value, vertex = run.forward.values[place], run.graph.vertices[place]
    is_set = vertex.name in run.graph.names
    name = (formulas.name(vertex),) if is_set else (formulas.name(vertex), " = ", formulas.formula(run.graph, place))
    return (*name, formulas.equals(value), formulas.value_symbol(value, vertex.shape))


def _back(run: Pass, edges: Sequence[Edge]) -> Iterator[Words]:
    """What is multiplied along every edge, or what an array makes of g."""
    slopes_of = {_ends(run, edge).text: _slope(run, edge) for edge in edges}
    if slopes_of:
        has_arrays = any(run.graph.vertices[end].shape for edge in edges for end in (edge.result, edge.operand))
        words = sentences.GOING_BACK.format(letter=slopes.arriving(run.graph)) if has_arrays else sentences.LOCAL_SLOPES
        yield (words, *listed([*slopes_of.values()]), ".")


def _slope(run: Pass, edge: Edge) -> Words:
    return (*slopes.along(run, edge.result, edge.turn), sentences.ALONG, _ends(run, edge))


def _ends(run: Pass, edge: Edge) -> Symbol:
    return formulas.edge(*[formulas.name(run.graph.vertices[place]) for place in (edge.result, edge.operand)])


def _joins(run: Pass, edges: Sequence[Edge]) -> Iterator[Words]:
    """Which names are used more than once."""
    times = Counter([edge.operand for edge in edges])
    several = [formulas.name(run.graph.vertices[place]) for place, count in times.items() if count > 1]
    if several:
        yield (*listed(several), sentences.IS_USED_AGAIN if len(several) == 1 else sentences.ARE_USED_AGAIN)
