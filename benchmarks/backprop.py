"""How fast programs are read and run forward and backward, beside a tape and objects written here, and PyTorch.

`python benchmarks/backprop.py` prints a table for programs of 300 to 100,000 operations on numbers, and by
which power of their size the times grow. The others get the operations ready made: they read nothing. PyTorch
is asked if it is installed.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import math
import random
import time
from collections.abc import Callable, Iterator
from operator import add, mul, sub
from typing import Any, NamedTuple

from derivtutor.network.passes import backward, forward
from derivtutor.network.program import graph_of
from derivtutor.network.targets import targets_of

AT = {"w": 0.9, "x": 0.3, "b": 0.1}
GRADIENT = "w"


class Instruction(NamedTuple):
    """`name = left operator right`, or a function of `left`."""

    name: str
    operator: str
    left: str
    right: str = ""

    @property
    def text(self) -> str:
        return f"{self.left} {self.operator} {self.right}" if self.right else f"{self.operator}({self.left})"


def instructions(count: int, seed: int = 0) -> Iterator[Instruction]:
    """A program of so many operations on numbers that stay small; every result is used again."""
    rng = random.Random(seed)
    yield from (Instruction("v0", "*", "w", "x"), Instruction("v1", "+", "v0", "b"))
    names = [*AT, "v0", "v1"]
    for place in range(2, count):
        name, last = f"v{place}", names[-1]
        other = rng.choice(names[-50:])
        forms = (("*", other), (rng.choice(("tanh", "sigmoid", "sin")), ""), (rng.choice("+-"), rng.choice(list(AT))))
        operator, right = forms[place % 3]
        yield Instruction(name, operator, last, right)
        names.append(name)


def text(program: list[Instruction]) -> str:
    """The program in lines, one operation a line."""
    return "\n".join(f"{each.name} = {each.text}" for each in program)


class Times(NamedTuple):
    """Seconds of the processor, and the gradient, by which the engines are compared."""

    read: float
    forward: float
    backward: float
    gradient: float


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def ours(program: list[Instruction]) -> Times:
    lines = text(program)
    read, graph = timed(lambda: graph_of(lines, AT))
    targets = targets_of(graph)
    active = graph.reaching(frozenset([target.place for target in targets]))
    ahead, values = timed(lambda: forward(graph, active))
    back, gradients = timed(lambda: backward(graph, values))
    return Times(read, ahead, back, gradients[graph.names[GRADIENT]])


# A tape: lists of values, operands and slopes


_TAPE: dict[str, Callable[[float, float], tuple[float, float, float]]] = {
    "*": lambda u, v: (u * v, v, u),
    "+": lambda u, v: (u + v, 1.0, 1.0),
    "-": lambda u, v: (u - v, 1.0, -1.0),
    "tanh": lambda u, _: ((t := math.tanh(u)), 1 - t * t, 0.0),
    "sigmoid": lambda u, _: ((s := 1 / (1 + math.exp(-u))), s * (1 - s), 0.0),
    "sin": lambda u, _: (math.sin(u), math.cos(u), 0.0),
}


def tape(program: list[Instruction]) -> Times:
    places = {name: place for place, name in enumerate([*AT, *[each.name for each in program]])}
    operations = [(_TAPE[each.operator], places[each.left], places.get(each.right, 0)) for each in program]
    values = list(AT.values())
    slopes: list[tuple[int, float, int, float]] = []

    def ahead() -> None:
        for run, left, right in operations:
            value, by_left, by_right = run(values[left], values[right])
            values.append(value)
            slopes.append((left, by_left, right, by_right))

    def back() -> list[float]:
        gradients = [0.0] * len(values)
        gradients[-1] = 1.0
        for place in range(len(values) - 1, len(AT) - 1, -1):
            left, by_left, right, by_right = slopes[place - len(AT)]
            gradients[left] += gradients[place] * by_left
            gradients[right] += gradients[place] * by_right
        return gradients

    ahead_seconds, _ = timed(ahead)
    back_seconds, gradients = timed(back)
    return Times(0.0, ahead_seconds, back_seconds, gradients[places[GRADIENT]])


# Objects: what micrograd does


class Value:
    """A number that knows how it was made, as in Karpathy's micrograd (2020)."""

    def __init__(self, data: float, children: tuple[Value, ...] = ()) -> None:
        self.data, self.grad, self.children = data, 0.0, children
        self.step: Callable[[], None] = lambda: None

    def backward(self) -> None:
        ordered: list[Value] = []
        seen: set[Value] = set()

        def visit(value: Value) -> None:
            if value not in seen:
                seen.add(value)
                for child in value.children:
                    visit(child)
                ordered.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(ordered):
            value.step()


