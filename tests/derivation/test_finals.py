"""The last line is what a textbook prints: factored where that helps, no fraction in a fraction, no leading minus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from derivtutor import explain
from derivtutor.notation.linear import text
from derivtutor.notation.reader import read

FINALS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "finals.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", FINALS, ids=lambda row: row["function"])
def test_the_final_form_is_a_textbooks(row: dict[str, str]) -> None:
    answer = explain(row["function"], wrt=row["wrt"]).derivative.text
    assert answer in [text(read(each).tree) for each in row["answers"]]


NEIGHBOURS = {
    ("(x - 1)^2/(x + 1)^2", 1): "4(x - 1)/(x + 1)^3",
    ("x(x - 1)^4", 1): "(x - 1)^3(5x - 1)",
    ("x^2(x - 3)", 1): "3x^2 - 6x",
    ("(x - 1)^3(x + 2)^2", 1): "(x - 1)^2(x + 2)(5x + 4)",
    ("e^(-x) cos(x)", 1): "-e^(-x) (cos(x) + sin(x))",
    ("e^(-x) (1 - x)", 1): "(x - 2)e^(-x)",
    ("ln(x)/x", 1): "(1 - ln(x))/x^2",
    ("1/(sin(x) + cos(x))", 1): "(sin(x) - cos(x))/(sin(x) + cos(x))^2",
    ("sigmoid(8 - 2x)", 1): "-2sigmoid(8 - 2x) (1 - sigmoid(8 - 2x))",
    ("pi x^2 h", 1): "2pi x h",
    ("h x n b", 1): "h n b",
    ("a x^n", 1): "a n x^(n - 1)",
    ("x sin(x)^(2n)", 1): "sin(x)^(2n - 1) (sin(x) + 2n x cos(x))",
    ("x^n/x^3", 1): "(n - 3)x^(n - 4)",
    ("x^(1/x)", 1): "x^(1/x) (1 - ln(x))/x^2",
    ("(1 + 1/x)^x", 1): "(1 + 1/x)^x(ln(1 + 1/x) - 1/(x + 1))",
    ("arctan(x/a)", 1): "a/(a^2 + x^2)",
    ("arctan(a x)", 1): "a/(1 + a^2 x^2)",
    ("arccos(x/2)", 1): "-1/sqrt(4 - x^2)",
    ("arccos(1/x)", 1): "1/(|x| sqrt(x^2 - 1))",
    ("1/(1 + 1/x)", 1): "1/(x + 1)^2",
    ("1/(x/2 + 1)", 1): "-2/(x + 2)^2",
    ("sqrt(1 - 1/x)", 1): "1/(2x^2 sqrt(1 - 1/x))",
    ("x^(1/3) - x^(-1/3)", 1): "1/(3x^(2/3)) + 1/(3x^(4/3))",
    ("x^(4/3) - 4x^(1/3)", 1): "4(x - 1)/(3x^(2/3))",
    ("1/x + 1/x^2", 1): "-1/x^2 - 2/x^3",
    ("(x - 1)/(x^2 - 1)", 1): "-1/(x + 1)^2",
    ("1/(1 - x) + 1/(1 + x)", 1): "4x/(1 - x^2)^2",
    ("(x^2 + 1)^(3/2)", 1): "3x sqrt(x^2 + 1)",
    ("|x|^3", 1): "3x |x|",
    ("x^4/|x|", 1): "3x |x|",
    ("sqrt(x^3)", 1): "3sqrt(x)/2",
    ("sqrt((x + 1)^2)", 1): "(x + 1)/|x + 1|",
    ("relu(2x + 1)^2", 1): "4relu(2x + 1)",
    ("max(x, 0)^2", 1): "piecewise((0, x < 0), (2max(x, 0), x > 0))",
    ("x^sqrt(2)", 1): "sqrt(2) x^(sqrt(2) - 1)",
    ("tanh(x)", 1): "1 - tanh^2(x)",
    ("x - tanh(x)", 1): "tanh^2(x)",
    ("sin(x)/cos(x)^2", 1): "(1 + sin^2(x))/cos^3(x)",
    ("e^(-x^2)", 2): "2(2x^2 - 1)e^(-x^2)",
    ("e^(-x^2)", 3): "4x(3 - 2x^2)e^(-x^2)",
    ("x^2 e^x", 2): "(x^2 + 4x + 2)e^x",
    ("1/(1 + x^2)", 2): "2(3x^2 - 1)/(1 + x^2)^3",
    ("x/(x^2 + 1)", 2): "2x(x^2 - 3)/(x^2 + 1)^3",
    ("sqrt(1 + x^2)", 2): "1/(1 + x^2)^(3/2)",
    ("sin(x)/x", 2): "(2sin(x) - x^2 sin(x) - 2x cos(x))/x^3",
    ("tanh(x)", 2): "-2tanh(x) (1 - tanh^2(x))",
    ("sigmoid(x)", 2): "sigmoid(x) (1 - sigmoid(x))(1 - 2sigmoid(x))",
    ("x^x", 2): "x^x ((ln(x) + 1)^2 + 1/x)",
    ("x ln(x)", 2): "1/x",
    ("sqrt((1 + x)/(1 - x))", 1): "1/((1 - x)sqrt(1 - x^2))",
    ("sqrt((1 - x)/(1 + x))", 1): "-1/((1 + x)sqrt(1 - x^2))",
    ("sqrt((x^2 - 1)/(x^2 + 1))", 1): "2x/((x^2 + 1)^(3/2) sqrt(x^2 - 1))",
    ("sqrt((x - 1)/(x + 1))", 1): "1/((x + 1)^2 sqrt((x - 1)/(x + 1)))",
    ("arctan(sqrt((1 - x)/(1 + x)))", 1): "-1/(2sqrt(1 - x^2))",
    ("sqrt(x/2)", 1): "1/(2sqrt(2x))",
    ("sqrt(4x + 4)", 1): "1/sqrt(x + 1)",
    ("arcsin(x/sqrt(1 + x^2))", 1): "1/(1 + x^2)",
    ("arcsin(sqrt(x/(1 + x)))", 1): "1/(2sqrt(x) (1 + x))",
    ("arccos(1/sqrt(1 + x^2))", 1): "x/(|x| (1 + x^2))",
    ("arccos(2x - 1)", 1): "-1/sqrt(x - x^2)",
    ("arcsin(x - 1)", 1): "1/sqrt(2x - x^2)",
    ("arcsin(2x + 1)", 1): "1/sqrt(-x^2 - x)",
    ("arccos(2x^2 - 1)", 1): "-2x/(|x| sqrt(1 - x^2))",
    ("arcsin(2x/(1 + x^2))", 1): "2(1 - x^2)/((1 + x^2)|1 - x^2|)",
    ("arcsin((x - 1)/(x + 1))", 1): "1/(sqrt(x) (x + 1))",
    ("arcsin(x/a)", 1): "a/(|a| sqrt(a^2 - x^2))",
    ("arcsec(x^2)", 1): "2/(x sqrt(x^4 - 1))",
    ("arcsec(2x)", 1): "1/(|x| sqrt(4x^2 - 1))",
    ("arcsec(sqrt(x))", 1): "1/(2x sqrt(x - 1))",
    ("|x/4|", 1): "x/(4|x|)",
    ("|x^2 - 1|", 1): "2x(x^2 - 1)/|x^2 - 1|",
    ("tan(arcsin(x))", 1): "1/(1 - x^2)^(3/2)",
    ("cos(2arcsin(x))", 1): "-4x",
    ("ln(tan(x/2))", 1): "1/sin(x)",
    ("ln(tan(x))", 1): "sec^2(x)/tan(x)",
    ("ln(tanh(x/2))", 1): "1/sinh(x)",
    ("cos(x)^2", 1): "-2cos(x) sin(x)",
    ("cos(x)^2", 2): "-2cos(2x)",
    ("sin(x) cos(x)", 1): "cos^2(x) - sin^2(x)",
    ("(sin(x) + cos(x))^2", 1): "2cos(2x)",
    ("x/2 - sin(2x)/4", 1): "(1 - cos(2x))/2",
    ("1/tan(x)", 1): "-csc^2(x)",
    ("1/cos(x)", 1): "sin(x)/cos^2(x)",
    ("1/sec(x)", 1): "-sin(x)",
    ("1/tanh(x)", 1): "-1/sinh^2(x)",
    ("sec(x)/tan(x)", 1): "-csc(x) cot(x)",
    ("tan(x) cos(x)", 1): "cos(x)",
    ("tan(x)/cos(x)", 1): "(1 + sin^2(x))/cos^3(x)",
    ("cos(x)^2/(1 + sin(x))", 1): "-cos(x)",
    ("sin(x)^n/cos(x)^n", 1): "n sin(x)^(n - 1)/cos(x)^(n + 1)",
    ("arctan(x + sqrt(1 + x^2))", 1): "1/(2(1 + x^2))",
    ("arctan(sqrt(1 + x^2) - x)", 1): "-1/(2(1 + x^2))",
    ("arctan((a + x)/(1 - a x))", 1): "1/(x^2 + 1)",
    ("x/2 sqrt(x^2 + 9) + 9/2 ln(x + sqrt(x^2 + 9))", 1): "sqrt(x^2 + 9)",
    ("(x + sqrt(x^2 + 1))^n", 1): "n(x + sqrt(x^2 + 1))^n/sqrt(x^2 + 1)",
    ("x^3 + x^2 + x + 1", 1): "3x^2 + 2x + 1",
    ("2^x*3^x", 1): "6^x ln(6)",
    ("(1/2)^x", 1): "-(1/2)^x ln(2)",
    ("2^(log_2(x))", 1): "1",
    ("e^(x + ln(x))", 1): "(x + 1)e^x",
    ("e^(ln(x)/2)", 1): "1/(2sqrt(x))",
    ("ln(x e^x)", 1): "1/x + 1",
    ("x^n/(1 + x)^n", 1): "n x^(n - 1)/(1 + x)^(n + 1)",
    ("ln(x)/x^n", 1): "(1 - n ln(x))/x^(n + 1)",
    ("(1 - x)^2/x", 1): "(x^2 - 1)/x^2",
    ("(a - x)^2 (b + x)", 1): "(a - x)(a - 2b - 3x)",
    ("cbrt(x)", 3): "10/(27x^(8/3))",
    ("x^(3/2)", 1): "3x^(1/2)/2",
    ("arctan(sqrt(x))", 2): "-(3x + 1)/(4x sqrt(x) (1 + x)^2)",
    ("relu(x)^3", 1): "3relu(x)^2",
    ("x relu(x)", 1): "2relu(x)",
    ("x^2 relu(x)", 1): "3x relu(x)",
    ("x relu(x - 1)", 1): "piecewise((0, x < 1), (2x - 1, x > 1))",
    ("relu(x) e^x", 1): "piecewise((0, x < 0), ((x + 1)e^x, x > 0))",
    ("relu(x) + relu(-x)", 1): "piecewise((-1, x < 0), (1, x > 0))",
    ("relu(x)/x", 1): "0",
    ("ln(relu(x))", 1): "1/x",
    ("ln((3x + 1)/(x - 2))", 1): "-7/((3x + 1)(x - 2))",
    ("x^m (1 - x)^n", 1): "x^(m - 1) (1 - x)^(n - 1)(m(1 - x) - n x)",
    ("e^(1 + x)", 1): "e^(1 + x)",
    ("x 2^(1 + x)", 1): "2^(1 + x) (1 + x ln(2))",
    ("relu(x)^2 + x", 1): "2relu(x) + 1",
    ("x arcsin(x)^2", 1): "arcsin(x)^2 + 2x arcsin(x)/sqrt(1 - x^2)",
    ("x ln(x)^2", 1): "ln(x) (ln(x) + 2)",
    ("(1 + x)^n (1 - x)^n", 1): "-2n x(1 + x)^(n - 1)(1 - x)^(n - 1)",
}


@pytest.mark.parametrize(("problem", "order"), NEIGHBOURS)
def test_the_neighbours_are_printed_so_as_well(problem: str, order: int) -> None:
    assert explain(problem, wrt="x", order=order).derivative.text == NEIGHBOURS[problem, order]
