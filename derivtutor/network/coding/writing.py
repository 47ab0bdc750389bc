"""Operations, formulas and values as expressions of Python, in the words of a framework."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from derivtutor.language import translated
from derivtutor.network import sentences
from derivtutor.network.building import Builder
from derivtutor.network.coding.pieces import Piece, Spelling, content, number
from derivtutor.network.coding.spellings import HELPERS, SPELLINGS
from derivtutor.network.graph import Vertex
from derivtutor.network.lowering import BUILD
from derivtutor.network.operations import LETTERS, Operation
from derivtutor.network.shapes import Shape
from derivtutor.network.values import Value
from derivtutor.notation import meaning
from derivtutor.notation.arrays import AnyNode
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.rational import constant_value
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Name, Power

Framework: TypeAlias = Literal["numpy", "pytorch", "jax", "micrograd"]

_CALLED = re.compile(r"(?<![\w.])(\w+)\(")
_ARRAY = {"numpy": "np.array({})", "pytorch": "torch.tensor({})", "jax": "jnp.array({})"}


class Operand(NamedTuple):
    """What an operation is done to: how it is written, its shape, whether it is a number that is only typed, and
    whether there is anything negative in it."""

    piece: Piece
    shape: Shape = ()
    is_literal: bool = False
    is_negative: bool = False


class Known(NamedTuple):
    """An operation that was done already, to the letters of a formula, and what its result is called."""

    operation: Operation
    piece: Piece


class Writer:
    """Writes expressions in the words of one framework."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework

    def leaf(self, value: Value, shape: Shape, is_typed: bool) -> Piece:
        """A number or an array; one that only stands in a formula needs no point."""
        if not shape:
            return number(value, is_whole=is_typed)
        return Piece(_ARRAY[self.framework].format(content(value, shape)))

    def operation(self, operation: Operation, operands: Sequence[Operand]) -> Piece:
        """An operation, done to operands.

        Raises:
            UserError: where the framework has none like it.
        """
        if len(operands) == 1 and isinstance(operation.formula, Power) and operation.formula.base == Name("u"):
            return self._power(operation, operation.formula, operands[0])
        spelling = self._spelling(operation, operands[0].shape)
        is_call = spelling.level == "atom" and self.framework == "pytorch"
        return spelling.of(*[_tensor(each) if is_call else each.piece for each in operands])

    def _power(self, operation: Operation, formula: Power, base: Operand) -> Piece:
        """A power with a fixed exponent; of what is negative a root of odd order."""
        exponent = constant_value(formula.exponent)
        value = compile_real(formula.exponent, ())(())
        power = self._spelling(operation, base.shape)
        if exponent is None or exponent.denominator == 1 or not base.is_negative:
            return power.of(base.piece, number(value, is_whole=True))
        size_of_it = power.of(self._row("abs", operation).of(base.piece), number(value))
        if exponent.numerator % 2 == 0:
            return size_of_it
        return self._row("multiply", operation).of(self._row("sign", operation).of(base.piece), size_of_it)

    def _spelling(self, operation: Operation, shape: Shape) -> Spelling:
        rows = SPELLINGS[self.framework]
        special = rows.get(f"{operation.name} {len(shape)}")
        return special or self._row(operation.name, operation)

    def _row(self, name: str, operation: Operation) -> Spelling:
        row = SPELLINGS[self.framework].get(name)
        if row is None and (self.framework == "micrograd" or name not in FUNCTIONS):
            raise sentences.NOT_IN_MICROGRAD(what=translated(operation.title))
        return row or Spelling(f"{name}({{all}})")

    def formula(
        self,
        formula: AnyNode,
        letters: Mapping[str, Operand],
        known: Known | None = None,
    ) -> tuple[Piece, Shape]:
        """A formula with its letters written out, and the shape of its value."""
        vertices, result = _lowered(formula, tuple([(name, operand.shape) for name, operand in letters.items()]))
        written: list[Operand] = []
        for vertex in vertices:
            written.append(self._vertex(vertex, written, vertices, letters, known))
        return written[result].piece, vertices[result].shape

    def _vertex(
        self,
        vertex: Vertex,
        written: Sequence[Operand],
        vertices: Sequence[Vertex],
        letters: Mapping[str, Operand],
        known: Known | None,
    ) -> Operand:
        if vertex.operation is None:
            if vertex.name:
                return letters[vertex.name]
            return Operand(self.leaf(vertex.value, vertex.shape, is_typed=True), vertex.shape, is_literal=True)
        if known and vertex.operation is known.operation:
            operands = [vertices[place].name for place in vertex.operands]
            if operands == list(LETTERS[: len(operands)]):
                return Operand(known.piece, vertex.shape)
        piece = self.operation(vertex.operation, [written[place] for place in vertex.operands])
        return Operand(piece, vertex.shape)

    def helpers(self, code: str) -> list[str]:
        """The definitions of all functions that the framework does not have and the code needs, in order."""
        found: dict[str, str] = {}
        self._collect(code, found)
        return list(found.values())

    def _collect(self, code: str, found: dict[str, str]) -> None:
        for name in self._called(code):
            if name not in found:
                text = HELPERS[self.framework].get(name) or self._defined(name)
                self._collect(text.partition("(")[2], found)
                found[name] = text

    def _called(self, code: str) -> Collection[str]:
        own = [*HELPERS[self.framework], *(name for name in FUNCTIONS if name not in SPELLINGS[self.framework])]
        called = set(_CALLED.findall(code))
        return [name for name in own if name in called]

    def _defined(self, name: str) -> str:
        letters = FUNCTIONS[name].arguments
        formula = meaning.definition(name)
        piece, _ = self.formula(formula, {letter: Operand(Piece(letter)) for letter in letters})
        return f"def {name}({', '.join(letters)}):\n    return {piece.text}"


@functools.lru_cache(maxsize=1024)
def _lowered(formula: AnyNode, shapes: tuple[tuple[str, Shape], ...]) -> tuple[Sequence[Vertex], int]:
    """The vertices of a formula whose letters have these shapes, and the place of its value."""
    builder = Builder(BUILD, {name: (shape, None) for name, shape in shapes})
    result = builder.place(formula)
    return builder.vertices, result


def _tensor(operand: Operand) -> Piece:
    """PyTorch's functions take tensors alone."""
    is_number = operand.is_literal and not operand.shape
    return Piece(f"torch.tensor({float(operand.piece.text)!r})") if is_number else operand.piece
