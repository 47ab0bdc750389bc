"""The table that derivtutor writes itself, and how it is read again: what was done to it for spreadsheets is undone."""

from __future__ import annotations

import re
from collections.abc import Sequence

COLUMNS = (
    "student", "exercise", "attempt", "counts", "answer", "verdict", "score", "points", "late", "slips", "feedback",
    "file", "line", "submitted", "look", "id", "judged", "reason",
)  # fmt: skip
_KNOWN_BY = frozenset({"student", "exercise", "attempt", "counts", "answer", "verdict", "score", "points", "feedback"})

_FORMULA = re.compile(r"'*(?:\s*[=+\-@|%＝＋－＠]|[\t\r\n])")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ESCAPED = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")


def is_own(header: Sequence[str]) -> bool:
    """Whether a table has the columns that derivtutor writes, whoever saved it since."""
    return {name.strip().strip("\ufeff").casefold() for name in header} >= _KNOWN_BY


def as_text(cell: str) -> str:
    """A cell that spreadsheets take for text whatever it begins with.

    >>> as_text("'=x"), as_text("-2.5")
    ("''=x", '-2.5')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def as_it_was(cell: str) -> str:
    """What stood in a cell before `as_text`, and before signs that nobody sees were written out.

    >>> as_it_was("''=x"), as_it_was("'-2x"), as_it_was(r"2x\\xa0+ 1") == "2x\\xa0+ 1"
    ("'=x", '-2x', True)
    """
    if cell.startswith("'") and _FORMULA.match(cell):
        cell = cell[1:]
    return _ESCAPED.sub(_sign, cell) if "\\" in cell else cell


def _sign(match: re.Match[str]) -> str:
    """A sign that was written out; what is seen was not, and so is LaTeX."""
    code = int(match[1] or match[2] or match[3], 16)
    return match.group() if code > 0x10FFFF or chr(code).isprintable() else chr(code)
