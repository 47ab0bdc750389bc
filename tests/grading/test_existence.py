"""Answers about points at which there is no derivative, or at which only its formula has a gap."""

from __future__ import annotations

import contextlib

import pytest

from derivtutor import Judge, UserError, check
from derivtutor.grading.hints import ladder
from derivtutor.grading.undefined import says_undefined

WORDS = (
    "undefined", "Undefined.", "DNE", "dne", "does not exist", "doesn’t exist", "it does not exist",
    "not differentiable", "There is no derivative", "no slope", "f'(0) = DNE", "f'(0) does not exist", "y' = undefined",
    "dy/dx is undefined",
    "The derivative does not exist there.", "the slope is not defined at x=0", r"$\text{undefined}$",
    r"\mathrm{DNE}", "∄", "none",
)  # fmt: skip
NO_WORDS = ("", "0", "1", "x", "no", "idk", "u n d", "DNE 1", "undefined + 1", "2 undefined", "exist")
NO_DERIVATIVE = (
    ("|x|", "x=0"), ("|sin x|", "x=pi"), ("cbrt(x)", "x=0"), ("x^(2/3)", "x=0"), ("sign(x)", "x=0"), ("1/x", "x=0"),
    ("tan(x)", "x=pi/2"), ("ln(2-x)", "x=3"), ("sqrt(x)", "x=0"), ("relu(x)", "x=0"), ("max(x, 2)", "x=2"),
    ("piecewise((x^2, x<1), (x+3, x>=1))", "x=1"), ("arcsin(x)", "x=1"), ("sign(x)^2", "x=0"),
)  # fmt: skip
AT_GAPS = (
    ("|x|^3", "x=0", "0"), ("cbrt(x^3)", "x=0", "1"), ("x|x|", "x=0", "0"), ("max(0, x^3)", "x=0", "0"),
    ("piecewise((x^2, x<1), (2x-1, x>=1))", "x=1", "2"), ("sqrt(2)x + |x|^3", "x=0", "sqrt(2)"),
    ("pi x + x|x|", "x=0", "pi"), ("sin(2) x + x|x|", "x=0", "sin(2)"),
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_there_is_no_derivative_is_an_answer_where_there_is_none(words: str) -> None:
    assert check("|x|", words, at="x=0")


@pytest.mark.parametrize("words", NO_WORDS)
def test_other_words_do_not_say_so(words: str) -> None:
    assert not says_undefined(words)


@pytest.mark.parametrize(("problem", "at"), NO_DERIVATIVE)
def test_numbers_are_wrong_where_there_is_no_derivative(problem: str, at: str) -> None:
    assert check(problem, "undefined", at=at)
    for wrong in ("0", "1", "-1", "sqrt(2)"):
        assert not check(problem, wrong, at=at)


@pytest.mark.parametrize(("problem", "at", "slope"), AT_GAPS)
def test_the_slope_is_right_where_only_the_formula_has_a_gap(problem: str, at: str, slope: str) -> None:
    assert check(problem, slope, at=at)
    assert not check(problem, f"{slope} + 1/2", at=at)
    assert not check(problem, "undefined", at=at)


def test_a_corners_one_sided_slopes_are_told() -> None:
    right, wrong = check("|x|", "undefined", at="x=0"), check("|x|", "1", at="x=0")
    assert right.observations == ("There is no derivative there: from the left it is −1, from the right it is 1.",)
    assert wrong.observations == ("Look at both sides: from the left it is −1, from the right it is 1.",)
    assert wrong.as_dict()["verdict"] == "incorrect"
    assert right.as_dict()["answer"]["text"] == "undefined"


def test_at_the_end_of_a_domain_books_differ() -> None:
    assert check("x^(3/2)", "0", at="x=0")
    assert check("x^(3/2)", "undefined", at="x=0")
    assert not check("x^(3/2)", "1", at="x=0")


def test_undefined_where_there_is_a_derivative_is_wrong() -> None:
    verdict = check("x^2", "undefined", at="x=1")
    assert not verdict
    assert verdict.observations == (
        "There is a derivative there: the slopes from both sides approach the same number.",
    )


def test_only_a_point_makes_a_word_an_answer() -> None:
    assert not says_undefined("undefined" * 100)
    with pytest.raises(UserError, match=r"other letters\. Give values for a too\."):
        check("a x^2", "undefined", wrt="x", at="x=1")
    with contextlib.suppress(UserError):  # it may be no expression at all
        assert not check("|x|", "DNE")


def test_the_last_hint_says_that_there_is_none() -> None:
    assert ladder(Judge("|x|", at="x=0"))[-1].says == "There is no derivative at this point."
