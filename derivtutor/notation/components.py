"""An answer with several components, `(2x, 4y)`, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from derivtutor.language import written
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


def components(text: str, least: int = 2) -> list[str]:
    """The components of a vector, in any of the usual brackets or none; `least` as in `entries`.

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
    pieces = entries(rows, least)
    while len(pieces) > 1 and not pieces[-1]:
        pieces.pop()
    return pieces


def interval(text: str) -> list[str]:
    """What stands in an interval, in the brackets of any country or in none.

    >>> interval("-6,6"), interval("[0, 2pi)"), interval("]0; 1[")
    (['-6', '6'], ['0', '2pi'], ['0', '1'])
    """
    bare = text.strip()
    is_bracketed = bare[:1] in ("[", "]") or bare[-1:] in ("[", "]") or (bare[:1] == "(" and _closes_at_end(bare))
    return entries(bare[1:-1] if is_bracketed else bare, 2)


def entries(text: str, least: int = 1) -> list[str]:
    """What stands side by side in a list, parted by semicolons, or else by commas outside of brackets.

    Where numbers have a comma, one between digits is in a number, unless there would be fewer than `least` entries.

    >>> from derivtutor.language import LANGUAGES, speak
    >>> speak(LANGUAGES["de"])
    >>> entries("1,5; 2"), entries("1,5, 2"), entries("1,5"), entries("1,5", 2)
    (['1,5', '2'], ['1,5', '2'], ['1,5'], ['1', '5'])
    >>> speak(LANGUAGES["en"])
    """
    signs = [";"] if ";" in outside(text) else [_NOT_IN_NUMBER, ","] if written().comma else [","]
    parted = [apart(text, sign) for sign in signs]
    return next((pieces for pieces in parted if len(pieces) >= least), parted[-1])


def given_values(text: str) -> list[str]:
    """What is given, `x=1,y=2`, parted by commas and semicolons alike."""
    return [piece for group in entries(text) for piece in entries(group) if piece]


_NOT_IN_NUMBER = r",(?!\d)|(?<!\d),"


def apart(text: str, sign: str) -> list[str]:
    """A text parted at a sign, a pattern, outside of brackets."""
    cuts = [-1, *[match.start() for match in re.finditer(sign, outside(text))], len(text)]
    return [text[start + 1 : end].strip() for start, end in pairwise(cuts)]


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
