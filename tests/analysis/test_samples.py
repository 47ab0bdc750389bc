"""Functions at places that turn them, with numbers in the place of other letters: conditions, kinks, pieces."""

from __future__ import annotations

from fractions import Fraction

import pytest
from portraits import drawn, shown

from derivtutor.analysis.line import Line, exists, holding, is_met, line, weight
from derivtutor.analysis.place import Place
from derivtutor.analysis.samples import Sample, letter_values, sample
from derivtutor.analysis.smoothness import meets
from derivtutor.derivation.differentiator import derivative
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Comparison, Sum


def condition(typed: str) -> Comparison:
    (piece,) = [part for part in read(f"piecewise((1, {typed}), (2, True))").tree.children if type(part) is Comparison]
    return piece


def sampled(typed: str, order: int = 1, **values: int | Fraction) -> Sample:
    function = read(typed).tree
    chain = [function, *(derivative(function, "x", each) for each in range(1, order + 1))]
    return sample(chain, "x", {letter: Fraction(value) for letter, value in values.items()})


NUMBERS = [
    # of how many letters, and their numbers in each of the ways
    ("", ""),
    ("a", "3/2; -3/2; 3/2; 1/6; 0"),
    ("ab", "3/2 8/3; -3/2 -8/3; 3/2 -8/3; 1/6 8/27; 0 0"),
    (
        "abc",
        "3/2 8/3 22/5; -3/2 -8/3 -22/5; 3/2 -8/3 22/5; 1/6 8/27 22/45; 0 0 0; 22/5 3/2 8/3; 8/3 22/5 3/2",
    ),
]


@pytest.mark.parametrize(("letters", "numbers"), NUMBERS)
def test_numbers_for_letters(letters: str, numbers: str) -> None:
    assert "; ".join(" ".join(map(str, map(each.get, letters))) for each in letter_values(letters)) == numbers


@pytest.mark.parametrize(("count", "ways"), [(1, 5), (2, 5), (3, 7), (4, 8), (5, 9), (6, 9), (7, 9), (11, 9)])
def test_letters_have_different_numbers_in_so_many_ways(count: int, ways: int) -> None:
    found = letter_values("abcdefghijk"[:count])
    assert len(found) == ways
    assert all(len(set(each.values())) == count for each in found if any(each.values()))


HOLDS = [
    # function, condition: whether it holds in each gap, then at each place
    ("1/(x - a)", {"a": 2}, "x - a != 0", "yes yes no"),
    ("1/(x - a)", {"a": 2}, "x > a", "no yes no"),
    ("1/(x - a)", {"a": 2}, "x >= a", "no yes yes"),
    ("1/(x - a)", {"a": 2}, "x < a", "yes no no"),
    ("1/(x - a)", {"a": 2}, "x <= a", "yes no yes"),
    ("1/(x - a)", {"a": 2}, "x = a", "no no yes"),
    ("1/(x - a)", {"a": 2}, "a < x < 2a", "no yes no"),
    ("1/(x - a)", {"a": 2}, "0 <= x <= a", "yes no yes"),
    ("1/(x - a)", {"a": 2}, "1/(x - a) != 0", "yes yes yes"),
    ("1/(x - a)", {"a": 2}, "1/(x - a) > 0", "no yes no"),
    ("1/(x - a)", {"a": 2}, "sqrt(x) > 0", "yes yes yes"),
    ("1/(x - a)", {"a": -2}, "sqrt(x) > 0", "no no no"),
    ("|x^2 - a|", {"a": 3}, "x^2 != a", "yes yes yes no no"),
    ("|x^2 - a| + |x|", {"a": 4}, "x != a/2", "yes yes yes yes yes yes no"),
    ("sin(x) + a", {"a": 4}, "x != 0", "yes"),
]


@pytest.mark.parametrize(("typed", "values", "typed_condition", "expected"), HOLDS)
def test_conditions_at_the_points(typed: str, values: dict[str, int], typed_condition: str, expected: str) -> None:
    at = sampled(typed, **values)
    for _ in range(2):
        assert " ".join("yes" if each else "no" for each in at.holds(condition(typed_condition))) == expected


KINKS_AT = [
    ("|x - a|", {"a": 2}, "x - a != 0", ["corner"]),
    ("|x - a|", {"a": 2}, "x != 0", []),
    ("|x - a| + cbrt(x + a)", {"a": 2}, "x + a != 0", ["vertical"]),
    ("|x - a| + cbrt(x + a)", {"a": 2}, "x < -1", ["corner"]),
    ("|x - a| + cbrt(x + a)", {"a": 2}, "x > 3", ["vertical", "corner"]),
    ("sqrt(x - a)", {"a": 2}, "x > a", ["vertical"]),
    ("piecewise((1, x < a), (x + a, True))", {"a": 2}, "x != a", ["jump"]),
    ("|x|^(2/3) + sqrt(a)", {"a": 2}, "x > 0", ["cusp"]),
]


