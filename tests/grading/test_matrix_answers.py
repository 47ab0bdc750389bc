"""Answers to derivatives by vectors and matrices: right in any form, wrong ones with their shapes and slips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command import run
from matrix_answers import RIGHT, SQUARES, WRONG

from derivtutor import check
from derivtutor.derivation.misconceptions import NAMES
from derivtutor.errors import UserError
from derivtutor.grading.matrices.judge import MatrixJudge
from derivtutor.grading.matrices.slips import SLIPS
from derivtutor.grading.matrices.verdict import MatrixVerdict
from derivtutor.grading.topics.checking import judge_of
from derivtutor.network.matrices.writing import side

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases/matrices.jsonl").read_text("utf-8").splitlines()
]
POINT = {"at": "X=[[1,0],[1,1],[1,2]],w=(0,1),y=(1,2,4)"}


def judged(answer: Any, function: str = SQUARES[0], wrt: str = SQUARES[1], **told: Any) -> Any:
    return check(function, answer, wrt, topic="matrix", **told)


def slips(verdict: Any) -> list[str]:
    return [slip.slip for each in verdict.diagnosis for slip in each.slips]


@pytest.mark.parametrize(("problem", "answer", "told"), RIGHT)
def test_right_in_any_form(problem: tuple[str, str], answer: str, told: dict[str, Any]) -> None:
    verdict = judged(answer, *problem, **told)
    assert verdict
    assert verdict.as_dict()["credit"] == 1


@pytest.mark.parametrize(("problem", "answer", "told", "slip"), WRONG)
def test_wrong_with_its_slip(problem: tuple[str, str], answer: str, told: dict[str, Any], slip: str) -> None:
    verdict = judged(answer, *problem, **told)
    assert not verdict
    assert slips(verdict) == ([slip] if slip else [])
    assert verdict.as_dict()["evidence"]


def test_every_slip_has_an_example_and_a_name() -> None:
    shown = {slip for *_, slip in WRONG}
    assert {slip.id for slip in SLIPS} - shown == {"matrix-transpose-added", "matrix-entrywise-product"}
    assert {slip.id for slip in SLIPS} <= NAMES.keys()


@pytest.mark.parametrize(
    ("function", "wrt", "answer", "slip"),
    [
        ("tr(A X B C)", "X", "A^T B^T C^T", "matrix-order-swapped"),
        ("sum(A .* (X B))", "X", "A B", "matrix-transpose-missing"),
        ("tr(A X + B X^T)", "X", "A^T + B^T", "matrix-transpose-added"),
        ("sum(A .* B .* X)", "X", "A B", "matrix-entrywise-product"),
    ],
)
def test_more_slips(function: str, wrt: str, answer: str, slip: str) -> None:
    assert slips(judged(answer, function, wrt, shapes="A=n x n,B=n x n,X=n x n")) == [slip]


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["id"])
def test_what_is_found_is_right_as_it_is_shown(row: dict[str, Any]) -> None:
    told: dict[str, Any] = {"symmetric": ",".join(row.get("assume", {}))} if "assume" in row else {}
    judge = judge_of("matrix", row["f"], wrt=row["wrt"], shapes=row["shapes"], **told)
    assert isinstance(judge, MatrixJudge)
    seen = side(judge.expected)
    for answer in (seen.text, seen.plain, seen.latex, row["expect"]):
        assert judge(answer), answer
    assert check(row["f"], row["result"], row["wrt"], at=row["at"], topic="matrix", **told)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("2(Xw - y)^T X", "Asked for is a vector of length m; yours is a row of length m."),
        ("2X(Xw - y)", "the m columns of the first do not meet n rows. Transpose one of them, or change their order."),
        ("2X^T Q w", "The letter Q does not occur in the problem."),
        ("3X^T(Xw - y)", "Yours is the derivative times a number: look at the numbers in front."),
        ("[1, 2]", "Asked for is a vector of length m; yours is a vector of length 2."),
        ("X^T X", "Asked for is a vector of length m; yours is a matrix of m × m."),
    ],
)
def test_what_is_observed(answer: str, says: str) -> None:
    verdict = judged(answer)
    assert not verdict
    assert says in " ".join(verdict.observations)


def test_labels_that_add_up_to_one() -> None:
    verdict = judged("(softmax(Wx) - y) x^T", "-sum(y .* ln(softmax(W x)))", "W")
    assert verdict
    assert verdict.observations == ("This is right where the entries of y add up to 1, as with one-hot labels.",)
    assert not judged("(softmax(Wx) - 2y) x^T", "-sum(y .* ln(softmax(W x)))", "W")


def test_numbers_are_asked_for_at_a_point() -> None:
    verdict = judged("2X^T(Xw - y)", **POINT)
    assert not verdict
    assert verdict.observations == ("The question asks for numbers: put the values in.",)
    assert judged([-8, -10], **POINT)
    assert judged("[-8, 10]", **POINT).observations == ("Wrong here: the component 2.",)


def test_all_sides_of_an_equation_count() -> None:
    assert judged("2X^T X w - 2X^T y = 2X^T(Xw - y)")
    assert not judged("X^T X w = 2X^T(Xw - y)")
    assert not judged("2X^T(Xw - y) = 0")
    assert judged("dL/dw = 2X^T(Xw - y)")


def test_evidence() -> None:
    assert judged("2X^T(Xw - y)").evidence.certainty == "proved"
    agreed = judged("2X^T X w - 2X^T y").evidence
    assert (agreed.certainty, agreed.method) == ("agrees", "random matrices")
    assert agreed.points >= 3
    different = judged("2X^T(Xw - y) + 10^(-12) ones(m)").evidence
    assert different.certainty == "proved"
    assert different.counterexample is not None


def test_the_same_places_again_and_others_for_another_answer() -> None:
    one, again, other = (judged(answer).evidence.counterexample for answer in ("X^T w", "X^T w", "w"))
    assert one is None  # its shapes do not fit
    first, second, third = (judged(answer).evidence.counterexample for answer in ("w", "w", "w + w"))
    assert first == second != third
    assert again is None
    assert other == first


def test_sizes_that_are_numbers_count_as_they_are() -> None:
    assert judged("2/5 X^T(Xw - y)", "mse(X w, y)", shapes="X=5x3")
    assert not judged("2/3 X^T(Xw - y)", "mse(X w, y)", shapes="X=5x3")
    assert judged("2/40 X^T(Xw - y)", "mse(X w, y)", shapes="X=40x3")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("", "empty"),
        ("X^T(Xw", "never closed"),
        ("w w", "vectors"),
        ("X^999 w", "too large"),
        ("2X^T(Xw - y) + 10^-200 w", "too small"),
        ("2X^T(Xw - y) + e^(-e^20) w", "too small"),
        ("2X^T(Xw - y) =", "not an answer"),
        ("[[1, 2], [3]]", "different lengths"),
        (True, "not an answer"),
        ([[]], "not an answer"),
        (None, "not an answer"),
    ],
)
def test_what_is_no_attempt(answer: Any, says: str) -> None:
    with pytest.raises(UserError) as raised:
        judged(answer)
    assert says in str(raised.value)


def test_the_command() -> None:
    right = run("check", "--topic", "matrix", "||X w - y||^2", "2X^T(Xw - y)", "--wrt", "w")
    assert (right.returncode, right.stdout.splitlines()[0]) == (0, "Correct.")
    wrong = run("check", "--topic", "matrix", "x^T A x", "2A x", "--wrt", "x", "--shapes", "x=3", "--format", "json")
    document = json.loads(wrong.stdout)
    assert wrong.returncode == 1
    assert document["diagnosis"][0]["slip"] == "matrix-symmetric-assumed"
    assert document["problem"] == {"text": "x^T A x", "latex": r"x^{\top} A x"}
    assert run("check", "--topic", "matrix", "x^T A x", "2A x", "--wrt", "x", "--symmetric", "A").returncode == 0
    assert run("check", "--topic", "matrix", "x^T A x", "2A (x", "--wrt", "x").returncode == 2


def test_a_verdict_stands_for_its_answer() -> None:
    verdict = judged("2X^t(Xw - y)")
    assert isinstance(verdict, MatrixVerdict)
    assert verdict.written == "2Xᵀ(Xw − y)"
