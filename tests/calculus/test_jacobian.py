"""Jacobian matrices: rows, shapes, values, and how several functions are given."""

import itertools

import pytest
import sympy
from command import run
from several import AT, FUNCTIONS, POINT, near, same

from derivtutor import jacobian, parse
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

TOLD = """\
Write the gradients as rows: row i belongs to output i, column j to variable j.
J = [[2x1, 1], [x2, x1]]
2 outputs and 2 variables: a 2 x 2 matrix.
Substitute the point.
J(3, 2) = [[2*3, 1], [2, 3]]
Answer: J(3, 2) = [[6, 1], [2, 3]]
Read the first column: where x1 grows by a small h, the outputs grow by about 6h and 2h."""


@pytest.mark.parametrize("functions", list(itertools.combinations(FUNCTIONS, 2))[::3])
def test_matrices_are_those_of_sympy(functions: tuple[str, str]) -> None:
    found = jacobian(functions, "x,y", AT).as_dict()
    expected = sympy.Matrix([parse(each).sympy for each in functions]).jacobian(sympy.symbols("x y"))
    for row, column in itertools.product(range(2), repeat=2):
        assert same(found["matrix"][row][column], expected[row, column])
        assert near(found["value"][row][column], float(expected[row, column].subs(POINT)))


@pytest.mark.parametrize(
    ("functions", "shape"), [(["x y z"], [1, 3]), (["x", "x^2", "x^3"], [3, 1]), (["x y", "x + y", "x - y"], [3, 2])]
)
def test_a_row_for_each_output_and_a_column_for_each_variable(functions: list[str], shape: list[int]) -> None:
    found = jacobian(functions).as_dict()
    assert found["shape"] == shape == [len(found["matrix"]), len(found["matrix"][0])]


@pytest.mark.parametrize(
    "given",
    [
        "[x^2 y, 5x + sin(y)]",
        "(x^2 y, 5x + sin(y))",
        "x^2 y; 5x + sin(y)",
        "F(x, y) = (x^2 y, 5x + sin(y))",
        r"\begin{pmatrix} x^2 y \\ 5x + \sin y \end{pmatrix}",
        ["x^2 y", "5x + sin(y)"],
        sympy.Matrix([sympy.Symbol("x") ** 2 * sympy.Symbol("y"), 5 * sympy.Symbol("x") + sympy.sin("y")]),
    ],
)
def test_functions_are_given_as_a_vector_or_one_by_one(given: object) -> None:
    assert jacobian(given, at="x=2,y=0").as_dict()["value"] == [[0, 4], [5, 1]]


def test_the_matrix_is_told_row_by_row() -> None:
    told = render(tell(jacobian("[x1^2 + x2, x1 x2]", at="x1=3,x2=2")), "plain")
    assert TOLD in told
    assert "grad f_1 = (2x1, 1)" in told
    assert "grad f_2 = (x2, x1)" in told


def test_a_variable_that_does_not_occur_takes_no_steps() -> None:
    told = render(tell(jacobian(["x", "y"])), "plain")
    assert "df_1/dy = 0 (the variable does not occur)" in told
    assert jacobian(["x", "5"], "x").result.text == "[[1], [0]]"


def test_many_derivatives_are_found_without_looking_for_another_form(effort) -> None:
    letters = [f"x{place}" for place in range(1, 11)]
    outputs = [" + ".join(f"{row + 1} {letter}^2" for letter in letters) for row in range(10)]
    assert effort(lambda: jacobian(outputs, letters)) < 1_000_000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("",), "There are no functions."),
        (("[x, 3",), "A comma does not fit here."),
        (("5", "3"), "There are no letters to differentiate with respect to."),
        (("x y", "y", "--wrt", "x,z"), "The letter z occurs in none of the functions."),
        (("x y = 3", "x"), "An expression is expected here, not an equation."),
        (("x y", "x", "--at", "3"), "The number of values is 1, but the variables are x, y."),
        (("ln(x)", "y", "--at", "0,1"), "ln(0) has no value."),
        (("ln(x)", "y", "--at", "-1,1"), "ln(−1) has no value."),
        (("[x^2,,y]",), "There is nothing to read."),
    ],
)
def test_what_cannot_be_asked_gets_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    done = run("jacobian", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {says}")
