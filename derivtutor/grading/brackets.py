"""Answers that would be right if brackets stood where their writer may have thought of them."""

from __future__ import annotations

from itertools import islice

from derivtutor.grading.answer import Answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.replacing import places, replaced
from derivtutor.notation.tree import Node

_MEANT = (
    ("(w/v) u", "w/(v u)"),
    ("w^v u", "w^(v u)"),
    ("c w^v u", "c w^(v u)"),
    ("u^v/w", "u^(v/w)"),
    ("(c u^v)/w", "c u^(v/w)"),
    ("((w/n) u^v)/a", "(w/n) u^(v/a)"),
)
"""How `1/2x`, `e^2x`, `3e^2x`, `x^1/2`, `3x^1/2` and `3/2x^1/2` are read, and how they may have been meant."""

_ON_A_LINE = (
    ("w/v + u", "w/(v + u)"),
    ("w/v - u", "w/(v - u)"),
    ("u + w/v", "(u + w)/v"),
    ("u - w/v", "(u - w)/v"),
)
"""How `1/x+1` is read, and what is meant where a fraction of a sum is typed on a line."""

_MOST_PARTS = 100


def meant_right(read: Answer, known: Known) -> Node | None:
    """The right expression that an answer may have been meant as, or None.

    Factors count as meant otherwise only where the reader had something to say of them: `(1/2)x` is just that.
    """
    for part, rebuild in islice(places(read.tree), _MOST_PARTS):
        for pattern, becomes in (*_ON_A_LINE, *(_MEANT if read.notes else ())):
            other = replaced(part, pattern, becomes)
            if other is not None and known.compare(whole := rebuild(other)).relation == "equal":
                return whole
    return None
