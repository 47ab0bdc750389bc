"""Arithmetic of numbers and arrays; an array is a list of its entries, row by row, and its shape is known beside it.

Entries may be complex, so that a program can be checked by the complex step, or expressions; what is compared are real
parts.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from typing import Any, TypeAlias

from derivtutor.network.shapes import Shape

Entries: TypeAlias = list[Any]
"""The entries of an array, row by row."""

Value: TypeAlias = Any
"""A number, or the entries of an array."""


def zeros(shape: Shape) -> Value:
    """Nothing, in a shape."""
    return [0.0] * math.prod(shape) if shape else 0.0


def unit(shape: Shape, entry: int) -> Value:
    """1 in one entry, and 0 in all others."""
    return [float(place == entry) for place in range(math.prod(shape))] if shape else 1.0


def nested(value: Value, shape: Shape) -> Any:
    """A value as numbers, lists and lists of lists.

    >>> nested([1, 2, 3, 4], (2, 2))
    [[1, 2], [3, 4]]
    """
    if len(shape) == 2:
        return [value[start : start + shape[1]] for start in range(0, shape[0] * shape[1], shape[1])]
    return list(value) if shape else value


def _rows(entries: Entries, columns: int) -> list[Entries]:
    return [entries[start : start + columns] for start in range(0, len(entries), columns)]


def _dot(left: Sequence[Any], right: Sequence[Any]) -> Any:
    return sum([a * b for a, b in zip(left, right, strict=True)])


def dot(shapes: Sequence[Shape], left: Value, right: Value) -> Value:
    return _dot(left, right) if shapes[0] else left * right


def matrix_vector(shapes: Sequence[Shape], matrix: Entries, vector: Entries) -> Entries:
    return [_dot(row, vector) for row in _rows(matrix, shapes[0][1])]


def vector_matrix(shapes: Sequence[Shape], vector: Entries, matrix: Entries) -> Entries:
    return [_dot(vector, column) for column in zip(*_rows(matrix, shapes[1][1]), strict=True)]


def matrix_matrix(shapes: Sequence[Shape], left: Entries, right: Entries) -> Entries:
    columns = list(zip(*_rows(right, shapes[1][1]), strict=True))
    return [_dot(row, column) for row in _rows(left, shapes[0][1]) for column in columns]


def transpose(shapes: Sequence[Shape], entries: Entries) -> Entries:
    if len(shapes[0]) < 2:
        return entries
    return [entry for column in zip(*_rows(entries, shapes[0][1]), strict=True) for entry in column]


def outer(shapes: Sequence[Shape], left: Entries, right: Entries) -> Entries:
    return [a * b for a in left for b in right]


def total(shapes: Sequence[Shape], entries: Value) -> Value:
    return sum(entries) if shapes[0] else entries


def mean(shapes: Sequence[Shape], entries: Value) -> Value:
    return sum(entries) / len(entries) if shapes[0] else entries


def norm(shapes: Sequence[Shape], entries: Value) -> Value:
    return _sqrt(sum([entry * entry for entry in entries]) if shapes[0] else entries * entries)


def _sqrt(x: Any) -> Any:
    return math.sqrt(x) if isinstance(x, int | float) else cmath.sqrt(x) if isinstance(x, complex) else x.sqrt()


def _exp(x: Any) -> Any:
    return math.exp(x) if isinstance(x, float) else cmath.exp(x) if isinstance(x, complex) else x.exp()


def _log(x: Any) -> Any:
    return math.log(x) if isinstance(x, float) else cmath.log(x) if isinstance(x, complex) else x.log()


def _real(x: Any) -> float:
    return float(x.real)


def softmax(shapes: Sequence[Shape], entries: Entries) -> Entries:
    """Of a matrix row by row; the largest entry is taken off first, so that no exponential is too large."""
    return [share for row in _rows(entries, shapes[0][-1]) for share in _shares(row)]


def _shares(row: Entries) -> Entries:
    largest = max(map(_real, row))
    powers = [_exp(entry - largest) for entry in row]
    whole = sum(powers)
    return [power / whole for power in powers]


def log_softmax(shapes: Sequence[Shape], entries: Entries) -> Entries:
    """The logarithm of the softmax, row by row, without exponentials that are too large or too small."""
    rows = _rows(entries, shapes[0][-1])
    return [entry - whole for row in rows for whole in [logsumexp(shapes, row)] for entry in row]


def logsumexp(shapes: Sequence[Shape], entries: Entries) -> Value:
    largest = max(map(_real, entries))
    return largest + _log(sum([_exp(entry - largest) for entry in entries]))


def stacked(shapes: Sequence[Shape], *pieces: Value) -> Entries:
    return [entry for piece in pieces for entry in piece] if shapes[0] else list(pieces)


def cross_entropy(shapes: Sequence[Shape], probabilities: Value, targets: Value) -> Value:
    """−Σ y ln p."""
    pairs = zip(probabilities, targets, strict=True) if shapes[0] else [(probabilities, targets)]
    return -sum([y * _log(p) for p, y in pairs])


def softmax_cross_entropy(shapes: Sequence[Shape], logits: Entries, targets: Entries) -> Value:
    """−Σ y ln softmax(z); of matrices row by row."""
    return -_dot(targets, log_softmax(shapes, logits))


def row_sums(shapes: Sequence[Shape], entries: Entries) -> Entries:
    """In the place of each entry the sum of its row; a vector is one row."""
    return [whole for row in _rows(entries, shapes[0][-1]) for whole in [sum(row)] * len(row)]


def largest(shapes: Sequence[Shape], entries: Value) -> Value:
    return max(entries, key=_real) if shapes[0] else entries


def smallest(shapes: Sequence[Shape], entries: Value) -> Value:
    return min(entries, key=_real) if shapes[0] else entries


def at_largest(shapes: Sequence[Shape], entries: Entries) -> Entries:
    """1 in the place of the largest entry, the first one of several, and 0 elsewhere."""
    return _only(entries, largest(shapes, entries))


def at_smallest(shapes: Sequence[Shape], entries: Entries) -> Entries:
    """1 in the place of the smallest entry, the first one of several, and 0 elsewhere."""
    return _only(entries, smallest(shapes, entries))


def _only(entries: Entries, entry: Any) -> Entries:
    place = entries.index(entry)
    return [float(at == place) for at in range(len(entries))]


def trace(shapes: Sequence[Shape], entries: Entries) -> Value:
    return sum(entries[:: shapes[0][1] + 1])


def diagonal(shapes: Sequence[Shape], entries: Entries) -> Entries:
    if len(shapes[0]) == 2:
        return entries[:: shapes[0][1] + 1]
    count = len(entries)
    return [entries[row] if row == column else 0.0 for row in range(count) for column in range(count)]


def identity_like(shapes: Sequence[Shape], entries: Entries) -> Entries:
    count = shapes[0][0]
    return [float(row == column) for row in range(count) for column in range(count)]


def determinant(shapes: Sequence[Shape], entries: Entries) -> Value:
    return _eliminated(_rows(entries, shapes[0][1]))[0]


def log_determinant(shapes: Sequence[Shape], entries: Entries) -> Value:
    """Of the size of the determinant.

    Raises:
        ZeroDivisionError: where the matrix has no inverse.
    """
    value = determinant(shapes, entries)
    if not value:
        raise ZeroDivisionError
    return _log(value if _real(value) > 0 else -value)


def inverse(shapes: Sequence[Shape], entries: Entries) -> Entries:
    """By elimination.

    Raises:
        ZeroDivisionError: where there is none.
    """
    count = shapes[0][0]
    beside = [[float(row == column) for column in range(count)] for row in range(count)]
    rows = [left + right for left, right in zip(_rows(entries, count), beside, strict=True)]
    value, solved = _eliminated(rows)
    if not value:
        raise ZeroDivisionError
    return [entry for row in solved for entry in row[count:]]


def _eliminated(rows: list[Entries]) -> tuple[Any, list[Entries]]:
    """The determinant of the square on the left, and the rows when it has become the identity (Gauss and Jordan)."""
    rows, value, count = [list(row) for row in rows], 1.0, len(rows)
    for at in range(count):
        best = max(range(at, count), key=lambda row: abs(rows[row][at]))
        pivot = rows[best][at]
        if not pivot:
            return 0.0, rows
        value *= pivot if best == at else -pivot
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [entry / pivot for entry in rows[at]]
        for other in range(count):
            if other != at and rows[other][at]:
                factor = rows[other][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return value, rows
