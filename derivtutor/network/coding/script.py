"""A program on its way to code: its names, its lines, and which gradients are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from json import dumps

from derivtutor.network.coding.identifiers import Identifiers
from derivtutor.network.coding.pieces import Piece, comment
from derivtutor.network.coding.writing import Framework, Operand, Writer
from derivtutor.network.graph import Graph, Vertex
from derivtutor.network.passes import forward
from derivtutor.network.shapes import size
from derivtutor.network.targets import Target
from derivtutor.network.values import Value, nested

_MOST_DEEP = 30
"""An expression that is deeper is cut into several lines."""


class Script:
    """The lines of a program in Python.

    Args:
        graph: the program, with a number for every input.
        targets: by what the loss is differentiated.
        framework: whose words are used.
        is_split: whether every operation has a line of its own.

    `operands` has what is written for each vertex where another one needs it.
    """

    def __init__(self, graph: Graph, targets: Sequence[Target], framework: Framework, is_split: bool = False) -> None:
        self.graph, self.targets, self.is_split = graph, targets, is_split
        self.writer, self._identifiers = Writer(framework), Identifiers()
        for place in graph.names.values():
            self.name(place)
        self.active = graph.reaching(frozenset([target.place for target in targets]))
        run = forward(graph, self.active)
        self.values, self.kinks = run.values, frozenset(run.kinks)
        self.operands: list[Operand] = []
        self.expressions: dict[int, Piece] = {}
        self._read()
        self._lines = Counter([graph.vertices[place].statement for place in self.expressions])
        self.needed = self._needed_by(graph.loss)

    def name(self, place: int) -> str:
        """What a vertex is called."""
        return self._identifiers.of(place, self.graph.vertices[place].name)

    def gradient(self, place: int) -> str:
        """What the gradient by a vertex is called."""
        return self._identifiers.of(("gradient", place), f"g_{self.graph.vertices[place].name}")

    def new_name(self, wished: str) -> str:
        """A name for something that the program does not have."""
        return self._identifiers.of(wished, wished)

    def _read(self) -> None:
        depths: list[int] = []
        for place, vertex in enumerate(self.graph.vertices):
            depth = 1 + max([depths[operand] for operand in vertex.operands], default=0)
            piece = self._piece(vertex)
            if vertex.operation is not None and (vertex.is_named or self.is_split or depth > _MOST_DEEP):
                self.expressions[place] = piece
            if vertex.is_named or place in self.expressions:
                depth, piece = 0, Piece(self.name(place))
            is_literal = vertex.operation is None and not vertex.is_named
            negative = any(entry < 0 for entry in entries(self.values[place]))
            self.operands.append(Operand(piece, vertex.shape, is_literal, negative))
            depths.append(depth)

    def _piece(self, vertex: Vertex) -> Piece:
        if vertex.operation is None:
            return self.writer.leaf(vertex.value, vertex.shape, is_typed=not vertex.is_named)
        return self.writer.operation(vertex.operation, [self.operands[operand] for operand in vertex.operands])

    def _needed_by(self, place: int) -> frozenset[int]:
        """The places of vertices on which one depends, itself among them."""
        needed = {place}
        for at in range(place, -1, -1):
            if at in needed:
                needed.update(self.graph.vertices[at].operands)
        return frozenset(needed)

    def inputs_that_remember(self) -> frozenset[int]:
        """The inputs that are differentiated by, and those of a target that depends on none of them."""
        vertices, places = self.graph.vertices, [target.place for target in self.targets]
        inputs = {place for place in places if vertices[place].operation is None}
        for place in places:
            needed = self._needed_by(place)
            if inputs.isdisjoint(needed):
                inputs.update([at for at in needed if vertices[at].operation is None])
        return frozenset(inputs)

    def leaves(self) -> Iterator[tuple[int, Vertex]]:
        """The inputs, and the numbers that have a name."""
        for place, vertex in enumerate(self.graph.vertices):
            if vertex.operation is None and vertex.is_named:
                yield place, vertex

    def line(self, place: int, right: str) -> str:
        """A line that sets the name of a vertex; one that had to be changed is told."""
        vertex, name = self.graph.vertices[place], self.name(place)
        is_changed = vertex.is_named and name != vertex.name
        return f"{name} = {right}" + (f"  {comment(vertex.name)} in the program" if is_changed else "")

    def lines(self) -> Iterator[str]:
        """The operations, line by line; before several that come of one line of the program stands that one."""
        last = -1
        for place, piece in self.expressions.items():
            statement = self.graph.vertices[place].statement
            if statement != last and self._lines[statement] > 1:
                yield comment(self.graph.statements[statement].text)
            last = statement
            yield self.line(place, piece.text)

    def label(self, target: Target | None = None) -> str:
        """What a number is printed as, as a text of Python: `"dL/dw ="`."""
        loss = self.graph.vertices[self.graph.loss].name
        return dumps(f"d{loss}/d{target.name} =" if target else f"{loss} =", ensure_ascii=False)

    def entry(self, target: Target) -> str:
        """What is put behind a gradient for the entry that is asked for: `[0, 1]`, or nothing."""
        shape = self.graph.vertices[target.place].shape
        if target.entry is None:
            return ""
        indices = divmod(target.entry, shape[1]) if len(shape) == 2 else (target.entry,)
        return f"[{', '.join(map(str, indices))}]"

    def zeros(self, target: Target) -> str:
        """The gradient by what the loss does not depend on."""
        shape = () if target.entry is not None else self.graph.vertices[target.place].shape
        return str(nested([0.0] * size(shape), shape)) if shape else "0.0"


def entries(value: Value) -> Sequence[float]:
    """The entries of an array; a number is one."""
    return value if isinstance(value, list) else [value]