def _value(operator: str, left: Value, right: Value) -> Value:
    data, by_left, by_right = _TAPE[operator](left.data, right.data)
    made = Value(data, (left, right) if by_right else (left,))

    def step() -> None:
        left.grad += by_left * made.grad
        right.grad += by_right * made.grad

    made.step = step
    return made


def objects(program: list[Instruction]) -> Times:
    names = {name: Value(number) for name, number in AT.items()}

    def ahead() -> None:
        for each in program:
            names[each.name] = _value(each.operator, names[each.left], names[each.right or each.left])

    ahead_seconds, _ = timed(ahead)
    back_seconds, _ = timed(names[program[-1].name].backward)
    return Times(0.0, ahead_seconds, back_seconds, names[GRADIENT].grad)


def torch(program: list[Instruction]) -> Times:
    library = importlib.import_module("torch")
    names = {name: library.tensor(number, dtype=library.float64, requires_grad=True) for name, number in AT.items()}

    def ahead() -> None:
        for each in program:
            sign, left, right = _SIGNS.get(each.operator), names[each.left], names.get(each.right)
            names[each.name] = sign(left, right) if sign else getattr(library, each.operator)(left)

    ahead_seconds, _ = timed(ahead)
    back_seconds, _ = timed(names[program[-1].name].backward)
    return Times(0.0, ahead_seconds, back_seconds, names[GRADIENT].grad.item())


_SIGNS: dict[str, Callable[[Any, Any], Any]] = {"*": mul, "+": add, "-": sub}


ENGINES: dict[str, Callable[[list[Instruction]], Times]] = {
    "derivtutor": ours, "a list tape": tape, "objects as in micrograd": objects, "PyTorch": torch,
}  # fmt: skip


def best(engine: Callable[[list[Instruction]], Times], program: list[Instruction], turns: int) -> Times:
    """The shortest of several times for each part."""
    several = [engine(program) for _ in range(turns)]
    return Times(*(min(column) for column in zip(*[each[:3] for each in several], strict=True)), several[0].gradient)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=3)
    turns = parser.parse_args().turns
    sizes = (300, 1_000, 10_000, 100_000)
    print(f"{'':26}{'operations':>11}{'read':>9}{'forward':>9}{'backward':>9}{'together':>9}{'back/forth':>11}")
    for name, engine in ENGINES.items():
        together: dict[int, float] = {}
        for size in sizes:
            program = list(instructions(size))
            try:
                times = best(engine, program, turns)
            except (ImportError, RecursionError) as error:
                print(f"{name:26}{size:11,}  {type(error).__name__}")
                continue
            together[size] = sum(times[:3])
            ratio = times.backward / times.forward
            parts = "".join(f"{seconds:8.3f}s" for seconds in (*times[:3], together[size]))
            print(f"{name:26}{size:11,}{parts}{ratio:11.2f}   dL/dw = {times.gradient:.6g}")
        if {10_000, 100_000} <= together.keys():
            print(f"{'':26}grows by the power {math.log10(together[100_000] / together[10_000]):.2f}")


if __name__ == "__main__":
    main()
