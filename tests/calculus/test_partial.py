"""Partial derivatives: what comes out, what is held constant, and what is refused."""

import itertools

import pytest
import sympy
from command import run
from several import AT, FUNCTIONS, POINT, near, same

from derivtutor import parse, partial
from derivtutor.errors import UserError
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

TOLD = """\
f(x, y) = x^2 y + 3y
Differentiate with respect to x; hold y constant.
df/dx = d/dx (x^2 y + 3y)
df/dx = d/dx (x^2 y) + 0 (Sum and constant rule; y constant)
df/dx = y (d/dx (x^2)) + 0 (Constant multiple rule; y constant)
df/dx = 2x y + 0 (Power rule)
df/dx = 2x y (drop factors of 1 and terms of 0)
Substitute the point.
df/dx(2, 1) = 2*2*1
Answer: df/dx(2, 1) = 4"""


@pytest.mark.parametrize(("function", "variable"), list(itertools.product(FUNCTIONS, "xy")))
def test_partial_derivatives_are_those_of_sympy(function: str, variable: str) -> None:
    found = partial(function, variable, AT).as_dict()
    expected = sympy.diff(parse(function).sympy, variable)
    assert same(found["derivative"], expected)
    assert near(found["value"], float(expected.subs(POINT)))


@pytest.mark.parametrize(("function", "by"), list(itertools.product(FUNCTIONS, ("xy", "yx", "xx", "yyx"))))
def test_partial_derivatives_of_higher_orders_are_those_of_sympy(function: str, by: str) -> None:
    found = partial(function, list(by), AT).as_dict()
    expected = sympy.diff(parse(function).sympy, *by)
    assert same(found["derivative"], expected)
    assert near(found["value"], float(expected.subs(POINT)))
    assert (found["wrt"], found["order"]) == (list(by), len(by))


def test_every_step_says_what_is_held_constant() -> None:
    assert render(tell(partial("x^2 y + 3y", "x", "x=2,y=1")), "plain") == TOLD
    several = render(tell(partial("x^2 y z", "x")), "plain")
    assert "hold y and z constant." in several
    assert "(Constant multiple rule; y and z constant)" in several


def test_an_order_differentiates_again_by_the_same_variable() -> None:
    assert partial("x^4 y", "x", order=2).result.text == partial("x^4 y", "x,x").result.text == "12x^2 y"


def test_it_is_said_that_the_order_of_the_variables_does_not_matter() -> None:
    told = render(tell(partial("x^2 y^3", "x,y")), "terminal", width=80)
    assert "∂²f/∂x∂y = 6x y²" in told
    assert "∂²f/∂y∂x = ∂²f/∂x∂y" in " ".join(told.split())
    assert "order" not in render(tell(partial("x^2 y^3", "x,x")), "plain").replace("reorder", "")


def test_the_variable_is_the_only_one_or_x() -> None:
    assert partial("t^2").result.text == "2t"
    assert partial("x^2 y").result.text == "2x y"
    with pytest.raises(UserError, match="which variable to differentiate with respect to: u, v"):
        partial("u v")


@pytest.mark.parametrize(("function", "at", "value"), [("x|x| + y", "x=0,y=1", 0), ("|x|^3 y", "x=0,y=1", 0)])
def test_there_are_derivatives_where_only_the_formula_has_a_gap(function: str, at: str, value: float) -> None:
    assert partial(function, "x", at).as_dict()["value"] == value


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("x^2 y", "--wrt", "z"), "The letter z does not occur in x² y."),
        (("x^2 y = 3", "--wrt", "x"), "An expression is expected here, not an equation."),
        (("x y", "--wrt", ""), "The name of the variable is missing."),
        (("", "--wrt", "x"), "There is nothing to read."),
        (("5", "--wrt", "x"), "There are no letters to differentiate with respect to."),
        (("x y", "--wrt", "x", "--at", "x=1"), "The point has no value for y."),
        (("x y", "--wrt", "x", "--at", "1,2,3"), "The number of values is 3, but the variables are x, y."),
        (("ln(x) + y", "--wrt", "x", "--at", "x=-1,y=1"), "ln(−1) + 1 has no value."),
        (("|x| y", "--wrt", "x", "--at", "x=0,y=1"), "|x| y has no derivative with respect to x at this point."),
        (("x y", "--wrt", "x,y", "--order", "3"), "The order is 3, but the variables are x, y."),
        (("x y", "--wrt", "x", "--order", "0"), "The order 0 is not possible."),
    ],
)
def test_what_cannot_be_asked_gets_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    done = run("partial", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {says}")


def test_the_document_has_the_keys_of_the_contract() -> None:
    found = partial("x^2 y + 3y", "x", {"x": 2, "y": 1}).as_dict()
    assert found["schema"] == "derivtutor/partial/1"
    assert found["derivative"] == {"text": "2x y", "latex": "2 x y", "sympy": "2*x*y"}
    assert found["value"] == 4
    assert {"expression", "wrt", "order", "at", "lines", "notes"} <= found.keys()
    assert "value" not in partial("x^2 y", "x").as_dict()


@pytest.mark.parametrize(
    ("function", "derivative"),
    [
        ("x^2 + x y + y^2", "x + 2y"),
        ("x^2 y + x y^2", "x^2 + 2x y"),
        ("x^2 + 3x y + y^3 - y", "3x + 3y^2 - 1"),
        ("x^3 + x^2 y^3 - 2y^2", "3x^2 y^2 - 4y"),
        ("e^(x^2 + x y + y^2)", "(x + 2y)e^(x^2 + x y + y^2)"),
        ("x^2 - x y + y^2", "2y - x"),
        ("y^2 + x y", "2y + x"),
        ("a^2 + a y + y^2", "2y + a"),
    ],
)
def test_terms_fall_by_the_letter_by_which_those_of_the_function_do(function: str, derivative: str) -> None:
    assert partial(function, "y").result.text == derivative
