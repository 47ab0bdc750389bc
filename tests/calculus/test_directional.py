"""Directional derivatives: vectors, angles and points to go towards."""

import itertools

import pytest
import sympy
from command import run
from several import AT, FUNCTIONS, POINT, near

from derivtutor import directional, parse
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

TOLD = """\
grad f = (df/dx, df/dy)
grad f = (2x y, x^2)
Substitute the point.
grad f(1, 2) = (2*1*2, 1^2)
grad f(1, 2) = (4, 1)
v = (4 - 1, 6 - 2) (from the point to the other one)
v = (3, 4)
|v| = sqrt(3^2 + 4^2)
|v| = 5
Divide it by its length to get a unit vector.
u = v/|v|
u = (3/5, 4/5)
The slope in the direction is the scalar product of gradient and unit vector.
D_u f(1, 2) = grad f * u
D_u f(1, 2) = 4*(3/5) + 1*(4/5)
Answer: D_u f(1, 2) = 16/5
In this direction the function rises."""


@pytest.mark.parametrize(("function", "along"), list(itertools.product(FUNCTIONS, ((1, 1), (-3, 4), (0, -2)))))
def test_slopes_are_those_of_sympy(function: str, along: tuple[int, int]) -> None:
    found = directional(function, list(along), AT, wrt=["x", "y"]).as_dict()
    expression, size = parse(function).sympy, float(sympy.sqrt(along[0] ** 2 + along[1] ** 2))
    slopes = [float(sympy.diff(expression, letter).subs(POINT)) for letter in "xy"]
    assert near(found["value"], sum(slope * step for slope, step in zip(slopes, along, strict=True)) / size)
    assert all(map(near, found["unit"], [step / size for step in along]))
    assert all(map(near, found["gradient"], slopes))


@pytest.mark.parametrize(
    "along", ["3,4", "(3, 4)", "[3, 4]", "<3,4>", "3i + 4j", "x=3,y=4", [3, 4], (0.6, 0.8), {"x": 3, "y": 4}, "30; 40"]
)
def test_a_direction_can_be_written_in_many_ways(along: object) -> None:
    assert directional("x^2 y + y^3", along, {"x": 1, "y": 2}).as_dict()["value"] == 12.8


@pytest.mark.parametrize(
    ("along", "text"),
    [("60deg", "2 + sqrt(3)/2"), ("60°", "2 + sqrt(3)/2"), ("pi/2 rad", "1"), ("0 degrees", "4"), ("-90deg", "-1")],
)
def test_an_angle_is_a_direction(along: str, text: str) -> None:
    assert directional("x^2 y", along, "1,2").result.text == text


def test_the_unit_vector_is_a_step() -> None:
    told = render(tell(directional("x^2 y", at="x=1,y=2", towards="x=4,y=6")), "plain")
    assert told.endswith(TOLD)


def test_a_vector_of_length_1_is_taken_as_it_is() -> None:
    told = render(tell(directional("x^2 y", "0,1", "1,2")), "plain")
    assert "Its length is 1, so it is a unit vector: u = v." in told


def test_vectors_are_not_called_what_the_letters_are() -> None:
    told = render(tell(directional("u v", "1,1", "1,2")), "plain")
    assert "n = w/|w|" in told
    assert "D_n f(1, 2)" in told


@pytest.mark.parametrize(("along", "word"), [("1,0", "rises"), ("-1,0", "falls"), ("0,1", "neither rises nor falls")])
def test_it_is_said_what_the_function_does(along: str, word: str) -> None:
    assert word in render(tell(directional("x^2 + y^2", along, "x=1,y=0")), "plain")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("x y", "--along", "0,0", "--at", "1,2"), "The zero vector has no direction."),
        (("x y", "--along", "1,1,1", "--at", "1,2"), "The number of values is 3, but the variables are x, y."),
        (("x y z", "--along", "60deg", "--at", "1,2,3"), "An angle is a direction for two variables"),
        (("x y", "--at", "1,2"), "A direction is missing."),
        (("x y", "--along", "1,1"), "A point is missing."),
        (("x y", "--along", "1,q", "--at", "1,2"), "q is not a number."),
        (("x y", "--along", "1,1", "--towards", "2,2", "--at", "1,2"), "There are two directions"),
        (("x y", "--towards", "1,2", "--at", "1,2"), "The point to go towards is the point itself."),
        (("ln(x y)", "--along", "1,1", "--at", "x=-1,y=2"), "ln((−1)·2) has no value."),
        (("sqrt(x^2 + y^2)", "--along", "1,1", "--at", "0,0"), "√(x² + y²) has no derivative"),
        (("x y", "--along", "1,1", "--at", "1,2", "--wrt", "x,z"), "The letter z does not occur in x y."),
        (("x y = 3", "--along", "1,1", "--at", "1,2"), "An expression is expected here, not an equation."),
        (("7", "--along", "1,1", "--at", "1,2"), "There are no letters to differentiate with respect to."),
    ],
)
def test_what_cannot_be_asked_gets_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    done = run("directional", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {says}")


def test_the_document_has_the_keys_of_the_contract() -> None:
    found = directional("x^2 - 4x y + y^2", [0.0, 1.0], {"x": 1, "y": 2}, wrt=["x", "y"]).as_dict()
    assert found["schema"] == "derivtutor/directional/1"
    assert (found["unit"], found["value"]) == ([0, 1], 0)
    assert {"expression", "wrt", "at", "partials", "gradient", "lines", "notes"} <= found.keys()
