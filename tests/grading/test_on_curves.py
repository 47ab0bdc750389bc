"""Slopes of curves are judged on the curve: any form that is equal there is right, and agreement at a point is none."""

from __future__ import annotations

import pytest

from derivtutor import check

EQUAL = {
    "x^2 + y^2 = 25": [
        "-x/y", "x/(-y)", "(x y)/(-y^2)", "-(25 - y^2)/(x y)", "-x y/(25 - x^2)", "-x/y (x^2 + y^2)/25",
        "-(x/y)^3 y^2/x^2", "-2x/(2y)", "x y/(x^2 - 25)", "-x^3/(y (25 - y^2))", "(y^2 - 25)/(x y)",
        "-x/y + x^2 + y^2 - 25", "-5x/(y sqrt(x^2 + y^2))",
    ],
    "x^2/4 + y^2/9 = 1": [
        "-9x/(4y)", "-(9/4)(x/y)", "-2.25x/y", "-9x y/(36 - 9x^2)", "-(9 - y^2)/(x y)", "-(x/2)/(2y/9)",
    ],
    "x^3 + y^3 = 6x y": [
        "(2y - x^2)/(y^2 - 2x)", "(x^2 - 2y)/(2x - y^2)", "(6y - 3x^2)/(3y^2 - 6x)", "-(3x^2 - 6y)/(3y^2 - 6x)",
        "(2x y - x^3)/(x y^2 - 2x^2)", "(y^3 - 4x y)/(x y^2 - 2x^2)", "(2y^2 - x^2 y)/(4x y - x^3)",
    ],
    "x^2 - y^2 = 1": ["x/y", "x y/y^2", "x y/(x^2 - 1)", "(1 + y^2)/(x y)", "2x/(2y)"],
    "x y = 1": ["-y/x", "-1/x^2", "-y^2", "-y^3 x", "-x y/x^2"],
    "sin(x y) = 1/2": ["-y/x", "-(y cos(x y))/(x cos(x y))", "-2y sin(x y)/x", "-y/(2x sin(x y))"],
    "e^y + x y = e": ["-y/(e^y + x)", "-y/(e - x y + x)", "y/(x y - x - e)", "-y^2/(y e^y + e - e^y)"],
    "sqrt(x) + sqrt(y) = 2": ["-sqrt(y/x)", "-sqrt(y)/sqrt(x)", "(sqrt(x) - 2)/sqrt(x)", "1 - 2/sqrt(x)"],
    "y^5 + y = x": ["1/(5y^4 + 1)", "y/(5x - 4y)"],
}  # fmt: skip

DIFFERENT = {
    "x^2 + y^2 = 25": [
        "x/y", "-y/x", "y/x", "-x/(y + 1)", "-3/4", "-x/4", "-3/y", "-x/y (x/3)", "-x/y (y/4)", "-x/y (x + y)/7",
        "-x/y + (x - 3)", "-x/y + (x - 3)(x + 3)(x - 1)(x - 2)", "-sqrt(25 - y^2)/y", "-x/sqrt(25 - x^2)",
        "-sqrt(x^2)/y", "-x/|y|", "-x/y + 10^(-200)", "2x + 2y", "-x/y + sin(pi x) sin(pi y)", "-25/y^3",
    ],
    "x^2/4 + y^2/9 = 1": ["-4x/(9y)", "9x/(4y)", "-x/y", "-9x/4", "-9y/(4x)", "-9x^2/(4y)"],
    "x^3 + y^3 = 6x y": [
        "-(2y - x^2)/(y^2 - 2x)", "(y^2 - 2x)/(2y - x^2)", "-x^2/y^2", "(2y - x^2)/(y^2 + 2x)", "-1",
        "(2y - x^2)/(y^2 - 2x) (x/3)", "2y - x^2",
    ],
    "x^2 - y^2 = 1": ["-x/y", "y/x", "x/sqrt(x^2 - 1)", "sqrt(1 + y^2)/y", "|x|/y"],
    "x y = 1": ["-x/y", "y/x", "1/x^2", "-1", "-1/x", "-y/x^2"],
    "sin(x y) = 1/2": ["y/x", "-x/y", "-pi/(6x^2)"],
    "e^y + x y = e": ["-y/(e^y + 1)", "-1/e", "y/(e^y + x)", "-y/e^y"],
    "sqrt(x) + sqrt(y) = 2": ["sqrt(y/x)", "-sqrt(x/y)", "-1"],
}  # fmt: skip


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(equation, answer) for equation, answers in table.items() for answer in answers]


