"""Exact values at a point, compared with balls and with what a school book writes."""

from __future__ import annotations

import pytest

from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.exact import Exact
from derivtutor.notation.reader import read

VALUES = [
    ("sin(x)", "pi/3", "√3/2"), ("cos(x)", "pi/3", "1/2"), ("tan(x)", "-pi/4", "−1"), ("sin(x)", "100pi/3", "−√3/2"),
    ("sec(x)^2", "pi/4", "2"), ("x^2/(x+1)", "1/3", "1/12"), ("1/x", "e", "1/e"), ("ln(x)", "e^2", "2"),
    ("ln(x)", "1/8", "−3 ln(2)"), ("sqrt(x)", "12", "2√3"), ("1/sqrt(x)", "8", "√2/4"),
    ("1/(1+x)", "sqrt(2)", "√2 − 1"),
    ("x^x", "2", "4"), ("e^x", "ln(3)/2", "√3"), ("sinh(x)", "ln(2)", "3/4"), ("log_2(x)", "8", "3"),
    ("arcsin(x)", "sqrt(3)/2", "π/3"), ("arctan(x)", "-sqrt(3)", "−π/3"), ("arccos(x)", "-1/2", "2π/3"),
    ("sigmoid(x)", "0", "1/2"), ("max(x, 2)", "sqrt(5)", "√5"), ("x^(2/3)", "-8", "4"), ("cbrt(x)", "-8", "−2"),
    ("cbrt(x)", "2", "∛2"), ("piecewise((x^2, x<=pi), (3, x>pi))", "pi", "π²"), ("|sin(x)|", "pi", "0"),
    ("sin(x)/x", "pi/4", "2√2/π"), ("int(sin t, t, 2, x)", "2", "0"), ("sin(x)", "1", "sin(1)"),
    ("x^2 + k x", "1", "1 + k·1"), ("k^x", "3", "k³"), ("(x+k)^2", "1", "(1 + k)²"), ("x^k", "1", "1"),
]  # fmt: skip
UNDEFINED = [
    ("tan(x)", "pi/2"), ("1/x", "0"), ("ln(2-x)", "3"), ("ln(x)", "0"), ("sqrt(x-4)", "3"), ("arcsin(x)", "2"),
    ("|x|/x", "0"), ("sec(x)", "pi/2"), ("1/(x-sqrt(2))", "sqrt(2)"), ("artanh(x)", "1"), ("k/(x-1)", "1"),
    ("x^x", "0"), ("x^(-1/2)", "-1"), ("1/(sin(x)^2)", "pi"), ("arcosh(x)", "1/2"), ("x cot(x)", "2pi"),
]  # fmt: skip


@pytest.mark.parametrize(("function", "at", "expected"), VALUES)
def test_values_are_those_of_a_school_book(function: str, at: str, expected: str) -> None:
    tree = read(function).tree
    found = Exact({"x": read(at).tree}).tree(tree)
    assert found is not None
    assert linear.unicode(found) == expected
    if "k" not in function:
        ball = evaluate_ball(tree, {"x": evaluate_ball(read(at).tree, {}, 200)}, 200)
        assert ball is None or ball.overlaps(evaluate_ball(found, {}, 200))


@pytest.mark.parametrize(("function", "at"), UNDEFINED)
def test_what_is_undefined_has_no_value(function: str, at: str) -> None:
    assert Exact({"x": read(at).tree}).tree(read(function).tree) is None
