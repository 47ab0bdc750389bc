"""Gradient descent: its points, what becomes of them and why, and how that is told."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from typing import Any

import pytest
import sympy
from command import run

from derivtutor import descend
from derivtutor.calculus.descending.walking import solved
from derivtutor.errors import UserError


def found(*ask: Any, **more: Any) -> dict[str, Any]:
    return dict(descend(*ask, **more).as_dict())


@pytest.mark.parametrize(
    ("function", "start", "rate", "steps", "first", "last", "values", "largest"),
    [
        (
            "x^2 + 2y^2",
            {"x": 3, "y": 2},
            0.1,
            10,
            {"x": 2.4, "y": 1.2},
            {"x": 0.3221225472, "y": 0.0120932352},
            [17.0, 8.64, 0.10405542808982127],
            0.5,
        ),
        (
            "x^2 + 10y^2",
            {"x": 5, "y": 1},
            0.09,
            20,
            {"x": 4.1, "y": -0.8},
            {"x": 0.09445980659065602, "y": 0.011529215046068469},
            [35.0, 23.21, 0.010251883056929057],
            0.1,
        ),
    ],
)
def test_the_points_are_those_of_the_lessons(function, start, rate, steps, first, last, values, largest) -> None:
    document = found(function, start, rate, steps)
    assert document["points"][1] == pytest.approx(first, abs=1e-12)
    assert document["points"][-1] == pytest.approx(last, abs=1e-12)
    assert [document["values"][place] for place in (0, 1, -1)] == pytest.approx(values, abs=1e-12)
    assert len(document["points"]) == steps + 1
    assert document["verdict"] == "converges"
    assert document["largest_rate"] == pytest.approx(largest)


@pytest.mark.parametrize(
    ("function", "start", "rate", "steps", "verdict"),
    [
        ("x^2", "3", 0.1, 20, "converges"),
        ("x^2", "3", 0.001, 20, "crawls"),
        ("x^2", "3", 1, 20, "oscillates"),
        ("x^2", "3", 0.999, 20, "converges"),
        ("x^2", "3", 1.001, 20, "diverges"),
        ("x^2", "0", 5, 20, "converges"),
        ("x^2 + 2y^2", "3,2", 0.5, 20, "oscillates"),
        ("x^2 + 2y^2", "3,2", 0.51, 3, "diverges"),
        ("x^2 + 2y^2", "3,0", 0.51, 20, "converges"),
        ("x^2 + 2y^2", "3,2", 0.01, 20, "crawls"),
        ("x^2 + 10y^2", "5,1", 0.1, 20, "oscillates"),
        ("x^2 + 100y^2", "5,1", 0.005, 20, "crawls"),
        ("x^2 + x y + y^2", "1,2", "2/3", 20, "oscillates"),
        ("x^2 + x y + y^2", "1,-1", "2/3", 20, "converges"),
        ("x^2 - 3x y + 5y^2", "1,2", 0.1, 20, "converges"),
        ("x^2 - y^2", "1,0.1", 0.1, 20, "diverges"),
        ("x^2 - y^2", "1,0", 0.1, 30, "converges"),
        ("3x + 2y", "1,1", 0.1, 5, "diverges"),
        ("(x + y)^2", "1,3", 0.1, 20, "converges"),
        ("pi x^2", "1", 0.1, 20, "converges"),
        ("x^4", "3", 0.1, 5, "diverges"),
        ("x^4", "1", 0.0001, 20, "crawls"),
        ("ln(x)", "0.3", 0.1, 20, "diverges"),
        ("|x|", "0.25", 0.1, 10, "oscillates"),
        ("|x|", "1", 0.001, 10, "crawls"),
        ("cos(x)", "0.5", 0.5, 20, "converges"),
        ("e^x - x", "2", 0.2, 20, "converges"),
        ("(1-x)^2 + 100(y-x^2)^2", "-1.2,1", 0.001, 20, "crawls"),
        ("x^4 - 2x^2", "0.5", 0.1, 30, "converges"),
        ("sqrt(1 + x^2)", "1", 3, 30, "oscillates"),
    ],
)
def test_what_becomes_of_a_descent(function: str, start: str, rate: Any, steps: int, verdict: str) -> None:
    assert found(function, start, rate, steps)["verdict"] == verdict


@pytest.mark.parametrize(
    ("function", "letters", "start"),
    [
        ("x^2 + 2y^2", "x y", (3, 2)),
        ("x^2 y + 3y", "x y", (1, -1)),
        ("sin(x) cos(y)", "x y", (0.3, 0.4)),
        ("e^(x y) + x^2", "x y", (0.5, -0.25)),
        ("ln(1 + x^2 + y^2)", "x y", (2, 1)),
        ("(x - 1)^4 + y^2", "x y", (2, 1)),
        ("x^2 + y^2 + z^2 - x y z", "x y z", (1, 0.5, -1)),
        ("sqrt(1 + x^2)", "x", (0.5,)),
        ("tanh(x)^2", "x", (0.7,)),
        ("atan(x) + x^2", "x", (1,)),
    ],
)
@pytest.mark.parametrize("method", ["plain", "momentum", "newton"])
def test_every_point_is_what_sympy_comes_to(function: str, letters: str, start: tuple[float, ...], method: str) -> None:
    document = found(function, list(start), 0.05, 4, method=method)
    symbols = sympy.symbols(letters, seq=True)
    f = sympy.sympify(document["expression"]["sympy"])
    slopes, bends = sympy.Matrix([f.diff(x) for x in symbols]), sympy.hessian(f, symbols)
    point, velocity = sympy.Matrix(start), sympy.zeros(len(start), 1)
    for row in document["points"]:
        assert list(row.values()) == pytest.approx([float(value) for value in point], rel=1e-9, abs=1e-9)
        at = dict(zip(symbols, point, strict=True))
        slope = slopes.subs(at).evalf(30)
        if method == "newton":
            point -= bends.subs(at).evalf(30).solve(slope)
            continue
        velocity = 0.9 * velocity + slope if method == "momentum" else slope
        point -= velocity / 20


def test_the_largest_rate_is_two_by_the_largest_eigenvalue() -> None:
    for function in ("x^2 - 3x y + 5y^2", "x^2 + x y + y^2 + 3z^2", "2x^2 + 3y^2 - x + 7", "pi x^2 + y^2"):
        document = found(function, [1] * len({*function} & {*"xyz"}), 0.01, 1)
        f = sympy.sympify(document["expression"]["sympy"])
        eigenvalues = sympy.hessian(f, sorted(f.free_symbols, key=str)).eigenvals()
        assert document["largest_rate"] == pytest.approx(
            2 / max(float(sympy.re(value.evalf())) for value in eigenvalues)
        )


@pytest.mark.parametrize("function", ["x^2 - y^2", "x + y", "x^4 + y^2", "|x| + y^2"])
def test_without_a_bowl_there_is_no_largest_rate(function: str) -> None:
    assert found(function, "1,1", 0.01, 3)["largest_rate"] is None


def test_exact_fractions_stay_exact() -> None:
    document = found("x^2 + x y + y^2", "1,2", "1/3", 3, exact=True)
    assert [value["text"] for value in document["exact"][-1].values()] == ["-4/27", "4/27"]
    assert document["points"][-1] == pytest.approx({"x": -4 / 27, "y": 4 / 27})


def test_newton_needs_one_step_for_a_quadratic() -> None:
    document = found("x^2 - 3x y + 5y^2 - x", "7,-2", 0.1, 3, method="newton")
    assert document["norms"][1] == pytest.approx(0, abs=1e-12)
    assert document["verdict"] == "converges"
    assert document["plain"]["verdict"] == "converges"
    assert document["values"][0] == document["plain"]["values"][0]


def test_newton_comes_to_a_halt_where_nothing_bends() -> None:
    document = found("x + y^2", "1,1", 0.1, 3, method="newton")
    assert document["verdict"] == "diverges"
    assert len(document["points"]) == 1
    assert "Newton comes to a halt" in told("x + y^2", "--from", "1,1", "--method", "newton")


def test_newton_at_a_saddle_is_told_to_be_at_no_minimum() -> None:
    assert "that is no minimum" in told("x^2 - y^2", "--from", "1,1", "--method", "newton")


def test_letters_that_are_no_variables_have_values_at_the_start() -> None:
    assert found("a x^2", "x=1,a=2", 0.1, 1, wrt="x")["points"] == [{"x": 1}, {"x": 0.6}]


def test_a_path_ends_where_the_function_has_no_value() -> None:
    explanation = descend("ln(x)", 0.3, 0.1, 10)
    assert explanation.document["points"] == [{"x": 0.3}]
    assert "step 1 leads to where the function has no value, or too large a one" in told("ln(x)", "--from", "0.3")


def test_a_singular_matrix_has_no_solution() -> None:
    assert solved([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(4)]], (Fraction(1), Fraction(1))) is None
    assert solved([[0.0, 2.0], [4.0, 0.0]], (2.0, 8.0)) == (2.0, 1.0)


def told(*words: str, form: str = "plain") -> str:
    done = run("descend", *words, "--format", form)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_first_step_is_taken_apart() -> None:
    text = told("x^2 + 2y^2", "--from", "3,2", "--steps", "2")
    assert "grad f(3, 2) = (6, 8)" in text
    assert "p_1 = (3 - 0.1*6, 2 - 0.1*8)" in text
    assert "p_1 = (2.4, 1.2)" in text
    assert "2/L = 0.5" in text
    assert "It converges: the rate 0.1 is below 2/L = 0.5" in text


@pytest.mark.parametrize("form", ["terminal", "plain", "markdown", "html", "latex", "json"])
@pytest.mark.parametrize("method", ["plain", "momentum", "newton"])
def test_every_format_tells_every_method(form: str, method: str) -> None:
    text = told("(1-x)^2 + 100(y-x^2)^2", "--from=-1.2,1", "--rate", "0.001", "--method", method, form=form)
    assert text
    if form == "json":
        document = json.loads(text)
        assert document["schema"] == "derivtutor/descend/1"
        assert all(math.isfinite(value) for value in document["values"])
    if form == "terminal":
        assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["|x|", "--from", "0"], "There is no gradient at the start."),
        (["x^2", "--from", "1", "--rate", "0"], "A learning rate is greater than 0."),
        (["x^2", "--from", "1", "--rate", "a"], "a is not a number."),
        (["x^2 = 3", "--from", "1"], "An expression is expected here, not an equation."),
        (["x^2", "--from", "1,2"], "The number of values is 2, but the variables are x."),
        (["x^2", "--from", "1", "--steps", "0"], "The number of steps is 0."),
        (["sin(x)", "--from", "1", "--exact"], "Not all numbers on the way can be written as fractions"),
        (["5", "--from", "1"], "A constant has no gradient."),
        (["a x^2", "--from", "x=1", "--wrt", "x"], "The point has no value for a."),
        (["ln(x)", "--from", "0"], "ln(0) has no value."),
        (["x^2", "--from", "y=2"], "The letter y does not occur here."),
        (["", "--from", "2"], "There is nothing to read."),
        (["x^2"], "Missing option '--from'."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(words: list[str], message: str) -> None:
    done = run("descend", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert not done.stdout


def test_the_library_refuses_a_method_that_there_is_not() -> None:
    with pytest.raises(UserError, match='no method "adam"'):
        descend("x^2", 1, method="adam")  # type: ignore[arg-type]
