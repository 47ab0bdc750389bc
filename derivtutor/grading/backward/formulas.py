"""The right sides of lines as functions of what is known: with products as on paper, and the digits that were typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn, TypeAlias

from msgspec import Struct

from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.backward.reading import Expression
from derivtutor.grading.precision import stated_precision
from derivtutor.network.building import Build, Builder
from derivtutor.network.lowering import BUILD
from derivtutor.network.operations import ARRAYS, Operation
from derivtutor.network.running import run
from derivtutor.network.shapes import Shape, broadcast, size
from derivtutor.network.statements import Statement
from derivtutor.network.values import Value
from derivtutor.notation.arrays import AnyNode, Array, MatrixProduct, Transpose, nodes, read_array
from derivtutor.notation.tree import CONSTANTS, Call, Name, Negation, Node, Number, Product

Known: TypeAlias = Mapping[str, tuple[Shape, Value]]

FEWEST_DIGITS = 2
"""A number with fewer digits is exact, or wrong."""

_MOST_LITERALS = 40
_MOST_MULTIPLICATIONS = 1_000_000
_PLAIN = frozenset({0, 1, 2, 3, 4})
"""Numbers that stand in formulas; others come from the values of one point."""


class ShapesDiffer(UserError):
    """Operands that have no such product or sum."""


class Typed(Struct, frozen=True, eq=False):
    """What a right side comes to: its shape, its value, and how far each entry may be off by the digits typed."""

    shape: Shape
    value: Value
    allowed: Value

    @property
    def entries(self) -> list[float]:
        return list(self.value) if self.shape else [self.value]

    @property
    def margins(self) -> list[float]:
        return list(self.allowed) if self.shape else [self.allowed]


class Formula:
    """A right side, read."""

    def __init__(self, expression: Expression) -> None:
        self.expression = expression
        self.words = (*expression.symbols, *expression.gates)
        self.tree: AnyNode = read_array(expression.text, True, self.words).tree
        self.parts = tuple(nodes(self.tree))
        self.is_literal = _is_literal(self.tree)

    @property
    def unknown(self) -> str:
        """A name that is none of the program's."""
        named = [part.name for part in self.parts if isinstance(part, Name)]
        strange = [name for name in named if name not in self.words and name not in CONSTANTS]
        return next(iter([*self.expression.strangers, *strange]), "")

    @property
    def is_general(self) -> bool:
        """Whether it is meant for all values: it has letters, and no numbers of one point."""
        return bool(self.words) and all(part.value in _PLAIN for part in self.parts if isinstance(part, Number))

    def typed(self, known: Known, exact: frozenset[float]) -> Typed | None:
        """What it comes to, None where it has no value; `exact` are numbers that are not rounded.

        Raises:
            ShapesDiffer: where operands do not go together.
            UserError: where it has something that no gradient has.
        """
        found = self._evaluated(self.tree, known)
        if found is None:
            return None
        shape, value = found
        if self.is_literal:
            margins = _margins(list(_literals(self.tree)))
            return Typed(shape, value, margins if shape else margins[0])
        margins = [0.0] * size(shape)
        for number in self._rounded(exact):
            moved = self._evaluated(self.tree, known, number, _half_unit(number))
            if moved is None or moved[0] != shape:
                continue
            pairs = zip(moved[1], value, strict=True) if shape else [(moved[1], value)]
            margins = [margin + abs(a - b) for margin, (a, b) in zip(margins, pairs, strict=True)]
        return Typed(shape, value, margins if shape else margins[0])

    def _rounded(self, exact: frozenset[float]) -> list[Number]:
        decimals = [part for part in self.parts if isinstance(part, Number) and _half_unit(part)]
        return [part for part in decimals if float(part.value) not in exact][:_MOST_LITERALS]

    def _evaluated(
        self, tree: AnyNode, known: Known, moved: Number | None = None, by: float = 0.0
    ) -> tuple[Shape, Value] | None:
        builder = _PageBuilder(PAGE, known, moved, by)
        builder.statement = Statement("", tree, self.expression.text, 0)  # type: ignore[arg-type]
        builder.count = 0
        try:
            place = builder.place(tree)
            value = _result(builder, place, known)
        except UserError as error:
            raise type(error)(self._as_typed(error.message), self._as_typed(error.hint)) from None
        except (ArithmeticError, ValueError):
            return None
        if value is None or not all(map(_is_finite, value if builder.vertices[place].shape else [value])):
            return None
        return builder.vertices[place].shape, value

    def _as_typed(self, text: str) -> str:
        """A sentence with what was typed in the places of words for symbols."""
        for word in sorted(self.words, key=len, reverse=True):
            text = text.replace(word, self.expression.typed[word])
        return text


