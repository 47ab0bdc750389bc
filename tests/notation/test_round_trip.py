"""The law of writing: what is written is read back as the same tree, in every notation that is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from strategies import trees

from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Call, Name, Node, Number, Product

WRITERS = {"text": linear.text, "unicode": linear.unicode, "latex": latex}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
@settings(max_examples=400, derandomize=True, deadline=None)
@given(tree=trees)
@example(tree=Product((Call("cos", (Name("e"),)), Call("cbrt", (Number(2),)))))
def test_what_is_written_is_read_back(write: Callable[[Node], str], tree: Node) -> None:
    written = write(tree)
    assert read(written).tree == tree, written
