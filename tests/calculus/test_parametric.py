"""Parametric curves: against SymPy, and as it is told."""

import json

import pytest
import sympy
from oracle_of_topics import near, numbers

from derivtutor import parametric
from derivtutor.errors import UserError
from derivtutor.notation.expression import parse
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

T = sympy.Symbol("t", real=True)
XS = ("t^2", "e^t", "cos(t)", "t - sin(t)", "ln(t)", "t/(1 + t^2)", "cos(t)^3", "sinh(t)")
YS = ("t^3 - 3t", "t e^(-t)", "sin(t)", "1 - cos(t)", "1/t", "sqrt(t)", "tan(t)")


@pytest.mark.parametrize("x", XS)
@pytest.mark.parametrize("y", YS)
def test_slope_and_second_derivative_are_those_of_sympy(x: str, y: str) -> None:
    found = parametric(x, y, at={"t": 0.7}).as_dict()
    right, up = (numbers(parse(text).sympy.doit(), t=T) for text in (x, y))
    slope = sympy.diff(up, T) / sympy.diff(right, T)
    second = sympy.diff(slope, T) / sympy.diff(right, T)
    place = {T: sympy.Rational(7, 10)}
    assert near(found["value"], slope.subs(place))
    assert near(found["second"]["value"], second.subs(place))
    assert near(found["point"][0], right.subs(place))
    assert near(found["point"][1], up.subs(place))
    own = numbers(sympy.sympify(found["derivative"]["sympy"]), t=T)
    bend = numbers(sympy.sympify(found["second"]["derivative"]["sympy"]), t=T)
    assert near(own.subs(T, 1.3), slope.subs(T, 1.3))
    assert near(bend.subs(T, 1.3), second.subs(T, 1.3))


@pytest.mark.parametrize(
    ("x", "y", "at", "value", "second", "point"),
    [
        ("t^2", "t^3 - 3t", {"t": 2.0}, 2.25, 0.46875, [4, 2]),
        ("e^t", "t e^(-t)", "t=0", 1, -3, [1, 0]),
        ("cos(t)", "sin(t)", "t=pi/2", 0, -1, [0, 1]),
        ("cos(t)", "sin(t)", 0, None, None, [1, 0]),
        ("t^2", "t^3", "t=0", None, None, [0, 0]),
        ("3s", "s^2", "s=6", 4, 2 / 9, [18, 36]),
    ],
)
def test_values(x: str, y: str, at: object, value: object, second: object, point: list[float]) -> None:
    found = parametric(x, y, at=at).as_dict()
    assert json.loads(json.dumps(found)) == found
    assert (found["schema"], found["point"]) == ("derivtutor/parametric/1", point)
    assert near(found["value"], value)
    assert near(found["second"]["value"], second)


def test_it_is_told_as_a_quotient_of_rates() -> None:
    told = render(tell(parametric("t^2", "t^3", at="t=2"), "brief"), "plain").splitlines()
    assert told == [
        "x = t^2",
        "y = t^3",
        "dx/dt = 2t",
        "dy/dt = 3t^2",
        "dy/dx = (dy/dt)/(dx/dt)",
        "dy/dx = 3t^2/(2t)",
        "dy/dx = 3t/2",
        "d/dt (dy/dx) = 3/2",
        "d^2y/dx^2 = (d/dt (dy/dx))/(dx/dt)",
        "d^2y/dx^2 = 3/2/(2t)",
        "d^2y/dx^2 = 3/(4t)",
        "(x, y) = (2^2, 2^3)",
        "(x, y) = (4, 8)",
        "dy/dx = 3*2/2",
        "dy/dx = 3",
        "d^2y/dx^2 = 3/(4*2)",
        "Answer: d^2y/dx^2 = 3/8",
    ]


def test_a_vertical_tangent_and_a_standstill_are_said() -> None:
    assert "dx/dt is 0 there and dy/dt is not: the tangent is vertical." in render(
        tell(parametric("cos(t)", "sin(t)", at="t=0")), "plain"
    )
    assert "dx/dt and dy/dt are both 0 there: the curve stops for a moment" in render(
        tell(parametric("t^2", "t^3", at="t=0")), "plain"
    )


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "latex", "plain"])
def test_every_format_tells_it(form: str) -> None:
    assert render(tell(parametric("a cos(t)", "b sin(t)", at="t=1")), form)


@pytest.mark.parametrize(
    ("x", "y", "told", "message"),
    [
        ("3", "t^2", {}, "The x of the curve does not change with t"),
        ("a s", "b s", {}, "must have one parameter, and here are a, b, s"),
        ("3", "4", {}, "must have one parameter, and here are none"),
        ("t", "t^2", {"at": "s=2"}, "The point has no value for t|The letter s does not occur"),
        ("ln(t)", "t", {"at": "t=-1"}, "has no value"),
        ("1/t", "t", {"at": "t=0"}, "has no value"),
        ("t = 2", "t^2 = 3", {}, "An expression is expected here"),
        ("", "t", {}, "."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(x: str, y: str, told: dict[str, str], message: str) -> None:
    with pytest.raises(UserError, match=message):
        parametric(x, y, **told)
