"""Points at which the second-derivative test does not decide: what is said of them is judged by what can be proved."""

from __future__ import annotations

import pytest

from derivtutor import check
from derivtutor.errors import UserError

NATURES = [
    ("x^4 + y^4", "minimum"),
    ("-x^4 - y^6", "maximum"),
    ("x^4 - y^4", "saddle"),
    ("x^3 + y^2", "saddle"),
    ("x^2 + y^4", "minimum"),
    ("x^2 y^2 + x^4 + y^4", "minimum"),
    ("(y - x^2)(y - 2x^2)", "saddle"),
    ("x^3 - 3x y^2", "saddle"),
    ("e^(x^4 + y^4)", "minimum"),
    ("5 - ln(1 + x^4 + y^4)", "maximum"),
    ("(x - y)^4 + (x + y)^4", "minimum"),
    ("(x - y)^4 + (y - x^2)^2", "minimum"),
    ("x^4 + y^5", "saddle"),
    ("sin(x)^3 + y^2", "saddle"),
    ("x^4/4 + y^4/3", "minimum"),
    ("x^4/(1 + x^2) + y^4", "minimum"),
]


@pytest.mark.parametrize(("function", "kind"), NATURES)
@pytest.mark.parametrize("said", ["minimum", "maximum", "saddle"])
def test_what_is_true_is_right(function: str, kind: str, said: str) -> None:
    assert bool(check(function, said, topic="hessian", at="x=0,y=0")) is (said == kind)


@pytest.mark.parametrize(("function", "kind"), NATURES)
def test_the_test_does_not_decide(function: str, kind: str) -> None:
    assert check(function, "undecided", topic="hessian", at="x=0,y=0")
    assert bool(check(function, "neither", topic="hessian", at="x=0,y=0")) is (kind == "saddle")
    assert not check(function, "not critical", topic="hessian", at="x=0,y=0")


@pytest.mark.parametrize("function", ["cosh(x^2) + y^4", "x^2 - 2x y + y^2 + x^4"])
def test_what_nobody_can_prove_is_not_judged(function: str) -> None:
    assert not check(function, "maximum", topic="hessian", at="x=0,y=0")
    with pytest.raises(UserError, match="does not decide"):
        check(function, "minimum", topic="hessian", at="x=0,y=0")


@pytest.mark.parametrize(
    ("function", "answer", "right"),
    [
        ("x^4 + y^4", "(0, 0) minimum", True),
        ("x^4 + y^4", "(0, 0) maximum", False),
        ("x^4 + y^4", "(0, 0) saddle point", False),
        ("x^4 - y^4", "(0, 0) neither", True),
        ("x^4 - y^4", "(0, 0) minimum", False),
        ("(x-1)^4 + (y+2)^2", "(1, -2) local min", True),
        ("x^3 - 3x y^2", "(0, 0) monkey saddle", True),
        ("x^4 + y^4 + z^4", "(0, 0, 0) minimum", True),
    ],
)
def test_critical_points(function: str, answer: str, right: bool) -> None:
    assert bool(check(function, answer, topic="critical")) is right


WORDS = {
    "x^2 + y^2": ("positive", "positive definite", "pos. def.", "PD", "local min", "strict local minimum", "valley"),
    "-x^2 - y^2": ("negative", "negative definite", "negative-definite", "nd", "max", "relative maximum"),
    "x^2 - y^2": ("indefinite", "saddle", "saddle point", "a saddle", "neither a minimum nor a maximum"),
    "x^2 + y^4": ("positive semidefinite", "positive semi-definite", "psd", "PSD", "inconclusive"),
    "-x^2 - y^4": ("negative semidefinite", "negative semi definite", "nsd", "the test fails"),
    "x^3 + y^3": ("zero", "the zero matrix", "positive semidefinite", "negative semidefinite", "undecided"),
}


@pytest.mark.parametrize("function", WORDS)
def test_words_of_the_hessian(function: str) -> None:
    told = {"topic": "hessian", "at": "x=0,y=0"}
    assert [word for word in WORDS[function] if not check(function, word, **told)] == []
    others = {word for words in WORDS.values() for word in words} - {*WORDS[function]}
    true_as_well = {"x^2 - y^2": set(), "x^2 + y^4": {*WORDS["x^2 + y^2"][4:], *WORDS["x^3 + y^3"], "the test fails"}}
    true_as_well["-x^2 - y^4"] = {*WORDS["-x^2 - y^2"][4:], *WORDS["x^3 + y^3"], "inconclusive"}
    true_as_well["x^3 + y^3"] = {*WORDS["x^2 + y^4"], *WORDS["-x^2 - y^4"], *WORDS["x^2 - y^2"][1:]}
    wrong = others - true_as_well.get(function, set())
    assert [word for word in wrong if check(function, word, **told)] == []


def test_letters_of_the_problem_are_no_words() -> None:
    assert check("p^2 d^2/4 + p d", "[[d^2/2, p d + 1], [p d + 1, p^2/2]]", topic="hessian", wrt="p,d")
    assert not check("p^2 d^2/4 + p d", "pd", topic="hessian", wrt="p,d")
