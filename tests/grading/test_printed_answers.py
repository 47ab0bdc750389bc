"""Exercises as converters write them in LaTeX: function and printed answer are read, and fit together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from derivtutor.grading.checking import check

TABLE = Path(__file__).parent / "printed_answers.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["function"])
def test_printed_answers_are_right(row: dict[str, str]) -> None:
    assert check(row["function"], row["answer"])


@pytest.mark.parametrize(
    "answer",
    [
        r"{f}^{\prime }\left(x\right)=2x",
        r"{f}'\left( x \right)=2x",
        r"f'{\left(x\right)}=2x",
        r"{y}^{\prime }=2x",
        r"\frac{{d}{y}}{{d}{x}}=2x",
        r"\text{d}y/\text{d}x=2x",
        r"\frac{d}{dx}\left({x}^{2}\right)=2x",
        r"{f}^{\prime }\left(x\right)\phantom{\rule{0.2em}{0ex}}=\phantom{\rule{0.2em}{0ex}}2x",
        r"\begin{array}{ccc}\hfill {f}^{\prime }\left(x\right)& =\hfill & 2x\hfill \end{array}",
        r"\begin{aligned} f'(x) &= 2x \end{aligned}",
        r"\therefore 2x\text{.}",
        r"2x\hfill \\",
    ],
)
def test_what_stands_before_and_after_an_answer(answer: str) -> None:
    assert check("x^2", answer)
