"""Numbers of the line: how they are recognised and written, how closely they are known, and which are too large."""

from __future__ import annotations

from fractions import Fraction

import flint
import pytest
from mpmath import mp
from oracle import Reading

from derivtutor.analysis.algebraic import element, real_zeros
from derivtutor.analysis.isolation import isolate, simplest
from derivtutor.analysis.place import Place, multiple, recognised, simple_fraction
from derivtutor.analysis.zeros import ordered
from derivtutor.notation import linear
from derivtutor.notation.reader import read

RECOGNISED = [
    ("2 + 3", "5"), ("1/2 - 1/3", "1/6"), ("sqrt(4)", "2"), ("arcsin(1)", "pi/2"), ("arccos(-1)", "pi"),
    ("-arctan(1)", "-pi/4"), ("3 arctan(1)", "3pi/4"), ("ln(e^3)", "3"), ("ln(2)", "ln(2)"), ("2^(1/2) 2^(1/2)", "2"),
    ("pi/24", "pi/24"), ("23 pi/24", "23pi/24"), ("pi/25", "pi/25"), ("arctan(1)/6", "pi/24"),
    ("arctan(1) 4/25", "arctan(1)*4/25"),
    ("sqrt(1/25000000)", "1/5000"), ("sqrt(1/25010001)", "sqrt(1/25010001)"), ("sin(pi)", "0"), ("1/0", "1/0"),
    ("sqrt(999999998000000001)", "999999999"), ("sqrt(10^18)", "sqrt(10^18)"), ("ln(-1)", "ln(-1)"),
    ("cos(pi/3)", "1/2"),
    ("sqrt(2) sqrt(3) - sqrt(6)", "0"), ("-sqrt(9)", "-3"), ("tan(pi/4)/3", "1/3"), ("pi^2", "pi^2"),
    ("sqrt(4) pi", "2pi"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), RECOGNISED)
def test_constants_are_recognised(typed: str, expected: str) -> None:
    assert linear.text(recognised(read(typed).tree)) == expected


MULTIPLES = [
    (Fraction(3, 2), "pi", "3pi/2"), (Fraction(1), "pi", "pi"), (Fraction(-1), "pi", "-pi"), (Fraction(-1, 2),
    "pi", "-pi/2"),
    (Fraction(0), "pi", "0"), (Fraction(2), "1", "2"), (Fraction(-3, 4), "1", "-3/4"), (Fraction(5),
    "sqrt(2)", "5sqrt(2)"),
    (Fraction(1, 3), "sqrt(2)", "sqrt(2)/3"), (Fraction(-7, 3), "sqrt(2)", "-7sqrt(2)/3"),
]  # fmt: skip


@pytest.mark.parametrize(("simple", "unit", "expected"), MULTIPLES)
def test_multiples_as_one_writes_them(simple: Fraction, unit: str, expected: str) -> None:
    assert linear.text(multiple(simple, read(unit).tree)) == expected
    assert linear.text(multiple(simple, None)) == str(simple)


def test_the_fraction_in_a_ball_of_many_digits() -> None:
    with flint.ctx.workprec(400):
        third = flint.arb(1) / 3
        assert simple_fraction(third, 3) == Fraction(1, 3)
        assert simple_fraction(third, 2) is None
        assert simple_fraction(third + flint.arb(2) ** -300, 3) is None
        assert simple_fraction(-third, 10) == Fraction(-1, 3)
        assert simple_fraction(flint.arb(10**9 - 1), 1) == 10**9 - 1
        assert simple_fraction(flint.arb(10**9), 1) is None
        assert simple_fraction(flint.arb(-(10**9)), 1) is None


FINITE = [("2", True), ("1/0", False), ("ln(0)", False), ("e^1000", True), ("e^69314", True),
          ("e^69315", False), ("e^(-69314)", True),
          ("e^(-69315)", False), ("sin(pi)", True), ("-e^69314", True), ("-e^69315", False),
          ("e^(e^100)", False)]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), FINITE)
def test_numbers_that_are_too_large_or_small(typed: str, expected: bool) -> None:
    assert Place(read(typed).tree).is_finite is expected


