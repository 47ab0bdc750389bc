"""The Hessian: its entries, its sign, and what the second-derivative test says."""

import json

import pytest
import sympy

from derivtutor import UserError, hessian
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

FUNCTIONS = (
    "x^3 y - 2x y^2 + y",
    "e^(x y)",
    "sin(x) cos(y)",
    "ln(x^2 + y^2 + 1)",
    "x/(1 + y^2)",
    "sqrt(x^2 + 4y^2 + 1)",
    "x^2 y z + z^3",
    "arctan(x y)",
    "x e^(-x^2 - y^2)",
    "(x - 2y)^4",
    "x1^2 x2 - x2^3 x1",
    "cosh(x) + y^4 - x y",
    "(w x + b - 1)^2",
)


@pytest.mark.parametrize("text", FUNCTIONS)
def test_entries_are_those_of_sympy(text: str) -> None:
    found = hessian(text)
    document = found.as_dict()
    function = sympy.sympify(document["expression"]["sympy"])
    letters = [sympy.Symbol(letter) for letter in document["wrt"]]
    place = {letter: sympy.Rational(3 + 2 * n, 7) for n, letter in enumerate(letters)}
    expected = sympy.hessian(function, letters).subs(place).evalf()
    for row, entries in enumerate(document["matrix"]):
        for column, entry in enumerate(entries):
            value = sympy.sympify(entry["sympy"]).subs(place).evalf()
            assert abs(value - expected[row, column]) < 1e-9


@pytest.mark.parametrize(
    ("text", "at", "definite", "eigenvalues", "verdict"),
    [
        ("x^2 + x y + y^2", {"x": 0, "y": 0}, "positive", [1, 3], "minimum"),
        ("x^4 + y^4", {"x": 0, "y": 0}, "positive semidefinite", [0, 0], "undecided"),
        ("-x^4 - y^2", "x=0,y=0", "negative semidefinite", [-2, 0], "undecided"),
        ("x^2 - y^2", "0,0", "indefinite", [-2, 2], "saddle"),
        ("1 - x^2 - 3y^2", [0, 0], "negative", [-6, -2], "maximum"),
        ("x^2 + y^2", {"x": 1, "y": 0}, "positive", [2, 2], None),
        ("x^2 + y^2 - z^2 + x y", "0,0,0", "indefinite", [-2, 1, 3], "saddle"),
        ("e^(x^2 + y^2)", "0,0", "positive", [2, 2], "minimum"),
        ("x^2", 0, "positive", [2], "minimum"),
    ],
)
def test_what_the_matrix_says_at_a_point(text: str, at: object, definite: str, eigenvalues: list, verdict: str) -> None:
    document = hessian(text, at=at).as_dict()
    assert document["definite"] == definite
    assert document["eigenvalues"] == pytest.approx(eigenvalues)
    assert document["critical"] is (verdict is not None)
    assert document["verdict"] == verdict


def test_a_matrix_without_letters_says_something_without_a_point() -> None:
    document = hessian("x^2 + 2y^2").as_dict()
    assert document["value"] == [[2, 0], [0, 4]]
    assert document["definite"] == "positive"
    assert document["verdict"] == "minimum"
    assert document["critical"] is None
    assert hessian("x^3 + y").as_dict()["definite"] is None


def test_irrational_eigenvalues_are_exact_where_they_are_short_and_near_elsewhere() -> None:
    lines = [line["text"] for line in hessian("x^2/2 + x y + y^2").as_dict()["lines"]]
    assert "lambda_2 = 3/2 + sqrt(5)/2" in lines
    three = hessian("x^2 + y^2 + 3z^2 + x y + y z + x z/5", at="0,0,0").as_dict()
    matrix = sympy.Matrix(three["value"])
    assert three["eigenvalues"] == pytest.approx(sorted(float(sympy.re(each)) for each in matrix.evalf().eigenvals()))
    assert any("≈" in line["text"] for line in three["lines"])


def test_a_matrix_of_many_variables_with_irrational_entries() -> None:
    letters = [f"x{place}" for place in range(1, 8)]
    text = " + ".join(f"e^({letter}) x1" for letter in letters)
    document = hessian(text, at=[1] * 7).as_dict()
    assert document["definite"] == "indefinite"
    assert len(document["eigenvalues"]) == 7


def test_telling_in_plain_text() -> None:
    told = render(tell(hessian("x^2 y - y^2", at="0,0")), "plain")
    for words in (
        "Differentiate df/dx with respect to y; hold x constant.",
        "d^2f/dxdy = d^2f/dydx, the order of the two does not matter, so the matrix is symmetric.",
        "No eigenvalue is positive, but one is zero, so H(0, 0) is negative semidefinite.",
        "The gradient is zero, but an eigenvalue of H(0, 0) is zero as well: the test does not decide.",
    ):
        assert words in " ".join(told.split()), told


@pytest.mark.parametrize("form", ["plain", "terminal", "markdown", "html", "latex"])
def test_every_format_shows_the_matrix(form: str) -> None:
    assert len(render(tell(hessian("x^2 y", at="1,2")), form)) > 200


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"function": "x^2 + y^2 = 1"}, "An expression is expected here, not an equation."),
        ({"function": "7"}, "There are no letters to differentiate with respect to."),
        ({"function": "x y", "at": "1"}, "The number of values is 1, but the variables are x, y."),
        ({"function": "x y", "at": "x=1"}, "The point has no value for y."),
        ({"function": "ln(x) + y", "at": "0,1"}, "ln(0) + 1 has no value."),
        ({"function": "x y", "wrt": "x,x"}, "The variable x is given twice."),
        ({"function": ""}, "There is nothing to read."),
    ],
)
def test_refusals(arguments: dict, message: str) -> None:
    with pytest.raises(UserError) as refused:
        hessian(**arguments)
    assert refused.value.message == message


def test_the_document_is_json() -> None:
    document = hessian("x y", at="x=1,y=2").as_dict()
    assert json.loads(json.dumps(document)) == document
    assert document["schema"] == "derivtutor/hessian/1"
    assert {"matrix", "value", "eigenvalues", "definite", "critical", "verdict"} <= document.keys()


def test_in_brief_numbers_have_their_words_and_the_verdict_is_told() -> None:
    told = render(tell(hessian("x^2 - y^2", at="x=0,y=0"), "brief"), "plain")
    assert "the leading minors" in told
    assert "the eigenvalues" in told
    assert "a saddle point." in told
