"""The tables of a program: what each operation makes, and what goes back along each edge."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus.backpropagation import factors, formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Heading, Item, Sentence, Table, Words, listed
from derivtutor.derivation.account import Side
from derivtutor.network.passes import Edge


def forward_table(run: Pass) -> Iterator[Item]:
    """What each operation makes of its inputs."""
    graph = run.graph
    yield Heading("Forward pass")
    yield Sentence(("Work out every operation from those before it.",))
    rows = []
    for place, vertex in enumerate(graph.vertices):
        if vertex.name and vertex.operation is not None:
            made: list[Words] = [(formulas.name(vertex),), (formulas.formula(graph, place),)]
            if run.forward is not None:
                made += [_inputs(run, place), (_value(run, place),)]
            rows.append(tuple(made))
    columns = ("Node", "Operation", "Inputs", "Value") if run.forward is not None else ("Node", "Operation")
    yield Table(tuple([(column,) for column in columns]), tuple(rows))


def _inputs(run: Pass, place: int) -> Words:
    operands = dict.fromkeys(run.graph.vertices[place].operands)
    named = [operand for operand in operands if run.graph.vertices[operand].name]
    return listed([_input(run, at) for at in named], ", ")


def _input(run: Pass, place: int) -> Words:
    """A number with its value; an array was shown with its own."""
    vertex = run.graph.vertices[place]
    return (formulas.name(vertex),) if vertex.shape else (formulas.name(vertex), " = ", _value(run, place))


def _value(run: Pass, place: int) -> Side:
    assert run.forward is not None
    return formulas.value_symbol(run.forward.values[place], run.graph.vertices[place].shape)


def backward_table(run: Pass) -> Iterator[Item]:
    """One row an edge: what arrives, the local slope with its rule, what goes on, and what has come together."""
    yield Heading("Backward pass")
    yield Sentence(_how(run))
    columns = ("Edge", "Local slope", "Rule", "Upstream · local", "Sum")
    depth = 3 if run.forward is None else 5 if _meet(run) else 4
    rows = [_row(run, edge)[:depth] for edge in run.edges if run.graph.vertices[edge.operand].name]
    yield Table(tuple([(column,) for column in columns[:depth]]), tuple(rows))
    yield from _joins(run)


def _meet(run: Pass) -> bool:
    """Whether there is a name to which more than one edge leads."""
    operands = [edge.operand for edge in run.edges]
    return len(set(operands)) < len(operands)


def _how(run: Pass) -> Words:
    loss = formulas.partial(run.loss, run.loss)
    has_arrays = any(run.graph.vertices[edge.result].shape for edge in run.edges)
    arriving = " Of arrays the table shows what goes on; g stands for what arrives." if has_arrays else ""
    return (
        "Begin with ", loss, " = 1 and go back. Each edge multiplies what arrives by its local slope; "
        f"where edges meet, what arrives is added.{arriving}",
    )  # fmt: skip


def _row(run: Pass, edge: Edge) -> tuple[Words, ...]:
    graph = run.graph
    result, operand = graph.vertices[edge.result], graph.vertices[edge.operand]
    local, rule = _local(run, edge)
    ends: Words = (formulas.name(result), " → ", formulas.name(operand))
    if run.forward is None:
        return ends, local, (rule,)
    upstream = formulas.value_symbol(edge.upstream, result.shape)
    share, accumulated = (
        formulas.value_symbol(value, operand.shape) for value in (edge.contribution, edge.accumulated)
    )
    local_slope = run.forward.locals[edge.result][edge.turn]
    product: Words = (share,)
    if isinstance(local_slope, float):
        product = (
            upstream,
            " · ",
            factors.bracketed(formulas.number(local_slope)),
            formulas.equals(edge.contribution),
            share,
        )
    return ends, local, (rule,), product, (accumulated,)


def _local(run: Pass, edge: Edge) -> tuple[Words, str]:
    """The local slope, and the rule behind it; of arrays what comes back, `g` being what arrives."""
    graph, vertex = run.graph, run.graph.vertices[edge.result]
    assert vertex.operation is not None
    if vertex.operation.formula is None:
        return (formulas.pulled(graph, edge.result, edge.turn, "g"),), vertex.operation.title.capitalize()
    slope = formulas.local_shown(graph, edge.result, edge.turn)
    _, step = formulas.local(graph, edge.result, edge.turn)
    return (("g · ", slope) if vertex.shape else (slope,)), step.rule.title.removesuffix(" rule")


def _joins(run: Pass) -> Iterator[Item]:
    """The names to which more than one edge leads."""
    arriving: dict[int, list[Edge]] = {}
    for edge in run.edges:
        arriving.setdefault(edge.operand, []).append(edge)
    for place, several in arriving.items():
        vertex = run.graph.vertices[place]
        if len(several) < 2 or not vertex.name:
            continue
        name = formulas.partial(run.loss, vertex.name)
        if run.forward is None or vertex.shape:
            yield Sentence((formulas.name(vertex), f" is used {_times(len(several))}: ", name, " is a sum."))
            continue
        shares = [formulas.number(edge.contribution) for edge in several]
        total = factors.joined(shares, " + ")
        whole = formulas.number(several[-1].accumulated)
        yield Sentence(
            (
                formulas.name(vertex),
                f" is used {_times(len(several))}: ",
                name,
                " = ",
                total,
                formulas.equals(several[-1].accumulated),
                whole,
                ".",
            )
        )


def _times(count: int) -> str:
    return {2: "twice", 3: "three times"}.get(count, f"{count} times")
