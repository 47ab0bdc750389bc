"""MathML as equation editors hand it out is read as what it shows, and nothing in it can do harm."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from strategies import trees

from derivtutor.derivation.explain import explain
from derivtutor.errors import UserError
from derivtutor.grading.checking import check
from derivtutor.notation import linear
from derivtutor.notation.mathml import mathml
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node
from derivtutor.render.telling.derivation import was_reworded

TABLE = Path(__file__).parent / "mathml.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
LETTER_AND_DIGIT = re.compile("[A-Za-z][0-9]")
BOMB = '<!DOCTYPE m [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><math><mi>&b;</mi></math>'


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["same"])
def test_editors_hand_out_what_they_show(row: dict[str, str]) -> None:
    assert linear.text(read(row["mathml"]).tree) == linear.text(read(row["same"]).tree)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(tree=trees)
def test_what_is_written_in_mathml_is_read_back(tree: Node) -> None:
    """`w1` and `w_1` are two names that look the same in MathML."""
    written = mathml(tree)
    again = read(written).tree
    assert mathml(again) == written
    assert again == tree or LETTER_AND_DIGIT.search(linear.text(tree))


def test_function_and_answer_may_be_mathml() -> None:
    function = "<math><mi>y</mi><mo>=</mo><msup><mi>sin</mi><mn>2</mn></msup><mi>x</mi></math>"
    answer = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>y</mi><mo>&#x2032;</mo></msup><mo>=</mo>'
        "<mn>2</mn><mi>sin</mi><mi>x</mi><mi>cos</mi><mi>x</mi></math>"
    )
    assert check(function, answer)
    assert not check(function, "<math><mn>2</mn><mi>sin</mi><mi>x</mi></math>")


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        ("<math><mi>x</math>", "not well formed (line 1, column 14)"),
        ("<math>", "not well formed"),
        ("<math/>", "nothing to read"),
        ("<math><apply><sin/><ci>x</ci></apply></math>", "element sin is not supported"),
        ("<math><mfrac><mi>x</mi></mfrac></math>", "mfrac has 1 part instead of 2"),
        ("<math><mover><mi>x</mi></mover></math>", "mover has 1 part instead of 2"),
        ("<math><mi>x</mi><mo>+</mo></math>", "Something must follow +"),
        ("<math><mi>x</mi></math><math><mi>y</mi></math>", "not well formed"),
        (BOMB, "declarations of its own is not supported. Begin with <math>."),
        ("<math><?php x?><mi>x</mi></math>", "declarations"),
        ("<math>" + "<mrow>" * 3_000 + "</mrow>" * 3_000 + "</math>", "nothing to read"),
        ("<math>" + "<msqrt>" * 900 + "<mi>x</mi>" + "</msqrt>" * 900 + "</math>", "levels deep"),
        (
            "<math>" + "<mi>x</mi>" * 20_000 + "</math>",
            "longer than 100,000 characters. Break it into smaller expressions.",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str, gist: str) -> None:
    with pytest.raises(UserError) as caught:
        read(text)
    assert gist in f"{caught.value.message} {caught.value.hint}"


def test_markup_is_not_shown_as_what_was_typed() -> None:
    assert not was_reworded(explain("<math><msup><mi>sin</mi><mn>2</mn></msup><mi>x</mi></math>"))
    assert was_reworded(explain(r"{\sin }^{2}x"))
