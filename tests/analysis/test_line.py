"""Where functions have values, where they have slopes, and what they do where they have none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivtutor.analysis.line import line
from derivtutor.analysis.place import Place
from derivtutor.analysis.samples import letter_values, sample
from derivtutor.analysis.surds import surds
from derivtutor.derivation.explain import explain
from derivtutor.notation import linear
from derivtutor.notation.reader import read

LINES = [
    # function, its gaps and places from left to right: inside (▬) or not (·), with a value at the place (●) or not (○)
    ("1/x", "▬ ○0 ▬"),
    ("sqrt(x - 2)", "· ●2 ▬"),
    ("ln(4 - x^2)", "· ○-2 ▬ ○2 ·"),
    ("arcsin(x)/x", "· ●-1 ▬ ○0 ▬ ●1 ·"),
    ("|x| - |x - 1|", "▬ ●0 ▬ ●1 ▬"),
    ("piecewise((1/x, 0 <= x < 1), (x, x > 2))", "· ○0 ▬ ○1 · ○2 ▬"),
    ("sqrt(x^2 - x - 1)", "▬ ●(1 - sqrt(5))/2 · ●(1 + sqrt(5))/2 ▬"),
    ("ln(x)/(x - 3)^2", "· ○0 ▬ ○3 ▬"),
    ("x^40 ln(x^40 - x^39)", "▬ ○0 · ○1 ▬"),
    ("1/(x^31 + x^30)", "▬ ○-1 ▬ ○0 ▬"),
    ("sqrt(x) sqrt(-x)", "· ●0 ·"),
    ("bce(x, 1)", "· ○0 ▬ ○1 ·"),
    ("int(1/t, t, 1, x)", "· ○0 ▬"),
    ("max(x, 2 - x)", "▬ ●1 ▬"),
    ("arcosh(|x|)", "▬ ●-1 · ○0 · ●1 ▬"),
    ("e^x + sin(x)", "▬"),
]


@pytest.mark.parametrize(("typed", "drawn"), LINES)
def test_gaps_and_places_of_the_line(typed: str, drawn: str) -> None:
    here = line(read(typed).tree, "x")
    assert here.complete
    marks = [f"{'●' if here.has_value_at(place) else '○'}{shown(place)}" for place in here.places]
    gaps = ["▬" if inside else "·" for inside in here.gaps]
    assert " ".join([gaps[0], *(f"{mark} {gap}" for mark, gap in zip(marks, gaps[1:], strict=True))]) == drawn


def shown(place: Place) -> str:
    return linear.text(place.form) if place.form else "≈"


KINKS = [
    ("|x|", "corner at 0"),
    ("|x|^3", ""),
    ("x |x|", ""),
    ("x^(2/3)", "cusp at 0"),
    ("cbrt(x - 1)", "vertical at 1"),
    ("sqrt(x)", "vertical at 0"),
    ("x^(3/2)", "corner at 0"),
    ("arcsin(x)", "vertical at -1, vertical at 1"),
    ("sign(x - 2)", "jump at 2"),
    ("piecewise((x^2, x < 1), (2x - 1, True))", ""),
    ("piecewise((x^2, x < 1), (2x, True))", "jump at 1"),
    ("piecewise((x, x < 0), (x^2, 0 <= x < 1), (x, True))", "corner at 0, corner at 1"),
    ("max(x, 1, x^2)", "corner at -1, corner at 1"),
    ("relu(x^2 - 4)", "corner at -2, corner at 2"),
    ("int(|t|, t, 0, x)", ""),
    ("1/|x|", ""),
]


@pytest.mark.parametrize(("typed", "expected"), KINKS)
def test_kinks(typed: str, expected: str) -> None:
    at = sample(explain(typed).validity.functions, "x", {})
    assert ", ".join(f"{kink.kind} at {shown(place)}" for place, kink in at.kinks) == expected


VALID = [
    # the order asked for, and the gaps and places with a derivative of it
    ("x |x|", 1, "▬ 0 ▬"),
    ("x |x|", 2, "▬ · ▬"),
    ("x^(5/3)", 1, "▬ 0 ▬"),
    ("sqrt(x)", 1, "· · ▬"),
    ("|x - 1| (x - 1)^2", 2, "▬ 1 ▬"),
    ("piecewise((x^2, x < 1), (2x - 1, True))", 1, "▬ 1 ▬"),
    ("piecewise((x^2, x < 1), (2x - 1, True))", 2, "▬ · ▬"),
    ("x^2/x", 1, "▬ · ▬"),
]


@pytest.mark.parametrize(("typed", "order", "drawn"), VALID)
def test_where_there_is_a_derivative(typed: str, order: int, drawn: str) -> None:
    at = sample(explain(typed, order=order).validity.functions, "x", {})
    count = len(at.line.gaps)
    gaps = ["▬" if valid else "·" for valid in at.valid[:count]]
    places = [shown(place) if valid else "·" for place, valid in zip(at.line.places, at.valid[count:], strict=True)]
    assert " ".join([gaps[0], *(f"{place} {gap}" for place, gap in zip(places, gaps[1:], strict=True))]) == drawn


def test_breaks_are_where_the_slope_exists_and_a_higher_derivative_does_not() -> None:
    at = sample(explain("x^3 |x| + (x - 1) |x - 1|", order=4).validity.functions, "x", {})
    assert [(shown(place), order) for place, order in at.breaks] == [("0", 4), ("1", 2)]
    assert at.kinks == ()


@pytest.mark.parametrize("count", range(1, 8))
def test_letters_get_numbers_of_all_signs_and_orders(count: int) -> None:
    letters = "abcdefg"[:count]
    found = letter_values(letters)
    assert letter_values("") == [{}]
    signs = {tuple((each[letter] > 0) - (each[letter] < 0) for letter in letters) for each in found}
    assert {(1,) * count, (-1,) * count, (0,) * count, tuple((1, -1)[place % 2] for place in range(count))} == signs
    assert all(len(set(each.values())) == count for each in found if any(each.values()))
    if 2 < count <= 5:
        for extreme in (max, min):
            assert {extreme(each, key=each.__getitem__) for each in found if all(each.values())} == set(letters)
    assert any(all(0 < value < 1 for value in each.values()) for each in found)


SURDS = [
    # a x^2 + b x + c
    ((1, 0, -5), ["-sqrt(5)", "sqrt(5)"]),
    ((1, -1, -1), ["(1 - sqrt(5))/2", "(1 + sqrt(5))/2"]),
    ((-1, 1, 1), ["(1 - sqrt(5))/2", "(1 + sqrt(5))/2"]),
    ((2, 0, -1), ["-sqrt(2)/2", "sqrt(2)/2"]),
    ((1, -2, -7), ["1 - 2sqrt(2)", "1 + 2sqrt(2)"]),
    ((4, 4, -7), ["(-1 - 2sqrt(2))/2", "(-1 + 2sqrt(2))/2"]),
    ((1, 0, -12), ["-2sqrt(3)", "2sqrt(3)"]),
    ((6, -5, 1), ["1/3", "1/2"]),
    ((1, -6, 9), ["3"]),
    ((1, 0, 1), []),
    ((3, Fraction(1, 2), Fraction(-1, 7)), ["(-7 - sqrt(385))/84", "(-7 + sqrt(385))/84"]),
]


@pytest.mark.parametrize(("coefficients", "forms"), SURDS)
def test_zeros_of_quadratic_polynomials(coefficients: tuple[int, int, int], forms: list[str]) -> None:
    assert [linear.text(form) for form in surds(*map(Fraction, reversed(coefficients)))] == forms