def _is_finite(value: Any) -> bool:
    return abs(value) < 1e300


class _PageBuilder(Builder):
    """The vertices of a right side; one number may be `moved` a little."""

    def __init__(self, build: Build, known: Known, moved: Number | None, by: float) -> None:
        super().__init__(build, known)
        self.moved, self.by = moved, by

    def mismatch(self, operation: Operation, operands: Sequence[int], node: AnyNode) -> NoReturn:
        try:
            super().mismatch(operation, operands, node)
        except UserError as error:
            raise ShapesDiffer(error.message, error.hint) from None


def _result(builder: Builder, place: int, known: Known) -> Value | None:
    results: list[Any] = []
    for vertex in builder.vertices[: place + 1]:
        if vertex.operation is None:
            results.append(known[vertex.name][1] if vertex.name else vertex.value)
            continue
        shapes = [builder.vertices[operand].shape for operand in vertex.operands]
        made = run(vertex.operation, shapes, [results[operand] for operand in vertex.operands])
        if made is None:
            return None
        results.append(made)
    return results[place]


# What stands on paper for a product


def _number(builder: _PageBuilder, node: Number) -> int:
    shift = builder.by if node is builder.moved else 0.0
    return builder.leaf("", (), float(node.value) + shift, node)


def _product(builder: _PageBuilder, node: Product) -> int:
    """From left to right; entry by entry where that goes, else as matrices."""
    left = _factor(builder, node.factors[0])
    for factor in node.factors[1:]:
        left = _Factor(_starred(builder, left, _factor(builder, factor), node))
    return left.place


def _matrix_product(builder: _PageBuilder, node: MatrixProduct) -> int:
    left, right = _factor(builder, node.left), _factor(builder, node.right)
    if () in (builder.vertices[each.place].shape for each in (left, right)):
        return builder.add(builder.signs["multiply"], (left.place, right.place), node)
    return _matrix(builder, left, right, node)


class _Factor(Struct, frozen=True):
    """One factor, and whether it is a vector that lies."""

    place: int
    lies: bool = False


def _factor(builder: _PageBuilder, node: AnyNode) -> _Factor:
    if not isinstance(node, Transpose):
        return _Factor(builder.place(node))
    place = builder.place(node.operand)
    dimensions = len(builder.vertices[place].shape)
    if dimensions == 2:
        place = builder.add(ARRAYS["transpose"], (place,), node)
    return _Factor(place, dimensions == 1)


def _starred(builder: _PageBuilder, left: _Factor, right: _Factor, node: AnyNode) -> int:
    shapes = [builder.vertices[each.place].shape for each in (left, right)]
    if broadcast(shapes) is not None and not (left.lies or right.lies):
        return builder.add(builder.signs["multiply"], (left.place, right.place), node)
    if 1 in map(size, shapes):
        places = [_number_of(builder, left.place, node), right.place]
        if builder.vertices[places[0]].shape and builder.vertices[places[1]].shape:
            places[1] = _number_of(builder, right.place, node)
        return builder.add(builder.signs["multiply"], (places[0], places[1]), node)
    return _matrix(builder, left, right, node)


