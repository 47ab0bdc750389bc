"""Tangent planes of graphs and of surfaces that an equation describes."""

import pytest
import sympy
from command import run
from several import AT, FUNCTIONS, POINT, near, same

from derivtutor import parse, tangent_plane
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

TOLD = """\
n = grad F(4, -1, 1)
n = (2*4, 4(-1), 6*1)
n = (8, -4, 6)
Every direction in the plane is perpendicular to it.
0 = 8(x - 4) - 4(y + 1) + 6(z - 1)
Answer: 0 = 8x - 4y + 6z - 42"""


@pytest.mark.parametrize("function", FUNCTIONS)
def test_planes_of_functions_are_those_of_sympy(function: str) -> None:
    found = tangent_plane(function, AT).as_dict()
    expression, letters = parse(function).sympy, sympy.symbols("x y")
    height = expression.subs(POINT)
    slopes = [sympy.diff(expression, letter).subs(POINT) for letter in letters]
    plane = height + sum(slope * (letter - POINT[letter.name]) for slope, letter in zip(slopes, letters, strict=True))
    assert near(found["value"], float(height))
    assert all(map(near, found["slopes"], map(float, slopes)))
    for point in ({"x": 2, "y": -3}, {"x": 0, "y": 0}, {"x": -1, "y": sympy.Rational(1, 3)}):
        assert same(found["plane"], plane, point)


SURFACES = (
    ("x^2 + 2y^2 + 3z^2 = 21", {"x": 4, "y": -1, "z": 1}),
    ("x y z = 6", {"x": 1, "y": 2, "z": 3}),
    ("z^2 = x^2 + y^2", {"x": 3, "y": 4, "z": -5}),
    ("x = y z", {"x": 2, "y": 1, "z": 2}),
    ("e^(x y) + z = 3", {"x": 0, "y": 5, "z": 2}),
    ("sin(x) + cos(y) + z = 1", {"x": 0, "y": 0, "z": 0}),
    ("x^2 + y^2 = 25", {"x": 3, "y": 4}),
    ("x^2 + y^2 = 1", {"x": "1/sqrt(2)", "y": "1/sqrt(2)"}),
    ("sqrt(x) + sqrt(y) + sqrt(z) = 6", {"x": 1, "y": 4, "z": 9}),
    ("ln(x) + y z = 2", {"x": 1, "y": 1, "z": 2}),
    ("x^3 - 3x y = z^2", {"x": 2, "y": 1, "z": "sqrt(2)"}),
    ("(x - 1)^2 + w^2 = 2", {"x": 2, "w": 1}),
)


@pytest.mark.parametrize(("equation", "at"), SURFACES)
def test_planes_of_surfaces_are_those_of_sympy(equation: str, at: dict[str, object]) -> None:
    found = tangent_plane(equation, at).as_dict()
    left, right = (parse(side).sympy for side in equation.split("="))
    letters = sympy.symbols(sorted(at))
    point = {letter: sympy.sympify(at[letter.name]) for letter in letters}
    normal = [sympy.diff(left - right, letter).subs(point) for letter in letters]
    plane = sum(slope * (letter - point[letter]) for slope, letter in zip(normal, letters, strict=True))
    assert all(map(near, found["normal"], map(float, normal)))
    for place in range(4):
        assert same(found["plane"], plane, {letter.name: (place * 7 + i * i) % 5 for i, letter in enumerate(letters)})
    assert found["equation"]["text"] == f"{found['plane']['text']} = 0"


def test_the_normal_is_a_step() -> None:
    told = render(tell(tangent_plane("x^2 + 2y^2 + 3z^2 = 21", "x=4,y=-1,z=1")), "plain")
    assert told.startswith("Bring everything to one side")
    assert told.endswith(TOLD)


@pytest.mark.parametrize(
    ("given", "at", "text"),
    [
        ("2x^2 + y^2", "x=1,y=1", "4x + 2y - 3"),
        ("z = x^2 y", "x=1,y=2", "4x + y - 4"),
        ("f(x, y) = x^2 y", "1,2", "4x + y - 4"),
        ("z = x^2 y", "x=1,y=2,z=2", "-4x - y + z + 4"),
        ("x^2 + y^2", "x=0,y=0", "0"),
        (r"$x^2 + y^2 + z^2 = 9$", "x=1,y=2,z=2", "2x + 4y + 4z - 18"),
        (sympy.Eq(sympy.Symbol("x") ** 2 + sympy.Symbol("y") ** 2, 5), "x=1,y=2", "2x + 4y - 10"),
        (sympy.Symbol("x") * sympy.Symbol("y"), "x=1,y=2", "2x + y - 2"),
    ],
)
def test_functions_and_equations_are_told_apart(given: object, at: str, text: str) -> None:
    assert tangent_plane(given, at).result.text == text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("x^2 + y^2 = 25", "--at", "x=3,y=5"), "The point does not lie on it: the left side is 34"),
        (("x^2 + y^2 = 0", "--at", "0,0"), "The gradient is zero at this point"),
        (("x^2", "--at", "1"), "A tangent plane needs at least two variables."),
        (("x y",), "A point is missing."),
        (("x y", "--at", "x=1"), "The point has no value for y."),
        (("x^2 + y^2 = 25", "--at", "x=3,y=4,z=0"), "The letter z does not occur here."),
        (("x^2 + y^2 = 25 = z", "--at", "x=3,y=4"), "An equation has one equality sign, and here are 2."),
        (("x^2 + y^2 =", "--at", "x=3,y=4"), "One side of the equation is empty."),
        (("x + ln(y) = 1", "--at", "x=1,y=-1"), "1 + ln(−1) has no value."),
        (("|x| + y", "--at", "x=0,y=1"), "|x| + y has no derivative with respect to x at this point."),
        (("", "--at", "x=0,y=1"), "There is nothing to read."),
    ],
)
def test_what_cannot_be_asked_gets_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    done = run("tangent-plane", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {says}")
