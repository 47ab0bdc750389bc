"""Every row of the tables of operations: what comes back is what the complex step finds, and forward mode agrees."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any

import pytest
from running import run as run_program

from derivtutor.analysis.behaviour import BEHAVIOURS
from derivtutor.network.formulas import compiled, letters_of
from derivtutor.network.operations import ARRAYS, LETTERS, Operation, arithmetic, function, pointwise
from derivtutor.network.running import run
from derivtutor.network.shapes import Shape, size
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.real import compile_real
from derivtutor.notation.slope import STEP, evaluate

_ONE = (1, 2, 3, 4)
_VECTORS = [(n,) for n in _ONE]
_MATRICES = [(1, 1), (1, 3), (3, 1), (2, 3), (3, 3), (2, 2)]
_SQUARES = [(1, 1), (2, 2), (3, 3), (4, 4)]
_ANY = [(), *_VECTORS, *_MATRICES]

_SHAPES: dict[str, list[tuple[Shape, ...]]] = {
    "matrix-vector": [(shape, shape[1:]) for shape in _MATRICES],
    "vector-matrix": [(shape[:1], shape) for shape in _MATRICES],
    "matrix-matrix": [(shape, (shape[1], columns)) for shape in _MATRICES for columns in (1, 2)],
    "dot": [(shape, shape) for shape in _ANY],
    "outer": [((n,), (m,)) for n in _ONE for m in (1, 3)],
    "transpose": [(shape,) for shape in (*_VECTORS, *_MATRICES)],
    **{name: [(shape,) for shape in _ANY] for name in ("sum", "mean", "norm")},
    **{
        name: [(shape,) for shape in (*_VECTORS, *_MATRICES)]
        for name in ("softmax", "log_softmax", "largest", "smallest")
    },
    "logsumexp": [(shape,) for shape in _VECTORS],
    "array": [((),) * 3, ((),), ((2,),) * 3, ((1,),)],
    "cross_entropy": [(shape, shape) for shape in _ANY],
    "softmax_cross_entropy": [(shape, shape) for shape in (*_VECTORS, *_MATRICES)],
    **{name: [(shape,) for shape in _SQUARES] for name in ("tr", "det", "logdet", "inv")},
    "diag": [(shape,) for shape in (*_VECTORS, *_SQUARES)],
}
"""The shapes on which each operation is tried."""

_OF_FORMULAS = {"identity_like", "row_sums", "at_largest", "at_smallest"}
"""Only what comes back is made of these; nothing comes back of them."""

_TRIED = [(ARRAYS[name], shapes) for name, several in _SHAPES.items() for shapes in several]


def _names(case: tuple[Operation, tuple[Shape, ...]]) -> str:
    operation, shapes = case
    return f"{operation.name}-{'-'.join('x'.join(map(str, shape)) or '1' for shape in shapes)}"


def test_all_operations_on_arrays_are_tried() -> None:
    assert {*_SHAPES} == {*ARRAYS} - _OF_FORMULAS


@pytest.mark.parametrize("case", _TRIED, ids=_names)
def test_what_comes_back_to_operands_is_what_the_complex_step_finds(case: tuple[Operation, tuple[Shape, ...]]) -> None:
    operation, shapes = case
    rng = random.Random(_names(case))
    operands = [_values(rng, shape) for shape in shapes]
    result, value, upstream = _result(rng, operation, shapes, operands)
    for turn, shape in enumerate(shapes):
        came_back = _flat(_pulled(operation, shapes, operands, result, value, upstream, turn), shape)
        expected = [
            _inner(upstream, operation.value(shapes, *_moved(operands, turn, entry)), result).imag / STEP
            for entry in range(size(shape))
        ]
        assert came_back == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("case", _TRIED, ids=_names)
def test_forward_and_reverse_mode_agree(case: tuple[Operation, tuple[Shape, ...]]) -> None:
    operation, shapes = case
    rng = random.Random(_names(case))
    operands = [_values(rng, shape) for shape in shapes]
    moves = [_values(rng, shape) for shape in shapes]
    result, value, upstream = _result(rng, operation, shapes, operands)
    back = sum(
        _inner(_pulled(operation, shapes, operands, result, value, upstream, turn), moves[turn], shape)
        for turn, shape in enumerate(shapes)
    )
    if operation.pushes:
        changes = [_pushed(operation, shapes, operands, result, value, moves, turn) for turn in range(len(shapes))]
    else:
        changes = [run(operation, shapes, moves)]
    assert sum(_inner(upstream, change, result) for change in changes) == pytest.approx(back, rel=1e-12, abs=1e-12)


def _result(
    rng: random.Random, operation: Operation, shapes: Sequence[Shape], operands: Sequence[Any]
) -> tuple[Shape, Any, Any]:
    """The shape of a result, its value, and some gradient that arrives there."""
    result = operation.shape(shapes)
    assert result is not None
    value = operation.value(shapes, *operands)
    assert (len(value) if result else 1) == size(result)
    return result, value, _values(rng, result)


def _values(rng: random.Random, shape: Shape) -> Any:
    """Numbers between 0.1 and 2, so that logarithms have a value, all different."""
    numbers = [rng.uniform(0.1, 2) for _ in range(size(shape))]
    return numbers if shape else numbers[0]


def _moved(operands: Sequence[Any], turn: int, entry: int) -> list[Any]:
    moved = [[complex(number) for number in each] if isinstance(each, list) else complex(each) for each in operands]
    if isinstance(moved[turn], list):
        moved[turn][entry] += STEP * 1j
    else:
        moved[turn] += STEP * 1j
    return moved


def _pulled(
    operation: Operation, shapes: Sequence[Shape], operands: Any, result: Shape, value: Any, upstream: Any, turn: int
) -> Any:
    if not operation.pulls:  # an array, put together from numbers or rows
        start = sum(map(size, shapes[:turn]))
        return upstream[start : start + size(shapes[turn])] if shapes[turn] else upstream[start]
    known_shapes, known = letters_of(shapes, result, operands, value)
    return compiled(operation.pulls[turn], (*known_shapes.items(), ("g", result)))({**known, "g": upstream})


def _pushed(
    operation: Operation, shapes: Sequence[Shape], operands: Any, result: Shape, value: Any, moves: Any, turn: int
) -> Any:
    known_shapes, known = letters_of(shapes, result, operands, value)
    move = "du" if turn == 0 else "dv"
    formula = compiled(operation.pushes[turn], (*known_shapes.items(), (move, shapes[turn])))
    return formula({**known, move: moves[turn]})


def _flat(value: Any, shape: Shape) -> list[Any]:
    return list(value) if shape else [value]


def _inner(left: Any, right: Any, shape: Shape) -> Any:
    return sum(a * b for a, b in zip(_flat(left, shape), _flat(right, shape), strict=True))


# Operations on numbers


_OF_NUMBERS = [
    *arithmetic().values(),
    *[function(name) for name, row in FUNCTIONS.items() if row.arity is not None and row.arity <= 2],
]


@pytest.mark.parametrize("operation", _OF_NUMBERS, ids=lambda operation: operation.name)
def test_slopes_of_numbers_are_what_the_complex_step_finds(operation: Operation) -> None:
    ready = pointwise(operation)
    letters = LETTERS[: len(ready.slopes)]
    tried = 0
    for point in _points(operation, len(letters)):
        if math.isnan(ready.value(point)):
            continue
        tried += 1
        for turn, slope in enumerate(ready.slopes):
            moved = {
                letter: [complex(u, STEP * (at == turn))]
                for at, (letter, u) in enumerate(zip(letters, point, strict=True))
            }
            expected = evaluate(operation.formula, moved)[0].imag / STEP
            assert slope(point) == pytest.approx(expected, rel=1e-9 if operation.name == "Si" else 1e-12, abs=1e-14), (
                point
            )
            assert type(slope(point)) is float
    assert tried >= 3


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "swish", "softplus"])
def test_slopes_keep_their_digits_where_functions_are_saturated(name: str) -> None:
    operation = function(name)
    slope, rule = pointwise(operation).slopes[0], compile_real(pointwise(operation).steps[0].result, ["u"])
    for u in (-30.0, -20.0, -9.0, -3.0, -0.5, 0.0, 0.5, 3.0, 9.0, 20.0, 30.0):
        expected = evaluate(operation.formula, {"u": [complex(u, STEP)]})[0].imag / STEP
        assert slope([u]) == pytest.approx(expected, rel=1e-13)
        assert rule([u]) == pytest.approx(expected, rel=1e-12, abs=1e-14)
    assert [slope([u]) for u in (-1000.0, 1000.0)] == {"softplus": [0, 1], "swish": [0, 1]}.get(name, [0, 0])


def _points(operation: Operation, count: int) -> list[list[float]]:
    """Points within the domain: some are there for every function that is known."""
    numbers = (-2.3, -1.7, -0.6, -0.35, 0.2, 0.45, 0.8, 1.3, 1.9, 3.2)
    conditions = BEHAVIOURS[operation.name].conditions if operation.name in BEHAVIOURS else ()
    points = [[u] for u in numbers] if count == 1 else [[u, v] for u in numbers for v in numbers if u != v]
    if operation.name in ("power", "root", "log"):
        points = [point for point in points if min(point) > 0]
    return [point for point in points if all(compile_real(each, LETTERS[:count])(point) == 1 for each in conditions)]


# Values


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("L = det([[2, 1], [1, 2]])", 3),
        ("L = det([[0, 2, 1], [3, 1, 4], [1, 5, 9]])", -32),
        ("L = logdet([[1, 2], [3, 4]])", math.log(2)),
        ("L = sum(inv([[2, 1], [1, 3]]) * [[1, 10], [100, 1000]])", 3 / 5 - 10 / 5 - 100 / 5 + 1000 * 2 / 5),
        ("L = sum(inv([[0, 4], [2, 0]]) * [[1, 10], [100, 1000]])", 10 / 2 + 100 / 4),
        ("L = tr([[1, 2], [3, 4]])", 5),
        ("L = norm([3, 4])", 5),
        ("L = norm([[1, 2], [2, 4]])", 5),
        ("L = dot(softmax([1, 2, 4]), [1, 0, 0])", math.exp(1) / (math.exp(1) + math.exp(2) + math.exp(4))),
        ("L = sum(softmax([[1, 2], [3, 4]]) * [[1, 0], [0, 0]])", 1 / (1 + math.e)),
        ("L = sum(softmax([1000, 1001]) * [0, 1])", math.e / (1 + math.e)),
        ("L = softplus(800) + softplus(-10)", 800 + math.log1p(math.exp(-10))),
        ("L = softplus(-40)", math.exp(-40)),
        ("L = logsumexp([1, 2])", math.log(math.exp(1) + math.exp(2))),
        ("L = cross_entropy([0.2, 0.8], [1, 2])", -math.log(0.2) - 2 * math.log(0.8)),
        ("L = softmax_cross_entropy([0, 3], [1, 0])", math.log(1 + math.exp(3))),
        ("L = bce([0.2, 0.8], [1, 0])", (-math.log(0.2) - math.log(0.2)) / 2),
        ("L = bce(0.3, 0.4)", -0.4 * math.log(0.3) - 0.6 * math.log(0.7)),
        ("L = mse([1, 2], [3, 5])", 6.5),
        ("L = mean([[1, 2], [3, 6]])", 3),
        ("L = max([1, 5, 2]) + min([4, 3]) + max(1, 7)", 15),
        ("L = sum(max([1, 5], [3, 2]) * [1, 10])", 53),
        ("L = sum(([1, 2]' @ [[1, 2], [3, 4]]) * [1, 10])", 107),
        ("L = sum([[1, 2], [3, 4]]' * [[1, 10], [100, 1000]])", 4231),
        ("L = sum(outer([1, 2], [3, 4]) * [[1, 10], [100, 1000]])", 8643),
        ("L = sum(diag([1, 2]) * [[1, 10], [100, 1000]])", 2001),
        ("L = sum(diag([[1, 2], [3, 4]]) * [1, 10])", 41),
        ("L = sum(eye(3)) + sum(ones(2, 3)) + sum(zeros(4))", 9),
    ],
)
def test_values(program: str, expected: float) -> None:

    assert run_program(program)[0] == pytest.approx(expected, rel=1e-14)
