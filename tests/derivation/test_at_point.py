"""Numbers at a point: each one that is printed is compared with an independent value."""

from __future__ import annotations

import functools
import math
import re

import mpmath
import pytest

from derivtutor import UserError, explain
from derivtutor.derivation.smooth import is_smooth
from derivtutor.notation.reader import read
from derivtutor.render import formats, terminal
from derivtutor.render.telling.derivation import tell

ORACLES = {
    "x^3": lambda x: x**3,
    "x^5 - 2x^2 + x": lambda x: x**5 - 2 * x**2 + x,
    "sin(x)": mpmath.sin,
    "e^(2x)": lambda x: mpmath.exp(2 * x),
    "x e^(-x)": lambda x: x * mpmath.exp(-x),
    "ln(x)": mpmath.log,
    "1/x": lambda x: 1 / x,
    "sqrt(x)": mpmath.sqrt,
    "sin(x^2)": lambda x: mpmath.sin(x**2),
    "x^2/(x+1)": lambda x: x**2 / (x + 1),
    "tan(x)": mpmath.tan,
    "arctan(x)": mpmath.atan,
    "(3x+1)^4": lambda x: (3 * x + 1) ** 4,
    "x^x": lambda x: x**x,
    "|x-3|^3": lambda x: abs(x - 3) ** 3,
    "cos(3x)^2": lambda x: mpmath.cos(3 * x) ** 2,
    "(1-cos(x))/x^2": lambda x: (1 - mpmath.cos(x)) / x**2,
}
POINTS = {
    "pi/3": lambda: mpmath.pi / 3,
    "2": lambda: mpmath.mpf(2),
    "0.0001": lambda: mpmath.mpf("0.0001"),
}
RAISED = str.maketrans("−⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "-0123456789-")
DERIVATIVE = re.compile("f([′″‴']+)\u2061?(?:\\(|\\\\left).*")
PRIMES = {"″": 2, "‴": 3}
SIGN = re.compile(r"[=≈~]|about|\\approx")
NUMBER = re.compile(r"(-?)(?:([\d.]+) ?(?:[·*⋅]|\\cdot)? ?)?10\^[({]*(-?\d+)|(-?[\d.]+)")


def at_section(problem: str, order: int, at: str, form: str) -> str:
    """What a format says about a point, each formula in a row of its own and without marks."""
    screen = {"width": 100} if form == "terminal" else {}
    page = formats.render(tell(explain(problem, order=order, at=f"x={at}"), "brief", "lines"), form, **screen)
    page = page.partition("</main>")[0]
    text = re.split(r"(?m)^(?:At |## At|<h2>At|\\subsection\{At).*$", page)[1]
    text = re.sub(r"10(?=[⁻⁰¹²³⁴-⁹])", "10^", text.replace("<msup><mn>10</mn>", "10^"))
    text = re.sub("<[^>]*>", "", text.replace("\\\\\n&", "")).translate(RAISED)
    return text.replace("⁢", "").replace(", the product of the local rates", "")


def number(text: str) -> float:
    """The first number in a text, with its power of ten."""
    found = NUMBER.search(text)
    assert found, text
    return float(found[4]) if found[4] else float(f"{found[1]}{found[2] or 1}e{found[3]}")


def derivatives_in(text: str) -> dict[int, float]:
    """The derivatives that are printed, by order: the last number in the row of each."""
    return {
        sum(PRIMES.get(prime, 1) for prime in row[1]): number(SIGN.split(row[0])[-1])
        for row in DERIVATIVE.finditer(text)
    }


@functools.cache
def true_derivative(problem: str, at: str, order: int) -> float:
    with mpmath.workdps(60):
        return float(mpmath.diff(ORACLES[problem], POINTS[at](), order))


IN_WORDS = {"speech"}
"""Formats in which numbers are words."""


@pytest.mark.parametrize("form", [form for form in formats.FORMATS if form not in IN_WORDS])
@pytest.mark.parametrize("problem", ORACLES)
def test_every_derivative_that_is_printed_is_the_one_that_is_named(problem: str, form: str) -> None:
    for at in POINTS:
        height = true_derivative(problem, at, 0)
        for order in (1, 2, 3):
            true = {k: true_derivative(problem, at, k) for k in {1, order}}
            text = at_section(problem, order, at, form)
            printed = derivatives_in(text)
            assert printed.keys() == true.keys(), text
            for k, value in true.items():
                assert math.isclose(printed[k], value, rel_tol=6e-6, abs_tol=1e-25), (problem, at, k, text)
            numbers = [number(piece) for piece in SIGN.split(text) if NUMBER.search(piece)]
            assert any(math.isclose(each, height, rel_tol=2e-5, abs_tol=1e-25) for each in numbers), (problem, at, text)


# What is said where something special happens: the problem, the point, and rows that must be there or must not be.

SAID = [
    ("sin(x)", "x=pi/3", ("f(π/3) = √3/2 ≈ 0.866025", "f′(π/3) = 1/2 = 0.5", "y = x/2 + √3/2 − π/6 ≈ 0.5x + 0.342427")),
    ("x^2/(x+1)", "x=1/3", ("At x = 1/3", "f(1/3) = 1/12 ≈ 0.0833333", "f′(1/3) = 7/16 = 0.4375")),
    ("ln(x)", "x=e", ("f(e) = 1", "f′(e) = 1/e ≈ 0.367879", "rising")),
    ("x^2 + k x", "x=1", ("f(1) = 1 + k", "f′(1) = 2 + k")),
    ("x^3", "x=0.1", ("f(0.1) = 0.001", "f′(0.1) = 0.03")),
    ("(1-cos(x))/x^2", "x=0.0001", ("f(0.0001) ≈ 0.5", "f′(0.0001) ≈ −8.33333·10⁻⁶", "falling")),
    ("tan(x)", "x=pi/2", ("f(π/2) is undefined", "f′(π/2) is undefined", "The function is not defined there.")),
    ("|sin x|", "x=pi", ("From the left: df/dx = −1", "From the right: df/dx = 1", "no slope there: a corner")),
    ("softplus(x)", "x=1000", ("f(1000) ≈ 1000", "f′(1000) ≈ 1", "rising")),
    ("ln(cosh(x))", "x=1000", ("f ≈ 999.307", "≈ 1", "rising")),
    ("e^x", "x=1000", ("≈ 1.97007·10⁴³⁴", "rising")),
    ("sin(x)sin(x)", "x=pi", ("f(π) = 0", "f′(π) = 0", "The tangent is horizontal there.")),
    ("1/x", "x=10^7", ("f′(10⁷) = −10⁻¹⁴", "falling")),
    ("ln(2-x)", "x=3", ("u = −1", "f is undefined", "df/du is undefined", "not defined there")),
    ("|x|^3", "x=0", ("f′(0) = 0", "horizontal")),
    ("piecewise((x^2 sin(1/x), x!=0), (0, x=0))", "x=0", ("f′(0) = 0", "horizontal")),
    ("piecewise((x sin(1/x), x!=0), (0, x=0))", "x=0", ("f′(0) is undefined", "the slopes have no limit")),
    ("piecewise((x, x<=pi), (pi, x>pi))", "x=pi", ("From the left: df/dx = 1", "right: df/dx = 0", "a corner")),
    ("sign(x)^2", "x=0", ("f′(0) is undefined", "approaches another value: f = 1", "not continuous")),
    ("cbrt(x)", "x=0", ("From the left the slope grows without bound.", "the tangent is vertical")),
    ("x^(2/3)", "x=0", ("From the left the slope falls without bound.", "a cusp")),
    ("sqrt(x)", "x=0", ("On the left the function is not defined.", "no slope there: it ends")),
    ("|x^2-2|", "x=sqrt(2)", ("From the left: df/dx = −2√2 ≈ −2.82843",)),
    ("x^x^x^x^x", "x=9", ("f(9) cannot be computed", "too large, or its digits are lost")),
    ("9^9^9^9^x", "x=9", ("v ≈ 4.28125·10³⁶⁹⁶⁹³⁰⁹⁹",)),
    ("int(|t|, t, 0, x)", "x=0", ("f(0) = 0", "f′(0) = 0")),
    ("int(sin(t)/t, t, 0, x)", "x=0", ("f′(0) = 1", "rising")),
    ("int(1/t, t, 1, x)", "x=-1", ("f(−1) is undefined", "not defined there")),
    ("|x|^3", "x=0", ("u = 0   du/dx is undefined", "f = 0   df/du = 0", "f′(0) = 0")),
    ("(x-3)^6000", "x=4", ("f = 1", "f′(4) = 6000", "y = 6000x − 23999")),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "at", "rows"), SAID, ids=lambda each: each if isinstance(each, str) else "")
