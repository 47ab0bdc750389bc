"""Derivatives checked by numbers: orders, the V, the complex step, the Taylor test, forward and reverse mode."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sympy
from command import run

from derivtutor import verify
from derivtutor.calculus.verifying.modes import Program, operations
from derivtutor.notation.reader import read


def found(*ask: Any, **more: Any) -> dict[str, Any]:
    return dict(verify(*ask, **more).as_dict())


SMOOTH = [
    ("sin(e^(2x))", 0.3),
    ("sigmoid(x)", 0.4),
    ("x^3", 2),
    ("ln(x)", 2),
    ("sqrt(x)", 4),
    ("e^(-x^2)", 1),
    ("(3x^2 + 1)^5", 2),
    ("tanh(x)", 0.5),
    ("x^x", 2),
    ("tan(x)", 1.2),
    ("arcsin(x)", 0.5),
    ("1/(1 + x^2)", 2),
    ("x e^x", -0.5),
    ("cos(x)/x", 2),
    ("ln(x)", 0.05),
    ("softplus(x)", 1),
    ("gelu(x)", 0.4),
    ("atan(x)^2", -2),
]


def test_the_case_of_the_lessons() -> None:
    document = found("sin(e^(2x))", {"x": 0.3})
    assert document["value"] == pytest.approx(-0.9062676053964774, abs=1e-15)
    assert document["orders"] == {"forward": 1, "central": 2}
    assert document["measured_orders"]["forward"] == pytest.approx(1.01, abs=0.02)
    assert 1e-10 <= document["best_h"]["forward"] <= 1e-6
    assert 1e-7 <= document["best_h"]["central"] <= 1e-3
    assert document["complex_step_error"] < 1e-13


@pytest.mark.parametrize(("function", "at"), SMOOTH)
def test_a_smooth_function_has_orders_one_and_two(function: str, at: float) -> None:
    document = found(function, at)
    assert document["orders"] == {"forward": 1, "central": 2}
    assert 1e-10 <= document["best_h"]["forward"] <= 1e-6
    assert 1e-7 <= document["best_h"]["central"] <= 1e-3
    assert document["complex_step_error"] < 1e-13
    assert document["taylor"] == {"without": 1, "right": 2, "wrong": 1}
    f = sympy.sympify(document["expression"]["sympy"])
    slope = float(f.diff("x").subs("x", sympy.Rational(str(at))).evalf(30))
    for way in (document, *document["ways"].values()):
        assert way["value"] == pytest.approx(slope, rel=1e-6, abs=1e-9)
    for name in ("symbolic", "forward mode", "reverse mode"):
        assert document["ways"][name]["value"] == pytest.approx(slope, rel=1e-13)


@pytest.mark.parametrize(
    ("function", "at"),
    [
        ("sigmoid(w x + b)", {"w": 0.6, "x": 0.5, "b": 0.1}),
        ("x^2 y + 3y", {"x": 2, "y": 1}),
        ("x y z + sin(x y)", {"x": 0.5, "y": -1.5, "z": 2}),
        ("e^(x y) / (1 + y^2)", {"x": 0.3, "y": 0.7}),
        ("x^y", {"x": 2, "y": 3}),
        ("ln(x^2 + y^2)", {"x": 1, "y": -2}),
        ("sqrt(a^2 + b^2 + c^2 + d^2)", {"a": 1, "b": 2, "c": -1, "d": 3}),
    ],
)
def test_every_way_comes_to_the_same_gradient(function: str, at: dict[str, float]) -> None:
    document = found(function, at)
    f = sympy.sympify(document["expression"]["sympy"])
    gradient = [float(f.diff(letter).subs(at).evalf(30)) for letter in document["wrt"]]
    assert document["value"] == pytest.approx(gradient, rel=1e-14)
    for name, way in document["ways"].items():
        assert way["value"] == pytest.approx(gradient, rel=1e-7), name
    ways = document["ways"]
    if len(gradient) > 2:
        assert ways["reverse mode"]["operations"] < ways["forward mode"]["operations"]
    assert document["orders"]["central"] == [2] * len(gradient) or None in document["orders"]["central"]


@pytest.mark.parametrize(
    ("function", "at", "sides", "central"),
    [
        ("|x|", 0, [-1, 1], 0),
        ("relu(x)", 0, [0, 1], 0.5),
        ("max(x, 1 - x)", 0.5, [-1, 1], 0),
        ("|x - 2| + x", 2, [0, 2], 1),
        ("leaky_relu(x)", 0, [0.01, 1], 0.505),
    ],
)
def test_at_a_kink_there_is_no_value_and_central_differences_lie(function, at, sides, central) -> None:
    document = found(function, at)
    assert document["value"] is None
    assert document["orders"] == document["best_h"] == {"forward": None, "central": None}
    assert document["complex_step_error"] is None
    assert document["sides"] == sides
    assert document["differences"][5]["central"] == pytest.approx(central, abs=1e-9)
    assert not document["ways"]
    assert "The central difference lies" in told(function, "--at", str(at))


@pytest.mark.parametrize(
    ("function", "says"),
    [
        ("cbrt(x)", "they grow as h shrinks"),
        ("sign(x)", "they grow as h shrinks"),
        ("sqrt(x)", "no values on one side of the point"),
    ],
)
def test_without_slopes_on_both_sides_that_is_said(function: str, says: str) -> None:
    assert found(function, 0)["value"] is None
    assert says in told(function, "--at", "0")


def test_what_differences_find_exactly_has_no_order() -> None:
    assert found("3x + 2", 2)["orders"] == {"forward": None, "central": None}
    assert found("x^2", 3)["orders"] == {"forward": 1, "central": None}
    assert "The central difference has no error but that of rounding." in told("x^2", "--at", "3")


def test_where_the_second_derivative_is_zero_forward_differences_are_better() -> None:
    assert found("sin(x)", 0)["orders"] == {"forward": 2, "central": 2}


def test_a_corner_in_a_part_leaves_the_derivative_but_not_the_complex_step() -> None:
    document = found("x|x|", 0)
    assert document["value"] == 0
    assert document["complex_step_error"] is None
    assert document["ways"]["forward mode"]["error"] is None


def test_one_variable_of_several_is_told_alone() -> None:
    document = found("sigmoid(w x + b)", "w=0.6,x=0.5,b=0.1", wrt="w")
    assert document["value"] == pytest.approx(0.12013037287, abs=1e-11)
    assert document["wrt"] == ["w"]


def test_a_program_works_out_once_what_is_equal() -> None:
    program = Program(read("(x + y)^2 + sin(x + y)").tree, ("x", "y"))
    assert program.memory == 6
    assert program.cost == 4
    assert operations(read("(x + y)^2 + sin(x + y)").tree) == 5


def told(*words: str, form: str = "plain") -> str:
    done = run("verify", *words, "--format", form)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("form", ["terminal", "plain", "markdown", "html", "latex", "json"])
@pytest.mark.parametrize("words", [("sin(e^(2x))", "0.3"), ("|x|", "0"), ("sigmoid(w x + b)", "w=0.6,x=0.5,b=0.1")])
def test_every_format_tells_it(form: str, words: tuple[str, str]) -> None:
    text = told(words[0], "--at", words[1], form=form)
    assert text
    if form == "json":
        assert json.loads(text)["schema"] == "derivtutor/verify/1"
    if form == "terminal":
        assert max(map(len, text.splitlines())) <= 80


def test_what_the_numbers_show_is_said() -> None:
    text = told("sin(e^(2x))", "--at", "x=0.3")
    assert "The forward difference has order 1: with h ten times smaller, its error is 10 times smaller." in text
    assert "The central difference has order 2: with h ten times smaller, its error is 100 times smaller." in text
    assert "the errors form a V" in text
    assert "With this derivative the order is 2: it is right." in text
    assert "With a slope that is off by 1% it is 1 in the end" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ln(x)", "--at", "0"], "ln(0) has no value."),
        (["x^2 = 3", "--at", "1"], "An expression is expected here, not an equation."),
        (["x^2", "--at", "y=1"], "The letter y does not occur here."),
        (["5", "--at", "1"], "There are no letters to differentiate with respect to."),
        (["", "--at", "1"], "There is nothing to read."),
        (["x y", "--at", "x=1"], "The point has no value for y."),
        (["x y", "--at", "1"], "The number of values is 1, but the variables are x, y."),
        (["f(x)", "--at", "1"], "f(x) has no values."),
        (["x^2"], "Missing option '--at'."),
        (["e^x", "--at", "1000"], "is too large to work with."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(words: list[str], message: str) -> None:
    done = run("verify", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert not done.stdout
