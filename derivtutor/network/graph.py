"""A program as a graph: one vertex an operation, in an order in which each needs only earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.network.operations import Operation
from derivtutor.network.shapes import Shape
from derivtutor.network.statements import Statement
from derivtutor.notation.arrays import AnyNode


class Vertex(Struct, frozen=True, eq=False, gc=False):
    """One step of a program.

    Args:
        name: as it was set, or `v1`, `v2` … for what has no name; empty for a number.
        operation: what is done; None for a number, an array of numbers, or an input.
        operands: the places of the vertices that it is done to.
        shape: that of its value.
        value: of one without operation; None for an input that stays a letter.
        statement: which of the program's it belongs to.
        span: where it stands in that one's text.
        is_named: whether the program gives it its name.
        typed: of a number without a name, what was written.
    """

    name: str
    operation: Operation | None
    operands: tuple[int, ...]
    shape: Shape
    value: Any = None
    statement: int = -1
    span: tuple[int, int] | None = None
    is_named: bool = False
    typed: AnyNode | None = None


class Graph(Struct, frozen=True, eq=False):
    """The vertices of a program; `names` has the places of those that the program names.

    The loss is the last one that was set.
    """

    vertices: tuple[Vertex, ...]
    names: Mapping[str, int]
    statements: tuple[Statement, ...]
    loss: int

    @property
    def has_values(self) -> bool:
        """Whether there is a number for every input."""
        return not any(vertex.operation is None and vertex.value is None for vertex in self.vertices)

    @property
    def leaves(self) -> tuple[str, ...]:
        """The names of inputs and of numbers that have a name."""
        return tuple([vertex.name for vertex in self.vertices if vertex.operation is None and vertex.is_named])

    def called(self, vertex: Vertex) -> str:
        """A vertex by its name, or as it was typed."""
        if vertex.is_named or not vertex.span or vertex.statement < 0:
            return vertex.name
        return self.statements[vertex.statement].text[slice(*vertex.span)].strip()

    def moved(self, place: int, entry: int, step: float) -> Graph:
        """The graph with one number of an input a little larger."""
        vertex = self.vertices[place]
        value = vertex.value
        new = [number + step * (at == entry) for at, number in enumerate(value)] if vertex.shape else value + step
        return self.with_values({place: new})

    def with_values(self, values: Mapping[int, Any]) -> Graph:
        """The graph with other values of some inputs."""
        vertices = list(self.vertices)
        for place, value in values.items():
            vertices[place] = replace(vertices[place], value=value)
        return replace(self, vertices=tuple(vertices))

    def reaching(self, targets: frozenset[int]) -> frozenset[int]:
        """The places of vertices that depend on these, themselves among them."""
        depends = set(targets)
        for place, vertex in enumerate(self.vertices):
            if not depends.isdisjoint(vertex.operands):
                depends.add(place)
        return frozenset(depends)
