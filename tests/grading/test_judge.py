"""Right in any form, wrong in none."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from conftest import Effort
from hypothesis import given, settings
from hypothesis import strategies as st

import derivtutor
from derivtutor import Judge, UserError, check, check_work, equal, hint, next_step
from derivtutor.grading.comparison import Known
from derivtutor.notation.from_sympy import from_sympy
from derivtutor.notation.linear import text
from derivtutor.notation.reader import read
from derivtutor.notation.to_sympy import to_sympy

CASES = Path(__file__).parents[1] / "cases"
PAIRS = [json.loads(line) for line in (CASES / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
LAW = settings(max_examples=60)
LIMIT = 100_000
"""Calls of functions; three times and more what it takes."""

RIGHT = [
    ("sin(x^2)", "2x cos(x^2)"),
    ("sin(x^2)", "y' = 2*x*cos(x**2)"),
    ("sin(x^2)", "f'(x) = cos(x²)·2x"),
    ("sin(x^2)", r"\frac{dy}{dx} = 2x\cos\left(x^2\right)"),
    ("sin(x^2)", "$2x\\cos(x^2)$"),
    ("sin(x^2)", "d/dx sin(x^2) = 2x cos(x^2)"),
    ("sin(x^2)", "2x cos(x^2) dx"),
    ("sin(x^2)", "2x cos(x^2) + C"),
    ("sin(x^2)", "cos(x^2) + cos(x^2)*(2x - 1)"),
    ("sin(x)^2", "sin(2x)"),
    ("cos(3x)", "12sin(x)^3 - 9sin(x)"),
    ("ln(x)/ln(10)", "1/(x (ln(2) + ln(5)))"),
    ("tan(x)", "1 + tan(x)^2"),
    ("arcsin(x)", "(1 - x^2)^(-1/2)"),
    ("ln(x)", "1/|x|"),
    ("ln|x|", "1/x"),
    ("|x|", "|x|/x"),
    ("x|x|", "2sqrt(x^2)"),
    ("x^2/2", "sqrt(x)*sqrt(x)"),
    ("7(-v)^(1/4)", "-7/4*(-v)^(-3/4)"),
    ("sqrt(x - 100)", "1/(2sqrt(x - 100))"),
    ("arcosh(x)", "1/sqrt(x^2 - 1)"),
    ("sqrt(1/1000 - x^2)", "-x/sqrt(0.001 - x^2)"),
    ("x^3", "3.0x^2"),
    ("x/3", "1/3"),
    ("e^(300x)", "300e^(300x)"),
    ("x^1000", "1000x^999"),
    ("f(x) g(x)", "f(x) g'(x) + g(x) f'(x)"),
    ("int(e^(t^2), t, 0, x)", "e^(x^2)"),
    ("5", "0"),
    ("a x^n", "a n x^(n-1)"),
    ("max(0, x)", "(1 + sign(x))/2"),
    ("|x - 5|", "(x - 5)/|x - 5|"),
    ("|x - 5|", "sqrt((x - 5)^2)/(x - 5)"),
    ("|x^2 - 4|", "2x sign(x - 2) sign(x + 2)"),
    ("max(0, 1 - x)", "piecewise((-1, x < 1), (0, x > 1))"),
    ("max(x, 3 - x, 2)", "piecewise((-1, x < 1), (0, 1 < x < 2), (1, x > 2))"),
    ("|ln(x) - 3|", "sign(x - e^3)/x"),
    ("|cos(x) - x|", "(sin(x) + 1) sign(x - cos(x))"),
    ("sqrt((x - 5)(6 - x))", "(11 - 2x)/(2sqrt(-x^2 + 11x - 30))"),
    ("arcsin(x - 100)", "1/sqrt((101 - x)(x - 99))"),
    ("ln(x - 20000)", "1/(x - 20000)"),
    ("sqrt(sin(x) - 0.999999)", "cos(x)/sqrt(4sin(x) - 3.999996)"),
    ("(x - 3)^6000", "6000(x - 3)^6000/(x - 3)"),
    ("x^2 + e^(-1000)x", "2x + e^(-1000)"),
    ("int(1/t, t, 1, x)", "1/|x|"),
]
WRONG = [
    ("x^2", "2|x|"),
    ("ln|x|", "1/|x|"),
    ("x^3/3", "0.33333333333333333333x^2"),
    ("e^(10x)/10", "e^(10x) + 1e-7"),
    ("x^3 - e^(-40x)/40", "3x^2"),
    ("x^2/2", "|x + 1000| - 1000"),
    ("sin(pi x)", "0"),
    ("x^2", "2x + c"),
    ("x^2", "2t"),
    ("x^2", "2x + sin(pi*10x)/10^9"),
    ("sin(x)", "sqrt(cos(x)^2)"),
    ("cos(x)", "sqrt(-1 - x^2)"),
    ("362880x", "362881"),
    ("f(x) g(x)", "f'(x) g'(x)"),
    ("|x - 5|", "(x - 4)/|x - 4|"),
    ("|x - 5|", "sign(x - 5.000001)"),
    ("|x^2 - 4|", "2x(x^2 - 5)/|x^2 - 5|"),
    ("max(0, 1 - x)", "piecewise((-1, x < 2), (0, x > 2))"),
    ("max(0, x - 10^9)", "0"),
    ("|ln(x) - 3|", "sign(x - 20)/x"),
    ("|cos(x) - x|", "(sin(x) + 1) sign(x - 0.739085)"),
    ("x^2", "2x + sin(660pi x)"),
    ("x^2", "2x + |x - 1.01| + |x - 1.02| - |2x - 2.03|"),
    ("x^2", "2x + relu(x - 3)(x - 3.7)(x - 5.9)"),
    ("x^2", "2x + arctan(1/(x - 3)) + arctan(x - 3) - pi/2"),
    ("x^2", "2x + 10^-200"),
    ("x^2", "2x + e^(-1000)"),
    ("x^2", "2x + 10^-20000"),
    ("x^2", "2x tanh(1000)"),
    ("x^2", "(1 + 10^-150)2x"),
    ("ln(x - 20000)", "1/x"),
    ("arcsin(x - 100)", "1/sqrt(1 - x^2)"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_a_right_answer_is_right_in_any_form(problem: str, answer: str) -> None:
    verdict = check(problem, answer)
    assert verdict
    assert verdict.verdict == "correct"
    assert verdict.diagnosis == ()
    assert verdict.evidence.counterexample is None


@pytest.mark.parametrize(("problem", "answer"), WRONG)
def test_a_wrong_answer_is_wrong(problem: str, answer: str) -> None:
    verdict = check(problem, answer)
    assert verdict.verdict == "incorrect"
    assert not verdict


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: row["id"])
def test_pairs(row: dict[str, Any]) -> None:
    verdict, other_way = equal(row["a"], row["b"]), equal(row["b"], row["a"])
    assert bool(verdict) == bool(other_way) == row["equivalent"]
    if not row["equivalent"]:
        assert verdict.evidence.certainty == "proved" or verdict.evidence.method == "no common point"


@pytest.mark.parametrize(
    "answer",
    ["2a x + relu(x - 3)relu(a - 5)", "2a x + sign(a - x) - (a - x)/|a - x - 1|", "2x |a|", "2a x + 10^-300 a"],
)
def test_corners_are_found_along_every_letter(answer: str) -> None:
    assert check("a x^2", answer, wrt="x").verdict == "incorrect"


def test_nobody_can_aim_at_the_points_because_they_move_with_the_answer() -> None:
    judge = Judge("x^2")
    known = judge.asked.known
    aimed = "*".join(f"(x - ({point['x']}))" for point in known.points)
    assert not judge(f"2x + {aimed}")
    assert judge(f"2x + 0*{aimed}")


@pytest.mark.parametrize("guard", ["sqrt(x - 100)", "ln(x - 50)", "sqrt((x - 5)(6 - x))"])
def test_an_answer_with_a_domain_of_its_own_cannot_be_aimed_either(guard: str) -> None:
    judge = Judge("x^2")
    once = f"{guard}/{guard}"
    known = Known(judge.asked.expected, frozenset("x"), (judge.asked.function, read(f"2x*{once}").tree))
    aimed = "*".join(f"(x - ({point['x']}))" for point in known.points)
    assert not judge(f"(2x + {aimed})*{once}")
    assert judge(f"2x*{once}")


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("x^2", "2x + 10^-200 relu(x - 3)"),
        ("x^2", "2x + e^(-2000) (|x - 3| + x - 3)"),
        ("|x - 3|", "sign(x - 3) + 10^-300 (1 + sign(x - 3))"),
        ("a x^2", "2a x + 10^-250 relu(a - 5)"),
    ],
)
def test_what_is_too_small_to_be_seen_is_seen_in_every_piece(problem: str, answer: str) -> None:
    assert check(problem, answer, wrt="x").verdict == "incorrect"


def test_numbers_beyond_all_bounds_are_not_compared() -> None:
    with pytest.raises(UserError, match=r"too large or too small to be compared\. Write it without them\."):
        check("x^2", "2x + 10^(-10^9)")


@pytest.mark.parametrize("answer", ["9^9^9", "1e999", "1e400 x", "(x+1)^99999", "9" * 400, "exp(exp(exp(exp(x))))"])
def test_answers_beyond_all_bounds_are_wrong(answer: str, effort: Effort) -> None:
    assert effort(lambda: check("x^2", answer).as_dict()) < LIMIT
    assert check("x^2", answer).verdict == "incorrect"


def test_a_rejection_has_a_counterexample() -> None:
    example = check("sin(x^2)", "cos(x^2)").evidence.counterexample
    assert example is not None
    assert example.at == {"x": 1}
    assert example.expected == pytest.approx(1.0806046117362795)
    assert example.got == pytest.approx(0.5403023058681398)


@pytest.mark.parametrize(
    ("problem", "answer", "at"),
    [
        ("x^3", "x^2", {"x": 1}),
        ("ln(x - 2)", "x - 2", {"x": 4}),
        ("a x^n", "x^n", {"a": 1, "n": 2, "x": 3}),
        ("arcsin(x)", "1/(1 + x^2)", {"x": 0.5}),
        ("|x - 5|", "(x - 4)/|x - 4|", {"x": 4.5}),
        ("max(0, 1 - x)", "piecewise((-1, x < 2), (0, x > 2))", {"x": 1.5}),
        ("(x - 3)^6000", "6000(x - 3)^6000", {"x": 2}),
        ("ln(x - 20000)", "1/x", {"x": 20001}),
    ],
)
def test_the_counterexample_is_a_sum_that_a_student_can_do(problem: str, answer: str, at: dict[str, float]) -> None:
    example = check(problem, answer, wrt="x").evidence.counterexample
    assert example is not None
    assert example.at == at


def test_two_numbers_are_their_own_counterexample() -> None:
    example = check("x^2", "9", at="x=3").evidence.counterexample
    assert example is not None
    assert (example.at, example.expected, example.got) == ({}, 6, 9)


def test_there_is_a_counterexample_where_no_small_number_serves() -> None:
    example = check("sqrt(x - 100)", "1/sqrt(x - 100)").evidence.counterexample
    assert example is not None
    assert example.at["x"] > 100


@pytest.mark.parametrize(
    ("problem", "answer", "observation"),
    [
        ("x^2", "4x", "Yours is the derivative times a number: look at the numbers in front."),
        ("x^2", "2x + 3", "Yours differs from the derivative by a constant."),
        ("10^x + 6x^2 + 4x - 1", "10^x ln(10) + 12x", "One term of the derivative is missing."),
        ("ln|x|", "1/|x|", "It agrees only for x > 0."),
        ("x^2 y", "x^2", "Yours is the derivative with respect to y; the question asks for x."),
        ("x^4", "12x^2", "Yours is the derivative of order 2; the question asks for order 1."),
        ("x^3/3", "0.333*3x^2", "Yours is close to the derivative: was a number rounded?"),
        ("x^2/2", "sqrt(x)*sqrt(x)", "Yours is undefined for x < 0, where the derivative exists."),
        ("x^2", "2x dx", "The dx at the end was left out: a derivative has none."),
        ("x^2", "2x + C", "The + C was left out: it belongs to integrals, not to derivatives."),
        ("x^2", "2t", "The letter t does not occur in the problem."),
    ],
)
def test_facts_are_observed(problem: str, answer: str, observation: str) -> None:
    assert observation in check(problem, answer, wrt="x").observations


CORNER = "Yours has a value at x = {}, where the derivative does not exist."


@pytest.mark.parametrize(
    ("problem", "answer", "observations"),
    [
        ("piecewise((x^2, x < 1), (x, x >= 1))", "piecewise((2x, x < 1), (1, x >= 1))", (CORNER.format(1),)),
        ("piecewise((x^2, x < 1), (x, x >= 1))", "piecewise((2x, x < 1), (1, x > 1))", ()),
        ("piecewise((x^2, x < 1), (2x - 1, x >= 1))", "piecewise((2x, x < 1), (2, x >= 1))", ()),
        ("|x|", "piecewise((-1, x < 0), (1, x >= 0))", (CORNER.format(0),)),
        ("|x|", "|x|/x", ()),
        ("piecewise((sin(x)/x, x != 0), (1, x = 0))", "piecewise(((x cos(x) - sin(x))/x^2, x != 0), (0, x = 0))", ()),
        ("x^2", "2x + 0y", ("Simplified, it is 2x.",)),
    ],
)
def test_a_value_at_a_corner_is_told(problem: str, answer: str, observations: tuple[str, ...]) -> None:
    verdict = check(problem, answer)
    assert verdict
    assert verdict.observations == observations


@pytest.mark.parametrize(
    ("answer", "right"),
    [("6", True), ("12/2", True), ("6.00", True), ("9", False), ("2x", False), ("5.99", False), ("sqrt(36)", True)],
)
def test_the_answer_at_a_point_is_a_number(answer: str, right: bool) -> None:
    assert bool(check("x^2", answer, at="x=3")) == right


@pytest.mark.parametrize("answer", [6, 6.0, Fraction(12, 2)])
def test_an_answer_may_be_a_number(answer: object) -> None:
    assert check("x^2", answer, at="x=3")
    assert not check("x^2", -6, at="x=3")


def test_a_function_where_a_number_was_asked_for() -> None:
    verdict = check("x^2", "2x", at="x=3")
    assert verdict.observations == ()
    assert verdict.diagnosis[0].slips[0].slip == "derivative-not-evaluated-at-point"
    assert verdict.evidence.counterexample is None
    assert check("x^3", "x", at="x=2").observations == ("The question asks for a number: substitute x = 2.",)


@pytest.mark.parametrize(
    ("answer", "tolerance", "right"),
    [
        ("0.333", None, True),
        ("0.334", None, False),
        ("0.3", None, False),
        ("1/3", None, True),
        ("0.3", 0.05, True),
        ("0.3333", 0, False),
        ("-0.333", None, False),
    ],
)
def test_decimals_are_right_to_their_precision(answer: str, tolerance: float | None, right: bool) -> None:
    assert bool(check("ln(x)", answer, at=3, tolerance=tolerance)) == right


@pytest.mark.parametrize(
    ("answer", "message", "position"),
    [
        ("", "The answer is empty.", 0),
        ("y' =", "The answer is empty.", 4),
        ("y' = (2x", "This bracket is never closed.", 5),
        ("d/dx (x^2)", "The answer still contains a derivative.", 0),
    ],
)
def test_what_cannot_be_read_is_no_attempt(answer: str, message: str, position: int) -> None:
    with pytest.raises(UserError) as caught:
        check("x^2", answer)
    assert caught.value.message == message
    assert caught.value.position == position
    assert caught.value.hint


def test_there_are_so_many_hints_and_no_more() -> None:
    with pytest.raises(UserError, match=r"There is no hint of level 7\. Use a level from 1 to 6\."):
        hint("x^2", 7)
    assert hint("x^2", 6).of == 6


def test_a_form_that_was_not_asked_for() -> None:
    verdict = check("(x + 1)^2", "2(x + 1)", form="expanded")
    assert verdict.verdict == "wrong-form"
    assert not verdict
    assert verdict.remaining
    assert check("(x + 1)^2", "2x + 2", form="expanded")
    assert check("(x + 1)^2", "3x", form="expanded").verdict == "incorrect"


def test_the_document_has_what_the_contract_says() -> None:
    document = check("sin(x^2)", "cos(x^2)").as_dict()
    assert document == json.loads(json.dumps(document))
    assert list(document) == ["schema", "problem", "answer", "verdict", "evidence", "diagnosis", "observations"]
    assert document["schema"] == "derivtutor/verdict/1"
    assert document["answer"]["sympy"] == "cos(x**2)"
    assert set(document["diagnosis"][0]) == {"slip", "rule", "at", "says", "hint"}
    assert document == check("sin(x^2)", "cos(x^2)").as_dict()


def test_documents_begin_with_the_name_of_their_contract() -> None:
    documents = {
        "working": check_work("x^2", ["2x"]).as_dict(),
        "hint": hint("x^2").as_dict(),
        "next-step": next_step("x^2").as_dict(),
    }
    for name, document in documents.items():
        assert next(iter(document.items())) == ("schema", f"derivtutor/{name}/1")


def test_a_prepared_judge_keeps_nothing_of_an_answer() -> None:
    judge = Judge("x^2")
    assert [bool(judge(answer)) for answer in ("2x", "2y", "3x", "x + x", "2x")] == [True, False, False, True, True]


def test_the_library_has_them() -> None:
    assert derivtutor.Judge is Judge
    assert isinstance(check("x", "1"), derivtutor.Verdict)


HOSTILE = ["9^9^9^9", "x^(10^50)", "(x+y+z+1)^500", "sin(" * 150 + "x" + ")" * 150, "1/0", "0/0", "x^x^x^x^x", "ln(0)"]


@pytest.mark.parametrize("answer", HOSTILE)
def test_a_hostile_answer_is_judged_or_refused(answer: str) -> None:
    try:
        verdict = check("x^2", answer)
    except UserError:
        return
    assert not verdict
    verdict.as_dict()


EXPRESSIONS = st.sampled_from(
    ["x^2 sin(x)", "e^(2x)/(x^2 + 1)", "(x + 1)^3 ln(x)", "tan(x) sec(x)", "sqrt(x^2 + 3) cos(2x)", "x^3 - 2x + 1/x"]
)


@LAW
@given(EXPRESSIONS, st.sampled_from(["expand", "factor", "together", "apart", "trigsimp"]))
def test_rewriting_keeps_it_right(problem: str, way: str) -> None:
    import sympy

    derivative = derivtutor.explain(problem).answer
    try:
        rewritten = getattr(sympy, way)(sympy.simplify(to_sympy(derivative)))
    except (NotImplementedError, sympy.PolynomialError):
        return
    assert check(problem, text(from_sympy(rewritten)))


@LAW
@given(EXPRESSIONS, st.integers(1, 12), st.sampled_from(["{0} + 1/10^{1}", "(1 + 1/10^{1}) ({0})", "{0} + x/10^{1}"]))
def test_a_small_change_makes_it_wrong(problem: str, digits: int, change: str) -> None:
    derivative = derivtutor.explain(problem).derivative.text
    assert not check(problem, change.format(derivative, digits))


@LAW
@given(EXPRESSIONS, EXPRESSIONS)
def test_the_judge_is_symmetric(left: str, right: str) -> None:
    assert bool(equal(left, right)) == bool(equal(right, left)) == (left == right)


def test_what_is_read_is_what_is_judged() -> None:
    assert check("x^2", "2 x").answer == read("2 x").tree


GAPS = [
    ("x int(sin(t)/t, t, 0, x)", "sin(x) + Si(x)", "cos(x) + Si(x)"),
    ("x int((1 - cos(t))/t^2, t, 0, x)", "int((1 - cos(t))/t^2, t, 0, x) + (1 - cos(x))/x", "(1 - cos(x))/x"),
    ("x int(sin(t - 1)/(t - 1), t, 1, x)", "int(sin(t - 1)/(t - 1), t, 1, x) + x sin(x - 1)/(x - 1)", "sin(x - 1)"),
]


@pytest.mark.parametrize(("problem", "right", "wrong"), GAPS)
def test_an_integral_may_begin_at_a_removable_gap(problem: str, right: str, wrong: str) -> None:
    assert check(problem, right)
    assert check(problem, wrong).evidence.counterexample is not None
