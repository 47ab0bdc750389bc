"""What is told of a point: the sentence about the function there, and what there is on either side."""

from __future__ import annotations

import pytest

from derivtutor import explain
from derivtutor.render import plain, terminal
from derivtutor.render.telling.derivation import tell

NO_SLOPE = "The function has no slope there"


@pytest.mark.parametrize(
    ("function", "at", "says"),
    [
        ("x^2", "x=1", ["The function is rising there."]),
        ("x^2", "x=-1", ["The function is falling there."]),
        ("x^2", "x=0", ["The tangent is horizontal there."]),
        ("1/x", "x=0", ["The function is not defined there."]),
        ("e^(e^(e^(e^x)))", "x=9", ["Its value there is too large, or its digits are lost."]),
        ("|x|", "x=0", ["From the left: df/dx = -1", "From the right: df/dx = 1", f"{NO_SLOPE}: a corner."]),
        (
            "-cbrt(x)", "x=0",
            ["From the left the slope falls without bound.", "From the right the slope falls without bound.",
             f"{NO_SLOPE}: the tangent is vertical."],
        ),
        (
            "cbrt(x^2)", "x=0",
            ["From the left the slope falls without bound.", "From the right the slope grows without bound.",
             f"{NO_SLOPE}: a cusp."],
        ),
        (
            "piecewise((x, x<0), (x+1, x>=0))", "x=0",
            ["From the left it approaches another value: f = 0", "From the right: df/dx = 1",
             "The function is not continuous there, so it has no slope."],
        ),
        (
            "sqrt(x)", "x=0",
            ["On the left the function is not defined.", "From the right the slope grows without bound.",
             f"{NO_SLOPE}: it ends."],
        ),
        (
            "x^(3/2)", "x=0",
            ["On the left the function is not defined.", "From the right: df/dx = 0", f"{NO_SLOPE}: it ends."],
        ),
        (
            "piecewise((x sin(1/x), x!=0), (0, x=0))", "x=0",
            ["From the left the slopes have no limit.", "From the right the slopes have no limit.",
             f"{NO_SLOPE}."],
        ),
    ],
)  # fmt: skip
def test_the_function_at_a_point(function: str, at: str, says: list[str]) -> None:
    assert told(function, at) == says


@pytest.mark.parametrize(
    ("function", "at", "order", "says"),
    [
        ("x^2", "x=1", 2, ["The curve bends upwards there."]),
        ("-x^2", "x=1", 2, ["The curve bends downwards there."]),
        ("x^3", "x=0", 2, ["The second derivative alone does not say how the curve bends there."]),
        ("x^3", "x=1", 3, []),
        (
            "x |x|", "x=0", 2,
            ["From the left: d^2f/dx^2 = -2", "From the right: d^2f/dx^2 = 2",
             "The second derivative does not exist there."],
        ),
    ],
)  # fmt: skip
def test_the_curve_at_a_point(function: str, at: str, order: int, says: list[str]) -> None:
    assert told(function, at, order) == says


def test_a_fourth_derivative_has_its_order_in_brackets() -> None:
    assert "f⁽⁴⁾(1) = 120" in terminal.render(tell(explain("x^5", order=4, at="x=1")))


def told(function: str, at: str, order: int = 1) -> list[str]:
    """What is said after the numbers themselves, and before the notes."""
    lines = plain.render(tell(explain(function, at=at, order=order))).split("\n")
    after = lines[lines.index(next(line for line in reversed(lines) if line.startswith(("Slope:", "Asked:")))) + 1 :]
    return [line for line in after if not line.startswith(("Note:", "Tangent:"))]
