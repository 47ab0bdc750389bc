"""From statements to a graph: every operation a vertex, with the shape of what it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, TypeAlias

from msgspec.structs import replace

from derivtutor.errors import UserError
from derivtutor.language import grouped
from derivtutor.network import sentences
from derivtutor.network.graph import Vertex
from derivtutor.network.mismatches import mismatch
from derivtutor.network.operations import Operation, arithmetic, multiplications
from derivtutor.network.running import run
from derivtutor.network.shapes import Shape, size
from derivtutor.network.statements import Statement
from derivtutor.notation.arrays import AnyNode

MOST_VERTICES = 400_000
MOST_ENTRIES = 2_000_000
MOST_MULTIPLICATIONS = 20_000_000
"""A program that is larger than this is refused: nobody would wait for it, and none that is taught is."""

Given: TypeAlias = tuple[Shape, Any]
"""A value that is given to a name: its shape, and a number or a list of entries."""


Build: TypeAlias = "Mapping[type, Callable[[Builder, Any], int]]"
"""How each kind of node becomes vertices; the place of the last one comes back."""

_TIMES = re.compile(r"[*×·⋅∙•∗]|\\(?:cdot|times|ast|bullet|cdotp|centerdot)(?![A-Za-z])")


class Builder:
    """Makes vertices of expressions.

    Args:
        build: how each kind of node becomes vertices: `lowering.BUILD`.
        given: values of names that are not set.
        program: the statements, for what is said of names that are set later.
        letters: whether a name without a value stays a letter.
    """

    def __init__(
        self, build: Build, given: Mapping[str, Given], program: Sequence[Statement] = (), letters: bool = False
    ) -> None:
        self.build, self.given, self.letters = build, given, letters
        self.later = {statement.name: statement for statement in reversed(program)}
        self.vertices: list[Vertex] = []
        self.names: dict[str, int] = {}
        self.statement: Statement | None = None
        self.count = -1
        self.signs = arithmetic()
        self._entries = self._unnamed = self._multiplications = 0
        self._prefix = _prefix((*self.later, *given))

    def set(self, statement: Statement) -> None:
        """The vertices of one statement."""
        self.statement = statement
        self.count += 1
        if statement.name in self.names:
            line = self.later[statement.name].line
            self.fail(sentences.SET_TWICE.words(name=statement.name, line=line))
        first = len(self.vertices)
        place = self.place(statement.expression)
        vertex = self.vertices[place]
        if place < first or vertex.is_named:
            place = self.add(self.signs["identity"], (place,), statement.expression)
            vertex = self.vertices[place]
        if vertex.operation is not None:
            self._unnamed -= 1  # it has a name after all
        if statement.name in self.given:
            vertex = self._with_value(vertex, statement.name)
        self.vertices[place] = replace(vertex, name=statement.name, is_named=True)
        self.names[statement.name] = place

    def place(self, expression: AnyNode) -> int:
        """The place of the vertex that has the value of an expression, which is as deep as its reader allows."""
        return self.build[type(expression)](self, expression)

    def add(self, operation: Operation, operands: tuple[int, ...], node: AnyNode) -> int:
        """One more operation; on numbers alone it is done at once."""
        vertices = self.vertices
        shapes = [vertices[place].shape for place in operands]
        shape = () if operation.formula is not None and not any(shapes) else operation.shape(shapes)
        if shape is None:
            self.mismatch(operation, operands, node)
        if shape or any(shapes):
            self._count(operation, shapes, node)
        if not any(vertices[place].name for place in operands):
            value = run(operation, shapes, [vertices[place].value for place in operands])
            if value is not None:
                self._forget(operands)
                return self.leaf("", shape, value, node)
        self._unnamed += 1
        return self._append(
            Vertex(f"{self._prefix}{self._unnamed}", operation, operands, shape, None, self.count, node.span)
        )

    def _forget(self, operands: Sequence[int]) -> None:
        """Numbers that were put together to another one are needed no more."""
        first = min(operands, default=len(self.vertices))
        if not any(vertex.name for vertex in self.vertices[first:]):
            del self.vertices[first:]

    def leaf(self, name: str, shape: Shape, value: Any, node: AnyNode) -> int:
        """A number, an array of numbers, or an input."""
        return self._append(Vertex(name, None, (), shape, value, self.count, node.span, bool(name), node))

    def fail(self, says: tuple[str, str], at: AnyNode | None = None) -> NoReturn:
        text, line = (self.statement.text, self.statement.line) if self.statement else ("", None)
        start = at.span[0] if at is not None and at.span else len(text) - len(text.lstrip())
        raise UserError(*says, text, start, line)

    def mismatch(self, operation: Operation, operands: Sequence[int], node: AnyNode) -> NoReturn:
        """Say that the shapes of operands do not go together."""
        shapes = [self.vertices[place].shape for place in operands]
        self.fail(mismatch(operation, [self.called(place) for place in operands], shapes), node)

    def is_array(self, place: int) -> bool:
        return bool(self.vertices[place].shape)

    def is_beside(self, left: AnyNode, right: AnyNode) -> bool:
        """Whether no sign stands between two factors; in a formula that is no line of a program it never matters."""
        if self.statement is None or not left.span or not right.span:
            return False
        return not _TIMES.search(self.statement.text[left.span[1] : right.span[0]])

    def called(self, place: int) -> str:
        """A vertex by its name, or as it was typed."""
        vertex = self.vertices[place]
        if vertex.is_named or not vertex.span or self.statement is None or vertex.statement != self.count:
            return vertex.name
        return self.statement.text[slice(*vertex.span)].strip()

    def _count(self, operation: Operation, shapes: Sequence[Shape], node: AnyNode) -> None:
        """Refuse what would take too long, before any of it is done."""
        self._multiplications += multiplications(operation, shapes)
        if self._multiplications > MOST_MULTIPLICATIONS:
            self.fail(sentences.TOO_MUCH_WORK.words(most=grouped(MOST_MULTIPLICATIONS)), node)

    def _append(self, vertex: Vertex) -> int:
        self._entries += size(vertex.shape)
        if self._entries > MOST_ENTRIES:
            self.fail(sentences.TOO_MANY_ENTRIES.words(most=grouped(MOST_ENTRIES)))
        if len(self.vertices) >= MOST_VERTICES:
            self.fail(sentences.TOO_LONG.words(most=grouped(MOST_VERTICES)))
        self.vertices.append(vertex)
        return len(self.vertices) - 1

    def _with_value(self, vertex: Vertex, name: str) -> Vertex:
        """A number of the program, replaced by what is given for it."""
        if vertex.operation is not None:
            self.fail(sentences.NOT_A_LEAF.words(name=name, line=self.later[name].line))
        shape, value = self.given[name]
        return replace(vertex, shape=shape, value=value)


def _prefix(names: Sequence[str]) -> str:
    """The letter by which operations without a name are numbered: one that no name of the program has with a number."""
    taken = {name[0] for name in names if name[1:].isdigit()}
    return next(letter for letter in "vtsqp" if letter not in taken)
