"""A program forward and backward, edge by edge: what is known so far, and which edge is looked at."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.backprop import run_through
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.checking import FalseLineError
from derivtutor.calculus.explanation import Words, filled
from derivtutor.calculus.figures.axes import nice
from derivtutor.errors import UserError
from derivtutor.exploring import sentences
from derivtutor.exploring.subject import Key
from derivtutor.exploring.typed import is_program
from derivtutor.exploring.worth import next_round
from derivtutor.language import translated
from derivtutor.network.graph import Graph
from derivtutor.network.passes import Edge
from derivtutor.network.paths import Number
from derivtutor.network.program import graph_of
from derivtutor.network.targets import Target, entry_name, numbers_of, targets_of

_SMALLEST_STEP = 0.1
_STEPS = 50
"""An input is changed by about its size divided by this."""

_LARGE = 10
_MOST_BOXES = 8
_LETTERS = 2
"""A function of no more letters has subjects of its own."""

_SEVERAL = re.compile(r"[;\n]\s*\S")


class Passing(Struct, frozen=True, eq=False):
    """A program that was run, of which `done` frames are shown: first its operations, then the edges back.

    One of its input numbers is `chosen`, to be changed; `remark` says why it could not be. `first` is how it began.
    """

    run: Pass
    inputs: tuple[Number, ...]
    wrt: Any = None
    done: int = 0
    chosen: int = 0
    remark: str = ""
    first: Passing | None = None

    @property
    def graph(self) -> Graph:
        return self.run.graph

    @property
    def forward(self) -> list[int]:
        """The places of the operations that are done."""
        return self.run.operations[: self.done]

    @property
    def edges(self) -> list[Edge]:
        """The edges back that are done."""
        return self.run.named_edges[: max(0, self.done - len(self.run.operations))]

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return len(self.run.operations) + len(self.run.named_edges)

    @property
    def is_large(self) -> bool:
        """Whether only the part of the graph is shown that is near."""
        return sum([bool(vertex.name) for vertex in self.graph.vertices]) > _MOST_BOXES

    @property
    def input(self) -> Target:
        """The number that is chosen, as something to differentiate by."""
        place, entry = self.inputs[self.chosen]
        name = entry_name(self.graph, place, entry)
        return Target(name, place, entry if self.graph.vertices[place].shape else None)


def run_of(graph: Graph, wrt: Any) -> Pass:
    """A program, forward and backward.

    Raises:
        UserError: where something has no value or no slope, or gradients are too large for numbers.
    """
    try:
        run = run_through(graph, wrt)
    except (FalseLineError, OverflowError) as error:
        raise sentences.GRADIENT_TOO_LARGE() from error
    numbers = [edge.accumulated for edge in run.edges] + [edge.contribution for edge in run.edges]
    if not all(math.isfinite(entry) for value in numbers for entry in formulas.entries(value)):
        raise sentences.GRADIENT_TOO_LARGE()
    return run


# What keys do


def forth(passing: Passing) -> Passing:
    """One operation or one edge more."""
    return _at(passing, passing.done + 1)


def back(passing: Passing) -> Passing:
    """One less."""
    return _at(passing, passing.done - 1)


def all_forward(passing: Passing) -> Passing:
    """All operations done, and nothing back."""
    return _at(passing, len(passing.run.operations))


def all_backward(passing: Passing) -> Passing:
    """Everything done."""
    return _at(passing, passing.frames)


def _at(passing: Passing, done: int) -> Passing:
    return replace(passing, done=min(max(done, 0), passing.frames), remark="", first=origin(passing))


def next_input(passing: Passing) -> Passing:
    """The next number that can be changed."""
    return replace(passing, chosen=(passing.chosen + 1) % len(passing.inputs), remark="", first=origin(passing))


def reset(passing: Passing) -> Passing:
    """As it all began."""
    return origin(passing)


def origin(passing: Passing) -> Passing:
    """How it began."""
    return passing.first or passing


def changed(passing: Passing, by: int) -> Passing:
    """The chosen input a little larger or smaller; where the program does not go on there, it stays and says why."""
    place, entry = passing.inputs[passing.chosen]
    vertex = passing.graph.vertices[place]
    before = vertex.value[entry] if vertex.shape else vertex.value
    step = nice(max(_SMALLEST_STEP, abs(before) / _STEPS))
    number = float(next_round(float(before), Fraction(f"{step:.6g}"), by))
    value = [number if at == entry else each for at, each in enumerate(vertex.value)] if vertex.shape else number
    try:
        run = run_of(passing.graph.with_values({place: value}), passing.wrt)
    except UserError as error:
        return replace(passing, remark=error.message, first=origin(passing))
    return replace(passing, run=run, remark="", done=min(passing.done, _frames(run)), first=origin(passing))


def _frames(run: Pass) -> int:
    return len(run.operations) + len(run.named_edges)


KEYS: tuple[Key, ...] = (
    Key("right", "one edge on", forth),
    Key("left", "one edge back", back),
    Key("f", "all forward", all_forward),
    Key("b", "all backward", all_backward),
    Key("i", "next input", next_input),
    Key("up", "input larger", lambda passing: changed(passing, 1)),
    Key("down", "input smaller", lambda passing: changed(passing, -1)),
    Key("shift+up", "much larger", lambda passing: changed(passing, _LARGE)),
    Key("shift+down", "much smaller", lambda passing: changed(passing, -_LARGE)),
    Key("home", "back to the start", reset),
    Key("r", "back to the start", reset),
)


def status(passing: Passing) -> Words:
    """Where one is: the chosen input, and how much is done."""
    operations = len(passing.run.operations)
    forward, backward = min(passing.done, operations), max(0, passing.done - operations)
    told = translated("{input}, forward {forward} of {operations}, backward {backward} of {edges}")
    done = {"forward": forward, "operations": operations, "backward": backward, "edges": passing.frames - operations}
    return filled(told, input=of_input(passing), **{name: str(count) for name, count in done.items()})


def of_input(passing: Passing) -> Words:
    """The chosen input with its value: `w = 0.6`."""
    place, entry = passing.inputs[passing.chosen]
    vertex = passing.graph.vertices[place]
    value = vertex.value[entry] if vertex.shape else vertex.value
    return (formulas.called_so(passing.input.name), formulas.equals(value), formulas.number(value))


# Where it begins


def began(program: str, at: Any = None, wrt: Any = None) -> Passing:
    """A program of which nothing is done yet.

    Raises:
        UserError: where a line cannot be read or run, or an input has no value.
    """
    graph = graph_of(program, at)
    if not graph.has_values:
        raise sentences.PROGRAM_NEEDS_VALUES()
    leaves = [name for name in graph.leaves if graph.names[name] != graph.loss]
    by = wrt if wrt is not None else leaves
    run = run_of(graph, by or None)
    inputs = numbers_of(graph, targets_of(graph, leaves or None))
    chosen = next((number for number, (place, _) in enumerate(inputs) if place == run.targets[0].place), 0)
    return Passing(run, tuple(inputs), by or None, chosen=chosen)


def start(*operands: Any, at: Any = None, wrt: Any = None, **_: Any) -> Passing | None:
    """A program with numbers; None of anything else, also of one line that is a function of one or two letters.

    Raises:
        UserError: where a line cannot be read or run, or an input has no value.
    """
    if len(operands) != 1 or not is_program(operands[0]):
        return None
    if not _SEVERAL.search(operands[0].strip()) and _is_function(operands[0]):
        return None
    return began(operands[0], at, wrt)


def _is_function(line: str) -> bool:
    try:
        return len(graph_of(line).leaves) <= _LETTERS
    except UserError:
        return True
