"""Functions put together at random, as they are typed and as they are defined, always the same ones."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest
from matrix_definitions import (
    M,
    cos,
    det,
    diag,
    exp,
    eye,
    inv,
    ln,
    mean,
    nested,
    norm,
    sigmoid,
    sin,
    slopes,
    softmax,
    softplus,
    sqrt,
    tanh,
    total,
    tr,
    values_for,
)

import derivtutor
from derivtutor.errors import UserError

SHAPES = {"A": "3x3", "B": "3x3", "X": "3x3", "C": "3x2", "W": "2x3", "a": "3", "x": "3", "b": "2", "t": "scalar"}
SIZES = {
    name: (1, 1) if shape == "scalar" else tuple(map(int, (shape + "x1").split("x")[:2]))
    for name, shape in SHAPES.items()
}
Values = Mapping[str, M]


class Made(NamedTuple):
    """What is typed, and what it means."""

    text: str
    value: Callable[[Values], M]


def one(text: str, function: Callable[[M], M], part: Made) -> Made:
    return Made(text.format(part.text), lambda values: function(part.value(values)))


def two(text: str, function: Callable[[M, M], M], left: Made, right: Made) -> Made:
    return Made(text.format(left.text, right.text), lambda values: function(left.value(values), right.value(values)))


ENTRYWISE = {"tanh": tanh, "sigmoid": sigmoid, "sin": sin, "softplus": softplus, "cos": cos}


class Maker:
    """Puts expressions of a shape together."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)

    def leaf(self, shape: tuple[int, ...]) -> Made:
        names = [name for name, size in SIZES.items() if size in (shape, shape[::-1])]
        name = self.draw.choice(names)
        if SIZES[name] == shape:
            return Made(name, lambda values: values[name])
        return Made(f"{name}^T", lambda values: values[name].T)

    def make(self, shape: tuple[int, ...], depth: int) -> Made:
        if depth <= 0:
            return self.leaf(shape)
        kind = {(1, 1): self.scalar}.get(shape, self.column if shape[1] == 1 else self.matrix)
        return kind(shape, depth - 1)

    def scalar(self, _: tuple[int, ...], depth: int) -> Made:
        make = self.make
        ways: list[Callable[[], Made]] = [
            lambda: one("tr({})", tr, make((3, 3), depth)),
            lambda: one("sum({})", total, make(self.draw.choice([(3, 1), (3, 3), (2, 3)]), depth)),
            lambda: one("||{}||^2", lambda x: total(x * x), make(self.draw.choice([(3, 1), (3, 2)]), depth)),
            lambda: one("sqrt(1 + ||{}||^2)", lambda x: sqrt(total(x * x) + 1), make((3, 1), depth)),
            lambda: one("||{}||", norm, make((3, 1), depth)),
            lambda: two("({})^T ({})", lambda x, y: x.T @ y, make((3, 1), depth), make((3, 1), depth)),
            lambda: two("({}) ({})", lambda x, y: x * y, make((1, 1), depth), make((1, 1), depth)),
            lambda: two("({} - {})", lambda x, y: x - y, make((1, 1), depth), make((1, 1), depth)),
            lambda: two("({})/(2 + ({})^2)", lambda x, y: x / (y * y + 2), make((1, 1), depth), make((1, 1), depth)),
            lambda: one("ln(2 + ({})^2)", lambda x: ln(x * x + 2), make((1, 1), depth)),
            lambda: one("det({})", det, make((3, 3), depth)),
            lambda: one("mean({})", mean, make((3, 1), depth)),
            lambda: one("exp(({})/20)", lambda x: exp(x / 20), make((1, 1), depth)),
        ]
        return self.draw.choice(ways)()

    def column(self, shape: tuple[int, ...], depth: int) -> Made:
        make, rows = self.make, shape[0]
        name = self.draw.choice([*ENTRYWISE])
        ways: list[Callable[[], Made]] = [
            lambda: two("({}) ({})", lambda x, y: x @ y, make((rows, 3), depth), make((3, 1), depth)),
            lambda: two("({} - {})", lambda x, y: x - y, make(shape, depth), make(shape, depth)),
            lambda: two("(({}) .* ({}))", lambda x, y: x * y, make(shape, depth), make(shape, depth)),
            lambda: two("({}) ./ (2 + ({}).^2)", lambda x, y: x / (y * y + 2), make(shape, depth), make(shape, depth)),
            lambda: one(f"{name}({{}})", ENTRYWISE[name], make(shape, depth)),
            lambda: one("softmax({})", softmax, make(shape, depth)),
            lambda: two("({}) ({})", lambda x, y: x * y, make((1, 1), depth), make(shape, depth)),
            lambda: one("(1 - {})", lambda x: 1 - x, make(shape, depth)),
        ]
        return self.draw.choice(ways)()

    def matrix(self, shape: tuple[int, ...], depth: int) -> Made:
        make, (rows, columns) = self.make, shape
        ways: list[Callable[[], Made]] = [
            lambda: two("({}) ({})", lambda x, y: x @ y, make((rows, 3), depth), make((3, columns), depth)),
            lambda: two("({} + {})", lambda x, y: x + y, make(shape, depth), make(shape, depth)),
            lambda: one("({})^T", lambda x: x.T, make((columns, rows), depth)),
            lambda: two("(({}) .* ({}))", lambda x, y: x * y, make(shape, depth), make(shape, depth)),
            lambda: one("tanh({})", tanh, make(shape, depth)),
        ]
        if rows == columns:
            ways += [
                lambda: one("inv(9I + ({0}) ({0})^T)", lambda x: inv(9 * eye(3) + x @ x.T), make(shape, depth)),
                lambda: one("({})^2", lambda x: x @ x, make(shape, depth)),
                lambda: one("diag({})", diag, make((3, 1), depth)),
                lambda: two("({}) ({})^T", lambda x, y: x @ y.T, make((3, 1), depth), make((3, 1), depth)),
            ]
        return self.draw.choice(ways)()


@pytest.mark.parametrize("seed", range(150))
def test_generated_functions(seed: int) -> None:
    maker = Maker(seed)
    made = maker.make(maker.draw.choice([(1, 1), (1, 1), (1, 1), (3, 1)]), maker.draw.choice([2, 3, 4]))
    values = values_for(SHAPES, seed=seed)
    used = [name for name in SHAPES if occurs(name, made.text)]
    is_scalar = made.value(values).shape == (1, 1)
    letters = [name for name in used if is_scalar or SIZES[name][1] == 1]
    if not letters:
        return
    wrt = maker.draw.choice(letters)
    at = {name: nested(value) for name, value in values.items() if occurs(name, made.text)}
    try:
        found = derivtutor.matrix(made.text, wrt, at=at).as_dict()["result"]
    except UserError as refused:
        if "has no inverse" in str(refused):  # the determinant of an outer product
            return
        raise
    expected = slopes(lambda **moved: made.value(moved), values, wrt)
    if is_scalar:
        wanted = [slope.value.real for row in expected for slope in row]
    elif SIZES[wrt] == (1, 1):
        wanted = [row[0].real for row in expected[0][0].rows]
    else:
        columns = [row[0] for row in expected]
        wanted = [column.rows[place][0].real for place in range(columns[0].shape[0]) for column in columns]
    assert flat(found) == pytest.approx(wanted, rel=1e-8, abs=1e-8), made.text


def occurs(name: str, text: str) -> bool:
    return re.search(rf"(?<![a-z]){name}(?![a-z])", text) is not None


def flat(value: object) -> list[float]:
    return [each for part in value for each in flat(part)] if isinstance(value, list) else [value]  # type: ignore[list-item]
