"""What is said of a wrong answer that no slip explains: which of its terms are right, and nothing that is not true."""

from __future__ import annotations

import pytest

from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.grading.judge import Judge


@pytest.mark.parametrize(
    ("function", "answer", "says"),
    [
        ("x^2 sin(x)", "2x sin(x) + x^3 cos(x)", "The first term, 2x sin x, is right: look at the second."),
        ("x^2 sin(x)", "5x^2 cos(x) + 2 sin(x) x", "The second term, 2 sin x·x, is right: look at the first."),
        ("x^3 + 4x^2 - 7x", "3x^2 + 9x - 7", "All terms are right but 9x."),
        ("x^3 + 4x^2 - 7x", "3x^2 + 9x + 8", "Right so far: 3x². Look at the other terms."),
        ("sin(x) - ln(x)", "cos(x) - (1/x^3)", "The first term, cos x, is right: look at the second."),
        ("sin(x)/x", "cos(x)/x - sin(x)/x^5", "The first term, cos(x)/x, is right: look at the second."),
        ("x e^x", "e^x + 7x e^x", "The first term, e^x, is right: look at the second."),
    ],
)
def test_terms_that_are_right_are_told(function: str, answer: str, says: str) -> None:
    verdict = Judge(function)(answer)
    assert verdict.verdict == "incorrect"
    assert verdict.diagnosis == ()
    assert says in verdict.observations
    assert says in Marker.of(Exercise(id="a", differentiate=function)).mark(answer).notes


@pytest.mark.parametrize(
    ("function", "answer"),
    [
        ("x^2 sin(x)", "2x sin(x) + x^2 cos(x)"),  # right
        ("x^2 sin(x)", "2x cos(x)"),  # one term
        ("x^2 sin(x)", "7x sin(x) + 5x^2 cos(x)"),  # no term is right
        ("x^3 + 5x^2 + x", "3x^2 + 1"),  # one is missing, and that is told
        ("x^2 + x", "4x + 2"),  # twice the derivative
        ("x^3 + x", "3x^2 + 1 + x^7"),  # all are there, and one more
        ("x^2 sin(x)", "2x cos(x) + x^2 sin(x)"),  # a slip explains it, or none does
    ],
)
def test_nothing_is_said_otherwise(function: str, answer: str) -> None:
    said = Judge(function)(answer).observations
    assert not any(word in sentence for sentence in said for word in ("term, ", "All terms", "Right so far"))


def test_no_terms_of_a_number() -> None:
    assert not any("is right" in each for each in Judge("x^2 + x^3", at="x=1")("2 + 7").observations)
