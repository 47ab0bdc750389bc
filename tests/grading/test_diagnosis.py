"""A wrong answer is explained by the misconception that leads to it, and by no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from derivtutor import check, explain
from derivtutor.derivation.rules import RULES
from derivtutor.grading.hints import LADDER, hint, hints
from derivtutor.grading.misreadings import MISREADINGS
from derivtutor.grading.tasks import INTEGRATED, NOT_AT_POINT, TASKS
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


def test_the_hint_is_true_for_all_that_tie() -> None:
    one = check("sin(x^2)", "cos(x^2)").diagnosis
    assert len(one) == 1
    assert one[0].hint == one[0].slips[0].hint
    several = check("sin(x^2)", "x cos(x^2)").diagnosis
    assert len(several) > 1
    assert len({explanation.hint for explanation in several}) == 1
    assert several[0].hint not in {slip.hint for explanation in several for slip in explanation.slips}


def test_a_wrong_number_at_a_point() -> None:
    assert diagnosed("x^2", "9", at="x=3")[0] == ("value-instead-of-derivative",)
    assert diagnosed("x^2", "2x", at="x=3") == [("derivative-not-evaluated-at-point",)]


@pytest.mark.parametrize(
    "problem", ["x^2 sin(3x)", "sin(exp(2x))", "x^x", "7", "x", "|x|", "f(g(x))", "int(sin(t), t, 0, x^2)"]
)
def test_the_ladder_ends_with_the_answer(problem: str) -> None:
    ladder = hints(problem, wrt="x")
    assert [step.kind for step in ladder] == list(LADDER)
    assert [step.level for step in ladder] == list(range(1, len(LADDER) + 1))
    assert all(step.says.strip() for step in ladder)
    answer = explain(problem, wrt="x").derivative.text
    assert check(problem, ladder[-1].says.split(" is ", 1)[1].rsplit(", differentiated", 1)[0], wrt="x"), answer


def test_a_hint_about_a_wrong_answer() -> None:
    found = hint("sin(x^2)", answer="cos(x^2)")
    assert found.slip == "chain-missing-inner"
    assert "inside" in found.says
    assert hint("sin(x^2)", answer="2x cos(x^2)").says == "That is right: no hint is needed."
    assert hint("sin(x^2)", level=2, answer="cos(x^2)").kind == "rule"
