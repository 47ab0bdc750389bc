"""Shapes that do not go together: which, of what, and what would."""

from __future__ import annotations

import re
from collections.abc import Sequence

from derivtutor.language import translated
from derivtutor.network import sentences
from derivtutor.network.operations import Operation
from derivtutor.network.shapes import Shape, said

_PRODUCTS = frozenset({"matrix-vector", "vector-matrix", "matrix-matrix"})
_OF_MATRICES = _PRODUCTS | {"outer"}
_WORD = re.compile(r"\w+|\(.*\)|\[.*\]")


def mismatch(operation: Operation, texts: Sequence[str], shapes: Sequence[Shape]) -> tuple[str, str]:
    """What is said of operands, by their names or as they were typed, whose shapes do not go together."""
    what = translated("matrix product" if operation.name in _PRODUCTS else operation.title)
    if len(texts) == 1:
        return sentences.NOT_FOR_SHAPE.words(operand=texts[0], shape=said(shapes[0]), function=what)
    return sentences.SHAPES.words(
        left=texts[0],
        left_shape=said(shapes[0]),
        right=texts[1],
        right_shape=said(shapes[1]),
        what=what,
        remedy=_remedy(operation, texts, shapes),
    )


def _remedy(operation: Operation, texts: Sequence[str], shapes: Sequence[Shape]) -> str:
    """What may have been meant: a matrix product, or a transpose."""
    left, right = texts
    if operation.name == "multiply" and _fits(*shapes):
        return sentences.WRITE_INSTEAD.format(left=left, sign="@", right=right)
    if operation.formula is not None:
        return sentences.SAME_SHAPE
    if operation.name not in _OF_MATRICES:
        return sentences.BOTH_ALIKE
    for left_shape, left_text in ((shapes[0], left), (shapes[0][::-1], _turned(left))):
        for right_shape, right_text in ((shapes[1], right), (shapes[1][::-1], _turned(right))):
            if _fits(left_shape, right_shape):
                return sentences.WRITE_INSTEAD.format(left=left_text, sign="@", right=right_text)
    return sentences.INNER_SIZES


def _turned(text: str) -> str:
    """The transpose of what is typed so; one that is transposed already is itself again."""
    if text.endswith("'"):
        return text[:-1]
    return f"{text}'" if _WORD.fullmatch(text) else f"({text})'"


def _fits(left: Shape, right: Shape) -> bool:
    """Whether there is a matrix product of these."""
    return bool(left and right) and left[-1] == right[0]
