"""Workings from the definition: the derivative as a limit."""

from __future__ import annotations

import pytest

from derivtutor.grading.workings.checking import check_work

RIGHT = {
    "x^2": [
        "f'(x) = lim_{h→0} ((x+h)^2 - x^2)/h",
        "= lim_{h→0} (2xh + h^2)/h",
        "= lim_{h→0} (2x + h)",
        "= 2x",
    ],
    "1/x": [
        "lim_{h->0} (1/(x+h) - 1/x)/h",
        "= lim_{h->0} ((x - (x+h))/(x(x+h)))/h",
        "= lim_{h->0} -1/(x(x+h))",
        "= -1/x^2",
    ],
    "sqrt(x)": [
        r"\lim_{h \to 0} \frac{\sqrt{x+h} - \sqrt{x}}{h}",
        r"= \lim_{h \to 0} \frac{x + h - x}{h(\sqrt{x+h} + \sqrt{x})}",
        r"= \lim_{h \to 0} \frac{1}{\sqrt{x+h} + \sqrt{x}}",
        r"= \frac{1}{2\sqrt{x}}",
    ],
    "e^x": [
        "f'(x) = lim_{h→0} (e^(x+h) - e^x)/h",
        "= e^x lim_{h→0} (e^h - 1)/h",
        "= e^x",
    ],
    "ln(x)": [
        "f'(x) = lim_{h→0} (ln(x+h) - ln(x))/h",
        "= 1/x lim_{h→0} ln(1+h/x)/(h/x)",
        "= 1/x",
    ],
    "5x": ["f'(x) = lim_{h→0} (f(x+h) - f(x))/h", "= lim_{h→0} (5(x+h) - 5x)/h", "= lim_{h→0} 5h/h = 5"],
    "x^3": [
        "f'(x) = lim_{Δx→0} ((x+Δx)^3 - x^3)/Δx",
        "= lim_{Δx→0} (3x^2 + 3x Δx + (Δx)^2)",
        "= 3x^2",
    ],
    "x^2 + x": [
        r"f'(x) = \lim_{\Delta x \to 0} \frac{(x+\Delta x)^2 + x + \Delta x - x^2 - x}{\Delta x}",
        r"= \lim_{\Delta x \to 0} (2x + \Delta{x} + 1)",
        "= 2x + 1",
    ],
}


@pytest.mark.parametrize("problem", RIGHT)
def test_right_workings(problem: str) -> None:
    working = check_work(problem, RIGHT[problem])
    assert [line.status for line in working.lines] == ["right"] * len(RIGHT[problem])
    assert working


@pytest.mark.parametrize(
    ("problem", "lines", "first_wrong"),
    [
        ("x^2", ["f'(x) = lim_{h→0} ((x+h)^2 - x^2)/h", "= lim_{h→0} (x^2 + h^2 - x^2)/h", "= 0"], 2),
        ("x^3", ["lim_{h→0} ((x+h)^3 - x^3)/h", "= lim_{h→0} (3x^2 h + 3x h^2 + h^3)/h", "= 3x^2 + 3xh + h^2"], 3),
        ("x^2", ["lim_{Δx→0} ((x+Δx)^2 - x^2)/Δx", "= lim_{Δx→0} (2x - Δx)", "= 2x"], 2),
    ],
)
def test_the_first_wrong_line(problem: str, lines: list[str], first_wrong: int) -> None:
    working = check_work(problem, lines)
    wrong = [place for place, line in enumerate(working.lines, 1) if line.status == "wrong"]
    assert wrong[:1] == [first_wrong]
