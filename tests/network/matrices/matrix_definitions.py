"""Functions of matrices as they are defined, in plain complex numbers: nothing here knows a rule of differentiation."""

from __future__ import annotations

import cmath
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

STEP = 1e-30


class M:
    """A matrix of complex numbers; a scalar is one with one entry."""

    def __init__(self, rows: Sequence[Sequence[complex]]) -> None:
        self.rows = [[complex(entry) for entry in row] for row in rows]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    @property
    def T(self) -> M:
        return M(list(zip(*self.rows, strict=True)))

    def each(self, function: Callable[[complex], complex]) -> M:
        return M([[function(entry) for entry in row] for row in self.rows])

    def with_(self, other: Any, combine: Callable[[complex, complex], complex]) -> M:
        """Entry by entry; scalars go with anything."""
        other = other if isinstance(other, M) else M([[other]])
        if other.shape == (1, 1):
            return self.each(lambda entry: combine(entry, other.rows[0][0]))
        if self.shape == (1, 1):
            return other.each(lambda entry: combine(self.rows[0][0], entry))
        assert self.shape == other.shape
        return M(
            [[combine(a, b) for a, b in zip(*pair, strict=True)] for pair in zip(self.rows, other.rows, strict=True)]
        )

    def __add__(self, other: Any) -> M:
        return self.with_(other, lambda a, b: a + b)

    def __sub__(self, other: Any) -> M:
        return self.with_(other, lambda a, b: a - b)

    def __mul__(self, other: Any) -> M:
        return self.with_(other, lambda a, b: a * b)

    def __truediv__(self, other: Any) -> M:
        return self.with_(other, lambda a, b: a / b)

    def __radd__(self, other: complex) -> M:
        return self + other

    def __rmul__(self, other: complex) -> M:
        return self * other

    def __rsub__(self, other: complex) -> M:
        return -self + other

    def __rtruediv__(self, other: complex) -> M:
        return self.each(lambda entry: other / entry)

    def __neg__(self) -> M:
        return self.each(lambda entry: -entry)

    def __pow__(self, exponent: float) -> M:
        return self.each(lambda entry: entry**exponent)

    def __matmul__(self, other: M) -> M:
        assert self.shape[1] == other.shape[0], (self.shape, other.shape)
        columns = list(zip(*other.rows, strict=True))
        return M([[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in self.rows])

    @property
    def value(self) -> complex:
        assert self.shape == (1, 1)
        return self.rows[0][0]


def total(x: M) -> M:
    return M([[sum(entry for row in x.rows for entry in row)]])


def mean(x: M) -> M:
    return total(x) / (x.shape[0] * x.shape[1])


def tr(x: M) -> M:
    return M([[sum(x.rows[place][place] for place in range(x.shape[0]))]])


def det(x: M) -> M:
    """By permutations, as it is defined."""

    def minor(rows: list[list[complex]]) -> complex:
        if not rows:
            return 1
        return sum(
            (-1) ** column * rows[0][column] * minor([row[:column] + row[column + 1 :] for row in rows[1:]])
            for column in range(len(rows))
        )

    return M([[minor(x.rows)]])


def inv(x: M) -> M:
    """By cofactors."""
    size = x.shape[0]
    if size == 1:
        return 1 / x

    def cofactor(row: int, column: int) -> complex:
        rows = [line[:column] + line[column + 1 :] for place, line in enumerate(x.rows) if place != row]
        return (-1) ** (row + column) * det(M(rows)).value

    return M([[cofactor(column, row) for column in range(size)] for row in range(size)]) / det(x)


def norm(x: M) -> M:
    return total(x * x) ** 0.5


def exp(x: M) -> M:
    return x.each(cmath.exp)


def ln(x: M) -> M:
    return x.each(cmath.log)


def sqrt(x: M) -> M:
    return x.each(cmath.sqrt)


def sin(x: M) -> M:
    return x.each(cmath.sin)


def cos(x: M) -> M:
    return x.each(cmath.cos)


def tanh(x: M) -> M:
    return x.each(cmath.tanh)


def sigmoid(x: M) -> M:
    return x.each(lambda z: 1 / (1 + cmath.exp(-z)))


def softplus(x: M) -> M:
    return x.each(lambda z: cmath.log(1 + cmath.exp(z)))


def relu(x: M) -> M:
    return x.each(lambda z: z if z.real > 0 else 0 * z)


def size(x: M) -> M:
    return x.each(lambda z: z if z.real > 0 else -z)


def softmax(x: M) -> M:
    return exp(x) / total(exp(x))


def diag(x: M) -> M:
    if x.shape[1] == 1:
        return M(
            [[row[0] if place == column else 0 for column in range(x.shape[0])] for place, row in enumerate(x.rows)]
        )
    return M([[row[place]] for place, row in enumerate(x.rows)])


def eye(size_of: int) -> M:
    return M([[row == column for column in range(size_of)] for row in range(size_of)])


def ones(size_of: int) -> M:
    return M([[1]] * size_of)


# -- values and slopes ---------------------------------------------------------------------------------------------


def values_for(shapes: Mapping[str, str], kind: str = "", seed: int = 7) -> dict[str, M]:
    """Matrices of the shapes: positive ones or positive definite ones where that is asked for."""
    draw = random.Random(seed)
    found = {}
    for name, shape in shapes.items():
        rows, columns = (1, 1) if shape == "scalar" else map(int, (shape + "x1").split("x")[:2])
        entries = [
            [draw.uniform(0.1, 0.9) if kind == "positive" else draw.uniform(-1.5, 1.5) for _ in range(columns)]
            for _ in range(rows)
        ]
        whole = M(entries)
        found[name] = whole @ whole.T + eye(rows) if kind == "definite" and rows == columns > 1 else whole
    return found


def slopes(function: Callable[..., M], values: Mapping[str, M], wrt: str) -> list[list[M]]:
    """What each entry of a letter does to the function, by a complex step."""
    rows, columns = values[wrt].shape

    def slope(row: int, column: int) -> M:
        moved = M(values[wrt].rows)
        moved.rows[row][column] += complex(0, STEP)
        return function(**{**values, wrt: moved}).each(lambda entry: entry.imag / STEP)

    return [[slope(row, column) for column in range(columns)] for row in range(rows)]


def nested(x: M) -> Any:
    """Real numbers as derivtutor hands them out."""
    rows = [[entry.real for entry in row] for row in x.rows]
    return rows[0][0] if x.shape == (1, 1) else [row[0] for row in rows] if x.shape[1] == 1 else rows
