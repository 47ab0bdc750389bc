"""Derivatives by vectors and matrices against the complex step on the function as it is defined."""

from __future__ import annotations

from typing import Any

import pytest
from matrix_definitions import M, nested, slopes, values_for
from matrix_functions import ARRAYS, GRADIENTS, Case

import derivtutor
from derivtutor.network.matrices.deriving import derive
from derivtutor.network.matrices.evaluate import Place, evaluate
from derivtutor.network.matrices.expression import Expression, contains
from derivtutor.network.matrices.reading import read_problem, read_shapes
from derivtutor.network.matrices.writing import latex, plain, unicode
from derivtutor.notation.arrays import read_array
from derivtutor.notation.tree import Name


def found(case: Case, seed: int = 7) -> tuple[dict[str, Any], dict[str, M]]:
    """The document at random matrices, and those."""
    values = values_for(case.sizes, case.kind, seed)
    at = {name: nested(value) for name, value in values.items()}
    return derivtutor.matrix(case.text, case.wrt, shapes=case.sizes, at=at).as_dict(), values


def name(case: Case) -> str:
    return f"{case.text} by {case.wrt}"


def flat(value: Any) -> list[float]:
    return [each for part in value for each in flat(part)] if isinstance(value, list) else [value]


def near(expected: list[float]) -> Any:
    return pytest.approx(expected, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize("case", GRADIENTS, ids=name)
def test_gradients_have_the_shape_of_the_letter_and_the_slopes_of_the_function(case: Case) -> None:
    document, values = found(case)
    assert flat(document["value"]) == near(flat(nested(case.function(**values))))
    expected = slopes(case.function, values, case.wrt)
    assert flat(document["result"]) == near([slope.value.real for row in expected for slope in row])
    rows, columns = values[case.wrt].shape
    assert document["shape"] == ([] if rows == columns == 1 else [rows] if columns == 1 else [rows, columns])


@pytest.mark.parametrize("case", ARRAYS, ids=name)
def test_vectors_and_matrices_change_as_the_derivative_says(case: Case) -> None:
    document, values = found(case)
    assert flat(document["value"]) == near(flat(nested(case.function(**values))))
    expected = slopes(case.function, values, case.wrt)
    if values[case.wrt].shape == (1, 1):
        assert flat(document["result"]) == near(flat(nested(expected[0][0])))
        return
    columns = [row[0] for row in expected]
    rows = range(columns[0].shape[0])
    assert flat(document["result"]) == near([column.rows[row][0].real for row in rows for column in columns])
    assert document["layout"].startswith("numerator layout")


READABLE = [case for case in GRADIENTS if not any(word in case.text for word in ("relu", "max", "|", "abs"))]


@pytest.mark.parametrize("case", READABLE, ids=name)
def test_what_comes_out_can_be_typed_again(case: Case) -> None:
    document, values = found(case)
    text = document["derivative"]["text"]
    used = {letter: shape for letter, shape in case.sizes.items() if occurs(letter, text)}
    if not used:
        return
    again = read_problem(text, next(iter(used)), read_shapes(used))
    there = evaluate(again.function, Place({letter: values[letter].rows for letter in used}, {}))
    assert flat([[entry.real for entry in row] for row in there]) == near(flat(document["result"]))


@pytest.mark.parametrize("case", [*GRADIENTS, *ARRAYS], ids=name)
def test_what_is_shown_can_be_typed_again(case: Case) -> None:
    problem = read_problem(case.text, case.wrt, read_shapes(case.sizes))
    values = {letter: value.rows for letter, value in values_for(case.sizes, case.kind, 7).items()}
    for expression in (problem.function, derive(problem.function, problem.variable).derivative):
        for write in (unicode, plain, latex):
            used = {letter: shape for letter, shape in case.sizes.items() if contains(expression, letter)}
            if not used:
                continue
            again = read_problem(write(expression), next(iter(used)), read_shapes(used)).function
            if again.shape == expression.shape:  # else it is I alone, of any size
                assert numbers(again, values) == near(numbers(expression, values))


def numbers(expression: Expression, values: dict[str, Any]) -> list[float]:
    return flat([[entry.real for entry in row] for row in evaluate(expression, Place(values, {1: 1}))])


def occurs(letter: str, text: str) -> bool:
    pending: list[Any] = [read_array(text, known=[letter] if len(letter) > 1 else []).tree]
    while pending:
        node = pending.pop()
        if isinstance(node, Name) and node.name == letter:
            return True
        pending.extend(node.children)
    return False


@pytest.mark.parametrize(
    ("text", "wrt", "shapes", "order_two"),
    [
        ("x^T A x", "x", "x=3 A=3x3", "A + A^T"),
        ("||A x - b||^2", "x", "A=4x3 x=3 b=4", "2A^T A"),
        ("a^T x", "x", "a=3 x=3", "0"),
        ("||x||^2/2", "x", "x=3", "eye(3)"),
        ("sum(exp(x))", "x", "x=3", "diag(exp(x))"),
        ("ln(sum(exp(x)))", "x", "x=3", "diag(softmax(x)) - softmax(x) softmax(x)^T"),
        ("sum(ln(1 + exp(X w)))", "w", "X=4x3 w=3", "X^T diag(sigmoid(X w) .* (1 - sigmoid(X w))) X"),
    ],
)
def test_hessians_are_those_of_textbooks(text: str, wrt: str, shapes: str, order_two: str) -> None:
    document = derivtutor.matrix(text, wrt, shapes=shapes.replace(" ", ","), order=2).as_dict()
    assert document["derivative"]["text"] == order_two


@pytest.mark.parametrize("case", [case for case in GRADIENTS if case.sizes[case.wrt] == "3"][::3], ids=name)
def test_hessians_are_slopes_of_gradients(case: Case) -> None:
    """The Hessian times a step is what the gradient, a complex step of the definition each time, changes by."""
    values = values_for(case.sizes, case.kind)
    at = {letter: nested(value) for letter, value in values.items()}
    try:
        hessian = derivtutor.matrix(case.text, case.wrt, shapes=case.sizes, at=at, order=2).as_dict()["result"]
    except derivtutor.UserError as refused:
        pytest.fail(str(refused))
    step = 1e-5
    for column in range(3):
        ends = []
        for sign in (1, -1):
            moved = M(values[case.wrt].rows)
            moved.rows[column][0] += sign * step
            ends.append([row[0].value.real for row in slopes(case.function, {**values, case.wrt: moved}, case.wrt)])
        expected = [(up - down) / (2 * step) for up, down in zip(*ends, strict=True)]
        assert [row[column] for row in hessian] == pytest.approx(expected, rel=1e-5, abs=1e-6)