def test_what_is_said_of_a_point(problem: str, at: str, rows: tuple[str, ...]) -> None:
    text = terminal.render(tell(explain(problem, wrt="x", at=at), "brief"), width=100)
    for row in rows:
        assert row in text


REMOVABLE = [
    ("piecewise((sin(x)/x, x!=0),(1, x=0))", 0, 0), ("x|x^3|", 0, 0), ("relu(x)^2", 0, 0), ("cbrt(x^3)", 0, 1),
    ("cos(|x|)", 0, 0), ("x^2 sign(x)", 0, 0), ("max(0, x^3)", 0, 0), ("max(1, cos(x))", 0, 0), ("|x-1|^3", 1, 0),
    ("sqrt(x^4)", 0, 0), ("max(x, x^2, 2x-1)", 1, None), ("min(x^2, 2x-1)", 1, 2), ("|x|sin(x)", 0, 0),
    ("piecewise((e^(-1/x^2), x!=0),(0, x=0))", 0, 0), ("piecewise((x^2, x<1), (2x-1, x>=1))", 1, 2),
    ("root(5, x^5)", 0, 1), ("|x|", 0, None), ("e^|x|", 0, None), ("x^(3/2)", 0, None),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "at", "slope"), REMOVABLE)
def test_a_slope_exists_where_the_formula_has_a_gap(problem: str, at: int, slope: int | None) -> None:
    found = explain(problem, at=at).as_dict()["at"]
    assert found["slope"] == slope
    assert (found["trend"] == "no slope") == (slope is None)


