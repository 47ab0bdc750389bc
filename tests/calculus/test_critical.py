"""Critical points: all of them, what each is, and how they were found."""

import json

import pytest
import sympy

from derivtutor import UserError, critical
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

FOUND = (
    ("x^3 - 3x + y^2", {(1, 0): ("minimum", -2), (-1, 0): ("saddle", 2)}),
    ("x^4 + y^4 - 4x y + 1", {(0, 0): ("saddle", 1), (1, 1): ("minimum", -1), (-1, -1): ("minimum", -1)}),
    ("x^3 + y^3 - 3x y", {(0, 0): ("saddle", 0), (1, 1): ("minimum", -1)}),
    ("x y (1 - x - y)", {
        (0, 0): ("saddle", 0), (0, 1): ("saddle", 0), (1, 0): ("saddle", 0), (1 / 3, 1 / 3): ("maximum", 1 / 27),
    }),
    ("x^2 + y^2", {(0, 0): ("minimum", 0)}),
    ("x^4 + y^4", {(0, 0): ("undecided", 0)}),
    ("1/x + 1/y + x y", {(1, 1): ("minimum", 3)}),
    ("e^x (x^2 - y^2)", {(-2, 0): ("maximum", 0.5413411329464508), (0, 0): ("saddle", 0)}),
    ("x + y", {}),
    ("e^(x + y)", {}),
    ("x^3", {(0,): ("saddle", 0)}),
    ("x^4 - x^3", {(0,): ("saddle", 0), (0.75,): ("minimum", -27 / 256)}),
    ("x^4", {(0,): ("minimum", 0)}),
    ("x e^(-x)", {(1,): ("maximum", 0.36787944117144233)}),
    ("ln(x) - x", {(1,): ("maximum", -1)}),
    ("x^2 + y^2 + z^2 - x y z", {
        (0, 0, 0): ("minimum", 0), (2, 2, 2): ("saddle", 4),
        (2, -2, -2): ("saddle", 4), (-2, 2, -2): ("saddle", 4), (-2, -2, 2): ("saddle", 4),
    }),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_all_points_are_found_and_classified(text: str, expected: dict) -> None:
    document = critical(text).as_dict()
    assert document["complete"]
    assert len(document["points"]) == len(expected)
    for place, (kind, value) in expected.items():
        near = [p for p in document["points"] if tuple(p["at"].values()) == pytest.approx(place)]
        assert [(point["kind"], pytest.approx(point["value"])) for point in near] == [(kind, value)]


POLYNOMIALS = (
    "x^2 + 3x y + y^2 - x",
    "2x^3 + 6x y^2 - 3y^3 - 150x",
    "x^4 + y^4 - 2x^2 - 2y^2 + 4x y",
    "x^5 - 5x y + y^2",
    "x^3 y + 12x^2 - 8y",
    "x^4 - 2x^2 + y^3 - 3y",
    "x^2 y^2 - x^2 - y^2",
    "x^3 - y^3 + 3x^2 + 3y^2 - 9x",
    "(x^2 + y^2 - 1)^2 + x",
    "x^4/4 - x^2 y + y^3",
    "x^3 - 12x y + 8y^3",
)


@pytest.mark.parametrize("text", POLYNOMIALS)
def test_points_are_those_of_sympy(text: str) -> None:
    document = critical(text).as_dict()
    function, letters = sympy.sympify(document["expression"]["sympy"]), sympy.symbols(document["wrt"])
    solutions = sympy.solve_poly_system([function.diff(letter) for letter in letters], *letters, strict=False)
    expected = {
        tuple(round(float(sympy.re(value.evalf(20))), 8) + 0.0 for value in solution)
        for solution in solutions
        if all(abs(sympy.im(value.evalf(20))) < 1e-12 for value in solution)
    }
    assert {tuple(round(value, 8) + 0.0 for value in point["at"].values()) for point in document["points"]} == expected
    for point in document["points"]:
        matrix = sympy.hessian(function, letters).subs(dict(zip(letters, point["at"].values(), strict=True)))
        determinant = float(matrix.det())
        if abs(determinant) > 1e-9:
            kind = "saddle" if determinant < 0 else "minimum" if matrix[0, 0] > 0 else "maximum"
            assert point["kind"] == kind


def test_points_without_an_exact_form_are_found_by_a_basis() -> None:
    document = critical("x^3 + x y^2 - 2x^2 y + y - 5x + y^4").as_dict()
    function, (x, y) = sympy.sympify(document["expression"]["sympy"]), sympy.symbols("x y")
    roots = sympy.Poly(sympy.resultant(function.diff(x), function.diff(y), x), y).nroots(n=20)
    assert [point["at"]["y"] for point in document["points"]] == pytest.approx([float(y) for y in roots if y.is_real])
    assert [point["kind"] for point in document["points"]] == ["saddle", "minimum"]


def test_curves_of_points_are_named() -> None:
    found = critical("x^2 y")
    assert not found.as_dict()["complete"]
    told = " ".join(render(tell(found), "plain").split())
    assert "All points with x = 0 are solutions." in told
    assert "There are whole curves of such points; these are not listed." in told


def test_infinitely_many_points_are_said_to_be_more() -> None:
    document = critical("sin(x)").as_dict()
    assert not document["complete"]
    assert {point["kind"] for point in document["points"]} == {"minimum", "maximum"}


def test_telling_in_plain_text() -> None:
    told = " ".join(render(tell(critical("x^4 + y^4 - 4x y + 1")), "plain").split())
    for words in (
        "Set all partial derivatives to zero: 4x^3 - 4y = 0, 4y^3 - 4x = 0.",
        "4x^3 - 4y = 0 gives y = x^3.",
        "Substitute that into the other equations: 4x^9 - 4x = 0.",
        "4x^9 - 4x = 0 gives x = -1, x = 0 or x = 1.",
        "The determinant is 0*0 - (-4)*(-4) = -16; it is negative: a saddle point.",
    ):
        assert words in told, told


@pytest.mark.parametrize("text", ["x^3 - 3x + y^2", "x^4 + y^4 - 4x y + 1"])
def test_a_brief_telling_is_short(text: str) -> None:
    told = render(tell(critical(text), "brief"), "terminal", width=80)
    assert len([line for line in told.splitlines() if line.strip()]) <= 25


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"function": "a x^2 + x", "wrt": "x"}, "The letter a has no value, and the variables are x."),
        ({"function": "3"}, "There are no letters to differentiate with respect to."),
        ({"function": "x^2 = 1"}, "An expression is expected here, not an equation."),
    ],
)
def test_refusals(arguments: dict, message: str) -> None:
    with pytest.raises(UserError) as refused:
        critical(**arguments)
    assert refused.value.message == message


def test_the_document_is_json() -> None:
    document = critical("x^2 + y^2").as_dict()
    assert json.loads(json.dumps(document)) == document
    assert document["schema"] == "derivtutor/critical/1"
