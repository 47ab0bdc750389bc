"""A program that was run forward and backward, for whoever tells of it."""

from __future__ import annotations

from msgspec import Struct

from derivtutor.network.graph import Graph
from derivtutor.network.passes import Edge, Forward
from derivtutor.network.targets import Target
from derivtutor.network.values import Value


class Pass(Struct, frozen=True, eq=False):
    """A graph with what came out: values forward, gradients backward, and the edges in the order of going back.

    Of a program whose inputs stay letters there are edges alone, without numbers.
    """

    graph: Graph
    targets: tuple[Target, ...]
    forward: Forward | None
    gradients: tuple[Value, ...]
    edges: tuple[Edge, ...]

    @property
    def loss(self) -> str:
        """The name of the loss."""
        return self.graph.vertices[self.graph.loss].name

    @property
    def arrived(self) -> list[Value | None]:
        """The gradients of all vertices to which something came back; None for others."""
        reached = {self.graph.loss, *[edge.operand for edge in self.edges]}
        return [gradient if place in reached else None for place, gradient in enumerate(self.gradients)]

    def gradient(self, target: Target) -> Value:
        """The gradient by a target: nested lists, or a number."""
        return target.of(self.gradients[target.place], self.graph.vertices[target.place].shape)

    @property
    def operations(self) -> list[int]:
        """The places of what is worked out, in order."""
        return [place for place, vertex in enumerate(self.graph.vertices) if vertex.operation is not None]

    @property
    def named_edges(self) -> list[Edge]:
        """The edges back to what has a name."""
        return [edge for edge in self.edges if self.graph.vertices[edge.operand].name]
