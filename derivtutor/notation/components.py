"""An answer with several components, `(2x, 4y)`, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from derivtutor.patterns import pattern

_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "⟨": "⟩"}
_IGNORED = pattern(
    r"""
    \\(?:begin|end)\{[bpvB]?(?:matrix|array)\}(?:\{[lcr]*\})?   # the frame of a matrix
    | \\(?:left|right|[bB]igg?[lr]?)(?=\s*[()\[\]<>.|{}⟨⟩\\])   # the size of brackets
    | \\[()\[\]]                                                # the borders of a formula
    | \\(?:[,;:!\s]|quad|qquad)                                  # spaces
    | \^\s*(?:\{\s*)?(?:\\top|\\intercal|T)(?:\s*\})?\s*$         # a transpose at the end
    | [.$\s]+$
    """,
    re.VERBOSE,
)
_ROWS = pattern(r"\\\\(?:\[[^\]]*\])?|&|\n")
NAMED = pattern(r"^[^=,;]{0,40}=(?!=)")


def components(text: str) -> list[str]:
    """The components of a vector, in any of the usual brackets or none.

    >>> components("(2x, f(x, y))")
    ['2x', 'f(x, y)']
    >>> components(r"\\begin{pmatrix} 2x \\\\ 4y \\end{pmatrix}")
    ['2x', '4y']
    """
    bare = text.strip().strip("$").strip()
    bare = NAMED.sub("", bare)
    rows = _ROWS.sub(";", bare)
    while (shorter := _IGNORED.sub(" ", rows).strip()) != rows:
        rows = shorter
    rows = rows.replace(r"\langle", "⟨").replace(r"\rangle", "⟩").strip()
    while rows[:1] in _PAIRS and _closes_at_end(rows):
        rows = rows[1:-1].strip()
    separator = ";" if ";" in outside(rows) else ","
    pieces, start = [], 0
    for place, character in enumerate(outside(rows)):
        if character == separator:
            pieces.append(rows[start:place].strip())
            start = place + 1
    pieces.append(rows[start:].strip())
    while len(pieces) > 1 and not pieces[-1]:
        pieces.pop()
    return pieces


def together(answers: Iterable[str]) -> str:
    """Components as one answer.

    >>> together(["2x", "4y"])
    '(2x, 4y)'
    """
    return f"({', '.join(answers)})"


def outside(text: str) -> str:
    """The text with everything in brackets left blank."""
    characters, depth = [], 0
    for character in text:
        depth -= character in ")]}"
        characters.append(" " if depth else character)
        depth += character in "([{"
    return "".join(characters)


def _closes_at_end(text: str) -> bool:
    """Whether the bracket at the beginning closes at the end; `(x+1)(x-1)` does not."""
    closing = _PAIRS[text[0]]
    depth = 0
    for place, character in enumerate(text):
        depth += (character == text[0]) - (character == closing)
        if depth == 0:
            return place == len(text) - 1
    return False


def lacks_component(text: str) -> bool:
    """Whether a comma in the brackets has nothing behind or before it: `(2xy, )`."""
    return re.search(r"[,;]\s*(?:\\right\s*)?[)\]}>⟩]?\s*$|^\s*(?:\\left\s*)?[(\[{<⟨]?\s*[,;]", text) is not None
