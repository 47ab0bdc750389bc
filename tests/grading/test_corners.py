"""No answer with a corner in the wrong place, or made to look right where one looks, is accepted; each is refused
with a counterexample. No right one, however odd, is refused.

The cases are written by `benchmarks/cheats_verified.py --write`, which makes sure of each by other arithmetic.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from derivtutor import Judge, UserError

_FILE = Path(__file__).parents[1] / "cases" / "corners.jsonl"
CASES = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
FAMILIES = sorted({case["family"] for case in CASES})


@lru_cache(4)
def judge_of(problem: str, wrt: str) -> Judge:
    return Judge(problem, wrt=wrt)


def faults(cases: list[dict[str, Any]]) -> Iterator[str]:
    """What is said of answers and is not so."""
    for case in cases:
        try:
            verdict = judge_of(case["problem"], case["wrt"])(case["answer"])
        except UserError as error:
            yield f"{case['problem']} | {case['answer']}: {error}"
            continue
        if bool(verdict) != case["right"]:
            yield f"{case['problem']} | {case['answer']}: {verdict.verdict}"
        elif not verdict and verdict.evidence.counterexample is None:
            yield f"{case['problem']} | {case['answer']}: no counterexample"


@pytest.mark.parametrize("family", FAMILIES)
def test_wrong_answers_are_refused_with_a_counterexample(family: str) -> None:
    assert not list(faults([case for case in CASES if case["family"] == family and not case["right"]]))


@pytest.mark.parametrize("family", [each for each in FAMILIES if any(c["right"] for c in CASES if c["family"] == each)])
def test_right_answers_in_odd_forms_are_accepted(family: str) -> None:
    assert not list(faults([case for case in CASES if case["family"] == family and case["right"]]))


HIDDEN = {
    "outgrown waves": ("relu(x + sin(x) - 500)", "relu(-x - cos(x) - 70)", "relu(x^3 + sin(x) - 10^6)"),
    "waves on a narrow interval": ("max(0, 1/100 - |x + cos(3x) - 40|)", "relu(x sin(x) - 300)"),
    "far away": ("relu(x - 3ln(x^2 + 1) - 10^9)", "relu(x^2 - 10^14 + x sin(x))"),
    "between close zeros": ("max(0, 10^-9 - |e^x - 3x|)", "max(0, 10^-30 - |x + e^x|)", "relu(x e^(-x) - 0.3678)"),
    "between closer zeros": ("max(0, 10^-30 - (cos(x) - x)^2)", "max(0, 10^-9 - |x ln(x) - 10|)"),
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_school_algebra_does_not_solve_is_found(kind: str) -> None:
    judge = Judge("x^2")
    for hidden in HIDDEN[kind]:
        verdict = judge(f"2x + {hidden}")
        assert not verdict, hidden
        assert verdict.evidence.counterexample is not None


HILLS = [
    ("x^2 y", "2x y", "max(0, 1 - (x - 50)^2 - (y - 50)^2)"),
    ("x^2 y", "2x y", "relu(min(x - 5, 6 - x, y - 5, 6 - y))"),
    ("x^2 y", "2x y", "relu(e^(-(x - 9)^2 - (y - 9)^2) - 0.5)"),
    ("a x^2 + b x", "2a x + b", "max(0, 1 - (a - 50)^2 - (b - 50)^2 - (x - 50)^2)"),
]


@pytest.mark.parametrize(("problem", "right", "hill"), HILLS)
def test_hills_over_several_letters_are_found(problem: str, right: str, hill: str) -> None:
    judge = Judge(problem, wrt="x")
    assert judge(right)
    assert judge(f"{right} + {hill}").evidence.counterexample is not None
