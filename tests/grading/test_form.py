"""Whether answers have the form that was asked for: tables of answers, derivtutor's own derivatives, random trees."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import Effort
from hypothesis import given, settings

from derivtutor import explain, parse
from derivtutor.grading.form import Form, remaining
from derivtutor.notation.tree import Node

sys.path.append(str(Path(__file__).parents[1] / "notation"))
from strategies import trees

LIMIT = 1_000_000
"""Calls of functions; three times and more what it takes."""

FINE: dict[Form, list[str]] = {
    "any": ["2x*3", "x + x", "--x", "x^2 - 1"],
    "simplified": [
        "0", "7", "-3/4", "x", "-x", "6x(x^2+1)^2", "2x e^x + x^2 e^x", "x(2+x)e^x", "e^x(x^2+2x)", "x^(-2)", "-1/x^2",
        "(x^2 + 2x)/(x+1)^2", "0.5 x", "½ x", "1/2 x", "x/2", "2sin(x)cos(x)", "1/(2sqrt(x))", "sqrt(x)/(2x)",
        "1/2 x^(-1/2)", "x sqrt(x)", "3/2 sqrt(x)", "x sqrt(x+1)/(x+1)", "sqrt(2)/2", "2/sqrt(2)", "-2x e^(-x^2)",
        "cos(x)(-sin(x))", "(-2x) sin(x)", "1/(1+(x/2)^2)", "1/(2(1+x^2/4))", "n x^(n-1)", "2^x ln(2)", "2 * 2^x",
        "e * e^x", "x^x (ln x + 1)", "e^(x ln a)", "sin(x)/cos(x)", "1 - sin(x)^2", "x/|x|", "9^9^9^9", "2^100",
        "1/2 * 1/sqrt(x)", "sin(x) * 1/x", "1/2*x/sqrt(x^2+1)", "(ln x)/x^2 + (1 - ln x)/x^2", "1/x + 1/x^2",
        "e^(-x)/(1+e^(-x))^2", "sigmoid(x)(1 - sigmoid(x))", "1/(x ln(10))", "f'(x) g(x) + f(x) g'(x)", "y'/y",
        "(1 - ln(x))/x^2", "3(x+1)^2 (x-2) + (x+1)^3", "piecewise((1, x>0), (0, x<0))", "(x+1)/(x-1)", "x/0", "0/0",
    ],
    "factored": [
        "6x(x^2+1)^2", "(x-1)(x+1)", "2(x+3)", "3x^2", "x^2 + 1", "sin(x) + 1", "x e^x (x + 2)", "1 - x", "x^3 - 2",
        "(1-x)/e^x", "(2x+1)/(x^2-1)", "x + sqrt(x)", "x + y", "0.5x^2 - 0.5", "-(x+1)(x+2)", "x(x+1)/(2(x-3))",
    ],
    "expanded": [
        "3x^2 + 6x + 1", "1/(x+1)^2", "2x e^x + x^2 e^x", "(1-x^2)/(1+x^2)^2", "x sqrt(x+1)", "x e^(2(x+1))",
        "x/2 + 1/2", "sin((x+1)^2)", "5", "(x+1)^(-1)", "x^3 - x",
    ],
}  # fmt: skip

REMAINING: dict[Form, dict[str, str]] = {
    "simplified": {
        "3x + 2x": "The like terms 3x and 2x can be combined.",
        "x sin(x) + 1 + 2x sin(x) - sin(x) x": "The like terms x sin(x), 2x sin(x) and -sin(x) x can be combined.",
        "x - (x + 1)": "The like terms x and -x can be combined.",
        "1/x + 2/x": "The like terms 1/x and 2/x can be combined.",
        "x - 2 - 3": "The numbers -2 and -3 can be added.",
        "2(x+1) + 3x": "Once expanded, 2(x + 1) and 3x have like terms.",
        "2x(x^2+1) + 2x^3": "Once expanded, 2x(x^2 + 1) and 2x^3 have like terms.",
        "x - 3(x + 2)": "Once expanded, x and -3(x + 2) have like terms.",
        "x + 0": "The term 0 in x + 0 can be left out.",
        "sin^2 x + cos^2 x": "sin^2(x) + cos^2(x) is 1: use it in sin^2(x) + cos^2(x).",
        "x - 2sin(3x)^2 - 2cos(3x)^2": "sin^2(3x) + cos^2(3x) is 1: use it in x - 2sin^2(3x) - 2cos^2(3x).",
        "2*3": "2*3 can be worked out.",
        "2x*3": "The numbers 2 and 3 in 2x*3 can be worked out.",
        "3(2x)^2": "The numbers 3 and 2^2 in 3(2x)^2 can be worked out.",
        "0.5*3x": "The numbers 0.5 and 3 in 0.5*3x can be worked out.",
        "(1/2)x*2": "The numbers 1/2 and 2 in (1/2)x*2 can be worked out.",
        "sin(2*3x)": "The numbers 2 and 3 in 2*3x can be worked out.",
        "1/0.5": "1/0.5 can be worked out.",
        "2/4": "2/4 can be reduced.",
        "2/4 x": "2/4 can be reduced.",
        "2x/4": "2x/4 can be reduced by 2.",
        "x^(4/2)": "4/2 can be reduced.",
        "0*x": "0x is 0.",
        "1*x": "The factor 1 in 1*x can be left out.",
        "x(-1)": "The factor 1 in x(-1) can be left out.",
        "x/1": "The denominator 1 in x/1 can be left out.",
        "x^1": "x^1 is x.",
        "x^0": "x^0 is 1.",
        "--x": "The minus signs in -(-x) can be combined.",
        "-x*(-2)": "The minus signs in -x(-2) can be combined.",
        "2^3 x": "2^3 can be worked out.",
        "(-2)^3": "(-2)^3 can be worked out.",
        "8^(2/3)": "8^(2/3) can be worked out.",
        "sqrt(16)x": "sqrt(16) can be worked out.",
        "root(4, 81)": "root(4, 81) can be worked out.",
        "cos(0)": "cos(0) can be worked out.",
        "ln(e)": "ln(e) is 1.",
        "x^2/x": "x^2/x can be cancelled.",
        "x/sqrt(x)": "x/sqrt(x) can be cancelled.",
        "3x^2 sin(x)/x": "x^2/x can be cancelled in 3x^2 sin(x)/x.",
        "2x ln(x) + x^2 * 1/x": "x^2/x can be cancelled in x^2*1/x.",
        "(x+1)^2/(1+x)^4": "(x + 1)^2/(1 + x)^4 can be cancelled.",
        "x^n/x": "x^n/x can be written as one power.",
        "(x^2+x)/x": "x can be cancelled in (x^2 + x)/x.",
        "x/(x^2+x)": "x can be cancelled in x/(x^2 + x).",
        "(e^x + x e^x)/e^x": "e^x can be cancelled in (e^x + x e^x)/e^x.",
        "(2x+4)/6": "2 can be cancelled in (2x + 4)/6.",
        "(x^2-1)/(x-1)": "x - 1 can be cancelled in (x^2 - 1)/(x - 1).",
        "(1+1/x)/x": "A fraction stands within a fraction: (1 + 1/x)/x.",
        "1/(1/x)": "A fraction stands within a fraction: 1/(1/x).",
        "x/(1/x)": "x*x can be written as one power in x/(1/x).",
        "3/(x/6)": "The numbers 3 and 6 in 3/(x/6) can be worked out.",
        "x/((x+1)/(x+1))": "(x + 1)/(x + 1) can be cancelled in x/((x + 1)/(x + 1)).",
        "(x/2)/(x+1)": "A fraction stands within a fraction: x/2/(x + 1).",
        "x x^2": "x*x^2 can be written as one power.",
        "e^x e^(2x)": "e^x*e^(2x) can be written as one power.",
        "3x cos(x) x": "x*x can be written as one power in 3x cos(x) x.",
        "(x^2)^3": "(x^2)^3 can be written as one power.",
        "sqrt(x)^2": "The root in sqrt(x)^2 can be simplified.",
        "e^(ln x)": "e^ln(x) can be written without the logarithm.",
        "e^(2ln x)": "e^(2ln(x)) can be written without the logarithm.",
        "ln(e^x)": "ln(e^x) can be written without the logarithm.",
        "log_2(2^x)": "log_2(2^x) can be written without the logarithm.",
        "piecewise((x + x, x > 0), (0, x < 0))": "The like terms x and x can be combined.",
    },
    "factored": {
        "6x + 6": "All terms share the factor 6: factor it out.",
        "x^2 + 2x": "All terms share the factor x: factor it out.",
        "x e^x + 2x^2 e^x": "All terms share the factor x e^x: factor it out.",
        "3(x+1)^2 (x-2) + (x+1)^3": "All terms share the factor (x + 1)^2: factor it out.",
        "x cos(x) + cos(x)": "All terms share the factor cos(x): factor it out.",
        "1/x + 1/x^2": "All terms share the factor 1/x: factor it out.",
        "(2x+2)^2": "All terms of 2x + 2 share the factor 2: factor it out.",
        "(2x - 2)/(x+1)^2": "All terms of 2x - 2 share the factor 2: factor it out.",
        "x^2 - 1": "x^2 - 1 can be factored: (x - 1)(x + 1).",
        "e^x (4x^2+4x+1)": "4x^2 + 4x + 1 can be factored: (2x + 1)^2.",
        "1 - x^2": "1 - x^2 can be factored: -(x - 1)(x + 1).",
        "x^2 - 1/4": "x^2 - 1/4 can be factored: (2x - 1)(2x + 1)/4.",
        "x^3 - 7x + 6": "x^3 - 7x + 6 can be factored: (x - 2)(x - 1)(x + 3).",
        "x^4 + 2x^2 + 1": "x^4 + 2x^2 + 1 can be factored: (x^2 + 1)^2.",
        "x + x": "The like terms x and x can be combined.",
    },
    "expanded": {
        "3(x+1)": "3(x + 1) can be expanded.",
        "(x+1)^2": "(x + 1)^2 can be expanded.",
        "x(x+2)": "x(x + 2) can be expanded.",
        "(x+1)e^x": "(x + 1)e^x can be expanded.",
        "1 - x(x+1)": "x(x + 1) can be expanded.",
        "(x+1)(x-2)": "(x + 1)(x - 2) can be expanded.",
        "x(x+1)/(x^2+1)": "x(x + 1) can be expanded.",
        "(x+1)/2": "(x + 1)/2 can be divided term by term.",
        "-(x+1)": "The brackets in -(x + 1) can be removed.",
        "x + x": "The like terms x and x can be combined.",
    },
}

PROBLEMS = """
3x^4 - 5x^2 + 7x - 2; sin(exp(2x)); (3x^2+1)^5; e^(-x^2); sin(x)^2; (3x)^2; (x^2+1)^3; sigmoid(x); tanh(x); x^2 sin(x);
x^2 e^x; ln(x)/x; x/(x^2+1); sqrt(x); sqrt(x^2+1); 1/x^2; x^x; x^(sin x); arctan(x/2); arcsin(2x); e^x/(1+e^x); tan(x);
ln(ln x); x ln x - x; (x+1)/(x-1); (x^2+1)/(x^2-1); sin x cos x; cbrt(x); x^(2/3); x sqrt(x); (2x-1)^3 (x+4)^5;
x^3 e^(-2x); ln(sin x); cos^3(2x); x 2^x; log_10(x); e^x sin x; sqrt((1+x)/(1-x)); x/sqrt(x^2+1); x^n; x|x|;
sin(x)/(1+cos(x)); x^2/(x+1); e^(1/x); x^2 sin(1/x); x(x+1)(x+2); x^2 (ln x)^2; (x^3+2)/x; (x+sqrt(x))/x^2; relu(x)
""".replace("\n", " ").split(";")

LONG = {
    "many like terms": "+".join(["x"] * 2000),
    "many terms": "+".join(f"{i}x^{i} sin({i}x)" for i in range(1, 400)),
    "many factors": "(x+1)" * 700,
    "many fractions": "+".join(f"(2x+{i})(x+{i})/(x^2+x)" for i in range(250)),
    "nested brackets": "2(" * 90 + "x" + "+1)" * 90,
    "nested fractions": "1/(" * 90 + "x" + "+1)" * 90,
    "nested powers": "(" * 60 + "2x" + "x)^2" * 60,
    "many signs": "-" * 190 + "x",
    "large coefficients": "x^12 - 10^18 x^7 + 99999999999999999 x - 3",
}


@pytest.mark.parametrize(("form", "answer"), [(form, answer) for form, answers in FINE.items() for answer in answers])
def test_nothing_remains_of_an_answer_in_the_form_that_was_asked_for(form: Form, answer: str) -> None:
    assert remaining(parse(answer).tree, form) == ()


@pytest.mark.parametrize(
    ("form", "answer", "sentence"),
    [(form, answer, sentence) for form, answers in REMAINING.items() for answer, sentence in answers.items()],
)
def test_what_remains_to_be_done_is_said(form: Form, answer: str, sentence: str) -> None:
    assert sentence in remaining(parse(answer).tree, form)


@pytest.mark.parametrize("answer", ["(x^3 - x)/(x^2 + x)", "(x^2 + 2x)/(x^3 + 2x^2)", "(2x^2 + 2x)/(x^3 - x)"])
def test_a_power_of_the_variable_is_cancelled_before_a_bracket(answer: str) -> None:
    assert remaining(parse(answer).tree, "simplified") == (f"x can be cancelled in {answer}.",)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_derivatives_that_derivtutor_prints_are_simplified(problem: str) -> None:
    assert remaining(explain(problem).derivative.tree, "simplified") == ()


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("form", ["simplified", "factored", "expanded"])
def test_long_answers_are_judged_quickly_and_briefly(form: Form, text: str, effort: Effort) -> None:
    answer = parse(text).tree
    assert effort(lambda: remaining(answer, form)) < LIMIT
    assert len(remaining(answer, form)) <= 5


@given(trees)
@settings(max_examples=300)
def test_any_tree_is_judged(answer: Node) -> None:
    assert remaining(answer, "any") == ()
    for form in ("simplified", "factored", "expanded"):
        for sentence in remaining(answer, form):
            assert sentence.endswith(".")
