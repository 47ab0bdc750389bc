"""Gaps in a line: what is more than the letter stands for is told and not marked wrong; what is wrong stays wrong."""

from __future__ import annotations

from typing import Any

import pytest

from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise, Scheme

COEFFICIENT = {"kind": "numeric", "text": r"$\frac{d}{dx} x^4 = A x^3$. What is $A$?", "answer": "4"}
TERM = {
    "kind": "expression",
    "text": r"Which term is missing in $x^2 \cos x + A$, the derivative of $x^2 \sin x$?",
    "answer": "2x sin(x)",
}
FACTOR = {"kind": "expression", "text": "$f'(x) = 4 B - 3 \\sin x$; what does $B$ stand for?", "answer": "x^3"}
DERIVATIVE = {"differentiate": "sin(x)", "text": r"$(5\sin x + x^2)' = 5A + 2x$. What is $A$?"}
CONSTANTS = {"kind": "expression", "text": "What is the derivative of $A x^2 + B$?", "answer": "2A x"}
CAPITAL = {"kind": "expression", "text": "$(K x^2)' = A x$. What is $A$?", "answer": "2K"}
NO_GAP = {"kind": "expression", "text": "What is $C$ if $C = 2K$ and $K = x$?", "answer": "2x"}


@pytest.mark.parametrize(
    ("fields", "verdict", "answers"),
    [
        (COEFFICIENT, "correct", "4;A = 4"),
        (COEFFICIENT, "wrong-form", "4x^3;4*x^3;4 x³;d/dx x^4 = 4x^3;A x^3 = 4x^3;4x^3 = A x^3;y' = 4x^3"),
        (COEFFICIENT, "unreadable", "A;4A"),
        (COEFFICIENT, "incorrect", "3;3x^3;4x^2;x^3"),
        (TERM, "wrong-form", "x^2 cos x + 2x sin x;2x sin x + x^2 cos x;y' = x(2 sin x + x cos x)"),
        (TERM, "incorrect", "2x cos x;x^2 cos x + 2x cos x;x^2 cos x"),
        (FACTOR, "wrong-form", "4x^3;4B = 4x^3;4x^3 - 3 sin x;f'(x) = 4x^3 - 3sin(x);4·x^3"),
        (FACTOR, "unreadable", "4B;B"),
        (FACTOR, "incorrect", "4x^2;x^4;-x^3"),
        (DERIVATIVE, "wrong-form", "5cos x;5 cos(x) + 2x;5A = 5cos x"),
        (DERIVATIVE, "incorrect", "5 sin x;-cos x;5x"),
        (CONSTANTS, "incorrect", "2A x + 1;2A x + B;A x;2A x^3 + B"),
        (CAPITAL, "correct", "2K;A = 2K"),
        (CAPITAL, "wrong-form", "2K x;A x = 2K x"),
        (CAPITAL, "incorrect", "K;2;K x^2"),
        (NO_GAP, "incorrect", "4x;x"),
    ],
)
def test_answers_to_gaps(fields: dict[str, Any], verdict: str, answers: str) -> None:
    marker = Marker.of(Exercise(id="a", **fields))
    assert {answer: marker.mark(answer).verdict for answer in answers.split(";")} == dict.fromkeys(
        answers.split(";"), verdict
    )


def test_what_is_said_and_what_it_is_worth() -> None:
    mark = Marker.of(Exercise(id="a", **FACTOR), Scheme(wrong_form=0.9)).mark("4x^3")
    assert (mark.credit, mark.says) == (0.9, "That is B together with what stands beside it. Give B alone.")
    assert Marker.of(Exercise(id="a", **FACTOR)).mark("4B").says == "Give what B stands for, without B."
