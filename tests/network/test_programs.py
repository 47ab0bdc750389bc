"""Losses and gradients of programs: the cases, and programs made by chance against the complex step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from programs import program
from running import by_complex_step, flat, furthest, run

from derivtutor.errors import UserError
from derivtutor.network.program import graph_of
from derivtutor.network.targets import targets_of

_CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "programs.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", [case for case in _CASES if "error" not in case], ids=lambda case: case["id"])
def test_losses_and_gradients_of_the_cases(case: dict[str, Any]) -> None:
    loss, gradients = run("\n".join(case["program"]), case["at"])
    assert loss == pytest.approx(case["loss"], rel=1e-12)
    for name, expected in case["gradients"].items():
        assert flat(gradients[name]) == pytest.approx(flat(expected), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("case", [case for case in _CASES if "error" in case], ids=lambda case: case["id"])
def test_mistakes_of_the_cases_are_said_with_their_line(case: dict[str, Any]) -> None:
    with pytest.raises(UserError) as raised:
        targets_of(graph_of(case["program"], case["at"]), case["wrt"])
    assert raised.value.line == case["line"]
    assert all(word in str(raised.value) for word in case["mentions"])


@pytest.mark.parametrize("seed", range(300))
def test_gradients_agree_with_the_complex_step(seed: int) -> None:
    text, at = program(seed)
    assert furthest(run(text, at)[1], by_complex_step(text, at)) < 1e-12, (text, at)


def test_programs_made_by_chance_are_of_all_kinds() -> None:
    text = "\n".join(program(seed)[0] for seed in range(300))
    for kind in ("@", "'", "softmax(", "inv(", "logdet(", "norm(", "bce(", "outer(", "diag(", "[", "/", "^(1/3)"):
        assert text.count(kind) > 5, kind
