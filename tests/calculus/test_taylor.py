"""Taylor polynomials: coefficients, tables, errors, and those of several variables."""

import json
import math

import pytest
import sympy

from derivtutor import UserError, taylor
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

FUNCTIONS = (
    ("sin(x)", "0"),
    ("cos(2x)", "pi/3"),
    ("e^(x^2)", "0"),
    ("ln(1 + x)", "0"),
    ("sqrt(x)", "4"),
    ("1/(1 - x)", "0"),
    ("arctan(x)", "0"),
    ("arcsin(x)", "1/2"),
    ("arccos(x)", "0"),
    ("tan(x)", "pi/4"),
    ("tanh(x)", "1/2"),
    ("sinh(x) cosh(x)", "0"),
    ("x^x", "1"),
    ("2^x", "3"),
    ("x^3 - 2x + 1", "-1"),
    ("|x|", "-2"),
    ("max(x, x^2)", "1/2"),
    ("arsinh(x)", "0"),
    ("artanh(x)", "0"),
    ("arcosh(x)", "2"),
    ("sec(x)", "0"),
    ("cot(x)", "pi/4"),
    ("e^(sin(x))", "0"),
    ("ln(x)/x", "1"),
    ("log_2(x)", "2"),
    ("erf(x)", "0"),
    ("x sigmoid(x)", "0"),
    ("softplus(x)", "0"),
    ("int(e^(-t^2), t, 0, x)", "0"),
    ("piecewise((x^2, x < 0), (sin(x), x >= 0))", "1"),
    ("sin(x)/x", "0"),
    ("x/(e^x - 1)", "0"),
)


@pytest.mark.parametrize(("text", "around"), FUNCTIONS, ids=[text for text, _ in FUNCTIONS])
def test_coefficients_are_those_of_sympy(text: str, around: str) -> None:
    document = taylor(text, around=around, order=6).as_dict()
    x, centre = sympy.Symbol("x", real=True), sympy.sympify(document["around"]["x"]["sympy"])
    function = sympy.sympify(document["expression"]["sympy"], {"x": x}).subs(x, x + centre)
    for exponent, coefficient in enumerate(document["numbers"]):
        derivative = sympy.diff(function, x, exponent)
        value = derivative.subs(x, 0)
        if not value.is_finite:
            value = sympy.limit(derivative, x, 0)
        assert coefficient == pytest.approx(float(value.evalf()) / math.factorial(exponent), abs=1e-12)


@pytest.mark.parametrize(
    ("text", "order", "coefficients"),
    [
        ("cos(x)", 6, ["1", "0", "-1/2", "0", "1/24", "0", "-1/720"]),
        ("sigmoid(x)", 5, ["1/2", "1/4", "0", "-1/48", "0", "1/480"]),
        ("tanh(x)", 7, ["0", "1", "0", "-1/3", "0", "2/15", "0", "-17/315"]),
        ("x^2", 4, ["0", "0", "1", "0", "0"]),
    ],
)
def test_coefficients_are_exact(text: str, order: int, coefficients: list[str]) -> None:
    document = taylor(text, around=0.0, order=order).as_dict()
    assert [each["sympy"] for each in document["coefficients"]] == coefficients


def test_the_order_is_5_when_left_out_and_the_centre_0() -> None:
    assert taylor("sin(x)").result.text == "x - x^3/6 + x^5/120"
    assert taylor("e^x", around="1", order=2).result.text == "e + e(x - 1) + e(x - 1)^2/2"
    assert taylor("e^x", around={"x": -1}, order=1).result.text == "1/e + (x + 1)/e"
    assert taylor("x^2", order=0, around=3).result.text == "9"


def test_odd_roots_of_negative_numbers_are_real() -> None:
    document = taylor("cbrt(x)", around=-8, order=2).as_dict()
    assert [each["sympy"] for each in document["coefficients"]] == ["-2", "1/12", "1/288"]


def test_the_polynomial_of_zero_is_zero() -> None:
    assert taylor("x - x").result.text == "0"
    assert taylor("x y - y x", around="x=0,y=0").result.text == "0"


def test_coefficients_that_would_be_long_are_rounded() -> None:
    found = taylor("ln((2x/(cos(x)^2 + 1))^2 + 2)", around=-1)
    x = sympy.Symbol("x")
    function = sympy.sympify(found.as_dict()["expression"]["sympy"])
    expected = [float(function.diff(x, n).subs(x, -1).evalf()) / math.factorial(n) for n in range(6)]
    assert found.as_dict()["numbers"] == pytest.approx(expected)
    assert "1.48082 - 1.8575(x + 1) + 0.813478(x + 1)^2" in render(tell(found), "plain")