@pytest.mark.parametrize(("typed", "values", "typed_condition", "kinds"), KINKS_AT)
def test_kinks_where_a_condition_does_not_hold(
    typed: str, values: dict[str, int], typed_condition: str, kinds: list[str]
) -> None:
    at = sampled(typed, **values)
    found = [each.kind for each in at.kinks_at(condition(typed_condition))]
    assert found == kinds


INNER = [
    ("sqrt(x)", ["vertical"], []),
    ("sqrt(x) + |x - 1|", ["vertical", "corner"], ["corner"]),
    ("|sin(x)| + sqrt(7 - x)", ["corner"] * 6 + ["vertical"], ["corner"] * 6 + ["vertical"]),
    ("arcsin(|x|)", ["vertical", "corner", "vertical"], ["corner"]),
    ("1/|x|", [], []),
]


@pytest.mark.parametrize(("typed", "kinds", "inner"), INNER)
def test_kinks_with_values_to_both_sides(typed: str, kinds: list[str], inner: list[str]) -> None:
    at = sampled(typed)
    for found, expected in ((at.kinks, kinds), (at.inner_kinks, inner)):
        assert [each.kind for place, each in found if abs(place.middle) < 11] == expected


def test_kinks_are_of_the_slope_whichever_derivative_is_asked_for() -> None:
    for order in (1, 2, 3):
        at = sampled("x |x| + |x - 1|", order)
        assert [(shown(place), each.kind) for place, each in at.kinks] == [("1", "corner")]
        assert at.valid == (True, True, True, order == 1, False)


MISSING = [
    ("|x|", 1), ("x |x|", 2), ("x^2 |x|", 3), ("x^3 |x|", None), ("x^2", None), ("cbrt(x)", 1), ("x^(7/3)", 3),
    ("x^(4/3)", 2),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "order"), MISSING)
def test_the_first_derivative_that_is_missing(typed: str, order: int | None) -> None:
    assert sampled(typed, 3).missing_order(Place(read("0").tree)) == order


def test_a_sample_is_special_where_a_letter_is_zero() -> None:
    assert [sampled("a b x", a=a, b=b).is_special for a, b in ((1, 2), (0, 2), (1, 0), (0, 0))] == [
        False,
        True,
        True,
        True,
    ]
    assert not sampled("x").is_special


MEETS = [
    # an operation, and where another piece begins: -2, -1, 0, 1, 2
    ("|x - 1|", "1"), ("relu(x)", "0"), ("leaky_relu(2 - x)", "2"), ("max(x, 1)", "1"), ("max(x, 1, x^2)", "-1 1"),
    ("min(x, 1, x^2)", "0 1"), ("max(x, 0, -1)", "0"), ("max(x^2, 0)", "0"), ("max(1, 1, x)", "1"),
    ("piecewise((x, x < 1), (2, x < 2), (3, True))", "1 2"), ("piecewise((x, 0 <= x < 2), (x, True))", "0 2"),
    ("cbrt(x)", "0"), ("sin(x)", ""), ("min(x, -x, 2)", "0"), ("max(x, -x, 2)", "-2 2"), ("x + 1", ""),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "where"), MEETS)
def test_where_another_piece_begins(typed: str, where: str) -> None:
    function = read(typed).tree
    points = (-2, -1, 0, 1, 2)
    found = [point for point in points if meets(function, "x", Place(read(str(point)).tree))]
    assert " ".join(map(str, found)) == where


REGIONS = [
    ([], "▬"),
    (["x > 1"], "· ○1 ▬"),
    (["x >= 1"], "· ●1 ▬"),
    (["x != 1"], "▬ ○1 ▬"),
    (["x = 1"], "· ●1 ·"),
    (["-1 < x <= 2"], "· ○-1 ▬ ●2 ·"),
    (["x > 1", "x < 3"], "· ○1 ▬ ○3 ·"),
    (["x < 1", "x > 3"], "· ○1 · ○3 ·"),
    (["x <= 1", "x >= 1"], "· ●1 ·"),
    (["x^2 > 2", "x != 5"], "▬ ○-sqrt(2) · ○sqrt(2) ▬ ○5 ▬"),
]


@pytest.mark.parametrize(("typed", "expected"), REGIONS)
def test_where_conditions_hold_together(typed: list[str], expected: str) -> None:
    assert drawn(line(holding([condition(each) for each in typed]), "x")) == expected


