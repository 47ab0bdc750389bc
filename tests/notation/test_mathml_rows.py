"""Wide expressions in rows of MathML: nothing is lost, and no row is wider than it may be."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from derivtutor.notation.mathml import mathml
from derivtutor.notation.mathml_rows import Breaking
from derivtutor.notation.reader import read
from derivtutor.render.paper import WIDTHS


def letters(markup: str) -> str:
    """What is to be seen, in its order, without the signs that nobody sees and without dots."""
    return re.sub("[\u2061\u2062⋅]", "", "".join(ElementTree.fromstring(f"<math>{markup}</math>").itertext()))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("x + 1", 0),
        ("(a + b + c + d + e + f + g + h + i)/x", 3),
        ("(a + b + c + d)/(x + y + z + w + t)", 2),
        ("sin(a + b + c + d + e + f)", 2),
        ("((x + 1)^2 (x + 2)^2 (x + 3)^2)/x", 3),
        ("x^2 (a + b + c + d + e + f + g)", 5),
        ("sqrt(a - b - c - d - e - f)", 3),
    ],
)
def test_rows(text: str, rows: int) -> None:
    tree = read(text).tree
    written, width, *_ = Breaking(14, WIDTHS).write(tree)
    assert written.text.count("<mtr>") == rows
    assert letters(written.text) == letters(mathml(tree).partition(">")[2].removesuffix("</math>"))
    assert width <= 18


def test_what_has_no_signs_stays_whole() -> None:
    written, width, *_ = Breaking(10, WIDTHS).write(read("sin(cos(tan(sin(x))))").tree)
    assert "<mtable" not in written.text
    assert width > 10


def test_what_is_narrow_is_written_as_ever() -> None:
    tree = read("x^2 sin(x)/(1 + e^x)").tree
    assert f"{Breaking(40, WIDTHS).write(tree).written.text}</math>" == mathml(tree).partition(">")[2]
