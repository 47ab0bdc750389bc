"""What a page has found so far, and what is known from it at each point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.errors import UserError
from derivtutor.grading.backward.formulas import Formula, Typed
from derivtutor.grading.backward.names import Names, Symbol
from derivtutor.grading.backward.replay import Region
from derivtutor.grading.backward.runs import Run, rate, run_of
from derivtutor.grading.backward.verdict import RIGHT, Status
from derivtutor.network.graph import Graph
from derivtutor.network.shapes import Shape
from derivtutor.network.values import Value


class Own(Struct, frozen=True, eq=False):
    """What a page says of a whole value or gradient: in which line, what it comes to at each point, and how right."""

    number: int
    values: tuple[Value | None, ...]
    status: Status

    @property
    def is_right(self) -> bool:
        return self.status in RIGHT


class Sight(Struct, frozen=True, eq=False):
    """One way of taking what a page has found before: the program with its values, and the gradients."""

    run: Run
    gradients: Mapping[int, Value]


class Page:
    """A page being judged."""

    def __init__(self, graph: Graph, runs: Sequence[Run], names: Names) -> None:
        self.graph, self.runs, self.names = graph, runs, names
        self.is_at_point = graph.has_values
        self.own: dict[tuple[str, int], Own] = {}
        self.added: dict[tuple[str, int], Typed] = {}
        self._sights: dict[tuple[int, bool], Sight] = {}

    @cached_property
    def exact(self) -> frozenset[float]:
        """Numbers of the program, which are not rounded ones."""
        found: set[float] = set()
        for vertex in self.graph.vertices:
            if vertex.operation is None and vertex.value is not None:
                entries = vertex.value if vertex.shape else [vertex.value]
                found.update(abs(entry) for entry in entries[:1000])
        return frozenset(found)

    # What the page has found

    def keep(self, symbol: Symbol, own: Own) -> None:
        """Remember a line about a whole value or gradient."""
        if symbol.entry is None and symbol.sort != "rate":
            self.own[symbol.sort, symbol.by] = own
            self._sights.clear()

    def has_found(self, symbol: Symbol) -> bool:
        """Whether a line was about this gradient."""
        return ("gradient", symbol.by) in self.own

    def sight(self, point: int, as_typed: bool) -> Sight:
        """What is known at a point: wrong values as the page has them, right ones exactly or `as_typed`."""
        key = point, as_typed and any(own.status == "rounded" for own in self.own.values())
        if key not in self._sights:
            self._sights[key] = self._seen(*key)
        return self._sights[key]

    def _seen(self, point: int, as_typed: bool) -> Sight:
        taken = {
            key: own.values[point]
            for key, own in self.own.items()
            if own.values[point] is not None and (as_typed or not own.is_right)
        }
        values = {place: value for (sort, place), value in taken.items() if sort == "value"}
        true = self.runs[point]
        run = _again(true, values)
        gradients = {
            place: taken[sort, place] if (sort, place) in taken else true.gradients[place]
            for sort, place in self.own
            if sort == "gradient"
        }
        return Sight(run, gradients)

    def wrong_before(self, symbols: Sequence[Symbol]) -> int | None:
        """The first wrong line among those that have found these."""
        found = [self.own.get((symbol.sort, symbol.by)) for symbol in symbols]
        return min((own.number for own in found if own is not None and not own.is_right), default=None)

    # Values

    def right(self, symbol: Symbol, sight: Sight, replayed: bool = False) -> tuple[Shape, Value] | None:
        """What a symbol is, from what is known."""
        run = sight.run
        if symbol.sort == "value":
            own = self._from_operands(run, symbol.by) if replayed else run.values[symbol.by]
            found: tuple[Shape, Value] | None = (run.shape(symbol.by), own)
        elif symbol.sort == "rate":
            found = rate(run, symbol.of, symbol.by)
        elif replayed:
            found = Region(run, symbol.by, sight.gradients).replayed()
        else:
            value = sight.gradients.get(symbol.by, run.gradients[symbol.by])
            found = run.shape(symbol.by), value
        if found is None or symbol.entry is None:
            return found
        return (), found[1][symbol.entry]

    def _from_operands(self, run: Run, place: int) -> Value:
        others = {at: own for at, own in self._values_before(run).items() if at != place}
        return _again(run, others).values[place] if others else run.values[place]

    def _values_before(self, run: Run) -> dict[int, Value]:
        return {place: run.values[place] for sort, place in self.own if sort == "value"}

    def typed(self, formula: Formula, point: int, sight: Sight) -> Typed | None:
        """What a right side comes to at a point."""
        expression = formula.expression
        known: dict[str, tuple[Shape, Value]] = {}
        for word, symbol in expression.symbols.items():
            found = self.right(symbol, sight)
            if found is None or found[1] is None:
                return None
            known[word] = found
        for word, symbol in expression.gates.items():
            found = self.right(symbol, sight)
            assert found is not None
            shape, value = found
            known[word] = shape, [float(entry > 0) for entry in value] if shape else float(value > 0)
        return formula.typed(known, self.exact)

    def truth(self, point: int) -> Sight:
        """What is true at a point."""
        return Sight(self.runs[point], {})


def _again(run: Run, values: Mapping[int, Value]) -> Run:
    """The program with values of a student's; as it is where that has no value."""
    if not values:
        return run
    try:
        return run_of(_at(run), values)
    except (UserError, ArithmeticError, ValueError):
        return run


def _at(run: Run) -> Graph:
    """The graph with the values that its letters have in a run."""
    vertices = list(run.graph.vertices)
    for place, vertex in enumerate(vertices):
        if vertex.operation is None:
            vertices[place] = replace(vertex, value=run.values[place])
    return replace(run.graph, vertices=tuple(vertices))