def test_rounded_coefficients_have_many_digits() -> None:
    found = taylor("sin(sin(cos(x)))", around=1).as_dict()["coefficients"][1]["sympy"]
    x = sympy.Symbol("x")
    expected = sympy.sin(sympy.sin(sympy.cos(x))).diff(x).subs(x, 1)
    assert abs(sympy.Rational(found) - expected).evalf(40) < 1e-35


def test_other_letters_stay() -> None:
    found = taylor("sin(k x)", wrt="x", order=3)
    assert found.result.text == "k x - k^3 x^3/6"
    assert found.as_dict()["numbers"] is None


def test_a_high_order_does_not_swell() -> None:
    document = taylor("tanh(x)", order=50).as_dict()
    assert len(document["coefficients"]) == 51
    x = sympy.Symbol("x")
    assert sympy.Rational(document["coefficients"][11]["sympy"]) == sympy.series(sympy.tanh(x), x, 0, 12).coeff(x, 11)


@pytest.mark.parametrize(
    ("text", "around", "within", "order"),
    [
        ("sin(x)", "0", 0.5, 5),
        ("e^x", "1", 1.0, 3),
        ("ln(x)", "2", 1.0, 4),
        ("x^2", "0", 2.0, 2),
        ("tanh(x)", "0", 1.0, 11),
    ],
)
def test_the_bound_holds_and_is_not_far_off(text: str, around: str, within: float, order: int) -> None:
    document = taylor(text, around=around, order=order, within=within).as_dict()
    x, bound = sympy.Symbol("x"), document["remainder"]["bound"]
    error = sympy.sympify(document["expression"]["sympy"]) - sympy.sympify(document["polynomial"]["sympy"])
    centre = float(sympy.sympify(around))
    errors = [abs(float(error.subs(x, centre + within * step / 20).evalf(30))) for step in range(-20, 21)]
    assert max(errors) <= bound + 1e-15
    assert bound < 60 * max(errors) + 1e-15


@pytest.mark.parametrize(
    ("text", "around", "constant", "gradient", "hessian"),
    [
        ("e^x cos(y)", {"x": 0, "y": 0}, 1, [1, 0], [[1, 0], [0, -1]]),
        ("x^2 y + y^2", {"x": 1, "y": 2}, 6, [4, 5], [[4, 2], [2, 2]]),
        ("x y z", "x=1,y=1,z=1", 1, [1, 1, 1], [[0, 1, 1], [1, 0, 1], [1, 1, 0]]),
    ],
)
def test_several_variables(text: str, around: object, constant: float, gradient: list, hessian: list) -> None:
    document = taylor(text, around=around, order=2).as_dict()
    assert (document["constant"], document["gradient"], document["hessian"]) == (constant, gradient, hessian)
    polynomial = sympy.sympify(document["polynomial"]["sympy"])
    function = sympy.sympify(document["expression"]["sympy"])
    letters = sympy.symbols(document["wrt"])
    centre = {letter: sympy.sympify(document["around"][str(letter)]["sympy"]) for letter in letters}
    for one in letters:
        assert sympy.simplify((polynomial - function).diff(one).subs(centre)) == 0
        for other in letters:
            assert sympy.simplify((polynomial - function).diff(one, other).subs(centre)) == 0


def test_telling_in_plain_text() -> None:
    told = render(tell(taylor("ln(x)", around=1, order=3, within=0.5)), "plain")
    assert "T_3(x) = x - 1 - (x - 1)^2/2 + (x - 1)^3/3" in told
    assert "Substitute x = 1, and divide the n-th derivative by n!." in told
    assert "|f(x) - T_3(x)|: at most 0.2501" in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"function": "|x|"}, "The function does not have derivatives up to order 5 at x = 0."),
        ({"function": "sqrt(x)"}, "The function does not have derivatives up to order 5 at x = 0."),
        ({"function": "ln(x)"}, "ln(0) has no value."),
        ({"function": "sin(x)", "order": -1}, "The order -1 is not a whole number from 0 to 50."),
        ({"function": "x y", "around": "x=0,y=0", "order": 3}, "In several variables the order is 1 or 2."),
        ({"function": "1/(1 - x)", "within": 2.0}, "No bound of the error was found up to a distance of 2."),
        ({"function": "sin(x)", "within": -1.0}, "The distance -1.0 is not a positive number."),
        ({"function": "5"}, "There are no letters to differentiate with respect to."),
        ({"function": "x^2 = 1"}, "An expression is expected here, not an equation."),
    ],
)
def test_refusals(arguments: dict, message: str) -> None:
    with pytest.raises(UserError) as refused:
        taylor(**arguments)
    assert refused.value.message == message


def test_the_document_is_json() -> None:
    document = taylor("sin(x)").as_dict()
    assert json.loads(json.dumps(document)) == document
    assert document["schema"] == "derivtutor/taylor/1"
