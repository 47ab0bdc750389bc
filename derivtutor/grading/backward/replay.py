"""The backward pass once more, from what a student has found already to one vertex, with something done otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from msgspec import Struct

from derivtutor.errors import UserError
from derivtutor.grading.backward.runs import Run, nothing, pulled, summed
from derivtutor.network.formulas import compiled, letters_of
from derivtutor.network.operations import Operation
from derivtutor.network.passes import Local
from derivtutor.network.shapes import Shape, size
from derivtutor.network.values import Value
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Power

Shares: TypeAlias = "list[tuple[Edge, Value]]"
Pull: TypeAlias = Callable[[Value], "Value | None"]
Found: TypeAlias = tuple[Shape, Value]

MOST_EDGES = 400
"""Slips are looked for among no more edges than these."""


class Edge(Struct, frozen=True):
    """From a result back to its operand of this turn."""

    result: int
    operand: int
    turn: int


class Change(Struct, frozen=True, eq=False):
    """What is done otherwise: at edges, where shares come together, or with what comes out.

    Args:
        at: the edge that a slip is told of.
        pulls: what comes back along edges, from what arrives; an array of another shape only at the end.
        join: the vertex where `combine` puts shares together.
        finish: what becomes of the gradient that was asked for.
        words: more that stands in the sentence about it.
    """

    at: Edge | None = None
    pulls: Mapping[Edge, Pull] = {}
    join: int | None = None
    combine: Callable[[list[Value]], Value] | None = None
    finish: Callable[[Found], Found | None] | None = None
    words: Mapping[str, str] = {}


class Region:
    """The part of a program between a vertex and the nearest ones whose gradients are given."""

    def __init__(self, run: Run, target: int, given: Mapping[int, Value]) -> None:
        self.run, self.target = run, target
        self.given = {place: value for place, value in given.items() if place != target}
        self.given.setdefault(run.graph.loss, [1.0] if run.shape(run.graph.loss) else 1.0)
        self.places = self._downstream()

    def _downstream(self) -> list[int]:
        """The places through which the way goes, the last of the program first."""
        graph = self.run.graph
        uses: dict[int, list[int]] = {}
        for place, vertex in enumerate(graph.vertices):
            for operand in set(vertex.operands):
                uses.setdefault(operand, []).append(place)
        reached, waiting = {self.target}, [self.target]
        while waiting:
            place = waiting.pop()
            if place in self.given and place != self.target:
                continue
            new = [each for each in uses.get(place, ()) if each not in reached and each <= graph.loss]
            reached.update(new)
            waiting += new
        return sorted(reached, reverse=True)

    @property
    def starts(self) -> list[int]:
        """Where the way begins: the places that have a gradient of their own."""
        return [place for place in self.places if place in self.given]

    @cached_property
    def edges(self) -> list[Edge]:
        inside = frozenset(self.places)
        found = [
            Edge(place, operand, turn)
            for place in self.places
            if place != self.target
            for turn, operand in enumerate(self.run.graph.vertices[place].operands)
            if operand in inside
            and operand not in self.given
            and self.run.locals[place]
            and self.run.locals[place][turn] is not None
        ]
        return found[:MOST_EDGES]

    def replayed(self, change: Change = Change()) -> Found | None:  # noqa: B008 (a value that never changes)
        """The gradient by the vertex; None where the change does not fit."""
        shares: dict[int, Shares] = {}
        inside = frozenset(self.places)
        try:
            for place in self.places:
                if place == self.target:
                    break
                gradient = self.given.get(place)
                if gradient is None:
                    gradient = self._together(place, shares.get(place, []), change)
                self._back(place, gradient, change, shares, inside)
            return self._finished(shares.get(self.target, []), change)
        except (UserError, ArithmeticError, ValueError, TypeError, IndexError):
            return None

    def _back(self, place: int, gradient: Value, change: Change, shares: dict[int, Shares], inside: Any) -> None:
        vertex = self.run.graph.vertices[place]
        for turn, (operand, local) in enumerate(zip(vertex.operands, self.run.locals[place], strict=False)):
            if local is None or operand not in inside or operand in self.given:
                continue
            edge = Edge(place, operand, turn)
            share = change.pulls[edge](gradient) if edge in change.pulls else pulled(local, gradient)
            if share is None:
                raise ValueError
            shares.setdefault(operand, []).append((edge, share))

    def _together(self, place: int, shares: Shares, change: Change) -> Value:
        values = [share for _, share in shares]
        if not values:
            return nothing(self.run.graph, place)
        if change.join == place and change.combine:
            return change.combine(values)
        total = None
        for value in values:
            total = summed(total, value)
        return total

    def _finished(self, shares: Shares, change: Change) -> Found | None:
        value = self._together(self.target, shares, change)
        shape = self.run.shape(self.target)
        count = len(value) if isinstance(value, list) else 1
        if isinstance(value, list) != bool(shape) or count != size(shape):
            shape = (count,) if isinstance(value, list) else ()
        found = shape, value
        return change.finish(found) if change.finish else found


class Step:
    """One edge with what is known there, and formulas of what else may come back along it."""

    def __init__(self, region: Region, edge: Edge) -> None:
        run, vertex = region.run, region.run.graph.vertices[edge.result]
        assert vertex.operation is not None
        self.region, self.edge, self.operation = region, edge, vertex.operation
        self.operands = vertex.operands
        self.shapes = [run.shape(operand) for operand in vertex.operands]
        self.values = [run.values[operand] for operand in vertex.operands]
        self.shape, self.result = vertex.shape, run.values[edge.result]

    @property
    def name(self) -> str:
        """What is done: a square has a name of its own."""
        exponent = exponent_of(self.operation)
        return "square" if exponent == 2 else "power-of" if exponent is not None else self.operation.name

    @property
    def local(self) -> Local:
        return self.region.run.locals[self.edge.result][self.edge.turn]

    def pull(self, formula: str, others: Mapping[str, Value] | None = None) -> Pull:
        """A formula of what comes back, over the letters that operations use; `k` is the exponent of a power.

        `others` are values that letters have instead of their own.
        """
        shapes, known = letters_of(self.shapes, self.shape, self.values, self.result)
        letters = {**shapes, "k": (), "g": self.shape}
        exponent = exponent_of(self.operation)
        values = {**known, "k": 1.0 if exponent is None else float(exponent), **(others or {})}
        is_number = not self.shapes[self.edge.turn]

        def pull(gradient: Value) -> Value | None:
            made = compiled(formula, tuple(letters.items()))({**values, "g": gradient})
            return sum(made) if is_number and isinstance(made, list) and len(made) == size(self.shape) else made

        return pull

    def change(self, pull: Pull) -> Change:
        return Change(self.edge, {self.edge: pull})


def exponent_of(operation: Operation) -> Any:
    """The exponent of a power by a number."""
    return rational(operation.formula.exponent) if isinstance(operation.formula, Power) else None


def steps(region: Region) -> Iterator[Step]:
    """All edges of a region."""
    for edge in region.edges:
        yield Step(region, edge)


def joins(region: Region) -> Iterator[tuple[int, Sequence[Edge]]]:
    """The vertices where more than one share comes together."""
    arriving: dict[int, list[Edge]] = {}
    for edge in region.edges:
        arriving.setdefault(edge.operand, []).append(edge)
    yield from [(place, edges) for place, edges in arriving.items() if len(edges) > 1]
