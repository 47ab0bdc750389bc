"""Extreme values under conditions: points, values and multipliers."""

import json

import pytest
import sympy

from derivtutor import UserError, lagrange, parse
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

FOUND = (
    ("x y", ["x^2 + y^2 = 8"], {(2, 2): 4, (-2, -2): 4, (2, -2): -4, (-2, 2): -4}),
    ("x + 2y", ["x^2 + y^2 = 5"], {(1, 2): 5, (-1, -2): -5}),
    ("x^2 + y^2", ["x y = 4"], {(2, 2): 8, (-2, -2): 8}),
    ("x y z", ["x + y + z = 6"], {(2, 2, 2): 8, (0, 0, 6): 0, (0, 6, 0): 0, (6, 0, 0): 0}),
    ("x^2 + y^2 + z^2", ["x + y + z = 1", "x - y = 2"], {(4 / 3, -2 / 3, 1 / 3): 7 / 3}),
    ("x^2 y", ["x^2 + 2y^2 = 6"], {
        (2, 1): 4, (-2, 1): 4, (2, -1): -4, (-2, -1): -4, (0, 3**0.5): 0, (0, -(3**0.5)): 0,
    }),
    ("x", ["y^2 = x^3"], {(0, 0): 0}),
    ("x^2 + 2y^2", ["x + y = 3"], {(2, 1): 6}),
    ("e^(x y)", ["x^3 + y^3 = 16"], {(2, 2): 54.598150033144236}),
    ("x ln(x) + y ln(y)", ["x + y = 1"], {(0.5, 0.5): -0.6931471805599453}),
    ("3x - y + z", ["x^2 + y^2 + z^2 = 11"], {(3, -1, 1): 11, (-3, 1, -1): -11}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "where", "expected"), FOUND, ids=[text for text, _, _ in FOUND])
def test_points_and_values(text: str, where: list[str], expected: dict) -> None:
    document = lagrange(text, where).as_dict()
    assert len(document["points"]) == len(expected)
    for place, value in expected.items():
        near = [p for p in document["points"] if tuple(p["at"].values()) == pytest.approx(place, abs=1e-9)]
        assert [point["value"] for point in near] == [pytest.approx(value, abs=1e-9)]


@pytest.mark.parametrize(("text", "where"), [(text, where) for text, where, _ in FOUND], ids=[row[0] for row in FOUND])
def test_the_gradients_are_parallel(text: str, where: list[str]) -> None:
    document = lagrange(text, where).as_dict()
    letters = sympy.symbols(document["wrt"])
    function = sympy.sympify(document["expression"]["sympy"])
    sides = [[parse(side).sympy for side in each.split("=")] for each in where]
    for point in document["points"]:
        at = {letter: point["at"][str(letter)] for letter in letters}
        assert all(abs(float((left - right).subs(at))) < 1e-9 for left, right in sides)
        for letter in letters if point["multipliers"] else ():
            pairs = zip(point["multipliers"], sides, strict=True)
            combined = sum(value * (left - right).diff(letter) for value, (left, right) in pairs)
            assert abs(float((function.diff(letter) - combined).subs(at).evalf())) < 1e-9


def test_on_an_ellipse_the_values_are_extreme() -> None:
    kinds = {point["value"]: point["kind"] for point in lagrange("x y", "x^2 + y^2 = 8").as_dict()["points"]}
    assert kinds == {4: "maximum", -4: "minimum"}
    assert {point["kind"] for point in lagrange("x^2 + y^2", "x y = 4").as_dict()["points"]} == {None}


def test_telling_in_plain_text() -> None:
    told = " ".join(render(tell(lagrange("x y", "x^2 + y^2 = 8")), "plain").split())
    for words in (
        "grad f = lambda grad g",
        "That is, y = 2lambda x, x = 2lambda y, and the condition x^2 + y^2 = 8.",
        "x(2lambda - 1)(2lambda + 1) = 0: one of the factors is zero.",
        "Compare the values at the points found.",
    ):
        assert words in told, told


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("x^2 + y", "An equation is expected here, such as x^2 + y^2 = 25."),
        ("x = ", "One side of the equation is empty."),
        ([], "There is no condition."),
        ("1 = 2", "None of the variables x, y is in the condition 1 = 2."),
        (["x = 1", "y = 2"], "There are 2 conditions for 2 variables."),
    ],
)
def test_refusals(where: object, message: str) -> None:
    with pytest.raises(UserError) as refused:
        lagrange("x y", where)
    assert refused.value.message == message


def test_the_document_is_json() -> None:
    document = lagrange("x y", "x + y = 1").as_dict()
    assert json.loads(json.dumps(document)) == document
    assert document["schema"] == "derivtutor/lagrange/1"
