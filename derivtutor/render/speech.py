"""A document as it is read out: the sentences of plain text with every formula in words."""

from __future__ import annotations

from itertools import chain

from derivtutor.derivation.account import Limit, Result, Side, Symbol
from derivtutor.notation.number_words import number
from derivtutor.notation.spoken import Spoken, name, spoken
from derivtutor.notation.tree import Memo
from derivtutor.render import plain
from derivtutor.render.safe import safe
from derivtutor.render.spoken_text import said, spoken_text
from derivtutor.render.telling.blocks import Document, set_blocks


def render(document: Document) -> str:
    """A document in sentences without signs; a line is what is said in one breath."""
    return "\n".join(chain.from_iterable(set_blocks(document, _Voice())))


class _Voice(plain.Writer):
    equals = "equals"

    def __init__(self) -> None:
        super().__init__()
        self._said: Memo[Spoken] = Memo()

    def words(self, text: str) -> str:
        return spoken_text(safe(text))

    def math(self, side: Side) -> str:
        if isinstance(side, Symbol):
            return said(side.text)
        if isinstance(side, Limit):
            return f"the limit as {name(side.letter)} goes to zero of {spoken(side.expression, self._said)}"
        return _entries(side, self._said) if isinstance(side, Result) else spoken(side, self._said)


def _entries(result: Result, memo: Memo[Spoken]) -> str:
    """A vector or a matrix, row by row; each row ends where a voice pauses."""
    rows = [", ".join(spoken(entry.tree, memo) for entry in row) for row in result.rows]
    if not result.shape:
        return rows[0]
    if len(result.shape) == 1:
        return f"the vector {rows[0]}, end vector"
    size = f"{number(result.shape[0])} by {number(result.shape[1])}"
    listed = "; ".join(f"row {number(place)}: {row}" for place, row in enumerate(rows, 1))
    return f"the {size} matrix, {listed}; end matrix"
