"""Shapes of numbers, vectors and matrices: which go together, and how they are said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

from derivtutor.language import translated

Shape: TypeAlias = tuple[int, ...]
"""`()` for a number, `(n,)` for a vector, `(rows, columns)` for a matrix."""


def size(shape: Shape) -> int:
    """How many entries there are."""
    return math.prod(shape)


def said(shape: Shape) -> str:
    """A shape in words.

    >>> said(()), said((3,)), said((2, 3))
    ('a number', 'a vector of 3', 'a 2 × 3 matrix')
    """
    if not shape:
        return translated("a number")
    if len(shape) == 1:
        return translated("a vector of {count}").format(count=shape[0])
    return translated("a {rows} × {columns} matrix").format(rows=shape[0], columns=shape[1])


def broadcast(shapes: Sequence[Shape]) -> Shape | None:
    """The shape of what is done entry by entry: numbers go with everything, arrays with arrays of their shape."""
    arrays = {shape for shape in shapes if shape}
    return None if len(arrays) > 1 else next(iter(arrays), ())


def matrix_vector(shapes: Sequence[Shape]) -> Shape | None:
    """That of a matrix times a vector."""
    left, right = shapes
    return (left[0],) if left[1] == right[0] else None


def vector_matrix(shapes: Sequence[Shape]) -> Shape | None:
    """That of a vector, lying, times a matrix."""
    left, right = shapes
    return (right[1],) if left[0] == right[0] else None


def matrix_matrix(shapes: Sequence[Shape]) -> Shape | None:
    """That of a product of matrices."""
    left, right = shapes
    return (left[0], right[1]) if left[1] == right[0] else None


def equal(shapes: Sequence[Shape]) -> Shape | None:
    """That of a number made of two arrays of one shape."""
    return () if shapes[0] == shapes[1] else None


def to_number(shapes: Sequence[Shape]) -> Shape | None:
    """That of a number made of anything."""
    return ()


def array(shapes: Sequence[Shape]) -> Shape | None:
    """That of what is done to arrays and keeps their shape."""
    return shapes[0] or None


def number_of_array(shapes: Sequence[Shape]) -> Shape | None:
    """That of a number made of an array."""
    return () if shapes[0] else None


def number_of_vector(shapes: Sequence[Shape]) -> Shape | None:
    """That of a number made of a vector."""
    return () if len(shapes[0]) == 1 else None


def equal_arrays(shapes: Sequence[Shape]) -> Shape | None:
    """That of a number made of two arrays of one shape, which are not numbers."""
    return () if shapes[0] and shapes[0] == shapes[1] else None


def stacked(shapes: Sequence[Shape]) -> Shape | None:
    """That of an array put together from numbers, or from rows of one length."""
    return (len(shapes), *shapes[0]) if len(set(shapes)) == 1 and len(shapes[0]) < 2 else None


def flipped(shapes: Sequence[Shape]) -> Shape | None:
    """That of a transpose; a lying vector is a matrix of one row."""
    return shapes[0][::-1] if len(shapes[0]) == 2 else (1, *shapes[0])


def outer(shapes: Sequence[Shape]) -> Shape | None:
    """That of a column times a row."""
    left, right = shapes
    return (left[0], right[0]) if len(left) == len(right) == 1 else None


def square(shapes: Sequence[Shape]) -> Shape | None:
    """That of what is done to square matrices and stays one."""
    shape = shapes[0]
    return shape if len(shape) == 2 and shape[0] == shape[1] else None


def number_of_square(shapes: Sequence[Shape]) -> Shape | None:
    """That of a number made of a square matrix."""
    return () if square(shapes) else None


def diagonal(shapes: Sequence[Shape]) -> Shape | None:
    """The diagonal of a matrix, or the matrix with this diagonal."""
    shape = shapes[0]
    if len(shape) == 1:
        return shape * 2
    return (shape[0],) if square(shapes) else None
