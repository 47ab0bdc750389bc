"""Workings from the definition: the derivative as a limit."""

from __future__ import annotations

import pytest

from derivtutor.grading.workings.checking import check_work, judged

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


AT_POINT = [
    ("x^2", ["f'(2) = lim_{h->0} ((2+h)^2 - 4)/h = lim (4 + h) = 4"]),
    ("x^2", ["f'(2) = lim_{h->0} (f(2+h) - f(2))/h", "= lim_{h->0} ((2+h)^2 - 4)/h", "= lim_{h->0} (4 + h)", "= 4"]),
    ("x^2", ["lim_{h->0} ((2+h)^2 - 4)/h", "= lim_{h->0} (4h + h^2)/h", "= lim (4 + h)", "= 4"]),
    ("x^2", ["f'(2) = lim_{x→2} (x^2 - 4)/(x-2)", "= lim_{x->2} (x+2)", "= 4"]),
    ("x^2", ["lim_{x→2} (x^2 - 4)/(x-2)", "= lim_{x->2} (x+2)", "= 4"]),
    ("x^2", ["m = lim_{h->0} ((2+h)^2 - 4)/h", "m = lim_{h->0} (4 + h)", "m = 4"]),
    ("x^2", ["m = lim_{Δx→0} ((3+Δx)^2 - 9)/Δx = lim_{Δx→0} (6 + Δx) = 6"]),
    ("x^2", ["slope = lim_{h->0} ((2+h)^2 - 4)/h = 4"]),
    ("x^2", ["((2+h)^2 - 4)/h = (4h + h^2)/h = 4 + h", "f'(2) = lim_{h->0} (4+h) = 4"]),
    ("x^2", ["((2+h)^2 - 4)/h = (4h + h^2)/h = 4 + h", "lim_{h->0} (4+h) = 4"]),
    ("x^2", ["f(x) = x^2", "f'(5) = lim_{h→0} (f(5+h) - f(5))/h", "= lim (10h + h^2)/h", "= lim (10 + h)", "= 10"]),
    ("x^2", ["v(3) = lim_{h→0} ((3+h)^2 - 9)/h", "= lim_{h→0} (6+h)", "= 6"]),
    ("x^2", ["lim_{h->0} h^2/h", "= lim_{h->0} h", "= 0"]),
    ("1/x", ["f'(2) = lim_{h→0} (1/(2+h) - 1/2)/h", "= lim_{h→0} -1/(2(2+h))", "= -1/4"]),
    ("sqrt(x)", [r"f'(4) = \lim_{x\to 4} \frac{\sqrt{x} - 2}{x-4}", r"= \lim \frac{1}{\sqrt{x}+2}", "= 1/4"]),
]
AT_ANY_POINT = [
    ("x^2", ["f'(a) = lim_{x→a} (f(x) − f(a))/(x − a)", "= lim_{x->a} (x^2 - a^2)/(x-a)", "= lim (x + a)", "= 2a"]),
    ("x^2", ["lim_{x→a} (f(x) − f(a))/(x − a)", "= lim_{x->a} (x^2 - a^2)/(x-a)", "= lim_{x->a} (x + a)", "= 2a"]),
    ("x^2", ["f'(x_0) = lim_{x→x_0} (x^2 − x_0^2)/(x − x_0)", "= lim_{x→x_0} (x + x_0)", "= 2x_0"]),
    ("x^2", ["lim_{h→0} ((a+h)^2 - a^2)/h", "= lim_{h→0} (2a+h)", "= 2a"]),
    ("x^2", ["m = lim_{h->0} ((x+h)^2 - x^2)/h", "= lim_{h->0} (2x + h)", "= 2x"]),
]


@pytest.mark.parametrize(("problem", "lines"), AT_POINT)
def test_the_derivative_at_one_point(problem: str, lines: list[str]) -> None:
    working = check_work(problem, lines)
    assert working, working.as_dict()
    assert working.message.startswith("The working is right to the end: it finds the derivative at x = ")


@pytest.mark.parametrize(("problem", "lines"), AT_POINT)
def test_one_point_is_not_the_derivative(problem: str, lines: list[str]) -> None:
    working, _ = judged(problem, lines, "x", 1, "e")
    assert working.verdict == "unfinished"
    assert "alone" in working.message


@pytest.mark.parametrize(("problem", "lines"), AT_ANY_POINT)
def test_a_letter_stands_for_every_point(problem: str, lines: list[str]) -> None:
    working, _ = judged(problem, lines, "x", 1, "e")
    assert working, working.as_dict()


@pytest.mark.parametrize(
    ("lines", "first_wrong"),
    [
        (["f'(2) = lim_{h->0} ((2+h)^2 - 4)/h", "= lim_{h->0} (2h + h^2)/h", "= 2"], 2),
        (["f'(2) = lim_{h->0} ((2+h)^2 - 2)/h", "= 4"], 1),
        (["f'(2) = lim_{h->0} ((2+h)^2 - 4)/h", "= 5"], 2),
        (["f'(3) = lim_{h->0} ((2+h)^2 - 4)/h", "= 4"], 1),
        (["lim_{x→a} (f(x) − f(a))/(x − a)", "= lim_{x->a} (x^2 - a^2)/(x-a)", "= lim_{x->a} (x - a)", "= 0"], 3),
        (["lim_{x→2} (x^2 - 4)/(x-2)", "= lim_{x->2} (x-2)", "= 0"], 2),
        (["lim_{x→2} (x^2 - 2)/(x-2)", "= 4"], 1),
        (["m = lim_{h->0} ((2+h)^2 - 4)/h", "= lim_{h->0} (4 - h)", "= 4"], 2),
        (["lim_{h->0} ((2+h)^3 - 8)/h", "= 12"], 1),
        (["f'(2) = lim_{h->0} ((2+h)^2 - 4)/h = lim (4 + 2h) = 4"], 1),
    ],
)
def test_the_first_wrong_line_at_a_point(lines: list[str], first_wrong: int) -> None:
    working = check_work("x^2", lines)
    assert not working
    assert working.first_wrong == first_wrong


@pytest.mark.parametrize("lines", [["f'(2) = 4"], ["f'(2) = lim_{h->0} ((2+h)^2 - 4)/h"], ["lim_{h->0} (4+h)"]])
def test_a_value_or_a_beginning_is_no_working(lines: list[str]) -> None:
    assert not check_work("x^2", lines)
