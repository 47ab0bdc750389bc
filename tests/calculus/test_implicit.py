"""Implicit differentiation: against SymPy, on the curve, and as it is told."""

import json

import pytest
import sympy
from oracle_of_topics import near, numbers
from sympy import Symbol, diff

from derivtutor import implicit
from derivtutor.errors import UserError
from derivtutor.notation.expression import parse
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

X, Y = Symbol("x", real=True), Symbol("y", real=True)
POINTS = ((0.7, 1.3), (1.9, 0.4), (0.31, 2.2))
EQUATIONS = """
x^2 + y^2 = 25
x y + y^2 = 6
x^3 + y^3 = 6x*y
sin(x y) = x/2
e^(x y) = x + y
sin(y) + x = x y
y^4 - x^2 y = 3
x/y + y = 3
sqrt(x y) = x + y - 3
ln(x + y) = x - 1
y e^x = x^2
tan(x + y) = y
arctan(y/x) = x/4
(x + y)^3 = x y + 5
x^y = y + 1
sqrt(y - 5) = x
y = x y^2
x = y^3 - y
1/x + 1/y = 1
x^2 y^2 = x + y
cos(x) + e^y = 3
(x^2 + y^2)^2 = 8(x^2 - y^2)
""".strip().splitlines()


def on_paper(equation: str) -> sympy.Expr:
    left, right = (parse(side).sympy.doit() for side in equation.split(" = "))
    return numbers(left - right, x=X, y=Y)


@pytest.mark.parametrize("equation", EQUATIONS)
def test_slope_and_second_derivative_are_those_of_sympy(equation: str) -> None:
    zero = on_paper(equation)
    found = implicit(equation, order=2).as_dict()
    slope = -diff(zero, X) / diff(zero, Y)
    second = diff(slope, X) + diff(slope, Y) * slope
    own = numbers(sympy.sympify(found["derivative"]["sympy"]), x=X, y=Y)
    bend = numbers(sympy.sympify(found["second"]["derivative"]["sympy"]), x=X, y=Y)
    for x, y in POINTS:
        assert near(own.subs({X: x, Y: y}), slope.subs({X: x, Y: y}))
    for x in (0.7, 1.9, 2.2, -0.6):  # what the equation was used for holds on the curve alone
        for start in (0.5, 1.5, -1.5, 3):
            try:
                y = sympy.nsolve(zero.subs(X, x), Y, start)
            except (ValueError, TypeError, ZeroDivisionError):
                continue
            if y.is_real and abs(zero.subs({X: x, Y: y})) < 1e-12:
                assert near(bend.subs({X: x, Y: y}), second.subs({X: x, Y: y}), 1e-6)
                return


@pytest.mark.parametrize(
    ("equation", "at", "value", "second"),
    [
        ("x^2 + y^2 = 25", {"x": 3, "y": -4}, 0.75, 0.390625),
        ("x y + y^2 = 6", "x=1,y=2", -0.4, 0.096),
        ("x^2 + y^2 = 25", (3, 4), -0.75, -25 / 64),
        ("x^2 + y^2 = 3", "x=1,y=1.4142135623730951", -(0.5**0.5), -3 / 8**0.5),
        ("x^2 + y^2 = 25", "x=5,y=0", None, None),
        ("y^2 = x^3", "x=0,y=0", None, None),
    ],
)
def test_values_at_points_of_the_curve(equation: str, at: object, value: float | None, second: float | None) -> None:
    found = implicit(equation, at=at, order=2).as_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["schema"] == "derivtutor/implicit/1"
    assert near(found["value"], value)
    assert near(found["second"]["value"], second)


def test_the_letters_can_be_others() -> None:
    assert implicit("s^2 - t^2 = s t", wrt="t", of="s").result.text == "(2t + s)/(2s - t)"
    assert implicit("x^2 + y^2 = 25", wrt="y", of="x").result.text == "-y/x"
    assert implicit("x^2/a^2 + y^2/b^2 = 1").result.text == "-b^2 x/(a^2 y)"


def test_sympy_equations_are_read() -> None:
    x, y = sympy.symbols("x y")
    assert implicit(sympy.Eq(x * y, 6)).result.text == "-y/x"


def test_it_is_told_line_by_line() -> None:
    assert render(tell(implicit("x y + y^2 = 6", at="x=1,y=2")), "plain").rstrip() == TOLD.rstrip()


