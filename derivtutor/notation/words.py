"""How a run of letters is taken apart: `xsin` is x times sin, `theta` is one letter, `velocity` is one name."""

from __future__ import annotations

import difflib
import functools
import re

from derivtutor.notation.functions import GREEK, SPELLINGS

SPECIAL_FORMS = frozenset({"exp", "piecewise", "Piecewise", "int"})
"""Words with arguments that the reader turns into nodes of their own."""

_SHORT = frozenset({"sh", "ch", "th", "tg", "lg", "log"})
_KNOWN = sorted({*SPELLINGS, *SPECIAL_FORMS, *GREEK, "lg"}, key=len, reverse=True)
_KNOWN_INSIDE = re.compile("|".join(word for word in _KNOWN if word not in _SHORT or word == "log"))
_ACCENTED = re.compile(r"(?:[A-Za-z]|" + "|".join(GREEK) + ")(?:hat|bar|tilde)")
_MOST_SINGLE_LETTERS = 3


@functools.lru_cache(maxsize=4096)
def split_letters(run: str) -> tuple[str, ...]:
    """The names, functions and constants that a run of letters consists of, in order.

    A run of four letters or more without a known word in it is one name: `rate`; shorter ones are products: `xy`.
    """
    if len(run) == 1 or run in SPELLINGS or run in GREEK or run in SPECIAL_FORMS or run == "lg" or _ACCENTED.fullmatch(run):
        return (run,)
    if len(run) > _MOST_SINGLE_LETTERS and not _KNOWN_INSIDE.search(run):
        return (run,)
    parts: list[str] = []
    position = 0
    while position < len(run):
        word = _longest_known(run, position) or run[position]
        parts.append(word)
        position += len(word)
    return tuple(parts)


def _longest_known(run: str, position: int) -> str:
    accented = _ACCENTED.match(run, position)
    if accented:
        return accented.group()
    found = _KNOWN_INSIDE.match(run, position)
    return found.group() if found else ""


def is_function_word(word: str) -> bool:
    """Whether a word asks for an argument."""
    return word in SPELLINGS or word in SPECIAL_FORMS or word == "lg"


def nearest_function(word: str) -> str | None:
    """The known function whose spelling is closest to a misspelt one; None where nothing is close."""
    close = difflib.get_close_matches(word, sorted({*SPELLINGS, *SPECIAL_FORMS}), n=1, cutoff=0.7)
    return close[0] if close else None
