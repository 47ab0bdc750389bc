"""Zeros of generated polynomials and compositions are all found, and are zeros."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from derivtutor.analysis.line import line
from derivtutor.analysis.zeros import zeros
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_balls
from derivtutor.notation.rational import number
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import names

FLAT = [("x - sin(x)", 0), ("x^x - 1", 1), ("x ln(x) - ln(x)", 1)]

LAW = settings(max_examples=120, derandomize=True, deadline=None)
WHOLE = st.integers(-6, 6)
POLYNOMIALS = st.lists(WHOLE, min_size=2, max_size=6).filter(lambda c: c[-1] != 0)
KERNELS = st.sampled_from(["e^x", "ln(x)", "cbrt(x)", "|x - 1|", "1/x", "sqrt(x + 2)", "arctan(x)"])

FORMS = {
    "x^2 - 5": ["-sqrt(5)", "sqrt(5)"],
    "x^2 - x - 1": ["(1 - sqrt(5))/2", "(1 + sqrt(5))/2"],
    "x^3 - 2": ["cbrt(2)"],
    "e^(2x) - 3e^x + 2": ["0", "ln(2)"],
    "e^(2x) - 5": ["ln(5)/2"],
    "e^(3x) - 2e^(2x) - e^x + 2": ["0", "ln(2)"],
    "3e^(-2x/3) - 1": ["-3ln(1/3)/2"],
    "x - sqrt(x + 2)": ["2"],
    "|x| - 2": ["-2", "2"],
    "x/(x + 1) - 2": ["-2"],
    "ln(x) - 1": ["e^1"],
    "2^x - 8": ["3"],
    "arcsin(x) - pi/6": ["1/2"],
    "gelu(x - 2)": ["2"],
    "mse(x, 3)": ["3"],
    "max(x, 1) - 2": ["2"],
    "x^2 + 1": [],
    "sin(x) - 2": [],
    "0x": [],
}


def shown(text: str) -> list[str]:
    return [linear.text(place.form) if place.form else "≈" for place in zeros(read(text).tree, "x").places]


@pytest.mark.parametrize("text", FORMS)
def test_zeros_have_their_closed_form(text: str) -> None:
    assert shown(text) == FORMS[text]


@LAW
@given(POLYNOMIALS)
def test_all_zeros_of_a_polynomial_are_found(coefficients: list[int]) -> None:
    text = " + ".join(f"({c}) x^{n}" for n, c in enumerate(coefficients))
    found = zeros(read(text).tree, "x")
    assert found.complete
    assert [float(place.middle) for place in found.places] == pytest.approx(real_roots(coefficients), abs=1e-9)


def real_roots(coefficients: list[int]) -> list[float]:
    """By SymPy, repeated ones once."""
    x = sympy.Symbol("x")
    polynomial = sympy.Poly(coefficients[::-1], x)
    return sorted(float(root.evalf(30)) for root in set(polynomial.real_roots()))


@LAW
@given(POLYNOMIALS.filter(lambda c: len(c) < 5), KERNELS)
def test_zeros_of_a_composition_are_zeros_and_none_is_missing(coefficients: list[int], kernel: str) -> None:
    text = " + ".join(f"({c}) ({kernel})^{n}" for n, c in enumerate(coefficients))
    node = read(text).tree
    found = zeros(node, "x")
    for place in found.places:
        ball = evaluate_balls(node, {"x": [place.ball(400)]}, 400)[0]
        assert not ball.is_finite() or ball.contains(0)
    if found.complete and names(node):
        assert not changes_of_sign(node) - {None} or covers(found.places, changes_of_sign(node))


def changes_of_sign(node: object) -> set[tuple[float, float] | None]:
    run = compile_real(node, ("x",))  # type: ignore[arg-type]
    grid = [n / 16 + 1 / 37 for n in range(-300, 300)]
    ends = line(node, "x").places  # type: ignore[arg-type]
    marks = [float(place.middle) for place in ends]
    values = [run((x,)) for x in grid]
    return {
        (a, b)
        for a, b, u, v in zip(grid, grid[1:], values, values[1:], strict=False)
        if u * v < 0 and not any(a <= mark <= b for mark in marks)
    }


def covers(places: tuple, changes: set) -> bool:
    found = [Fraction(place.middle) for place in places]
    return all(any(low <= middle <= high for middle in found) for low, high in changes)


@pytest.mark.parametrize(("text", "where"), FLAT)
def test_a_zero_at_a_simple_number_is_exact(text: str, where: int) -> None:
    forms = [place.form for place in zeros(read(text).tree, "x").places]
    assert number(Fraction(where)) in forms
