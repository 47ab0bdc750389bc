"""Answers that are vectors or matrices, taken apart into entries."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from derivtutor.grading import sentences
from derivtutor.grading.vectors.judge import VectorJudge
from derivtutor.grading.wording import announced, without_marks
from derivtutor.notation.components import NAMED, components

_LATEX_ROWS = re.compile(r"\\\\(?:\[[^\]]*\])?")
_FRAME = re.compile(
    r"\\(?:begin|end)\{[bpvB]?(?:small)?(?:matrix|array)\}(?:\{[lcr|]*\})?|\\(?:left|right)\s*[()\[\].|]|\$"
)


def entries(answer: Any, shape: Sequence[int], letters: frozenset[str]) -> list[Any] | None:
    """The entries of an answer, row by row; None where it has another shape.

    Args:
        answer: text, or a list, of lists for a matrix.
        shape: that of what is wanted: none for one expression, a number of components, or rows and columns.
        letters: those of the problem, which are no unit vectors.

    Raises:
        UserError: where an entry is missing.
    """
    if answer is None or _is_empty(answer):
        raise sentences.NO_ANSWER(answer=answer)
    if not shape:
        return None if _is_vector(answer) else [answer]
    rows = matrix(answer) if len(shape) == 2 else [vector(answer, shape[0], letters)]
    if len(shape) == 2 and shape[0] == 1 and all(len(row) == 1 for row in rows):
        rows = [[row[0] for row in rows]]
    wanted = [shape[-1]] * (len(rows) if len(shape) == 1 else shape[0])
    if [len(row) for row in rows] != wanted:
        return None
    found = [entry for row in rows for entry in row]
    if not all(str(entry).strip() for entry in found):
        raise sentences.LACKS_COMPONENT(count=math.prod(shape))
    return found


def _is_empty(answer: Any) -> bool:
    """Whether an answer, or a row of it, is a list of nothing."""
    if isinstance(answer, list | tuple):
        return not answer or any(isinstance(row, list | tuple) and _is_empty(row) for row in answer)
    return not isinstance(answer, str) and not answer and answer != 0


def _is_vector(answer: Any) -> bool:
    """Whether an answer has brackets around several components."""
    if not isinstance(answer, str):
        return isinstance(answer, list | tuple)
    bare = without_marks(answer).strip("$ ")
    return bare[:1] in ("(", "[", "⟨") and bare[-1:] in (")", "]", "⟩") and len(components(bare)) > 1


def vector(answer: Any, size: int, letters: frozenset[str]) -> list[Any]:
    """The components of a vector, in brackets or with unit vectors."""
    if not isinstance(answer, str):
        return list(answer) if isinstance(answer, list | tuple) else [answer]
    return list(VectorJudge([str] * size, letters).components(answer))


def matrix(answer: Any) -> list[list[Any]]:
    """The rows of a matrix: `[[6, 1], [2, 3]]`, in LaTeX, or `6, 1; 2, 3`.

    >>> matrix("[[6, 1], [2, 3]]") == matrix(r"\\begin{pmatrix} 6 & 1 \\\\ 2 & 3 \\end{pmatrix}")
    True
    """
    if not isinstance(answer, str):
        rows = answer if isinstance(answer, list | tuple) else [answer]
        is_matrix = all(isinstance(row, list | tuple) for row in rows)
        return [list(row) for row in rows] if is_matrix else [list(rows)]
    bare = without_marks(answer)
    bare = NAMED.sub("", announced(bare, frozenset()) or bare).strip()
    if "&" in bare or _LATEX_ROWS.search(bare):
        rows = _LATEX_ROWS.split(_FRAME.sub("", bare).strip())
        return [[cell.strip() for cell in row.split("&")] for row in rows if row.strip()]
    return [components(row) for row in components(bare)]