ENCLOSED = [
    # the zero of an expression between two numbers
    ("x^2 - 2", "1", "2", "sqrt(2)"), ("2 - x^2", "1", "2", "sqrt(2)"), ("x^3 - 5", "0", "10", "cbrt(5)"),
    ("e^x - 3", "0", "2", "ln(3)"), ("3 - e^x", "-5", "100000000000000000000", "ln(3)"), ("sin(x)", "3", "4", "pi"),
    ("x - 1/3", "-7", "9", "1/3"), ("x^2 - 2", "-2", "-1", "-sqrt(2)"), ("arctan(x - 1)", "-1000", "2000000", "1"),
    ("x^9 - 2", "0", "2", "root(9, 2)"), ("ln(x) + 30", "1/100000000000000000000", "1", "e^(-30)"),
]  # fmt: skip


@pytest.mark.parametrize(("equation", "low", "high", "expected"), ENCLOSED)
def test_a_zero_between_two_numbers_is_known_as_closely_as_asked(
    equation: str, low: str, high: str, expected: str
) -> None:
    place, exact = Place(None, read(equation).tree, "x", Fraction(low), Fraction(high)), Place(read(expected).tree)
    for precision in (64, 400, 1000):
        ball = place.ball(precision)
        assert ball.overlaps(exact.ball(precision))
        assert ball.rad() < flint.arb(2) ** (4 - precision)
    assert place.rational is None
    assert place.is_finite
    assert abs(place.middle - exact.middle) <= Fraction(1, 2**120)


ORDERED = [
    (["2", "1"], "1 2"), (["1", "1"], "1"), (["sqrt(2)", "2/sqrt(2)", "1"], "1 sqrt(2)"),
    (["sqrt(2)", "1414/1000"], "1414/1000 sqrt(2)"),
    (["1/10^40", "0", "-1/10^40"], "-1/10^40 0 1/10^40"), (["1", "1 + 10^(-50)"], "1 1 + 10^(-50)"), ([], ""),
    (["10^30 + 1", "10^30"], "10^30 10^30 + 1"), (["e^(-100)", "e^(-101)"], "e^(-101) e^(-100)"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), ORDERED)
def test_places_from_left_to_right_each_once(typed: list[str], expected: str) -> None:
    places = [Place(read(each).tree) for each in typed]
    assert " ".join(linear.text(each.form) for each in ordered(places) if each.form) == expected


def test_of_two_writings_the_exact_one_stays() -> None:
    exact, vague = Place(read("sqrt(2)").tree), Place(None, read("x^2 - 2").tree, "x", Fraction(1), Fraction(2))
    for places in ([exact, vague], [vague, exact], [vague, exact, vague]):
        assert ordered(places) == (exact,)


SIMPLEST = [
    ("1/3", "1/2", "1/2"), ("1/3", "2/5", "1/3"), ("34/100", "49/100", "2/5"), ("5/2", "7/2", "3"),
    ("-7/2", "-5/2", "-3"),
    ("-1", "1", "0"), ("0", "1", "0"), ("-1", "0", "0"), ("1", "1", "1"), ("22/7", "22/7", "22/7"),
    ("314/100", "315/100", "22/7"),
    ("-315/100", "-314/100", "-22/7"), ("2", "9", "2"), ("11/10", "12/10", "6/5"), ("9/10", "99/100", "9/10"),
]  # fmt: skip


@pytest.mark.parametrize(("low", "high", "expected"), SIMPLEST)
def test_the_simplest_number_between_two(low: str, high: str, expected: str) -> None:
    assert simplest(Fraction(low), Fraction(high)) == Fraction(expected)


def test_the_simplest_number_has_the_smallest_denominator() -> None:
    numbers = [Fraction(n, d) for d in range(1, 9) for n in range(-3 * d, 3 * d + 1)]
    for low in numbers[::5]:
        for high in (low + Fraction(1, k) for k in (1, 3, 7, 40)):
            found = simplest(low, high)
            assert low <= found <= high
            assert not any(
                low <= Fraction(round(low * d + Fraction(1, 2)), d) <= high for d in range(1, found.denominator)
            )