def test_the_lists_are_long_enough() -> None:
    assert len({*cases(EQUAL)}) >= 50
    assert len({*cases(DIFFERENT)}) >= 50


@pytest.mark.parametrize(("equation", "answer"), cases(EQUAL))
def test_forms_that_are_equal_on_the_curve_are_right(equation: str, answer: str) -> None:
    verdict = check(equation, answer, topic="implicit")
    assert verdict, verdict.as_dict()


@pytest.mark.parametrize(("equation", "answer"), cases(DIFFERENT))
def test_what_is_equal_at_some_points_only_is_wrong(equation: str, answer: str) -> None:
    verdict = check(equation, answer, topic="implicit")
    assert not verdict
    assert verdict.evidence.counterexample is not None


def test_a_counterexample_lies_on_the_curve() -> None:
    example = check("x^2 + y^2 = 25", "x/y", topic="implicit").evidence.counterexample
    assert example is not None
    assert example.at["x"] ** 2 + example.at["y"] ** 2 == pytest.approx(25)


def test_evidence_says_that_the_points_are_on_the_curve() -> None:
    evidence = check("x^2 + y^2 = 25", "-(25 - y^2)/(x y)", topic="implicit").evidence
    assert (evidence.certainty, evidence.method) == ("agrees", "on the curve")
    assert evidence.points >= 20


@pytest.mark.parametrize("answer", ["-(25 - y^2)/(sqrt(x)^2 y)", "ln(-1)", "0/0", "(y^2 - 25)/(x y) + 0 ln(y - 4)"])
def test_an_answer_without_values_on_a_part_of_the_curve_is_wrong(answer: str) -> None:
    assert not check("x^2 + y^2 = 25", answer, topic="implicit")


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [("-25/y^3", True), ("-1/y - x^2/y^3", True), ("-(x^2 + y^2)/y^3", True), ("-x/y", False), ("25/y^3", False)],
)
def test_second_derivatives_are_judged_on_the_curve(answer: str, is_right: bool) -> None:
    assert bool(check("x^2 + y^2 = 25", answer, topic="implicit", order=2)) is is_right


def test_curves_of_all_sizes_and_other_letters() -> None:
    assert check("x^2 + y^2 = 1/100", "-x y/(1/100 - x^2)", topic="implicit")
    assert not check("x^2 + y^2 = 1/100", "-x/y + x (x^2 + y^2 - 1)", topic="implicit")
    assert check("x^2 + y^2 = 10^8", "-x y/(10^8 - x^2)", topic="implicit")
    assert check("x^2/a^2 + y^2/b^2 = 1", "-(b^2 - y^2)/(x y)", topic="implicit")
    assert not check("x^2/a^2 + y^2/b^2 = 1", "-x/y", topic="implicit")
    assert check("u^2 + v^2 = 4", "(v^2 - 4)/(u v)", topic="implicit", wrt="u", of="v")


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ("-y/x", "implicit-inverted"),
        ("x/y", "implicit-sign-lost"),
        ("2x + 2y", "implicit-dydx-missing"),
        ("2x", "implicit-y-constant"),
        ("-x/y^2", None),
    ],
)
def test_slips(answer: str, slip: str | None) -> None:
    diagnosis = check("x^2 + y^2 = 25", answer, topic="implicit").diagnosis
    assert [each.slips[0].slip for each in diagnosis] == ([slip] if slip else [])


def test_a_slip_in_one_term_is_named() -> None:
    folium = "x^3 + y^3 = 6x y"
    for answer, slip in [
        ("(3x^2 + 3y^2 - 6y)/(6x)", "implicit-dydx-missing"),
        ("(6y + 6x - 3x^2)/(3y^2)", "implicit-dydx-missing"),
        ("(x^2 - 2y)/(2x)", "implicit-y-constant"),
    ]:
        (explanation,) = check(folium, answer, topic="implicit").diagnosis
        assert explanation.slips[0].slip == slip
