"""What is seen of a pass: the graph with what is known so far, the edge of now, all of it in a table, and one path."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterator, Sequence

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.drawing import drawing_of
from derivtutor.calculus.backpropagation.factors import factors_of
from derivtutor.calculus.backpropagation.frames import along
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.backpropagation.tables import backward_rows, forward_rows
from derivtutor.calculus.drawing import Drawing
from derivtutor.calculus.explanation import Chain, Heading, Item, Table, Turn, worded
from derivtutor.calculus.naming import symbol
from derivtutor.derivation.account import Symbol
from derivtutor.exploring.network.noticing import of_path, of_table, of_this, of_whole
from derivtutor.exploring.network.passing import Passing
from derivtutor.exploring.subject import View
from derivtutor.language import counted, translated
from derivtutor.network.operations import LETTERS, pointwise
from derivtutor.network.passes import Edge
from derivtutor.network.paths import Number as NumberOfGraph
from derivtutor.network.paths import Path, paths
from derivtutor.network.targets import Target
from derivtutor.notation.tree import Node, Number, Piecewise, substitute

_ROWS = 8


# The graph


def graph(passing: Passing) -> View:
    """The graph with the values and gradients that are known so far; the edges of now stand out."""
    drawing = _drawing(passing)
    if passing.is_large:
        drawing = drawing.around([box.name for box in drawing.boxes if box.is_highlighted] or passing.graph.leaves)
    return View(of_whole(passing), (drawing,))


def _drawing(passing: Passing) -> Drawing:
    run, vertices = passing.run, passing.graph.vertices
    assert run.forward is not None
    known = {place for place, vertex in enumerate(vertices) if vertex.operation is None} | set(passing.forward)
    values = [value if place in known else None for place, value in enumerate(run.forward.values)]
    edges = passing.edges
    gradients = {edge.operand: edge.accumulated for edge in edges}
    if passing.done > len(run.operations):
        gradients[passing.graph.loss] = run.gradients[passing.graph.loss]
    drawing = drawing_of(passing.graph, values, [gradients.get(place) for place in range(len(vertices))])
    if edges:
        last = edges[-1]
        ends = (vertices[last.result].name, vertices[last.operand].name)
        return drawing.marked(ends, _way(passing, edges))
    if passing.forward:
        name = vertices[passing.forward[-1]].name
        into = {(vertices[operand].name, name) for operand in vertices[passing.forward[-1]].operands}
        return drawing.marked((name,), into)
    return drawing.marked()


def _way(passing: Passing, edges: Sequence[Edge]) -> set[tuple[str, str]]:
    """The edges from the loss to the one of now; drawings point forward."""
    vertices = passing.graph.vertices
    into = {edge.operand: edge for edge in reversed(edges)}
    edge: Edge | None = edges[-1]
    way = set()
    while edge is not None:
        way.add((vertices[edge.operand].name, vertices[edge.result].name))
        edge = into.get(edge.result)
    return way


# The edge of now


def this(passing: Passing) -> View:
    """The line of arithmetic of the operation or the edge of now."""
    edges = passing.edges
    if edges:
        items = tuple(_of_edge(passing, edges))
    elif passing.forward:
        items = (_of_operation(passing.run, passing.forward[-1]),)
    else:
        items = tuple(_inputs(passing))
    return View(of_this(passing), items)


def _inputs(passing: Passing) -> Iterator[Item]:
    """What the program begins with."""
    for vertex in passing.graph.vertices:
        if vertex.operation is None and vertex.is_named:
            yield Chain(formulas.name(vertex), (formulas.answer(vertex.value, vertex.shape),))


def _of_operation(run: Pass, place: int) -> Chain:
    """`z = w x = 0.6·0.5 = 0.3`."""
    vertex = run.graph.vertices[place]
    assert run.forward is not None
    turns = [Turn(formulas.formula(run.graph, place)), *_put_in(run, place)]
    return Chain(formulas.name(vertex), (*turns, formulas.answer(run.forward.values[place], vertex.shape)))


def _put_in(run: Pass, place: int) -> Iterator[Turn]:
    """The formula of numbers with their values."""
    vertex = run.graph.vertices[place]
    operation = vertex.operation
    assert operation is not None
    assert run.forward is not None
    if vertex.shape or operation.formula is None:
        return
    values = [run.forward.values[operand] for operand in vertex.operands]
    numbers = {letter: formulas.number(value) for letter, value in zip(LETTERS, values, strict=False)}
    yield Turn(formulas.shown(substitute(operation.formula, numbers)), "", formulas.is_rounded(list(values)))


def _of_edge(passing: Passing, edges: Sequence[Edge]) -> Iterator[Item]:
    """`∂L/∂r = 1 · 2r = 1 · 5 = 5`, and the sum where edges meet."""
    run, edge = passing.run, edges[-1]
    assert run.forward is not None
    result, operand = (passing.graph.vertices[place] for place in (edge.result, edge.operand))
    way, whole = formulas.edge(*map(formulas.name, (result, operand))), formulas.partial(run.loss, operand.name)
    several = [each for each in run.named_edges if each.operand == edge.operand]
    local = run.forward.locals[edge.result][edge.turn]
    if isinstance(local, float):
        left = whole if len(several) == 1 else _around(translated("along {way}"), "way", way)
        yield Chain(left, tuple(_multiplied(run, edge, local)))
    else:
        yield along(run, edge)
        if len(several) == 1:
            yield Chain(whole, (formulas.answer(edge.accumulated, operand.shape),))
    if len(several) > 1:
        yield _added(whole, [each for each in edges if each.operand == edge.operand], operand.shape, len(several))


def _multiplied(run: Pass, edge: Edge, local: float) -> Iterator[Turn]:
    """Upstream times local: in names, in numbers, and what that is."""
    arrives = _arriving(run, edge)
    slope = _in_letters(run, edge)
    sign = (" · ", r" \cdot ")
    if slope is not None and not isinstance(slope, Number):
        yield Turn(formulas.joined([arrives, slope], *sign), translated("upstream · local"))
    numbers = formulas.joined([formulas.number(edge.upstream), formulas.number(local)], *sign)
    is_about = formulas.is_rounded([edge.upstream, local])
    is_told = slope is not None and not isinstance(slope, Number)
    yield Turn(numbers, "" if is_told else translated("upstream · local"), is_about)
    shown = formulas.equals_product([edge.upstream, local], edge.contribution) != " = "
    yield Turn(formulas.number(edge.contribution), "", shown or is_about or formulas.is_rounded(edge.contribution))


def _arriving(run: Pass, edge: Edge) -> Symbol | Number:
    """What arrives at a result, by its name; 1 at the loss."""
    if edge.result == run.graph.loss:
        return Number(1)
    return formulas.partial(run.loss, run.graph.vertices[edge.result].name)


def _in_letters(run: Pass, edge: Edge) -> Node | Symbol | None:
    """A local slope in the names of the program; None where it has cases."""
    operation = run.graph.vertices[edge.result].operation
    assert operation is not None
    if operation.formula is None or isinstance(pointwise(operation).steps[edge.turn].result, Piecewise):
        return None
    found = formulas.local_shown(run.graph, edge.result, edge.turn)
    assert isinstance(found, Node | Symbol)
    return found


def _added(whole: Symbol, arrived: Sequence[Edge], shape: tuple[int, ...], count: int) -> Chain:
    """What has come together at a name: `∂L/∂x = 6 + 42 = 48`."""
    left = count - len(arrived)
    why = counted("{count} more edge to come", "{count} more edges to come", left).format(count=left) if left else ""
    shares = [edge.contribution for edge in arrived]
    turns = [formulas.answer(arrived[-1].accumulated, shape, why)]
    if len(shares) > 1:
        terms = [formulas.value_symbol(share, shape) if shape else formulas.number(share) for share in shares]
        turns.insert(0, Turn(formulas.joined(terms, " + "), "", formulas.is_rounded(_flat(shares))))
        if formulas.is_rounded(_flat(shares)):
            turns[1] = Turn(turns[1].right, turns[1].why, True)
    return Chain(_around(translated("{gradient} so far"), "gradient", whole) if left else whole, tuple(turns))


def _around(text: str, name: str, formula: Symbol) -> Symbol:
    """A formula with words before or behind it, as one; `name` is its place in the text."""
    before, behind = text.split(f"{{{name}}}")
    tex = [rf"\text{{{words}}}" if words else "" for words in (before, behind)]
    return symbol(
        f"{before}{formula.text}{behind}",
        f"{before}{formula.plain}{behind}",
        " ".join(filter(None, (tex[0], formula.latex, tex[1]))),
    )


def _flat(values: Sequence[float | list[float]]) -> list[float]:
    return [entry for value in values for entry in formulas.entries(value)]


# All so far


def table(passing: Passing) -> View:
    """The last operations and edges so far, one row each."""
    run, edges = passing.run, passing.edges
    places = [place for place in passing.forward if passing.graph.vertices[place].name]
    items: list[Item] = []
    if places:
        items += [Heading(translated("Forward")), _last(forward_rows(run, places[-_ROWS:]), len(places))]
    if edges:
        items += [Heading(translated("Backward")), _last(backward_rows(run, edges[-_ROWS:]), len(edges))]
    return View(of_table(passing), tuple(items))


def _last(rows: Table, count: int) -> Table:
    """The last rows of a table that has so many."""
    if count <= _ROWS:
        return rows
    return Table(rows.columns, ((("…",),) * len(rows.columns), *rows.rows[1:]))


# One path


def path(passing: Passing) -> View:
    """The factors along the path to the chosen input, as far as it is lit, and their product so far."""
    count, whole = way_to(passing.run, passing.inputs[passing.chosen])
    lit = lit_part(passing, whole)
    if not lit:
        return View(of_path(passing, whole, lit, count))
    factors = factors_of(passing.run, lit)
    products = itertools.accumulate([hop.slope for hop in lit], operator.mul)
    rows = [(*row, (formulas.number(product),)) for row, product in zip(factors.rows, products, strict=True)]
    seen = Table((*factors.columns, worded("Product so far")), tuple(rows))
    return View(of_path(passing, whole, lit, count), (seen,))


@functools.lru_cache(maxsize=8)
def way_to(run: Pass, number: NumberOfGraph) -> tuple[int, Path]:
    """How many paths lead from the loss to a number, and the first of them; none where nothing leads there."""
    assert run.forward is not None
    found = paths(run.graph, run.forward, Target("", *number), 1)
    return found.count, found.some[0] if found.some else ()


def lit_part(passing: Passing, whole: Path) -> Path:
    """The beginning of a path along which the pass has come back."""
    done = {(edge.result, edge.turn) for edge in passing.edges}
    named = {(edge.result, edge.turn) for edge in passing.run.named_edges}
    hops = [(hop.result[0], hop.turn) for hop in whole]
    return whole[: next((place for place, hop in enumerate(hops) if hop in named and hop not in done), len(hops))]
