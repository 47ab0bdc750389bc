"""Forward mode, and how the ways to a gradient compare: what they find, and what they take."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.letters import LARGEST, formula_of_loss
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Heading, Item, Sentence, Table, Turn, Words, worded
from derivtutor.calculus.verifying.modes import operations as operations_of
from derivtutor.derivation.differentiator import derivative
from derivtutor.language import grouped, translated
from derivtutor.network import complex_step, costs
from derivtutor.network.passes import forward
from derivtutor.network.tangents import tangents
from derivtutor.network.targets import Target, entry_name, numbers_of
from derivtutor.network.values import Value
from derivtutor.notation.decimals import rounded
from derivtutor.notation.tree import SIZE, Node, fold

_STEP = 1e-6


def forward_mode(run: Pass) -> Iterator[Item]:
    """With every value how fast it changes with one of the targets: dual numbers."""
    assert run.forward is not None
    for place, entry in numbers_of(run.graph, run.targets):
        yield from _tangents(run, Target(entry_name(run.graph, place, entry), place, entry))
    yield Sentence(worded(_FORWARD_MODE))


_FORWARD_MODE = (
    "Forward mode goes through the program once for every number that may change; "
    "backward, one pass finds all slopes of one loss."
)


def _tangents(run: Pass, target: Target) -> Iterator[Item]:
    graph = run.graph
    assert run.forward is not None
    rates = tangents(graph, run.forward, target)
    by = formulas.called_so(target.name)
    yield Heading(translated("Forward mode by {name}").format(name=by.text))
    yield Sentence(worded("Beside every value stands its rate: how fast it changes with {name}.", name=by))
    rows: list[tuple[Words, ...]] = []
    for place, vertex in enumerate(graph.vertices):
        if not vertex.name or (vertex.operation is None and place != target.place):
            continue
        value, rate = (formulas.value_symbol(each, vertex.shape) for each in (run.forward.values[place], rates[place]))
        rows.append(((formulas.name(vertex),), _operation(run, place), (value,), _how(run, place, rates), (rate,)))
    columns = [worded("Node"), worded("Operation"), worded("Value"), worded("Local slope · rate"), worded("Rate")]
    if not any(row[3][0] for row in rows[1:]):
        rows, columns = ([(*row[:3], row[4]) for row in rows], [*columns[:3], columns[4]])
    yield Table(tuple(columns), tuple(rows))
    rate = rates[graph.loss][0] if graph.vertices[graph.loss].shape else rates[graph.loss]
    name = formulas.partial(run.loss, target.name)
    yield Chain(name, (Turn(formulas.number(rate), "", formulas.is_rounded(rate)),), is_answer=True)


def _operation(run: Pass, place: int) -> Words:
    is_input = run.graph.vertices[place].operation is None
    return worded("input") if is_input else (formulas.formula(run.graph, place),)


def _how(run: Pass, place: int, rates: list[Value]) -> Words:
    """`5 · 2 + 1 · 0`: the local slope by each operand times its rate."""
    vertex = run.graph.vertices[place]
    assert run.forward is not None
    if vertex.operation is None or vertex.shape or vertex.operation.formula is None:
        return ("",) if vertex.operation is not None else worded("we begin with 1")
    words: list[Any] = []
    for operand, local in zip(vertex.operands, run.forward.locals[place], strict=False):
        if isinstance(local, float) and rates[operand]:
            slope, rate = (formulas.bracketed(formulas.number(number)) for number in (local, rates[operand]))
            words += [" + "] * bool(words) + [slope, " · ", rate]
    return tuple(words) or ("",)


class Way(NamedTuple):
    """One way to a gradient: how often it goes through the program, and what it takes."""

    name: str
    passes: str
    operations: int
    error: float | None


def compared(run: Pass) -> Iterator[Item]:
    """The ways side by side, and how large the loss is as one formula."""
    assert run.forward is not None
    yield Heading(translated("Ways to the gradient"))
    ways = list(_ways(run))
    rows = [((way.name,), (way.passes,), (grouped(way.operations),), _error(way.error)) for way in ways]
    yield Table((worded("Way"), worded("Passes"), worded("Operations"), worded("Largest error")), tuple(rows))
    yield Sentence(worded(_OPERATIONS, count=grouped(len(run.graph.vertices))))
    yield from _swell(run)


_OPERATIONS = (
    "An operation is an addition, a multiplication or a value of a function; "
    "backward mode keeps {count} values in memory for the way back."
)


def _error(error: float | None) -> Words:
    if error is None:
        return worded("exact")
    if math.isnan(error):  # at a kink or outside the domain there is nothing to compare with
        return worded("undefined")
    return (rounded(error, 2),) if error else ("0",)


def _ways(run: Pass) -> Iterator[Way]:
    graph = run.graph
    assert run.forward is not None
    own, edges = costs.operations(graph), costs.along_edges(graph, run.forward)
    inputs = [target for target in run.targets if graph.vertices[target.place].operation is None]
    count = len(numbers_of(graph, inputs))
    formula = formula_of_loss(graph, LARGEST)
    if formula is not None:
        slopes = [derivative(formula, target.name) for target in inputs]
        yield Way(translated("symbolic, written out"), "", sum(map(operations_of, slopes)), None)
    yield Way(translated("central differences"), _forward(2 * count), 2 * count * own, _by_differences(run, inputs))
    yield Way(translated("complex step"), _forward(count), count * own, _by_complex_step(run, inputs))
    yield Way(translated("forward mode"), _forward(count), own + count * edges, None)
    yield Way(translated("backward mode"), translated("1 forward, 1 backward"), own + edges, None)


def _forward(count: int) -> str:
    return translated("{count} forward").format(count=count)


def _pairs(run: Pass, inputs: list[Target], slope: Any) -> Iterator[float]:
    """How far the slope by each number is from that of the backward pass, relative to its size."""
    for place, entry in numbers_of(run.graph, inputs):
        gradient = run.gradients[place]
        exact: float = gradient[entry] if isinstance(gradient, list) else gradient
        yield abs(slope(place, entry) - exact) / max(1.0, abs(exact))


def _by_differences(run: Pass, inputs: list[Target]) -> float:
    return max(_pairs(run, inputs, lambda place, entry: _difference(run, place, entry)), default=0.0)


def _difference(run: Pass, place: int, entry: int) -> float:
    losses = [forward(run.graph.moved(place, entry, step)).values[run.graph.loss] for step in (_STEP, -_STEP)]
    above, below = (loss[0] if isinstance(loss, list) else loss for loss in losses)
    return float((above - below) / (2 * _STEP))


def _by_complex_step(run: Pass, inputs: list[Target]) -> float:
    def slope(place: int, entry: int) -> float:
        gradient = complex_step.gradient(run.graph, place)
        return float(gradient[entry] if isinstance(gradient, list) else gradient)

    return max(_pairs(run, inputs, slope), default=0.0)


def _swell(run: Pass) -> Iterator[Item]:
    """How many parts the formula and its derivatives have, against the operations of the graph."""
    graph = run.graph
    parts = costs.written_out(graph)
    if parts is None:
        return
    count = len([vertex for vertex in graph.vertices if vertex.operation is not None])
    formula = formula_of_loss(graph, LARGEST)
    slopes: list[Node] = [] if formula is None else [derivative(formula, target.name) for target in run.targets
                                                     if graph.vertices[target.place].operation is None]  # fmt: skip
    sizes = sum([fold(slope, SIZE) for slope in slopes])
    loss = formulas.called_so(run.loss)
    numbers = {"parts": grouped(parts), "sizes": grouped(sizes), "count": grouped(count)}
    yield Sentence(worded(_WITH_DERIVATIVES if slopes else _ALONE, loss=loss, **numbers))


_ALONE = "As one formula {loss} has {parts} parts; the graph has {count} operations."
_WITH_DERIVATIVES = (
    "As one formula {loss} has {parts} parts, and its derivatives have {sizes}; the graph has {count} operations."
)
