"""The value of an expression at matrices, in complex numbers: rows of entries."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.expression import Dimension, Expression, Shape
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.real import compile_real

Matrix: TypeAlias = list[list[complex]]

STEP = 1e-30
"""The imaginary step: its square is nothing beside any number here."""


class UndefinedError(Exception):
    """An expression has no value at a place: `where` is the part that has none."""

    def __init__(self, where: Expression) -> None:
        super().__init__()
        self.where = where


@dataclass(frozen=True)
class Place:
    """Values of the letters, and how many rows and columns there are for each dimension.

    `direction` is what dX stands for in lines with differentials, and `wrt` is X.
    """

    values: Mapping[str, Matrix]
    sizes: Mapping[Dimension, int]
    wrt: str = ""
    direction: Matrix | None = None

    def size(self, dimension: Dimension) -> int:
        return self.sizes.get(dimension, dimension if isinstance(dimension, int) else 0)

    def nudged(self, direction: Matrix) -> Place:
        """The place, a step further in a direction that is imaginary."""
        moved = _zipped(lambda value, step: value + complex(0, STEP) * step, self.values[self.wrt], direction)
        return Place({**self.values, self.wrt: moved}, self.sizes, self.wrt, direction)


def slope(expression: Expression, place: Place, direction: Matrix) -> Matrix:
    """How fast an expression changes when X goes in a direction, by one complex step: no differences, no rounding."""
    nudged = Place(place.nudged(direction).values, place.sizes, place.wrt)
    return [[complex(entry.imag / STEP) for entry in row] for row in evaluate(expression, nudged)]


def evaluate(expression: Expression, place: Place) -> Matrix:
    """The rows of an expression.

    Raises:
        UndefinedError: where a part has no value, such as the inverse of a singular matrix.
    """
    try:
        return _VALUES[type(expression)](expression, place)
    except (ZeroDivisionError, ValueError, OverflowError) as error:
        raise UndefinedError(expression) from error


def _filled(shape: Shape, place: Place, value: Callable[[int, int], complex]) -> Matrix:
    rows, columns = map(place.size, shape)
    return [[value(row, column) for column in range(columns)] for row in range(rows)]


def _zipped(combine: Callable[[complex, complex], complex], left: Matrix, right: Matrix) -> Matrix:
    return [[combine(a, b) for a, b in zip(*rows, strict=True)] for rows in zip(left, right, strict=True)]


def times(left: Matrix, right: Matrix) -> Matrix:
    columns = list(zip(*right, strict=True))
    return [[sum(map(complex.__mul__, map(complex, row), map(complex, column))) for column in columns] for row in left]


def _scaled(value: complex, matrix: Matrix) -> Matrix:
    return [[value * entry for entry in row] for row in matrix]


def _product(node: e.Product, place: Place) -> Matrix:
    value = complex(node.number)
    for scalar in node.scalars:
        value *= evaluate(scalar, place)[0][0]
    if not node.chain:
        return [[value]]
    whole = evaluate(node.chain[-1], place)
    for factor in reversed(node.chain[:-1]):
        whole = times(evaluate(factor, place), whole)
    return _scaled(value, whole)


def _sum(node: e.Sum, place: Place) -> Matrix:
    whole = evaluate(node.terms[0], place)
    for term in node.terms[1:]:
        whole = _zipped(complex.__add__, whole, evaluate(term, place))
    return whole


def _hadamard(node: e.Hadamard, place: Place) -> Matrix:
    whole = evaluate(node.factors[0], place)
    for factor in node.factors[1:]:
        whole = _zipped(complex.__mul__, whole, evaluate(factor, place))
    return whole


def transposed(matrix: Matrix) -> Matrix:
    return [list(row) for row in zip(*matrix, strict=True)]


def _eliminated(matrix: Matrix, right: Matrix) -> tuple[complex, Matrix]:
    """The determinant, and the right side after all is eliminated."""
    rows = [list(map(complex, left)) + list(map(complex, beside)) for left, beside in zip(matrix, right, strict=True)]
    size, determinant = len(rows), complex(1)
    largest = max([abs(entry) for row in matrix for entry in row], default=1.0)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column].real))
        if abs(rows[pivot][column].real) <= 1e-13 * largest:
            return complex(0), []
        if pivot != column:
            rows[pivot], rows[column] = rows[column], rows[pivot]
            determinant = -determinant
        head = rows[column][column]
        determinant *= head
        rows[column] = [entry / head for entry in rows[column]]
        for row in range(size):
            if row != column and rows[row][column]:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return determinant, [row[size:] for row in rows]


def _inverse(node: e.Inverse, place: Place) -> Matrix:
    matrix = evaluate(node.operand, place)
    identity = [[complex(row == column) for column in range(len(matrix))] for row in range(len(matrix))]
    determinant, inverse = _eliminated(matrix, identity)
    if not determinant:
        raise UndefinedError(node)
    return inverse


def _determinant(node: e.Determinant | e.LogDeterminant, place: Place) -> complex:
    """By expansion where it is small: that holds for singular matrices, whose determinants have slopes as well."""
    return determinant_of(evaluate(node.operand, place))


def determinant_of(matrix: Matrix) -> complex:
    if len(matrix) == 1:
        return complex(matrix[0][0])
    if len(matrix) > 5:
        return _eliminated(matrix, [[] for _ in matrix])[0]
    minors = [[row[:column] + row[column + 1 :] for row in matrix[1:]] for column in range(len(matrix))]
    return complex(
        sum((-1) ** column * matrix[0][column] * determinant_of(minor) for column, minor in enumerate(minors))
    )


def _matrix_power(node: e.MatrixPower, place: Place) -> Matrix:
    base = evaluate(node.base, place) if node.exponent > 0 else _inverse(e.Inverse(node.base), place)
    whole = base
    for _ in range(abs(node.exponent) - 1):
        whole = times(whole, base)
    return whole


def _softmax(node: e.Softmax, place: Place) -> Matrix:
    column = [row[0] for row in evaluate(node.operand, place)]
    highest = max(entry.real for entry in column)
    raised = [cmath.exp(entry - highest) for entry in column]
    return [[entry / sum(raised)] for entry in raised]


def _sum_of_squares(node: e.Norm, place: Place) -> complex:
    return complex(sum(entry * entry for row in evaluate(node.operand, place) for entry in row))


def _root_of_squares(node: e.Norm, place: Place) -> complex:
    return _raised(_sum_of_squares(node, place), 0.5)


def _power(node: e.Power, place: Place) -> Matrix:
    if isinstance(node.base, e.Norm) and node.exponent.denominator == 1 and node.exponent.numerator % 2 == 0:
        return [[_raised(_sum_of_squares(node.base, place), node.exponent.numerator // 2)]]
    return [[_raised(entry, float(node.exponent)) for entry in row] for row in evaluate(node.base, place)]


def _raised(base: complex, exponent: float) -> complex:
    """Powers of real numbers a little beside the real line; there are none of negative ones with broken exponents."""
    base = complex(base)
    if exponent == int(exponent):
        return complex(base ** int(exponent))
    if base.real < 0 or (base.real == 0 and (base.imag or exponent < 0)):
        raise ValueError
    return complex(base**exponent)


def _logarithm(value: complex) -> complex:
    value = complex(value)
    if value.real <= 0:
        raise ValueError
    return cmath.log(value)


def _kinked(value: complex, left: float, right: float) -> complex:
    """A line to the left of zero and another one to the right of it."""
    return value * (right if value.real > 0 else left)


def _error_function(z: complex) -> complex:
    """The error function a little beside the real line."""
    return complex(math.erf(z.real), z.imag * 2 / math.sqrt(math.pi) * math.exp(-(z.real**2)))


_FUNCTIONS: Mapping[str, Callable[[complex], complex]] = {
    "ln": _logarithm,
    "exp": cmath.exp,
    "sqrt": lambda z: _raised(z, 0.5),
    "abs": lambda z: _kinked(z, -1, 1) if z.real else complex(abs(z.real)),
    "sign": lambda z: complex((z.real > 0) - (z.real < 0)),
    "relu": lambda z: _kinked(z, 0, 1),
    "leaky_relu": lambda z: _kinked(z, 0.01, 1),
    "step": lambda z: complex(z.real > 0),
    "leaky_step": lambda z: complex(1 if z.real > 0 else 0.01),
    "softplus": lambda z: cmath.log(1 + cmath.exp(z)) if z.real < 30 else z + cmath.log(1 + cmath.exp(-z)),
    "sigmoid": lambda z: 1 / (1 + cmath.exp(-z)) if z.real > -30 else cmath.exp(z) / (1 + cmath.exp(z)),
    "swish": lambda z: z / (1 + cmath.exp(-z)),
    "erf": _error_function,
    "erfc": lambda z: 1 - _error_function(z),
    "gelu": lambda z: z * (1 + _error_function(z / math.sqrt(2))) / 2,
}
"""Functions that are kinked, or only defined in part of the numbers; the others are those of the table of functions."""


def known_function(name: str) -> bool:
    """Whether a function of one number has values here."""
    return name in _FUNCTIONS or (name in FUNCTIONS and FUNCTIONS[name].complex is not None)


def _function(name: str) -> Callable[[complex], complex]:
    if name in _FUNCTIONS:
        return _FUNCTIONS[name]
    row = FUNCTIONS[name]
    assert row.complex is not None

    def value(z: complex) -> complex:
        if row.real:
            row.real(z.real)  # which says where it has no value
        return row.complex(z)  # type: ignore[misc]

    return value


def _applied(node: e.Apply, place: Place) -> Matrix:
    function = _function(node.function)
    return [[function(complex(entry)) for entry in row] for row in evaluate(node.operand, place)]


def _diagonal(node: e.Diagonal, place: Place) -> Matrix:
    column = [row[0] for row in evaluate(node.operand, place)]
    return [[entry if row == place else 0j for place in range(len(column))] for row, entry in enumerate(column)]


def _entries(matrix: Matrix) -> Sequence[complex]:
    return [entry for row in matrix for entry in row]


def _differential(node: e.Differential, place: Place) -> Matrix:
    assert place.direction is not None
    return slope(node.operand, place, place.direction)


def _value(node: e.Constant) -> complex:
    return complex(compile_real(node.value, ())(()))


_VALUES: dict[type, Callable[[Any, Place], Matrix]] = {
    e.Symbol: lambda x, p: [list(map(complex, row)) for row in p.values[x.name]],
    e.Constant: lambda x, _: [[_value(x)]],
    e.Size: lambda x, p: [[complex(p.size(x.dimension))]],
    e.Identity: lambda x, p: _filled(x.shape, p, lambda row, column: complex(row == column)),
    e.Ones: lambda x, p: _filled(x.shape, p, lambda *_: 1 + 0j),
    e.Zero: lambda x, p: _filled(x.shape, p, lambda *_: 0j),
    e.Literal: lambda x, _: [list(map(complex, row)) for row in x.rows],
    e.Product: _product,
    e.Sum: _sum,
    e.Transpose: lambda x, p: transposed(evaluate(x.operand, p)),
    e.Inverse: _inverse,
    e.MatrixPower: _matrix_power,
    e.Trace: lambda x, p: [[sum(row[place] for place, row in enumerate(evaluate(x.operand, p)))]],
    e.Determinant: lambda x, p: [[_determinant(x, p)]],
    e.LogDeterminant: lambda x, p: [[_logarithm(_determinant(x, p))]],
    e.Norm: lambda x, p: [[_root_of_squares(x, p)]],
    e.Total: lambda x, p: [[sum(_entries(evaluate(x.operand, p)))]],
    e.Softmax: _softmax,
    e.Diagonal: _diagonal,
    e.DiagonalOf: lambda x, p: [[row[place]] for place, row in enumerate(evaluate(x.operand, p))],
    e.Apply: _applied,
    e.Power: _power,
    e.Hadamard: _hadamard,
    e.Differential: _differential,
}
