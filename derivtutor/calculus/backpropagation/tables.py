"""The tables of a program: what each operation makes, and what goes back along each edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivtutor.calculus.backpropagation import formulas, slopes
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Heading, Item, Sentence, Table, Words, listed, worded
from derivtutor.derivation.account import Side, Symbol
from derivtutor.language import between, mark, raised, translated
from derivtutor.network.graph import Vertex
from derivtutor.network.passes import Edge
from derivtutor.network.shapes import size


def forward_table(run: Pass) -> Iterator[Item]:
    """What each operation makes of its inputs."""
    places = [place for place in run.operations if run.graph.vertices[place].name]
    if not places:
        return
    yield Heading(translated("Forward pass"))
    yield Sentence(worded("Work out every operation from those before it."))
    yield forward_rows(run, places)


def forward_rows(run: Pass, places: Sequence[int]) -> Table:
    """A row for each of some operations, at their places."""
    columns = (worded("Node"), worded("Operation"), worded("Inputs"), worded("Value"))
    depth = 2 if run.forward is None else 4
    return Table(columns[:depth], tuple([_forward_row(run, place) for place in places]))


def _forward_row(run: Pass, place: int) -> tuple[Words, ...]:
    made: list[Words] = [(formulas.name(run.graph.vertices[place]),), (formulas.formula(run.graph, place),)]
    if run.forward is not None:
        made += [_inputs(run, place), (_value(run, place),)]
    return tuple(made)


def _inputs(run: Pass, place: int) -> Words:
    operands = dict.fromkeys(run.graph.vertices[place].operands)
    named = [operand for operand in operands if run.graph.vertices[operand].name]
    inputs = [_input(run, at) for at in named]
    return listed(inputs, between() if any(len(each) > 1 for each in inputs) else mark(", "))


def _input(run: Pass, place: int) -> Words:
    """A number with its value; an array was shown with its own."""
    vertex = run.graph.vertices[place]
    if vertex.shape:
        return (formulas.name(vertex),)
    assert run.forward is not None
    return formulas.name(vertex), formulas.equals(run.forward.values[place]), _value(run, place)


def _value(run: Pass, place: int) -> Side:
    assert run.forward is not None
    return formulas.value_symbol(run.forward.values[place], run.graph.vertices[place].shape)


_MOST_TERMS = 6
_MOST = (1, 4, 3)
"""So many entries of a vector and of a matrix are shown beside the local slope."""


def backward_table(run: Pass) -> Iterator[Item]:
    """One row an edge: what arrives, the local slope with its rule, what goes on, and what has come together."""
    if not run.named_edges:
        return
    yield Heading(translated("Backward pass"))
    yield Sentence(_how(run))
    yield backward_rows(run, run.named_edges)
    yield from _joins(run)


def backward_rows(run: Pass, edges: Sequence[Edge]) -> Table:
    """A row for each of some edges."""
    goes_on = worded("What goes on" if _has_arrays(run) else "Upstream · local")
    columns = (worded("Edge"), worded("Local slope"), worded("Rule"), goes_on, worded("Sum so far"))
    depth = 3 if run.forward is None else 5 if _meet(run) and not _has_arrays(run) else 4
    return Table(columns[:depth], tuple([_row(run, edge)[:depth] for edge in edges]))


def _meet(run: Pass) -> bool:
    """Whether there is a name to which more than one edge leads."""
    operands = [edge.operand for edge in run.edges]
    return len(set(operands)) < len(operands)


def _has_arrays(run: Pass) -> bool:
    return any(run.graph.vertices[edge.result].shape or run.graph.vertices[edge.operand].shape for edge in run.edges)


def _how(run: Pass) -> Words:
    loss, arriving = formulas.partial(run.loss, run.loss), slopes.arriving(run.graph)
    return worded(_HOW_OF_ARRAYS if _has_arrays(run) else _HOW, gradient=loss, arriving=arriving)


_HOW = (
    "Begin with {gradient} = 1 and go back. Each edge multiplies what arrives by its local slope; "
    "where edges meet, what arrives is added."
)
_HOW_OF_ARRAYS = (
    "Begin with {gradient} = 1 and go back. Each edge multiplies what arrives by its local slope; "
    "where edges meet, what arrives is added. "
    "At arrays, {arriving} is what arrives; products are taken entry by entry, except those of matrices."
)


def _row(run: Pass, edge: Edge) -> tuple[Words, ...]:
    graph = run.graph
    result, operand = graph.vertices[edge.result], graph.vertices[edge.operand]
    local, rule = slopes.along(run, edge.result, edge.turn), _rule(run, edge)
    ends: Words = (formulas.edge(formulas.name(result), formulas.name(operand)),)
    if run.forward is None:
        return ends, local, (rule,)
    most = _MOST[len(operand.shape)]
    share, accumulated = (
        formulas.value_symbol(value, operand.shape, most) for value in (edge.contribution, edge.accumulated)
    )
    local_slope = run.forward.locals[edge.result][edge.turn]
    product: Words = (share,)
    if isinstance(local_slope, float):
        factors = [formulas.number(edge.upstream), formulas.number(local_slope)]
        sign = formulas.equals_product([edge.upstream, local_slope], edge.contribution)
        product = (formulas.joined(factors, " · ", r" \cdot "), sign, share)
    return ends, local, (rule,), product, (accumulated,)


def _rule(run: Pass, edge: Edge) -> str:
    """The rule behind a local slope."""
    vertex = run.graph.vertices[edge.result]
    assert vertex.operation is not None
    if vertex.operation.formula is None:
        return raised(translated(vertex.operation.title))
    _, step = formulas.local(run.graph, edge.result, edge.turn)
    return translated("Definition") if step.rule.rewrites else translated(step.rule.title).removesuffix(" rule")


def _joins(run: Pass) -> Iterator[Item]:
    """The names to which more than one edge leads."""
    arriving: dict[int, list[Edge]] = {}
    for edge in run.edges:
        arriving.setdefault(edge.operand, []).append(edge)
    for place, several in arriving.items():
        vertex = run.graph.vertices[place]
        if len(several) < 2 or not vertex.name:
            continue
        name, total = formulas.name(vertex), _sum(run, vertex, several)
        yield Sentence(worded("{name} is used {times}: {sum}.", name=name, times=times(len(several)), sum=total))


def _sum(run: Pass, vertex: Vertex, several: list[Edge]) -> Words:
    """`∂L/∂x = 6 + 42 = 48`, in letters `∂L/∂x = ∂L/∂q · ∂q/∂x + ∂L/∂p · ∂p/∂x`."""
    name = formulas.partial(run.loss, vertex.name)
    if len(several) > _MOST_TERMS or size(vertex.shape) > _MOST[1] or (run.forward is None and _has_arrays(run)):
        return worded("{gradient} is a sum", gradient=name)
    if run.forward is None:
        products = [_product(run, edge) for edge in several]
        return (name, " = ", formulas.joined(products, " + ", " + "))
    shares, whole = [edge.contribution for edge in several], several[-1].accumulated
    terms = [formulas.value_symbol(share, vertex.shape) if vertex.shape else formulas.number(share) for share in shares]
    total = formulas.value_symbol(whole, vertex.shape)
    return (name, formulas.equals(shares), formulas.joined(terms, " + "), formulas.equals([*shares, whole]), total)


def _product(run: Pass, edge: Edge) -> Symbol:
    result, operand = (run.graph.vertices[place].name for place in (edge.result, edge.operand))
    factors = [formulas.partial(run.loss, result)] * (result != run.loss) + [formulas.partial(result, operand)]
    return formulas.joined(factors, " · ", r" \cdot ")


def times(count: int) -> str:
    """`twice`, `three times`."""
    return translated(_TIMES.get(count, "{count} times")).format(count=count)


_TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times"}