REAL_ZEROS = [
    ("x^4 - 16", "-2 2"), ("x^5 + 32", "-2"), ("x^3 - 5", "cbrt(5)"), ("x^3 + 5", "-cbrt(5)"),
    ("2x^4 - 3", "-root(4, 3/2) root(4, 3/2)"),
    ("x^4 + 3", ""), ("7", ""), ("x^6 + 5", ""), ("x^7 + 5", "-root(7, 5)"), ("(x - 1)^2 (x + 2)^3", "-2 1"),
    ("x^5", "0"), ("x^2 + 1", ""),
    ("x^60 - x", "0 1"), ("(x^2 - 3)^31", "-sqrt(3) sqrt(3)"),
    ("x (x^2 - 2) (x^3 - 3)", "-sqrt(2) 0 sqrt(2) cbrt(3)"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), REAL_ZEROS)
def test_zeros_of_polynomials_in_their_form(typed: str, expected: str) -> None:
    fraction = element(read(typed).tree, "x")
    assert fraction is not None
    places = sorted(real_zeros(fraction.a, "x"), key=lambda place: place.middle)
    assert " ".join(linear.text(place.form) if place.form else "?" for place in places) == expected


ELEMENTS = [
    # an expression in x and r with r^2 = x + 1, and it as (a + b r)/c
    ("x", "x", "0", "1"), ("r", "0", "1", "1"), ("r^2", "x + 1", "0", "1"), ("(x + r)^2", "x^2 + x + 1", "2x", "1"),
    ("-(x + r)", "-x", "-1", "1"),
    ("1/r", "0", "-1", "-x - 1"), ("1/(x + r)", "x", "-1", "x^2 - x - 1"), ("r/x + 1", "x", "1", "x"),
    ("2x - r/3", "2x", "-1/3", "1"),
    ("r^(-2)", "1", "0", "x + 1"), ("(1/x)^3", "1", "0", "x^3"), ("r^3", "0", "x + 1", "1"), ("x^0", "1", "0", "1"),
    ("r^0", "1", "0", "1"),
    ("x^(-2)", "1", "0", "x^2"), ("(x/2)^2", "x^2/4", "0", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "a", "b", "c"), ELEMENTS)
def test_expressions_with_a_root_as_fractions(typed: str, a: str, b: str, c: str) -> None:
    found = element(read(typed).tree, "x", "r", flint.fmpq_poly([1, 1]))
    above, beside, below = (element(read(each).tree, "x") for each in (a, b, c))
    assert None not in (found, above, beside, below)
    assert found.a * below.a * above.c == above.a * found.c
    assert found.b * below.a * beside.c == beside.a * found.c


NO_ELEMENTS = [
    "sin(x)", "x^(1/2)", "x^x", "y + x", "x y", "1/y", "-y", "y^2", "1/0", "1/(x - x)", "x^301", "r^301",
    "(x^2)^151", "1/x^301", "(x^2)^(-151)",
    "2^x", "x^(1/0)", "x^150 x^151", "pi x", "e",
]  # fmt: skip


@pytest.mark.parametrize("typed", NO_ELEMENTS)
def test_other_expressions_are_none(typed: str) -> None:
    assert element(read(typed).tree, "x", "r", flint.fmpq_poly([1, 1])) is None


@pytest.mark.parametrize("typed", ["x^300", "1/x^300", "(x^2)^150", "x^150 x^150", "(x + 1)^(-300)", "2^300"])
def test_the_highest_degree(typed: str) -> None:
    assert element(read(typed).tree, "x") is not None


ISOLATED = [
    "e^x - x - 2",
    "x - cos(x)",
    "x^x - 2",
    "ln(x) + x",
    "x e^x - 1",
    "x sin(x) - 1",
    "e^x + ln(x)",
    "sqrt(x) + ln(x)",
    "tan(x) - x",
]


@pytest.mark.parametrize("typed", ISOLATED)
def test_the_sign_changes_where_a_zero_is_isolated(typed: str) -> None:
    node = read(typed).tree
    found = isolate(node, "x").places
    assert found
    with mp.workdps(60):
        reading = Reading(mp)
        for place in found:
            ends = [reading.value(node, {"x": reading.number(each)}) for each in (place.low, place.high)]
            assert place.form or (ends[0] < 0) != (ends[1] < 0)