def _number_of(builder: _PageBuilder, place: int, node: AnyNode) -> int:
    """An array of one entry counts as a number."""
    shape = builder.vertices[place].shape
    return builder.add(ARRAYS["sum"], (place,), node) if shape and size(shape) == 1 else place


def _matrix(builder: _PageBuilder, left: _Factor, right: _Factor, node: AnyNode) -> int:
    """The product that there is of these shapes; a row, or a column with a vector that lies, makes the outer product."""
    places = [left.place, right.place]
    one, other = (builder.vertices[place].shape for place in places)
    if one[-1] == other[0] and size(one) * size(other) // one[-1] > _MOST_MULTIPLICATIONS:
        raise sentences.TOO_LARGE_A_PRODUCT()
    name = _OF_DIMENSIONS[len(one), len(other)]
    if name == "dot" and right.lies and not left.lies:
        name = "outer"
    elif name == "vector-matrix" and other[0] == 1 != one[0]:
        name, places[1] = "outer", _flat(builder, right.place, node)
    elif name == "matrix-vector" and one[1] == 1 and right.lies:
        name, places[0] = "outer", _flat(builder, left.place, node)
    elif name == "dot" and not left.lies and isinstance(node, Product):
        builder.mismatch(builder.signs["multiply"], places, node)
    return builder.add(ARRAYS[name], (places[0], places[1]), node)


_OF_DIMENSIONS: Mapping[tuple[int, int], str] = {
    (1, 1): "dot", (2, 1): "matrix-vector", (1, 2): "vector-matrix", (2, 2): "matrix-matrix",
}  # fmt: skip


def _flat(builder: _PageBuilder, place: int, node: AnyNode) -> int:
    """The entries of a matrix of one row or column as a vector."""
    ones = builder.leaf("", (1,), [1.0], node)
    if builder.vertices[place].shape[1] == 1:
        return builder.add(ARRAYS["matrix-vector"], (place, ones), node)
    return builder.add(ARRAYS["vector-matrix"], (ones, place), node)


def _call(builder: _PageBuilder, node: Call) -> int:
    """`dot` of matrices is their product, as in NumPy."""
    if node.function != "dot":
        return BUILD[Call](builder, node)
    left, right = (_Factor(builder.place(argument)) for argument in node.arguments)
    shapes = [builder.vertices[each.place].shape for each in (left, right)]
    is_of_numbers = () in shapes or shapes[0] == shapes[1] and len(shapes[0]) == 1
    if is_of_numbers:
        return builder.add(ARRAYS["dot"], (left.place, right.place), node)
    return _matrix(builder, left, right, node)


PAGE: Build = {**BUILD, Number: _number, Product: _product, MatrixProduct: _matrix_product, Call: _call}
"""How each kind of node becomes vertices on a page."""


# Digits


def _is_literal(tree: AnyNode) -> bool:
    """Whether it is a number as it was typed, or an array of such."""
    if isinstance(tree, Array):
        return all(map(_is_literal, tree.entries))
    return isinstance(_unsigned(tree), Number) or stated_precision(tree, FEWEST_DIGITS) is not None  # type: ignore[arg-type]


def _unsigned(tree: AnyNode) -> AnyNode:
    return tree.operand if isinstance(tree, Negation) else tree


def _literals(tree: AnyNode) -> Iterator[Node]:
    if isinstance(tree, Array):
        for entry in tree.entries:
            yield from _literals(entry)
    else:
        yield tree  # type: ignore[misc]


def _margins(literals: Sequence[Node]) -> list[float]:
    """Those of the entries of an array; all of them have as many decimal places as the one that has most."""
    margins = [_half_unit(literal) for literal in literals]
    finest = min([margin for margin in margins if margin], default=0.0)
    return [margin or finest for margin in margins]


def _half_unit(literal: Node) -> float:
    """How far a number may be off by its digits; nothing where they are too few or it is whole."""
    stated = stated_precision(literal, FEWEST_DIGITS)
    return 0.0 if stated is None else float(stated)

