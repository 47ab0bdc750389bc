"""The base of `log` is a matter of the course: one value, handed to whatever reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from derivtutor import Judge, check, check_work, equal, explain, hint, next_step, parse, require
from derivtutor.errors import UserError
from derivtutor.exercises.loading import load_text
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.variants import variant

SET = """
title: Logarithms
log: 10
exercises:
  - {id: function, differentiate: log(sec x)}
  - {id: value, kind: value, differentiate: log x, at: x=2}
  - {id: gradient, kind: gradient, differentiate: log(x) + y}
  - {id: tangent, kind: tangent, differentiate: x, at: x=2}
  - {id: working, kind: working, differentiate: log x}
  - {id: numeric, kind: numeric, text: How much is log(100)?, answer: log(100)}
  - {id: expression, kind: expression, text: Write it as one logarithm., answer: log(2x)}
  - {id: parameter, differentiate: a log(x), parameters: {a: 2..2}}
  - {id: other, differentiate: log x, log: 2}
"""
RIGHT = {
    "function": "tan(x)/ln(10)",
    "value": "1/(2 ln 10)",
    "gradient": "(log(e)/x, 1)",
    "tangent": "y = x",
    "working": "= 1/(x ln(10))",
    "numeric": "2",
    "expression": "log(2) + log(x)",
    "parameter": "2log(e)/x",
    "other": "1/(x ln 2)",
}


@pytest.mark.parametrize(
    ("base", "derivative", "note"),
    [("e", "1/x", "natural logarithm"), ("10", "1/(x ln(10))", "base 10"), ("2", "1/(x ln(2))", "base 2")],
)
def test_every_function_of_the_library_takes_it(base: Any, derivative: str, note: str) -> None:
    assert explain("log x", log=base).derivative.text == derivative
    assert note in parse("log(x)", log=base).notes[0]
    assert check("log x", derivative, log=base)
    assert check("log x", "log(e)/x", log=base)
    assert Judge("log(x)", log=base)(derivative)
    assert equal("log(x)", {"e": "ln(x)", "10": "lg(x)", "2": "log_2(x)"}[base], log=base)
    assert check_work("log x", [f"= {derivative}"], log=base)
    assert hint("log x", 6, log=base).says == f"The answer is {derivative} (differentiating with respect to x)."
    assert next_step("log x", [f"y' = {derivative}"], log=base).kind == "done"
    require("log x", derivative, log=base)


def test_other_bases_are_refused() -> None:
    with pytest.raises(UserError, match="e, 10, 2"):
        parse("log x", log="3")  # type: ignore[arg-type]


def test_a_set_of_exercises_has_one() -> None:
    loaded = load_text(SET, Path("set.yaml"))
    assert not loaded.complaints
    for exercise in loaded.exercise_set.exercises:
        marker = Marker.of(variant(exercise, {"a": "2"} if exercise.parameters else {}))
        mark = marker.mark(RIGHT[exercise.id])
        assert mark.is_right, (exercise.id, mark)


def test_a_base_that_is_none_is_named() -> None:
    complaint = load_text(SET.replace("log: 10", "log: 3"), Path("set.yaml")).complaints[0]
    assert str(complaint) == "set.yaml:3:6: 3 is not a valid value of log. Use e, 10 or 2."
