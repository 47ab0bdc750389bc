"""Numbers whose squares are rational, compared with balls."""

from __future__ import annotations

import math
from fractions import Fraction

import flint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.reader import read
from derivtutor.notation.squares import nearest_double, square_of, squares_at

LEAVES = st.sampled_from(["x", "y", "2", "7", "3/5", "sqrt(8)", "sqrt(2)", "0"])
FORMS = ("({0}) + ({1})", "({0})*({1})", "({0})/({1})", "-({0})", "({0})^3", "({0})^(-2)", "sqrt({0})")
FORMULAS = st.recursive(
    LEAVES, lambda inside: st.builds(lambda form, *both: form.format(*both), st.sampled_from(FORMS), inside, inside)
)
POINTS = st.fixed_dictionaries({name: st.fractions(-9, 9, max_denominator=6) for name in "xy"})


@given(FORMULAS, POINTS)
def test_balls_say_the_same(text: str, point: dict[str, Fraction]) -> None:
    tree = read(text).tree
    square = squares_at(point)(tree)
    if square is not None:
        ball = evaluate_ball(tree, point, 300)
        assert ball is not None
        with flint.ctx.workprec(400):
            assert (ball * abs(ball)).contains(flint.fmpq(square.numerator, square.denominator))
        assert nearest_double(square) == float(ball.mid())


@pytest.mark.parametrize(
    "text", ["sin(x)", "sqrt(-x)", "sqrt(2) + 1", "1/(x - x)", "0^(-1)", "2^(1/3)", "z", "pi", "9^9^9^9"]
)
def test_others_have_none(text: str) -> None:
    assert squares_at({"x": Fraction(3)})(read(text).tree) is None


def test_large_numbers() -> None:
    assert nearest_double(square_of(10**200)) == 1e200
    assert nearest_double(Fraction(-2, 10**600)) == -1.4142135623730950488e-300
    assert math.isnan(nearest_double(square_of(10**400)))
