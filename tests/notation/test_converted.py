"""LaTeX as converters of equations write it: what is seen in print is what is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from derivtutor.errors import UserError
from derivtutor.notation.expression import problem
from derivtutor.notation.reader import read

TABLE = Path(__file__).parent / "converted.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_what_is_seen_is_read(row: dict[str, str]) -> None:
    assert read(row["text"]).tree == read(row["same"]).tree


def test_braces_in_plain_text_are_brackets() -> None:
    assert read("sin{x}^2").tree == read("sin(x)^2").tree
    assert read("2{x+1}").tree == read("2(x+1)").tree


@pytest.mark.parametrize(
    ("text", "position"),
    [
        (r"{x}^{2}+\foo", 8),
        (r"\phantom{x}{x}+)", 15),
        (r"{\sin }^{2}", 11),
        (r"{x}\hfill + 2..5", 14),
        (r"\begin{aligned}y &= 2x \\ z &= 3\end{aligned}", 18),
        (r"{{x}", 0),
        (r"x}^{2}", 1),
    ],
)
def test_mistakes_are_shown_where_they_were_typed(text: str, position: int) -> None:
    with pytest.raises(UserError) as caught:
        read(text)
    assert (caught.value.text, caught.value.position) == (text, position)


def test_notes_repeat_what_was_typed() -> None:
    assert read(r"\sin{x}^{2}").notes == (r"\sin x^{2} is read as \sin(x^{2})",)


@pytest.mark.parametrize(
    "text",
    [
        r"y={x}^{2}\hfill",
        r"{y}={x}^{2}",
        r"\mathrm{y}={x}^{2}",
        r"f\left(x\right)={x}^{2}",
        r"f{\left(x \right)} = x^{2}",
        r"\text{f}\left(x\right)={x}^{2}",
        r"f\left(x\right)\,=\,{x}^{2}",
        r"f(x)\phantom{\rule{0.2em}{0ex}}=\phantom{\rule{0.2em}{0ex}}x^2",
        r"\begin{array}{ccc}\hfill y& =\hfill & {x}^{2}\hfill \end{array}",
        r"\(y={x}^{2}\)",
        r"$$y={x}^{2}$$",
        "<math><mi>y</mi><mo>=</mo><msup><mi>x</mi><mn>2</mn></msup></math>",
    ],
)
def test_a_function_may_have_its_name_before_it(text: str) -> None:
    assert problem(text).tree == read("x^2").tree


def test_a_mistake_after_the_name_is_shown_where_it_was_typed() -> None:
    with pytest.raises(UserError) as caught:
        problem(r"f\left(x\right)={x}^{2}+)")
    assert (caught.value.text, caught.value.position) == (r"f\left(x\right)={x}^{2}+)", 24)