MET = [
    # a condition, a number at which it holds and one at which it does not
    ("x > 1/3", "1/2", "1/3"), ("x >= 1/3", "1/3", "1/4"), ("x < 1/3", "1/4", "1/3"), ("x <= 1/3", "1/3", "1/2"),
    ("x != 1/3", "0", "1/3"), ("x = 1/3", "1/3", "0"), ("|x| > 1", "-2", "-1"), ("1 < |x|", "-2", "1"),
    ("|x| <= 1", "-1", "-2"), ("0 <= x < 1", "0", "1"), ("0 < x <= 1", "1", "0"), ("x^2 < 2", "7/5", "3/2"),
    ("sin(x) > 0", "3", "4"), ("x > pi", "22/7", "3"), ("sqrt(x) >= 0", "0", "-1"), ("|x - 1| = |x + 1|", "0", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "inside", "outside"), MET)
def test_whether_a_condition_is_met_at_a_number(typed: str, inside: str, outside: str) -> None:
    assert is_met(condition(typed), "x", Fraction(inside))
    assert not is_met(condition(typed), "x", Fraction(outside))


EXISTING = [
    ("int(1/t, t, 1, 2)", True), ("int(1/t, t, -1, 2)", False), ("int(1/t, t, -2, -1)", True),
    ("int(1/t, t, 0, 2)", False),
    ("int(1/t, t, -2, 0)", False), ("int(1/t, t, 2, -1)", False),
    ("int(ln(t), t, 0, 1)", True), ("int(ln(t), t, 1, 0)", True),
    ("int(ln(t), t, -1, 1)", False), ("int(1/sqrt|t|, t, -1, 1)", True), ("int(1/sqrt(t), t, 0, 1)", True),
    ("int(1/t^2, t, 0, 1)", False), ("int(sqrt(t), t, -1, 0)", False), ("int(sqrt(t), t, 0, 1)", True),
    ("int(sqrt(t), t, 0, 0)", True), ("int(1/(t - 1), t, 1 + 10^(-20), 2)", True), ("int(1/(1 - t), t, 0, 1)", False),
    ("int(t^2, t, 0, 1/0)", False), ("int(t^2, t, ln(0), 0)", False), ("int(1/t, t, 0, x)", True),
    ("int(t, t, 0, e^(e^20))", False), ("int(tan(t), t, 0, 1)", True), ("int(tan(t), t, 0, 2)", False),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), EXISTING)
def test_areas_between_numbers(typed: str, expected: bool) -> None:
    assert exists(read(typed).tree) is expected


AT_NUMBERS = [
    # functions with values at -1, 0, 1, 2
    ("int(1/t, t, 1, x)", "1 2"), ("int(1/t, t, x, 3)", "1 2"), ("int(ln(t), t, 0, x)", "0 1 2"),
    ("1/(x - 1) + int(t, t, 0, x)", "-1 0 2"), ("x^x", "0 1 2"), ("x^(x - 1)", "1 2"), ("(x - 1)^x", "1 2"),
    ("x^pi", "0 1 2"), ("sqrt(x - 1) + 1/(x - 2)", "1"), ("1/(|x| - 1)", "0 2"), ("1/(sin(x) - sin(1))", "-1 0 2"),
    ("arcoth(x)", "2"), ("sqrt(2 - x - sqrt(2)^2)", "-1 0"), ("int(1/t, t, 1, x) + int(1/t, t, -1, x)", ""),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "where"), AT_NUMBERS)
def test_values_at_numbers(typed: str, where: str) -> None:
    here = Line(read(typed).tree, "x", ())
    found = [at for at in (-1, 0, 1, 2) if here.has_value_at(Place(read(str(at)).tree))]
    assert " ".join(map(str, found)) == where


WEIGHTS = [
    ("x", 1), ("x^2 + 1", 1), ("x^(1/2)", 2), ("x^x", 2), ("sin(x)", 4), ("sqrt(x) + |x| + sign(x)", 1), ("ln(x)", 2),
    ("ln(x) + ln(x)", 3), ("sin(x) + cos(x) + e^x", 8), ("max(x, 1) + min(x, 2) + relu(x)", 1),
    (" + ".join(["x"] * 38), 1), (" + ".join(["x"] * 39), 2),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), WEIGHTS)
def test_how_slow_a_function_is(typed: str, expected: int) -> None:
    assert weight(read(typed).tree) == expected


def test_a_part_that_stands_twice_is_worked_out_once() -> None:
    part = read("ln(x)").tree
    assert weight(Sum((part, part))) == weight(part) == 2


MIDDLES = [
    ([], "1/2"), (["0"], "-1/2 1/2"), (["1/3"], "-1/2 3/2"), (["0", "1"], "-1/2 1/2 3/2"),
    (["0", "1/100"], "-1/2 1/200 3/2"),
    (["1", "2", "3"], "1/2 3/2 5/2 7/2"), (["-2", "0"], "-5/2 -1 1/2"),
]  # fmt: skip


@pytest.mark.parametrize(("places", "expected"), MIDDLES)
def test_numbers_between_places(places: list[str], expected: str) -> None:
    here = Line(read("x").tree, "x", tuple(Place(read(each).tree) for each in places))
    assert " ".join(map(str, here.middles)) == expected
