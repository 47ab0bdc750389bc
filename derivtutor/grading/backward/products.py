"""What stands on paper for a product: entry by entry, a matrix times a vector, an outer product, whatever fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, TypeAlias

from msgspec import Struct

from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.network.building import Build, Builder
from derivtutor.network.lowering import BUILD
from derivtutor.network.operations import ARRAYS, Operation
from derivtutor.network.shapes import Shape, broadcast, size
from derivtutor.network.values import Value
from derivtutor.notation.arrays import AnyNode, MatrixProduct, Transpose
from derivtutor.notation.tree import Call, Number, Product

Known: TypeAlias = Mapping[str, tuple[Shape, Value]]
"""What words stand for: shapes and values."""

_MOST_MULTIPLICATIONS = 1_000_000


class ShapeError(UserError):
    """Operands that have no such product or sum."""


class PageBuilder(Builder):
    """The vertices of a right side; one number may be `moved` a little."""

    def __init__(self, build: Build, known: Known, moved: Number | None, by: float) -> None:
        super().__init__(build, known)
        self.moved, self.by = moved, by

    def mismatch(self, operation: Operation, operands: Sequence[int], node: AnyNode) -> NoReturn:
        try:
            super().mismatch(operation, operands, node)
        except UserError as error:
            raise ShapeError(error.message, error.hint) from None


def _number(builder: PageBuilder, node: Number) -> int:
    shift = builder.by if node is builder.moved else 0.0
    return builder.leaf("", (), float(node.value) + shift, node)


def _product(builder: PageBuilder, node: Product) -> int:
    """From left to right; entry by entry where that goes, else as matrices."""
    left = _factor(builder, node.factors[0])
    for factor in node.factors[1:]:
        left = _Factor(_starred(builder, left, _factor(builder, factor), node))
    return left.place


def _matrix_product(builder: PageBuilder, node: MatrixProduct) -> int:
    left, right = _factor(builder, node.left), _factor(builder, node.right)
    if () in (builder.vertices[each.place].shape for each in (left, right)):
        return builder.add(builder.signs["multiply"], (left.place, right.place), node)
    return _matrix(builder, left, right, node)


class _Factor(Struct, frozen=True):
    """One factor, and whether it is a vector that lies."""

    place: int
    lies: bool = False


def _factor(builder: PageBuilder, node: AnyNode) -> _Factor:
    if not isinstance(node, Transpose):
        return _Factor(builder.place(node))
    place = builder.place(node.operand)
    dimensions = len(builder.vertices[place].shape)
    if dimensions == 2:
        place = builder.add(ARRAYS["transpose"], (place,), node)
    return _Factor(place, dimensions == 1)


def _starred(builder: PageBuilder, left: _Factor, right: _Factor, node: AnyNode) -> int:
    shapes = [builder.vertices[each.place].shape for each in (left, right)]
    if broadcast(shapes) is not None and not (left.lies or right.lies):
        return builder.add(builder.signs["multiply"], (left.place, right.place), node)
    is_column_of_one = len(shapes[0]) == 2 and len(shapes[1]) == 1 and shapes[0][1] == shapes[1][0]
    if 1 in map(size, shapes) and not is_column_of_one:
        places = [_number_of(builder, left.place, node), right.place]
        if builder.vertices[places[0]].shape and builder.vertices[places[1]].shape:
            places[1] = _number_of(builder, right.place, node)
        return builder.add(builder.signs["multiply"], (places[0], places[1]), node)
    return _matrix(builder, left, right, node)


def _number_of(builder: PageBuilder, place: int, node: AnyNode) -> int:
    """An array of one entry counts as a number."""
    shape = builder.vertices[place].shape
    return builder.add(ARRAYS["sum"], (place,), node) if shape and size(shape) == 1 else place


def _matrix(builder: PageBuilder, left: _Factor, right: _Factor, node: AnyNode) -> int:
    """The product of these shapes; a row, or a column with a vector that lies, makes the outer product."""
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


def _flat(builder: PageBuilder, place: int, node: AnyNode) -> int:
    """The entries of a matrix of one row or column as a vector."""
    ones = builder.leaf("", (1,), [1.0], node)
    if builder.vertices[place].shape[1] == 1:
        return builder.add(ARRAYS["matrix-vector"], (place, ones), node)
    return builder.add(ARRAYS["vector-matrix"], (ones, place), node)


def _call(builder: PageBuilder, node: Call) -> int:
    """`dot` of matrices is their product, as in NumPy."""
    if node.function != "dot":
        return BUILD[Call](builder, node)
    left, right = (_Factor(builder.place(argument)) for argument in node.arguments)
    shapes = [builder.vertices[each.place].shape for each in (left, right)]
    is_of_numbers = () in shapes or (shapes[0] == shapes[1] and len(shapes[0]) == 1)
    if is_of_numbers:
        return builder.add(ARRAYS["dot"], (left.place, right.place), node)
    return _matrix(builder, left, right, node)


PAGE: Mapping[type, Callable[[Any, Any], int]] = {
    **BUILD,
    Number: _number,
    Product: _product,
    MatrixProduct: _matrix_product,
    Call: _call,
}
"""How each kind of node becomes vertices on a page."""
