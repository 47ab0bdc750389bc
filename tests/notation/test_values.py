"""Integrals with a gap at a bound, rational numbers as expressions, and what an `Expression` hands out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from mpmath import mp

from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.expression import Expression, expression, parse, problem, variable_name
from derivtutor.notation.rational import decimal_text, ends_as_decimal, number, rational
from derivtutor.notation.reader import read

AREAS = [
    # an integrand with a gap at a bound that is filled, the bounds, and its value by mpmath
    ("sin(t)/t", "0", "1", lambda: mp.si(1)),
    ("sin(t)/t", "2", "3", lambda: mp.si(3) - mp.si(2)),
    ("sin(t)/(-t)", "0", "1", lambda: -mp.si(1)),
    ("(1 - cos(t))/t", "0", "2", lambda: mp.euler + mp.log(2) - mp.ci(2)),
    ("(e^t - 1)/t", "0", "1", lambda: mp.ei(1) - mp.euler),
    ("sinh(t)/t", "0", "1", lambda: mp.shi(1)),
    ("sin(2t)/(3t)", "0", "1/2", lambda: mp.si(1) / 3),
    ("(t^2 - 1)/(t - 1)", "1", "2", lambda: mp.mpf(5) / 2),
    ("(t^2 - 1)/(t - 1)", "0", "1", lambda: mp.mpf(3) / 2),
    ("ln(1 + t)/t", "0", "1", lambda: mp.pi**2 / 12),
    ("t^2", "2", "0", lambda: mp.mpf(-8) / 3),
    ("e^(-t^2)", "0", "3", lambda: mp.sqrt(mp.pi) / 2 * mp.erf(3)),
]


@pytest.mark.parametrize(("integrand", "lower", "upper", "expected"), AREAS)
def test_a_gap_at_a_bound_that_is_filled_does_no_harm(integrand: str, lower: str, upper: str, expected: object) -> None:
    ball = evaluate_ball(read(f"int({integrand}, t, {lower}, {upper})").tree, {}, 200)
    assert ball is not None
    with mp.workdps(40):
        found = mp.mpf(ball.mid().str(40, radius=False))
        assert abs(found - expected()) < 1e-30  # type: ignore[operator]


@pytest.mark.parametrize(
    "typed",
    [
        "int(1/t, t, 0, 1)", "int(ln(t), t, 0, 1)", "int(1/sqrt(t), t, 0, 1)", "int(1/(t - 1), t, 0, 2)",
        "int(cos(t)/t, t, 0, 1)",
        "int(1/t^2, t, -1, 1)", "int(e^t/t, t, 0, 1)", "int(t^(-1/2), t, 0, 1)", "int(1/(t^2 - t), t, 0, 1/2)",
        "int(tan(t), t, 0, 2)",
    ],
)  # fmt: skip
def test_other_gaps_leave_no_ball(typed: str) -> None:
    ball = evaluate_ball(read(typed).tree, {}, 200)
    assert ball is None or not ball.is_finite()


RATIONALS = [
    # a number, as an expression, and as a decimal fraction if that ends
    (Fraction(0), "0", "0"), (Fraction(7), "7", "7"), (Fraction(-7), "-7", "-7"), (Fraction(1, 2), "1/2", "0.5"),
    (Fraction(-1, 4), "-1/4", "-0.25"), (Fraction(5, 4), "5/4", "1.25"), (Fraction(1, 3), "1/3", "1/3"),
    (Fraction(1, 6), "1/6", "1/6"),
    (Fraction(1, 1000), "1/1000", "0.001"), (Fraction(1, 2**12), "1/4096", "0.000244140625"),
    (Fraction(123, 10), "123/10", "12.3"),
    (Fraction(1, 10**12), "1/1000000000000", "0.000000000001"),
    (Fraction(1, 10**13), "1/10000000000000", "1/10000000000000"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "fraction", "decimal"), RATIONALS)
def test_rational_numbers_as_expressions(value: Fraction, fraction: str, decimal: str) -> None:
    assert linear.text(number(value)) == fraction
    assert linear.text(number(value, decimal=True)) == decimal
    assert rational(number(value)) == rational(number(value, decimal=True)) == value
    assert ends_as_decimal(value) is ("/" not in decimal)
    if value >= 0 and "/" not in decimal:
        assert decimal_text(value) == decimal


@pytest.mark.parametrize(("typed", "value"), [
    ("3", 3), ("-3", -3), ("--3", 3), ("1/2", Fraction(1, 2)), ("-1/2", Fraction(-1, 2)),
    ("(-1)/(-2)", Fraction(1, 2)),
    ("1/2/3", Fraction(1, 6)), ("0.25", Fraction(1, 4)), ("0/5", 0), ("1/0", None), ("1/(0/3)", None), ("x", None),
    ("-x", None),
    ("1/x", None), ("x/2", None), ("1 + 1", None), ("2*3", None), ("2^3", None), ("pi", None),
])  # fmt: skip
def test_what_is_written_as_a_rational_number(typed: str, value: Fraction | None) -> None:
    assert rational(read(typed).tree) == value


def test_an_expression_hands_out_its_writings() -> None:
    found = parse("2 x sin(x) / 3")
    assert found.text == str(found) == "2x sin(x)/3"
    assert found._repr_latex_() == f"$\\displaystyle {found.latex}$"
    assert str(parse("x^2 + 1/2").sympy) == "x**2 + 1/2"
    assert parse("x^2").latex == "x^{2}"


@pytest.mark.parametrize(
    ("given", "text"), [("x^2", "x^2"), (3, "3"), (-2, "-2"), (0.5, "0.5"), (Fraction(3, 4), "3/4")]
)
def test_what_is_given_may_be_text_or_a_number(given: object, text: str) -> None:
    assert expression(given).text == problem(given).text == text
    assert expression(expression(given)) == expression(given)
    assert isinstance(expression(given), Expression)


@pytest.mark.parametrize("given", [True, None, [1], object()])
def test_anything_else_is_refused(given: object) -> None:
    with pytest.raises(UserError):
        expression(given)


NAMES = [
    ("x", "x"),
    ("θ", "theta"),
    ("theta", "theta"),
    (" y ", "y"),
    ("w_1", "w_1"),
    ("A", "A"),
    ("\\alpha", "alpha"),
    ("rate_2", "rate_2"),
]
NO_NAMES = [
    ("", "missing\\. For example, write --wrt x\\."), ("  ", "missing"),
    ("e", "e is not the name"), ("pi", "pi is not"), ("2", "2 is not"),
    ("x+1", "x\\+1 is not"), ("xy", "xy is not .* Write one letter, such as x or theta\\."),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "name"), NAMES)
def test_names_of_variables(typed: str, name: str) -> None:
    assert variable_name(typed) == name


@pytest.mark.parametrize(("typed", "message"), NO_NAMES)
def test_what_is_no_name_of_a_variable(typed: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        variable_name(typed)
