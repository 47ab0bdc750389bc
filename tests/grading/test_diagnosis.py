"""A wrong answer is explained by the misconception that leads to it, and by no other."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from derivtutor import Judge, check, explain
from derivtutor.derivation.misconceptions import NAMES
from derivtutor.derivation.model import Rule
from derivtutor.derivation.rules import RULES
from derivtutor.grading.backward.slips import SLIPS as OF_A_BACKWARD_PASS
from derivtutor.grading.hints import LADDER, hint, hints, ladder
from derivtutor.grading.misreadings import MISREADINGS
from derivtutor.grading.tasks import INTEGRATED, NOT_AT_POINT, TASKS
from derivtutor.grading.topics.choices import EXTREMES_SWAPPED, NOT_CRITICAL
from derivtutor.grading.topics.slips.book import SLIPS
from derivtutor.notation import linear

CASES = Path(__file__).parents[1] / "cases"
CATALOGUE = [
    row
    for line in (CASES / "misconceptions.jsonl").read_text(encoding="utf-8").splitlines()
    if (row := json.loads(line))["scope"] == "scalar"
]


def diagnosed(problem: str, answer: str, **arguments: Any) -> list[tuple[str, ...]]:
    verdict = check(problem, answer, **arguments)
    assert not verdict
    return [tuple(slip.slip for slip in explanation.slips) for explanation in verdict.diagnosis]


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: row["id"])
def test_every_misconception_is_recognised_in_its_example(row: dict[str, Any]) -> None:
    found = diagnosed(row["problem"], row["wrong_answer"], wrt=row["wrt"], order=row.get("order", 1), at=row.get("at"))
    assert (row["id"],) in found
    assert all(len(slips) == 1 for slips in found)


def test_every_misconception_has_a_home_and_its_evidence() -> None:
    homes = {
        **{slip.id: slip.evidence for rule in RULES for slip in rule.slips},
        **{row.id: row.evidence for row in (*MISREADINGS, *TASKS, INTEGRATED, NOT_AT_POINT)},
    }
    assert {row["id"]: row["evidence"] for row in CATALOGUE} == homes


def test_every_misconception_has_a_name_that_can_stand_within_a_sentence() -> None:
    beside = {
        *(slip.id for slip in (*SLIPS, *OF_A_BACKWARD_PASS, NOT_CRITICAL, EXTREMES_SWAPPED)),
        *(name for name in NAMES if name.startswith("tangent-")),
    }
    assert NAMES.keys() == {row["id"] for row in CATALOGUE} | beside
    assert len({*NAMES.values()}) == len(NAMES)
    assert [name for name in NAMES.values() if not re.match("[a-z]{3,}( |$)", name) or name[-1] in ".!?"] == []


@pytest.mark.parametrize(
    ("problem", "answer", "at", "slip"),
    [
        ("2x^3", "8x^2", None, "power-raises-coefficient"),
        ("x^3 sin(x)", "3x^2 sin(x) + x^3", None, "product-derivative-left-out"),
        ("x e^x", "x e^x + x", None, ""),
        ("sin(x)^3", "3 sin x^2 cos x", None, "fnpower-written-inside"),
        ("tan(x)", "sec x^2", None, "fnpower-written-inside"),
        ("x^2 sin(x)", "4 sin(2) + 4 cos(2)", "x=2", ""),
        ("cos(x)", "-0.0349", "x=2", "calculator-in-degrees"),
        ("cos(x)", "-0.0348", "x=2", ""),
        ("x^2 sin(x)", "4.137", "x=2", "calculator-in-degrees"),
        ("e^x", "0.99939", "x=2", ""),
        ("sqrt(1 - x^2)", "sqrt(-2x)", None, "chain-inner-differentiated-in-place"),
        ("ln(1 - x^2)", "ln(-2x)", None, "chain-inner-differentiated-in-place"),
        ("sqrt(1 - x^2)", "sqrt(-3x)", None, ""),
        ("3x^2 + 5x", "27x + 5", None, ""),
        ("tan(x)", "sec(x^3)", None, ""),
    ],
)
def test_slips_and_what_is_near_to_them(problem: str, answer: str, at: str | None, slip: str) -> None:
    new = {"power-raises-coefficient", "product-derivative-left-out", "fnpower-written-inside", "calculator-in-degrees"}
    verdict = check(problem, answer, at=at)
    found = {each.slip for explanation in verdict.diagnosis for each in explanation.slips}
    assert found & {*new, "chain-inner-differentiated-in-place"} == ({slip} if slip else set())


@pytest.mark.parametrize(
    ("problem", "answer", "slips"),
    [
        ("x^2 sin(3x)", "2x cos(3x)", {"product-of-derivatives", "chain-missing-inner"}),
        ("tan(x)/x", "(x sec(x) + tan(x))/x^2", {"quotient-plus-instead-of-minus", "tan-sec-not-squared"}),
        ("x^3 + 5", "x^2 + 1", {"power-coefficient-lost", "constant-derivative-one"}),
        ("ln(x) e^(2x)", "e^(2x)/x - ln(x) e^(2x)", {"product-minus-instead-of-plus", "chain-missing-inner"}),
    ],
)
def test_two_slips_are_found_together(problem: str, answer: str, slips: set[str]) -> None:
    found = diagnosed(problem, answer)
    assert any(set(pair) == slips for pair in found)
    assert all(len(pair) == 2 for pair in found)


@pytest.mark.parametrize(
    ("problem", "answer", "slips"),
    [
        ("sin(2x) + cos(3x)", "cos(2x) - sin(3x)", ("chain-missing-inner",) * 2),
        ("sin(2x) + sin(3x) + sin(4x)", "cos(2x) + cos(3x) + cos(4x)", ("chain-missing-inner",) * 3),
        ("2x^3 - 5x^2 + 3x", "3x^2 - 2x + 1", ("constant-multiple-dropped",) * 3),
        ("x^4 + x^3 + x^2", "4x^4 + 3x^3 + 2x^2", ("power-exponent-not-reduced",) * 3),
        ("e^(5x)", "5e^(4x)", ("power-rule-on-exponential",)),
        ("2^(3x)", "3*2^(2x)", ("power-rule-on-exponential",)),
        ("e^(2x) + e^(3x) + e^(5x)", "2e^(2x-1) + 3e^(3x-1) + 5e^(5x-1)", ("power-rule-on-exponential",) * 3),
        ("log_2(x) + log_3(x) + log_5(x)", "1/(2x) + 1/(3x) + 1/(5x)", ("log-base-factor-missing",) * 3),
    ],
)
def test_one_misconception_is_found_wherever_it_shows(problem: str, answer: str, slips: tuple[str, ...]) -> None:
    assert diagnosed(problem, answer)[0] == slips


@pytest.mark.parametrize(
    ("problem", "answer", "meant"),
    [
        ("sqrt(x)", "1/2sqrt(x)", "1/(2sqrt(x))"),
        ("e^(3x)", "3e^3x", "3e^(3x)"),
        ("x^(3/2)", "3/2x^1/2", "3/2x^(1/2)"),
        ("ln(x^2 + 1)", "2x/x^2 + 1", "2x/(x^2 + 1)"),
        ("sin(x)/x", "x cos(x) - sin(x)/x^2", "(x cos(x) - sin(x))/x^2"),
        ("ln(x^2 - 3x)", "2x-3/x^2-3x", "(2x-3)/(x^2-3x)"),
        ("x e^(2x)", "e^2x+2xe^2x", "e^(2x)+2xe^(2x)"),
        ("x^n", "nx^n-1", "nx^(n-1)"),
        ("sqrt(2x)", "1/√2x", "1/√(2x)"),
        ("1/(x^2+1)", "-2x/(x^2+1)(x^2+1)", "-2x/((x^2+1)(x^2+1))"),
        ("1/(x^2+1)", "-2x/ (x^2+1) (x^2+1)", "-2x/ ((x^2+1) (x^2+1))"),
        ("1/(x^2+1)", "-2x / (x^2+1) * (x^2+1)", "-2x / ((x^2+1) * (x^2+1))"),
        ("sqrt(x)", "1 / 2 sqrt(x)", "1 / (2 sqrt(x))"),
        ("sqrt(x)", "1/ 2sqrt(x)", "1/ (2sqrt(x))"),
        ("e^(3x)", "3 e ^ 3 x", "3 e ^ (3 x)"),
        ("x^(3/2)", "3/2 x^1 / 2", "3/2 x^(1 / 2)"),
    ],
)
def test_nobody_is_accused_whose_answer_lacks_only_brackets(problem: str, answer: str, meant: str) -> None:
    verdict = check(problem, answer)
    assert not verdict
    assert not verdict.diagnosis
    assert verdict.observations == (f"With brackets it would be right: {meant}.",)


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("sqrt(x)", "(1/2)sqrt(x)"),
        ("sqrt(x)", "1/2 x^(1/2)"),
        ("x^(5/2)", "5/2x^(-3/2)"),
        ("ln(x + 1)", "(1/x) + 1"),
        ("ln(x + 1)", r"\frac{1}{x} + 1"),
        ("ln(x + 1)", r"\;1/x + 1"),
        ("e^(2x)", r"2\cdot e^2x"),
        ("sin(x)/x", "(x cos(x)) - (sin(x)/x^2)"),
        ("log_2(x)", "(1/ln2)x"),
    ],
)
def test_brackets_and_fractions_that_stand_there_are_meant(problem: str, answer: str) -> None:
    verdict = check(problem, answer)
    assert not verdict
    assert verdict.meant is None


@pytest.mark.parametrize(("answer", "order"), [("3e^(3x)", 2), ("9e^(3x)", 3), ("3e^(3x)", 3)])
def test_a_lower_derivative_is_just_that(answer: str, order: int) -> None:
    assert diagnosed("e^(3x)", answer, order=order) == [("second-derivative-stopped-at-first",)]


def test_a_rounded_value_is_recognised() -> None:
    assert ("value-instead-of-derivative",) in diagnosed("ln(x)", "0.693", at="x=2")
    assert diagnosed("sin(x)", "-0.540", at="x=1") == [("sin-or-tan-sign-added",)]
    assert diagnosed("sin(x)", "0.701", at="x=1") == []


def test_two_digits_accuse_nobody() -> None:
    assert diagnosed("tanh(x)", "0.99", at="x=0.1") == []
    assert diagnosed("ln(x)", "0.69", at="x=2") == []


def test_an_equation_before_the_answer_must_be_true() -> None:
    (said,) = check("x^2", "3x = 2x").observations
    assert said == "Only what comes after the last = was judged: 3x is not equal to it."
    for given in ("y' = x + x = 2x", "y = 2x", "f(x) = 2x", "1/0 = 2x"):
        assert check("x^2", given).observations == ()


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("x^2 sin(x)", "x^7 + 17"),
        ("sin(x^2)", "arctan(x) - 5x"),
        ("ln(x)/x", "e^x + x^3"),
        ("(2x + 1)^5", "x - 19/7"),
        ("e^(3x)", "cos(x)^4"),
        ("x^3", "sqrt(-1 - x^2)"),
        ("sqrt(x)", "t + 1"),
    ],
)
def test_silence_where_nothing_explains_it(problem: str, answer: str) -> None:
    assert diagnosed(problem, answer) == []


def test_a_slip_at_any_step_is_found_where_it_was_made() -> None:
    found = check("x^2 + sin(cos(x))", "2x + cos(cos(x)) sin(x)").diagnosis
    places = {slip.slip: linear.text(slip.at) for explanation in found for slip in explanation.slips}
    assert places["cos-sign-lost"] == "cos(x)"
    assert places["chain-inner-sign-lost"] == "sin(cos(x))"


@pytest.mark.parametrize(
    ("problem", "answer", "slip"),
    [
        ("sin(5x)", "cos(5x)", "chain-missing-inner"),
        ("e^(3x)", "e^(3x)", "chain-missing-inner"),
        ("(3x - 2)^4", "4(3x - 2)^3", "chain-missing-inner"),
        ("tan(3x)", "sec(3x)^2", "chain-missing-inner"),
        ("arctan(2x)", "1/(1 + 4x^2)", "chain-missing-inner"),
        ("ln(5x)", "1/(5x)", "chain-missing-inner"),
        ("1/(2x + 1)", "-1/(2x + 1)^2", "chain-missing-inner"),
        ("e^(-x)", "e^(-x)", "chain-missing-inner"),
        ("x sin(5x)", "sin(5x) + x cos(5x)", "chain-missing-inner"),
        ("sin(3x)^2", "2sin(3x) cos(3x)", "chain-stops-one-layer-early"),
        ("sqrt(x)", "1/sqrt(x)", "sqrt-factor-half-lost"),
        ("1/x^3", "-3x^-2", "negative-exponent-wrong-direction"),
        ("x^2 + 3", "2x + 3", "constant-kept"),
        ("x^2 + 1", "2x + 1", "constant-kept"),
        ("x^2", "x", "power-coefficient-lost"),
        ("3^x + x", "3^x + 1", "exponential-ln-factor-missing"),
        ("x^2/sin(x)", "(x^2 cos(x) - 2x sin(x))/sin(x)^2", "quotient-order-swapped"),
        ("x/(x + 1)", "-1/(x + 1)^2", "quotient-order-swapped"),
        ("cos(x)", "sin(x)", "cos-sign-lost"),
        ("x^x", "x x^(x - 1)", "general-power-as-power-rule"),
        ("x^x", "x^x ln(x)", "general-power-as-exponential"),
        ("arctan(x)", "1/sqrt(1 - x^2)", "inverse-trig-formula-swapped"),
        ("cbrt(x^3 - 2)", "3x^2 (x^3 - 2)^(-2/3)", "power-coefficient-lost"),
        ("cbrt(x^3 - 2)", "x^2 (x^3 - 2)^(1/3)", "power-exponent-not-reduced"),
        ("x^(x^2) sin(x)", "x^(x^2) (2x ln(x) - x) sin(x) + x^(x^2) cos(x)", "product-minus-instead-of-plus"),
        ("x ln(x)", "1/x", "product-of-derivatives"),
        ("3/(2x)", "-3/(2x)^2", "chain-missing-inner"),
        ("1/(5x)", "-1/(5x)^2", "chain-missing-inner"),
        ("sin(3x^2)", "6x cos(6x)", "chain-outer-at-inner-derivative"),
        ("arctan(3x)", "3/(1 + 3x^2)", "power-only-on-last-factor"),
        ("x^2 sin(x) e^x", "2x cos(x) e^x", "product-of-derivatives"),
        ("ln(sin(x))", "1", "chain-inner-not-differentiated"),
        ("1/(x^2 + 1)", "2x/(x^2 + 1)^2", "negative-exponent-sign-lost"),
        ("x^(2/3)", "(2/3) x^(1/3)", "negative-exponent-sign-lost"),
        ("1/(2x)", "-2/x^2", "power-only-on-last-factor"),
        ("sqrt(x^2 + 9)", "x/(x + 3)", "power-distributed-over-sum"),
        ("e^(x^2)", "2e^(2x)", "inner-power-read-as-fnpower"),
        ("7", "7", "constant-kept"),
    ],
)
def test_the_slip_that_a_teacher_would_name_is_named_with_its_own_hint(problem: str, answer: str, slip: str) -> None:
    first = check(problem, answer).diagnosis[0]
    assert [slip.slip for slip in first.slips] == [slip]
    assert first.hint == first.slips[0].hint


@pytest.mark.parametrize(
    ("problem", "answer", "slips"),
    [
        ("x^3 e^x", "3x^2 e^x", {"product-of-derivatives", "product-one-term-only"}),
        ("4x^4", "4x^3", {"power-coefficient-lost", "constant-multiple-dropped"}),
        (
            "x^2/sin(x)",
            "(2x sin(x) + x^2 cos(x))/sin(x)^2",
            {"quotient-plus-instead-of-minus", "sin-or-tan-sign-added"},
        ),
        ("cos(x^2)", "-sin(2x)", {"chain-outer-at-inner-derivative", "inner-power-read-as-fnpower"}),
        ("x^3 e^x", "x^3 e^x", {"product-one-term-only", "answer-is-original-function"}),
    ],
)
def test_where_slips_are_equally_likely_no_one_is_accused(problem: str, answer: str, slips: set[str]) -> None:
    found = check(problem, answer).diagnosis
    assert {slip.slip for explanation in found for slip in explanation.slips} == slips
    (hint,) = {explanation.hint for explanation in found}
    assert hint not in {slip.hint for explanation in found for slip in explanation.slips}


def test_the_hint_is_true_for_all_that_tie() -> None:
    product = check("x^3 e^x", "3x^2 e^x").diagnosis[0].hint
    assert product.startswith("Look once more at x³ e^x. Product rule: Each factor gets its turn")
    signs = check("x^2/sin(x)", "(2x sin(x) + x^2 cos(x))/sin(x)^2").diagnosis[0].hint
    assert signs == "Look at the signs once more: where does each minus come from?"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.slips], ids=lambda rule: rule.id)
def test_every_slip_has_a_hint_of_its_own_that_is_told_in_some_problem(rule: Rule) -> None:
    """In its own example in the catalogue each slip is named first, or ties with those it cannot be told from."""
    for slip in rule.slips:
        row = next(row for row in CATALOGUE if row["id"] == slip.id)
        found = diagnosed(row["problem"], row["wrong_answer"], wrt=row["wrt"], order=row.get("order", 1))
        first = set(found[0]) - {slip.id}
        assert first <= set(row["indistinguishable_here"])


def test_a_missing_term_is_no_misconception() -> None:
    verdict = check("10^x + 6x^2 + 4x - 1", "10^x ln(10) + 12x")
    assert verdict.diagnosis == ()
    assert verdict.observations == ("One term of the derivative is missing.",)


@pytest.mark.parametrize(
    ("problem", "answer"), [("sin(5x)", "cos(5x)"), ("ln(5x)", "5/x"), ("x ln(x)", "1/x"), ("5x^3", "3x^2")]
)
def test_nothing_is_said_beside_a_slip_that_contradicts_it_or_tells_the_number(problem: str, answer: str) -> None:
    verdict = check(problem, answer)
    assert verdict.diagnosis
    assert verdict.observations == ()


def test_a_wrong_number_at_a_point() -> None:
    assert diagnosed("x^2", "9", at="x=3")[0] == ("value-instead-of-derivative",)
    assert diagnosed("x^2", "2x", at="x=3") == [("derivative-not-evaluated-at-point",)]


def test_of_one_number_all_explanations_are_in_question() -> None:
    zero = check("sin(x)(x + sin(x))", "0", at="x=pi/2").diagnosis
    slips = {slip.slip for explanation in zero for slip in explanation.slips}
    assert {"derivative-at-point-as-zero", "product-of-derivatives"} <= slips
    quotient = check("(x + cbrt(2x + 3))/(x^2 + 1)", "-5/6", at="x=-1").diagnosis
    assert quotient[0].slips[0].slip == "quotient-of-derivatives"
    for found in (zero, quotient):
        assert "sign in front" not in found[0].hint
        assert found[0].hint.startswith("Write down the derivative first")


@pytest.mark.parametrize(
    "problem", ["x^2 sin(3x)", "sin(exp(2x))", "x^x", "7", "x", "|x|", "f(g(x))", "int(sin(t), t, 0, x^2)"]
)
def test_the_ladder_ends_with_the_answer(problem: str) -> None:
    ladder = hints(problem, wrt="x")
    assert [step.kind for step in ladder] == list(LADDER)
    assert [step.level for step in ladder] == list(range(1, len(LADDER) + 1))
    assert all(step.says.strip() for step in ladder)
    answer = explain(problem, wrt="x").derivative.text
    assert check(problem, ladder[-1].says.split(" is ", 1)[1].rsplit(" (differentiating", 1)[0], wrt="x"), answer


@pytest.mark.parametrize(
    ("problem", "rules", "part", "formula", "step"),
    [
        ("4x^3 + x^2 sin(x) - 5", (), "x² sin x", "___ sin x + x² ___.", "2x sin x + x² cos x."),
        ("3x^2 sin(x) + 1", (), "x² sin x", "___ sin x + x² ___.", "2x sin x + x² cos x."),
        ("(3x - 2)^4 + 1", (), "(3x − 2)⁴", "4(3x − 2)³ ___.", "12(3x − 2)³."),
        ("3x^2 - 5x + 1", (), "x²", "(x^n)′ = n x^(n − 1), where n is 2.", "2x."),
        ("5e^(2x)", (), "e^(2x)", "e^(2x) ___.", "2e^(2x)."),
        ("x^2 sin(3x)", ("chain",), "sin(3x)", "cos(3x) ___.", "3 cos(3x)."),
        (
            "piecewise((x^2, x < 0), (sin(x), x > 0))",
            (),
            "piecewise",
            "piecewise((2x, x < 0), (___, x > 0)).",
            "cos x.",
        ),
        ("x^2 sin(3x)", ("sine",), "x² sin(3x)", "___ sin(3x) + x² ___.", "(x²)′ = 2x, (sin(3x))′ = 3 cos(3x)."),
    ],
)
def test_the_ladder_goes_down_to_what_the_problem_is_about(
    problem: str, rules: tuple[str, ...], part: str, formula: str, step: str
) -> None:
    found = {hint.kind: hint.says for hint in ladder(Judge(problem), rules)}
    assert part in found["principle"]
    assert found["formula"].endswith(formula)
    assert found["step"].endswith(step)


@pytest.mark.parametrize("problem", ["x^2 sin(3x)", "4x^3 + x^2 sin(x)", "sin(x^2)", "(x^2 + 1)/(x - 3)", "x^4 - 3x^2"])
def test_only_the_last_hint_is_the_whole_answer(problem: str) -> None:
    *others, last = hints(problem)
    answer = linear.unicode(explain(problem).derivative.tree)
    assert answer in last.says
    assert not any(answer in hint.says for hint in others)


def test_the_last_hint_of_a_slope_is_the_number_and_the_one_before_it_says_where_to_put_it() -> None:
    *_, before, last = ladder(Judge("x^6 - 5x^4 - x^3 - 4x^2 - 28x", at="x=-1"))
    assert before.says == "Now substitute x = −1 into the derivative, 6x⁵ − 20x³ − 3x² − 8x − 28."
    assert (last.says, last.kind, last.level, last.of) == ("The slope is −9.", "answer", 7, 7)
    assert ladder(Judge("sqrt(x)", at="x=2"))[-1].says == "The slope is 1/(2√2), about 0.3536."
    assert ladder(Judge("a x^2", "x", at="x=3"))[-1].says == "The slope is 6a."
    assert hint("x^2", 7, at="x=3").says == "The slope is 6."


def test_a_hint_about_missing_brackets() -> None:
    found = hint("sqrt(x)", answer="1/2sqrt(x)")
    assert (found.kind, found.says) == ("brackets", "With brackets it would be right: 1/(2sqrt(x)).")


def test_a_hint_about_a_wrong_answer() -> None:
    found = hint("sin(x^2)", answer="cos(x^2)")
    assert found.slip == "chain-missing-inner"
    assert "inside" in found.says
    assert hint("sin(x^2)", answer="2x cos(x^2)").says == "That is right: no hint is needed."
    assert hint("sin(x^2)", level=2, answer="cos(x^2)").kind == "rule"


@pytest.mark.parametrize(
    ("problem", "answer", "says"),
    [
        ("a cos(x)", "-asin(x)", "asin was read as arcsin; write a*sin for the product."),
        ("a sin x", "acosx", "acos was read as arccos; write a*cos for the product."),
        ("a sin x", "acos x", "acos was read as arccos; write a*cos for the product."),
        ("a ln(cos x)", "-atan(x)", "atan was read as arctan; write a*tan for the product."),
        ("a sinh x", "acosh x", "acosh was read as arcosh; write a*cosh for the product."),
        ("h tan(x)", "sech(x)^2", "sech was read as one function; write h*sec for the product."),
    ],
)
def test_a_letter_that_went_into_a_function_is_told(problem: str, answer: str, says: str) -> None:
    assert says in check(problem, answer, wrt="x").observations


def test_the_hint_tells_of_a_letter_that_went_into_a_function() -> None:
    assert hint("a cos(x)", answer="-asin(x)", wrt="x").says == "asin was read as arcsin; write a*sin for the product."


@pytest.mark.parametrize(
    ("problem", "answer"), [("cos(x)", "-asin(x)"), ("a arcsin(x)", "asin(x)"), ("a cos(x)", "-a sin(x)")]
)
def test_no_letter_went_into_this_function(problem: str, answer: str) -> None:
    assert not any("read as" in said for said in check(problem, answer, wrt="x").observations)
