"""Training: one step taken apart, and what becomes of the loss after many."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.explanation import Explanation, Heading, Item, Sentence, Table, Words, worded
from derivtutor.derivation.account import Result, Task
from derivtutor.errors import UserError
from derivtutor.language import counted, decimals, grouped, translated
from derivtutor.network import sentences
from derivtutor.network.graph import Graph
from derivtutor.network.optimizers import OPTIMIZERS, Optimizer, State
from derivtutor.network.passes import backward, forward
from derivtutor.network.program import Values, graph_of
from derivtutor.network.shapes import size
from derivtutor.network.targets import Target, entry_name, numbers_of, targets_of
from derivtutor.network.values import Value, nested, zeros

Method: TypeAlias = Literal["sgd", "momentum", "adam"]
"""How a gradient becomes a step."""

_MOST_STEPS = 100_000
_MOST_ROWS = 12
_FEW_NUMBERS = 2
"""So many numbers are followed step by step."""
_MOST_NUMBERS = 24
"""So many numbers of one step are shown."""


class Step(Struct, frozen=True, eq=False):
    """One step: the values before it, the loss there, and the gradients."""

    values: Mapping[int, Value]
    loss: float
    gradients: Mapping[int, Value]


def train(
    program: str | Sequence[str],
    steps: int = 10,
    rate: float = 0.1,
    optimizer: Method = "sgd",
    wrt: str | Sequence[str] | None = None,
    at: Values = None,
) -> Explanation:
    """Gradient descent on a program's last line.

    Args:
        program: lines such as `z = w*x + b`, as text or a list.
        steps: how many steps are taken.
        rate: what the gradient is multiplied by.
        optimizer: `sgd`, `momentum` or `adam`.
        wrt: the names that are trained, such as `"w,b"`.
        at: values of the inputs.

    >>> train("L = (w*x - y)^2", steps=1, rate=0.1, wrt="w", at="w=1,x=2,y=3").document["values"]
    {'w': 1.4}

    Raises:
        UserError: where a line cannot be read or run, nothing is trained, or the loss grows beyond all numbers.
    """
    _require(steps, rate, optimizer)
    graph = graph_of(program, at)
    targets = _trained(graph, wrt)
    method = OPTIMIZERS[optimizer]
    path = _descended(graph, targets, steps, rate, method)
    last = {
        target.name: target.of(path[-1].values[target.place], graph.vertices[target.place].shape) for target in targets
    }
    return Explanation(
        "train",
        worded("Training {loss}", loss=graph.vertices[graph.loss].name),
        Task((), tuple([target.name for target in targets])),
        tuple(_told(graph, targets, path, rate, method)),
        Result((), (0,)),
        {
            "program": [statement.text.strip() for statement in graph.statements],
            "wrt": [target.name for target in targets],
            "optimizer": optimizer,
            "rate": rate,
            "losses": [step.loss for step in path],
            "values": last,
            **_path(graph, targets, path),
        },
    )


def _path(graph: Graph, targets: Sequence[Target], path: Sequence[Step]) -> Mapping[str, Any]:
    """`inputs`, the values of all that is not worked out, at the start; and where one or two numbers are trained, the
    `points` that they go through."""
    named = [graph.vertices[place] for place in graph.names.values()]
    inputs = {each.name: nested(each.value, each.shape) for each in named if each.operation is None}
    numbers = numbers_of(graph, targets)
    points = [{entry_name(graph, *each): _entry(step.values[each[0]], each[1]) for each in numbers} for step in path]
    return {"inputs": inputs, **({"points": points} if len(numbers) <= _FEW_NUMBERS else {})}


def trainable(program: str, wrt: str) -> list[str]:
    """Those of the names that are not worked out from others."""
    graph = graph_of(program)
    targets = targets_of(graph, wrt)
    return [target.name for target in targets if graph.vertices[target.place].operation is None]


def _require(steps: int, rate: float, optimizer: str) -> None:
    if not 1 <= steps <= _MOST_STEPS:
        raise sentences.NO_SUCH_STEPS(steps=steps, most=_MOST_STEPS)
    if not (rate > 0 and math.isfinite(rate)):
        raise sentences.NO_SUCH_RATE(rate=rate)
    if optimizer not in OPTIMIZERS:
        raise sentences.NO_SUCH_OPTIMIZER(name=optimizer, names=", ".join(OPTIMIZERS))


def _trained(graph: Graph, wrt: str | Sequence[str] | None) -> tuple[Target, ...]:
    if wrt is None:
        raise sentences.NOTHING_TO_TRAIN()
    if not graph.has_values:
        raise sentences.TRAIN_NEEDS_VALUES()
    targets = targets_of(graph, wrt)
    for target in targets:
        if graph.vertices[target.place].operation is not None:
            raise sentences.NOT_TRAINABLE(name=target.name, names=", ".join(graph.leaves))
    return targets


def _descended(graph: Graph, targets: Sequence[Target], steps: int, rate: float, method: Optimizer) -> list[Step]:
    """All steps; the last one has the values at which the path ends."""
    places = list(dict.fromkeys([target.place for target in targets]))
    active = graph.reaching(frozenset(places))
    values: dict[int, Value] = {place: graph.vertices[place].value for place in places}
    memory: dict[int, list[State]] = {place: [method.memory] * size(graph.vertices[place].shape) for place in places}
    path: list[Step] = []
    for count in range(steps + 1):
        try:
            here = graph.with_values(values)
            run = forward(here, active)
        except UserError:
            if not path:
                raise
            raise sentences.BLOWS_UP(step=count, rate=rate) from None
        found = backward(here, run)
        loss = run.values[graph.loss]
        gradients = {place: _of_trained(graph, targets, place, found[place]) for place in places}
        path.append(Step(dict(values), loss[0] if isinstance(loss, list) else loss, gradients))
        for place in places:
            values[place], memory[place] = _stepped(
                values[place], gradients[place], rate, count + 1, memory[place], method
            )
    return path


def _of_trained(graph: Graph, targets: Sequence[Target], place: int, gradient: Value | None) -> Value:
    """A gradient with 0 for the entries that are not trained."""
    shape = graph.vertices[place].shape
    if gradient is None:
        return zeros(shape)
    trained = {entry for at, entry in numbers_of(graph, targets) if at == place}
    return [slope * (entry in trained) for entry, slope in enumerate(gradient)] if shape else gradient


def _stepped(
    value: Value, gradient: Value, rate: float, count: int, memory: list[State], method: Optimizer
) -> tuple[Value, list[State]]:
    entries, slopes = (each if isinstance(each, list) else [each] for each in (value, gradient))
    moves = [method.step(slope, rate, count, state) for slope, state in zip(slopes, memory, strict=True)]
    new = [entry + move for entry, (move, _) in zip(entries, moves, strict=True)]
    return (new if isinstance(value, list) else new[0]), [state for _, state in moves]


# How it is told


def _told(graph: Graph, targets: Sequence[Target], path: list[Step], rate: float, method: Optimizer) -> Iterator[Item]:
    yield Heading(translated("First step"))
    yield Sentence(worded("With the rate {rate}: {step}.", rate=decimals(f"{rate:g}"), step=translated(method.says)))
    numbers = numbers_of(graph, targets)
    rows = [_first(graph, path, rate, place, entry, method) for place, entry in numbers[:_MOST_NUMBERS]]
    yield Table((worded("Name"), worded("Old"), worded("Gradient"), worded("Step"), worded("New")), tuple(rows))
    if len(numbers) > _MOST_NUMBERS:
        others = len(numbers) - _MOST_NUMBERS
        told = counted("So does the other number.", "So do the other {count} numbers.", others)
        yield Sentence((told.format(count=grouped(others)),))
    yield Heading(translated("Loss"))
    yield Sentence(_how_it_goes(path))
    few = [(place, entry) for place, entry in numbers if len(numbers) <= _FEW]
    columns: tuple[Words, ...] = (worded("Step"), worded("Loss"), *[(_name(graph, *each),) for each in few])
    yield Table(columns, tuple([_row(graph, path, count, few) for count in _shown(len(path))]))


_FEW = 3


def _name(graph: Graph, place: int, entry: int) -> Any:
    return formulas.called_so(entry_name(graph, place, entry))


def _entry(value: Value, entry: int) -> float:
    return float(value[entry] if isinstance(value, list) else value)


def _first(graph: Graph, path: list[Step], rate: float, place: int, entry: int, method: Optimizer) -> tuple[Words, ...]:
    old, slope, new = (_entry(values[place], entry) for values in (path[0].values, path[0].gradients, path[1].values))
    shown = [formulas.bracketed(formulas.number(number)) for number in (rate, slope)]
    how: Words = (
        (formulas.number(old), " − ", shown[0], " · ", shown[1]) if not method.memory else (formulas.number(new - old),)
    )
    return (
        (_name(graph, place, entry),),
        (formulas.number(old),),
        (formulas.number(slope),),
        how,
        (formulas.number(new),),
    )


def _how_it_goes(path: list[Step]) -> Words:
    first, last = path[0].loss, path[-1].loss
    lowest = min(range(len(path)), key=lambda count: path[count].loss)
    ends = {"first": formulas.number(first), "last": formulas.number(last)}
    if all(step.loss == first for step in path):
        at_rest = not any(any(formulas.entries(slope)) for step in path for slope in step.gradients.values())
        return worded(_AT_REST if at_rest else _STAYS, first=ends["first"])
    if formulas.number(first) == formulas.number(last) and lowest in (0, len(path) - 1):
        return worded(_HARDLY, first=ends["first"], digits=str(formulas.DIGITS))
    if last > first:
        return worded("The loss goes from {first} to {last}: it grows, so the rate is too large.", **ends)
    if any(after.loss > before.loss for before, after in pairwise(path)):
        return worded(_UP_AND_DOWN, lowest=formulas.number(path[lowest].loss), step=str(lowest), **ends)
    return worded("The loss goes from {first} to {last}, downwards in every step.", **ends)


_AT_REST = "The loss stays at {first}: the gradient is 0."
_STAYS = "The loss stays at {first}, though the gradient is not 0."
_HARDLY = "The loss hardly changes: {first} in the first {digits} digits."
_UP_AND_DOWN = (
    "The loss goes from {first} to {last}, not always downwards: its lowest value is {lowest} in step {step}."
)


def _shown(count: int) -> list[int]:
    """All steps, or the first ones and the last ones with growing gaps."""
    if count <= _MOST_ROWS:
        return list(range(count))
    return sorted({0, 1, 2, 3, 5, *[round((count - 1) * share) for share in (0.1, 0.2, 0.35, 0.5, 0.75, 1)]})


def _row(graph: Graph, path: list[Step], count: int, few: Sequence[tuple[int, int]]) -> tuple[Words, ...]:
    step = path[count]
    values = [(formulas.number(_entry(step.values[place], entry)),) for place, entry in few]
    return ((str(count),), (formulas.number(step.loss),), *values)
