"""How a run of letters is taken apart: `xsin` is x times sin, `theta` is one letter, `velocity` is one name."""

from __future__ import annotations

import difflib
import functools
import re

from derivtutor.notation.functions import GREEK, SPELLINGS

SPECIAL_FORMS = frozenset({"exp", "piecewise", "Piecewise", "int", "lg"})
"""Words with arguments that the reader turns into nodes of their own."""

FUNCTION_WORDS = SPECIAL_FORMS | SPELLINGS.keys()
"""Every word that asks for an argument."""

MEANT = {
    "sine": "sin", "sinus": "sin", "cosine": "cos", "cosinus": "cos", "cosin": "cos", "tangent": "tan",
    "tangens": "tan", "tang": "tan", "cotangent": "cot", "secant": "sec", "cosecant": "csc", "ctan": "cot",
    "arcsine": "arcsin", "arcussinus": "arcsin", "arccosine": "arccos", "arctangent": "arctan", "arctang": "arctan",
    "invsin": "arcsin", "invcos": "arccos", "invtan": "arctan", "sininv": "arcsin", "cosinv": "arccos",
    "taninv": "arctan", "logarithm": "ln", "loge": "ln", "natlog": "ln", "exponential": "exp", "expo": "exp",
    "squareroot": "sqrt", "sqr": "sqrt", "sqroot": "sqrt", "rad": "sqrt", "cuberoot": "cbrt", "absolute": "abs",
    "absval": "abs", "modulus": "abs", "integral": "int", "integrate": "int",
}  # fmt: skip
"""What mathematicians and their languages call functions, and the name that is read."""

_NOT_READ = frozenset({"lim", "sum", "prod", "diff", "grad", "det"})
"""Short words that would be taken for products of letters."""

ACCENTED = re.compile(r"(?:[A-Za-z]|" + "|".join(GREEK) + ")(?:hat|bar|tilde)")

_SHORT = frozenset({"sh", "ch", "th", "tg", "lg"})
_KNOWN = sorted({*FUNCTION_WORDS, *GREEK} - _SHORT, key=len, reverse=True)
_KNOWN_INSIDE = re.compile("|".join(_KNOWN))
_MOST_SINGLE_LETTERS = 3


@functools.lru_cache(maxsize=4096)
def split_letters(run: str) -> tuple[str, ...]:
    """The names, functions and constants that a run of letters consists of, in order.

    A run of four letters or more without a known word in it is one name: `rate`; shorter ones are products: `xy`.
    """
    if len(run) == 1 or run in FUNCTION_WORDS or run in GREEK or ACCENTED.fullmatch(run):
        return (run,)
    if len(run) > _MOST_SINGLE_LETTERS and not _KNOWN_INSIDE.search(run):
        return (run,)
    parts: list[str] = []
    position = 0
    while position < len(run):
        known = ACCENTED.match(run, position) or _KNOWN_INSIDE.match(run, position)
        parts.append(known.group() if known else run[position])
        position += len(parts[-1])
    return tuple(parts)


@functools.lru_cache(maxsize=4096)
def meant_function(run: str, called: bool) -> str | None:
    """The function that a misspelt run of letters means; empty for a function that is not known at all.

    None where the run is none: names and products of letters, which are less often taken for functions if no bracket
    follows them (if they are not `called`).
    """
    if run in MEANT and (called or len(run) > _MOST_SINGLE_LETTERS):
        return MEANT[run]
    if run in _NOT_READ:
        return ""
    parts = split_letters(run)
    doubled = called and len(parts) == 2 and parts[0] in FUNCTION_WORDS and parts[0].endswith(parts[1])
    if doubled:
        return parts[0]
    if parts == (run,) and (len(run) <= _MOST_SINGLE_LETTERS or run in GREEK or run in FUNCTION_WORDS):
        return None
    whole = parts == (run,) and not ACCENTED.fullmatch(run)
    if (whole and len(run) > 4) or (called and len(run) > 2 and not any(part in FUNCTION_WORDS for part in parts)):
        near = nearest_function(run)
        return near or ("" if called and whole else None)
    return "" if called and whole else None


def nearest_function(word: str) -> str | None:
    """The known function whose spelling is closest to a misspelt one; None where nothing is close."""
    if word in MEANT:
        return MEANT[word]
    close = difflib.get_close_matches(word, sorted({*SPELLINGS, *SPECIAL_FORMS}), n=1, cutoff=0.7)
    swapped = (name for name in ("sin", "cos", "tan", "exp", "log", "abs") if sorted(name) == sorted(word))
    return close[0] if close else next(swapped, None)