@pytest.mark.parametrize(
    ("problem", "order", "expected"),
    [("|x|^3", 2, 0), ("|x|^3", 3, None), ("x|x|", 2, None), ("x^4 sign(x)", 3, 0), ("sqrt(x)", 2, None)],
)
def test_a_higher_derivative_at_a_gap(problem: str, order: int, expected: int | None) -> None:
    assert explain(problem, order=order, at=0).as_dict()["at"]["derivative"] == expected


def test_a_second_derivative_tells_how_the_curve_bends() -> None:
    text = terminal.render(tell(explain("x^3", order=2, at=3), "brief"))
    assert "f″(3) = 18" in text
    assert "The curve bends upwards there." in text
    assert "Tangent" not in text
    assert "rising" not in text


def test_numbers_for_programs_have_exact_forms_beside_them() -> None:
    found = explain("sin(x)", at="x=pi/3").as_dict()["at"]
    assert (found["value"], found["slope"]) == (math.sin(math.pi / 3), 0.5)
    assert found["exact"]["value"]["text"] == "sqrt(3)/2"
    corner = explain("|x|", at=0).as_dict()["at"]
    assert corner["sides"] == {"order": 1, "left": -1, "right": 1}
    letters = explain("x^2 + k x", wrt="x", at=1).as_dict()["at"]
    assert (letters["slope"], letters["trend"], letters["exact"]["slope"]["text"]) == (None, None, "2 + k")


def test_a_float_is_the_number_that_it_shows() -> None:
    assert explain("x^2", at=1e-5).at.slope == 2e-5
    with pytest.raises(UserError, match="no value for x"):
        explain("a x^2", wrt="x", at="a=2")


@pytest.mark.parametrize("at", ["x=1, x=2", "x=1; a=3; x=1", "2, x=2"])
def test_a_letter_has_one_value(at: str) -> None:
    with pytest.raises(UserError, match=r"two values for x\. Give one of them\."):
        explain("a x^2", wrt="x", at=at)


@pytest.mark.parametrize(
    ("problem", "at", "value"),
    [
        ("int(|t|, t, -1, x)", 2, 2.5),
        ("int(piecewise((1, t<1), (2, t>=1)), t, 0, x)", 3, 5),
        ("int(1/t, t, 1, x)", -3, None),
        ("int(1/t, t, 1, x)", -2, None),
        ("int(1/t, t, -1, x)", 1, None),
        ("int(1/(t-1)^2, t, 0, x)", 5, None),
        ("int(e^(-t^2), t, 0, x)", 1, 0.746824132812427),
    ],
)
def test_integrals_have_the_digits_that_are_known(problem: str, at: int, value: float | None) -> None:
    found = explain(problem, at=at).at
    if value is None:
        assert not found.height.is_defined
    else:
        assert math.isclose(found.value, value, rel_tol=10.0 ** (1 - len(str(found.value).replace(".", ""))))


@pytest.mark.parametrize(
    ("function", "formula", "at", "smooth"),
    [
        ("x^2/(x - 1)", "(x^2 - 2x)/(x - 1)^2", "2", True),
        ("sqrt(x)", "1/(2sqrt(x))", "4", True),
        ("0^x", "0", "1", True),
        ("0^x", "0", "0", False),  # it has the value 1 there, and none before
        ("(-2)^x", "0", "2", False),
    ],
)
def test_where_the_formula_is_the_slope(function: str, formula: str, at: str, smooth: bool) -> None:
    trees = (read(function).tree, read(formula).tree)
    assert is_smooth(*trees, "x", {"x": read(at).tree}) is smooth