TOLD = """\
The curve is x y + y^2 = 6.
Differentiate both sides with respect to x.
Here y is a function of x: by the chain rule every y brings a factor y', which is short for dy/dx.
d/dx (x y + y^2) = d/dx (x y) + d/dx (y^2) (Sum rule)
d/dx (x y + y^2) = 1*y + x y' + 2y y' (Product, identity, chain and power rule)
d/dx (x y + y^2) = y + x y' + 2y y'
d/dx (6) = 0 (Constant rule)
The two derivatives are equal.
y + x y' + 2y y' = 0
Collect the terms with y' on one side and all others on the other.
x y' + 2y y' = -y
Factor out y'.
(x + 2y)y' = -y
Divide by x + 2y.
y' = (-y)/(x + 2y)
y' = -y/(x + 2y)
Substitute the point (1, 2).
y' = -2/(1 + 2*2)
Answer: y' = -2/5
"""


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "latex", "plain"])
@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_every_format_tells_it(form: str, detail: str) -> None:
    assert render(tell(implicit("sin(x y) = x", at="x=0,y=3", order=2), detail), form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("equation", "told", "message"),
    [
        ("x^2 + y^2", {}, "An equation is expected here"),
        ("x = y = 3", {}, "one equality sign, and here are 2"),
        ("x^2 =", {}, "One side of the equation is empty"),
        ("x^2 = 4", {}, "The letter y does not occur in the equation"),
        ("x y = 4", {"of": "z"}, "The letter z does not occur in the equation"),
        ("x y = 4", {"of": "x"}, "x cannot depend on itself"),
        ("x y = 4", {"order": 3}, "The order 3 is not possible here"),
        ("x y = 4", {"at": "x=1,y=5"}, "does not lie on the curve: there the left side is 5 and the right side 4"),
        ("x y = 4", {"at": "x=1"}, "The point has no value for y"),
        ("x y = 4", {"at": "x=1,z=2"}, "The letter z does not occur here"),
        ("x y = 4", {"at": ""}, "A point is missing"),
        ("ln(x) = y", {"at": "x=-1,y=0"}, "ln\\(−1\\) has no value"),
        ("x^2 + y^2 = -1", {}, "No point was found"),
        ("x (y - y) = x", {}, "The letter y cancels"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(equation: str, told: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message):
        implicit(equation, **told)  # type: ignore[arg-type]


def test_a_vertical_tangent_and_a_crossing_are_said() -> None:
    vertical = render(tell(implicit("x^2 + y^2 = 25", at="x=5,y=0")), "plain")
    assert "There 2y is 0 and -2x is not: the tangent is vertical, and y' has no value." in vertical
    crossing = render(tell(implicit("y^2 = x^3", at="x=0,y=0")), "plain")
    assert "are both 0: the equation does not decide y'; the curve may cross itself here." in crossing


@pytest.mark.parametrize(
    ("equation", "second", "reason"),
    [
        ("x^2 + y^2 = 25", "-25/y^3", "x² + y² = 25 on the curve"),
        ("x^2 + 4y^2 = 4", "-1/(4y^3)", "x² + 4y² = 4 on the curve"),
        ("x^2 + x y + y^2 = 3", "-18/(x + 2y)^3", "x² + x y + y² = 3 on the curve"),
        ("x^3 + y^3 = 6x y", "-16x y/(y^2 - 2x)^3", "x³ + y³ − 6x y = 0 on the curve"),
        ("y^2 = x^3", "3x/(4y)", "x³ − y² = 0 on the curve"),
        ("x^2 + y^2 = 2x", "-1/y^3", "x² + y² − 2x = 0 on the curve"),
        ("sqrt(x) + sqrt(y) = 1", "1/(2x sqrt(x))", "√x + √y = 1 on the curve"),
        ("x y + y^3 = 1", "2x y/(x + 3y^2)^3", ""),
        ("y^5 + y = x", "-20y^3/(5y^4 + 1)^3", ""),
    ],
)
def test_the_second_derivative_is_one_fraction_and_short_on_the_curve(equation: str, second: str, reason: str) -> None:
    found = implicit(equation, order=2).as_dict()
    assert found["second"]["derivative"]["text"] == second
    assert found["lines"][-1]["why"] == reason


def test_what_is_zero_on_the_curve_is_seen_before_it_goes() -> None:
    lines = [line["text"] for line in implicit("x^3 + y^3 = 6x y", order=2).as_dict()["lines"]]
    assert lines[-2] == "y'' = (-2x y(x^3 + y^3 - 6x y) - 16x y)/(y^2 - 2x)^3"
