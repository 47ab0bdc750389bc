"""The rule that a teacher would choose, for everything that has a choice."""

from __future__ import annotations

import pytest

from derivtutor import explain
from derivtutor.derivation.derivation import Entry

CHOSEN = {
    "2x": "constant-multiple > identity",
    "sin x": "sine",
    "sin(2x)": "chain > sine, constant-multiple > identity",
    "(x^2+1)/2": "constant-multiple > sum > power, constant",
    "3/x^2": "constant-multiple > power",
    "x/x": "quotient > identity, identity",
    "x^e": "power",
    "e^x": "natural-exponential",
    "2^x": "exponential",
    "e^(2x)": "chain > natural-exponential, constant-multiple > identity",
    "sqrt(x)": "power",
    "1/x": "power",
    "1/x^3": "power",
    "1/sqrt(x)": "power",
    "1/(x^2+1)": "reciprocal > sum > power, constant",
    "1/(x^2+1)^3": "chain > power, sum > power, constant",
    "x*x": "product > identity, identity",
    "x sin(x) e^x": "product > identity, sine, natural-exponential",
    "-x^2": "constant-multiple > power",
    "5": "constant",
    "pi^2": "constant",
    "a x^2": "constant-multiple > power",
    "x^n": "power",
    "a^x": "exponential",
    "x^x": "logarithmic-differentiation > product > identity, logarithm",
    "ln(x)": "logarithm",
    "log_2(x)": "logarithm",
    "log_a(x)": "logarithm",
    "log_x(2)": "rewrite > constant-multiple > reciprocal > logarithm",
    "f(x)": "unknown-function",
    "f(g(x))": "chain > unknown-function, unknown-function",
    "f(x, x^2)": "unknown-function > identity, power",
    "|x|": "absolute-value",
    "max(0, x)": "maximum > constant, identity",
    "int(sin t, t, 0, x^2)": "chain > integral, power",
    "int(sin t, t, 0, x)": "integral",
    "int(sin t, t, x, x^2)": "integral > power",
    "int(x t, t, 0, x)": "integral > constant-multiple > identity",
    "piecewise((x^2, x < 0), (sin x, x >= 0))": "piecewise > power, sine",
    "sigmoid(w x + b)": "chain > sigmoid, sum > constant-multiple > identity, constant",
    "(2x)^3": "chain > power, constant-multiple > identity",
    "3x/(2x + 1)": "quotient > constant-multiple > identity, sum > constant-multiple > identity, constant",
    "root(4, x)": "power",
    "cbrt(x^2)": "chain > power, power",
    "bce(x, y)": "binary-cross-entropy",
}


def outline(entry: Entry) -> str:
    inside = ", ".join(map(outline, entry.entries))
    return entry.step.rule.id + (f" > {inside}" if inside else "")


@pytest.mark.parametrize("problem", CHOSEN)
def test_the_right_rule_is_chosen(problem: str) -> None:
    assert outline(explain(problem, wrt="x", method="direct").steps[0]) == CHOSEN[problem]
