"""The slope of inverse functions: against SymPy, and as it is told."""

import json

import pytest
import sympy
from oracle_of_topics import near, numbers

from derivtutor import inverse
from derivtutor.errors import UserError
from derivtutor.notation.expression import parse
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

X = sympy.Symbol("x", real=True)
FUNCTIONS = """
x^3 + 2x - 1
x^5 + x^3 + x
e^x + x
x + sin(x)
ln(x) + x
tan(x)
sqrt(x) + x
2x + 3
e^(2x)
sinh(x)
x + cos(x)/2
1/x
x e^x
(2x + 1)/(x - 3)
ln(x)
""".strip().splitlines()


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("value", ["1", "1/2", "0.3", "3"])
def test_the_place_and_the_slope_are_right(function: str, value: str) -> None:
    found = inverse(function, at=f"y={value}").as_dict()
    formula = numbers(parse(function).sympy.doit(), x=X)
    assert near(formula.subs(X, sympy.Float(found["x"], 20)), sympy.Rational(value))
    assert near(1 / sympy.diff(formula, X).subs(X, sympy.Float(found["x"], 20)), found["value"])
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    ("function", "at", "x", "value"),
    [
        ("x^3 + 2x - 1", {"y": 2.0}, 1, 0.2),
        ("x^5 + x^3 + x", {"y": 3.0}, 1, 1 / 9),
        ("x^2", "y=4", 2, 0.25),
        ("x^2", "y=4, x=-2", -2, -0.25),
        ("x^2", {"y": 4, "x": -2}, -2, -0.25),
        ("t^3", 8, 2, 1 / 12),
        ("x^3", "0", 0, None),
        ("sin(x)", "y=1/2", 0.5235987755982989, 2 / 3**0.5),
        ("y^3", "x=8", 2, 1 / 12),
        ("x^3", ["y=8"], 2, 1 / 12),
    ],
)
def test_points_are_given_in_many_ways(function: str, at: object, x: float, value: float | None) -> None:
    found = inverse(function, at=at).as_dict()
    assert near(found["x"], x)
    assert near(found["value"], value)


def test_where_there_is_no_exact_place_it_is_found_by_newton() -> None:
    told = render(tell(inverse("e^x + x", at="y=0")), "plain")
    assert "Newton's method goes from x to x - (f(x) - 0)/f'(x), again and again." in told
    assert "-0.5669869914" in told
    assert told.endswith("Answer: (f^-1)'(0) ~ 0.6381037434") or "0.6381037434" in told.splitlines()[-1]


def test_it_is_told_why_it_is_the_reciprocal() -> None:
    told = render(tell(inverse("x^3 + 2x - 1", at="y=2")), "plain").splitlines()
    assert told[1:5] == [
        "Which x has the value 2? Solve x^3 + 2x - 1 = 2.",
        "x = 1 does:",
        "f(1) = 1^3 + 2*1 - 1",
        "f(1) = 2",
    ]
    assert told[-3:] == [
        "The inverse swaps the axes, so its slope is the reciprocal.",
        "(f^-1)'(2) = 1/f'(1)",
        "Answer: (f^-1)'(2) = 1/5",
    ]


def test_another_branch_is_named() -> None:
    told = render(tell(inverse("x^2", at="y=4")), "plain")
    assert (
        "The value is taken elsewhere too, such as at x = -2. Here the inverse is that of the branch through 2." in told
    )


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "latex", "plain"])
@pytest.mark.parametrize("function", ["x^3 + x", "cos(x) + 2x"])
def test_every_format_tells_it(form: str, function: str) -> None:
    assert render(tell(inverse(function, at="y=2")), form)


@pytest.mark.parametrize(
    ("function", "at", "message"),
    [
        ("x^2", "y=-1", "No place was found at which x² is −1"),
        ("x^2", "x=3", "The point must give the value of the function"),
        ("x^2", None, "The point must give the value of the function"),
        ("x^2", "", "The point must give the value of the function"),
        ("x^2", "y=4,x=3", "f\\(3\\) is not 4. The value is taken at −2, 2"),
        ("x y", "z=4", "An inverse is that of a function of one variable"),
        ("5", "y=4", "An inverse is that of a function of one variable"),
        ("x^2", "y=a", "a is not a number"),
        ("x^2 + y^2 = 3", "y=4", "An expression is expected here"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(function: str, at: object, message: str) -> None:
    with pytest.raises(UserError, match=message):
        inverse(function, at=at)
