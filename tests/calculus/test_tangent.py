"""Tangents: the line, the normal, and how far the line is away, against SymPy and as it is told."""

import json

import pytest
import sympy
from oracle_of_topics import near, numbers

from derivtutor import tangent
from derivtutor.errors import UserError
from derivtutor.notation.expression import parse
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

X = sympy.Symbol("x", real=True)
FUNCTIONS = (
    "x^2", "x^3 - 3x", "sqrt(x)", "1/x", "sin(x)", "cos(2x)", "e^x", "e^(-x^2)", "ln(x)", "x ln(x)", "tan(x)", "x^x",
    "sin(e^(2x))", "sigmoid(x)", "arctan(x)", "x/(x^2 + 1)", "4x - 1", "x^4", "5", "sqrt(x^2 + 1)",
)  # fmt: skip


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("place", ["1", "1/2", "pi/3"])
def test_line_normal_and_bound_are_right(function: str, place: str) -> None:
    found = tangent(function, f"x={place}").as_dict()
    assert json.loads(json.dumps(found)) == found
    formula, at = numbers(parse(function).sympy.doit(), x=X), sympy.sympify(place)
    slope, height = sympy.diff(formula, X).subs(X, at), formula.subs(X, at)
    assert near(found["slope"], slope)
    assert near(found["value"], height)
    line = numbers(sympy.sympify(found["line"]["sympy"]), x=X)
    assert near(line.subs(X, 2), height + slope * (2 - at))
    if slope == 0:
        assert found["normal"] is None
    else:
        normal = numbers(sympy.sympify(found["normal"]["sympy"]), x=X)
        assert near(normal.subs(X, at), height)
        assert near((normal.subs(X, 3) - normal.subs(X, 2)) * slope, -1)
    low, high = found["approximation"]["interval"]
    second = sympy.diff(formula, X, 2)
    for step in range(21):
        there = low + (high - low) * step / 20
        assert abs(complex(second.subs(X, there))) <= found["approximation"]["second"] * (1 + 1e-12)
        away = abs(complex((formula - line).subs(X, there)))
        assert away <= found["approximation"]["error"] * (1 + 1e-9) + 1e-12


def test_the_bound_is_exact_where_it_is_known() -> None:
    assert tangent("x^4", 0).as_dict()["approximation"] == {"interval": [-1, 1], "second": 12, "error": 6}
    told = render(tell(tangent("sqrt(x)", 1)), "plain")
    assert "For 1/2 <= x <= 3/2 its size is at most sqrt(2)/2." in told


def test_it_is_told_line_by_line() -> None:
    told = render(tell(tangent("x^2", "x=3"), "brief"), "plain").splitlines()
    assert told == [
        "f(x) = x^2",
        "f'(x) = 2x",
        "f(3) = 3^2",
        "f(3) = 9",
        "f'(3) = 2*3",
        "f'(3) = 6",
        "y = 6(x - 3) + 9",
        "Answer: y = 6x - 9",
    ]


def test_letters_may_stay() -> None:
    found = tangent("a x^2", "x=3").as_dict()
    assert found["line"]["text"] == "6a x - 9a"
    assert found["slope"]["text"] == "6a"
    assert found["approximation"] is None


def test_of_a_level_tangent_the_normal_is_vertical_and_a_line_is_its_own_tangent() -> None:
    assert "The normal is perpendicular to it: a vertical line, x = 0." in render(tell(tangent("x^2", 0)), "plain")
    assert "The function is a line itself" in render(tell(tangent("3x + 1", 2)), "plain")


@pytest.mark.parametrize("at", ["x=2", "2", 2, 2.0, {"x": 2}, ["x=2"], ("2",)])
def test_points_are_given_in_many_ways(at: object) -> None:
    assert tangent("x^2", at).result.text == "4x - 4"


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "latex", "plain"])
@pytest.mark.parametrize("function", ["x^3", "a x^2", "|x|^3", "f(x)"])
def test_every_format_tells_it(form: str, function: str) -> None:
    assert render(tell(tangent(function, "x=1", wrt="x")), form)


@pytest.mark.parametrize(
    ("function", "at", "message"),
    [
        ("x^2", None, "The point has no value for x"),
        ("x^2", "", "The point has no value for x"),
        ("|x|", 0, "There is no tangent at this point"),
        ("ln(x)", -1, "There is no tangent at this point"),
        ("x^2", "y=2", "The letter y does not occur here"),
        ("x^2 + y^2 = 25", "x=3", "An expression is expected here"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(function: str, at: object, message: str) -> None:
    with pytest.raises(UserError, match=message):
        tangent(function, at)
