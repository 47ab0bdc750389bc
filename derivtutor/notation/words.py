"""How a run of letters is taken apart: `xsin` is x times sin, `theta` is one letter, `velocity` is one name."""

from __future__ import annotations

import functools

from derivtutor.libraries import difflib
from derivtutor.notation.functions import FUNCTIONS, GREEK, SPELLINGS
from derivtutor.notation.prose import ANGLES, WORDS, is_product
from derivtutor.patterns import pattern

SPECIAL_FORMS = frozenset({"exp", "piecewise", "Piecewise", "int", "lg"})
"""Words with arguments that the reader turns into nodes of their own."""

FUNCTION_WORDS = SPECIAL_FORMS | SPELLINGS.keys()
"""Every word that asks for an argument."""

TAKE_SEVERAL = frozenset({"piecewise", "Piecewise", "int", "diff"}) | {
    word for word, name in SPELLINGS.items() if FUNCTIONS[name].arity != 1
}
"""The words that may have commas between their arguments."""

MEANT = {
    "sine": "sin", "sinus": "sin", "cosine": "cos", "cosinus": "cos", "cosin": "cos", "tangent": "tan",
    "tangens": "tan", "tang": "tan", "cotangent": "cot", "secant": "sec", "cosecant": "csc", "ctan": "cot",
    "arcsine": "arcsin", "arcussinus": "arcsin", "arccosine": "arccos", "arctangent": "arctan", "arctang": "arctan",
    "invsin": "arcsin", "invcos": "arccos", "invtan": "arctan", "sininv": "arcsin", "cosinv": "arccos",
    "taninv": "arctan", "logarithm": "ln", "loge": "ln", "natlog": "ln", "exponential": "exp", "expo": "exp",
    "squareroot": "sqrt", "sqr": "sqrt", "sqroot": "sqrt", "cuberoot": "cbrt", "absolute": "abs",
    "absval": "abs", "modulus": "abs", "integral": "int", "integrate": "int",
}  # fmt: skip
"""What mathematicians and their languages call functions, and the name that is read."""

ACCENTED = pattern(r"(?:[A-Za-z]|" + "|".join(GREEK) + ")(?:hat|bar|tilde)")

_SHORT = frozenset({"sh", "ch", "th", "tg", "lg"})
_AS_TYPED = _SHORT | {"Si", "int", "piecewise", "Piecewise"}
"""Functions whose capital letters count: `Sh` is a product, `Tg` and `Lg` are read all the same."""

WITH_AMPLITUDE = frozenset(f"A{word[1:]}" for word in FUNCTION_WORDS if word[0] == "a" and word[1:] in FUNCTION_WORDS)
"""`Acos` is an amplitude times a cosine, not the arccosine `acos`."""

_IN_ANY_CASE = {word.lower(): word for word in FUNCTION_WORDS - _AS_TYPED}
_CAPITALS = {"Tg": "tg", "Lg": "lg"} | {
    spelled: word
    for word in _IN_ANY_CASE.values()
    for spelled in (word[0].upper() + word[1:], word.upper())
    if spelled not in WITH_AMPLITUDE
}
"""Names of functions as telephones and other programs begin them, wherever they stand in a run of letters."""

_KNOWN = sorted({*FUNCTION_WORDS, *GREEK, *_CAPITALS} - _SHORT - {"Si"}, key=len, reverse=True)
_KNOWN_INSIDE = pattern("|".join(_KNOWN))
_MOST_SINGLE_LETTERS = 3


def function_word(run: str) -> str | None:
    """The function that a run of letters is, in whatever case it was typed; None where it is none.

    >>> function_word("sin"), function_word("ArcTan"), function_word("ReLU"), function_word("X")
    ('sin', 'arctan', 'relu', None)
    """
    if run in FUNCTION_WORDS:
        return run
    return _CAPITALS.get(run) or (None if run in WITH_AMPLITUDE else _IN_ANY_CASE.get(run.lower()))


@functools.lru_cache(maxsize=4096)
def split_letters(run: str) -> tuple[str, ...]:
    """The names, functions and constants that a run of letters consists of, in order.

    A run of four letters or more without a known word in it is one name if it is a word, `rate`; others are
    products: `xy`, `mgh`, `xyzw`.
    """
    if len(run) == 1 or run in GREEK or function_word(run) or ACCENTED.fullmatch(run):
        return (run,)
    if len(run) > _MOST_SINGLE_LETTERS and not _KNOWN_INSIDE.search(run) and not is_product(run, called=False):
        return (run,)
    parts: list[str] = []
    position = 0
    while position < len(run):
        known = ACCENTED.match(run, position) or _KNOWN_INSIDE.match(run, position)
        parts.append(known.group() if known else run[position])
        position += len(parts[-1])
    return tuple(parts)


@functools.lru_cache(maxsize=4096)
def rows_of_letters(run: str) -> tuple[str, ...]:
    """The stretches of single letters between the functions and Greek letters of a run that is taken apart.

    >>> rows_of_letters("xysinab")
    ('xy', '', 'ab')
    """
    rows = [""]
    for part in split_letters(run):
        if len(part) == 1:
            rows[-1] += part
        else:
            rows += ["", ""]
    return tuple(rows)


@functools.lru_cache(maxsize=4096)
def is_word(run: str, called: bool) -> bool:
    """Whether a run of letters that would be taken apart is a word: `foo`, `idk`, `minus`.

    >>> is_word("idk", called=False), is_word("abx", called=True), is_word("xsinx", called=False)
    (True, False, False)
    """
    parts = split_letters(run)
    if len(run) >= _MOST_SINGLE_LETTERS and run.lower() in WORDS and not function_word(run):
        return called or len(parts) > 1 or run.lower() in ANGLES
    if len(parts) == 1:
        return False
    *rows, last = rows_of_letters(run)
    return not (is_product(last, called) and all(is_product(row, called=False) for row in rows))


@functools.lru_cache(maxsize=4096)
def meant_function(run: str, called: bool) -> str | None:
    """The function that a misspelt run of letters means; empty for a function that is not known at all.

    None where the run is none: names and products of letters, which are less often taken for functions if no bracket
    follows them (if they are not `called`).
    """
    if run.lower() in MEANT and (called or len(run) > _MOST_SINGLE_LETTERS):
        return MEANT[run.lower()]
    if run.lower() in WORDS:
        return None
    parts = split_letters(run)
    if called and len(parts) == 2 and parts[0].endswith(parts[1]) and function_word(parts[0]):
        return function_word(parts[0])
    if parts == (run,) and (len(run) <= _MOST_SINGLE_LETTERS or run in GREEK or function_word(run)):
        return None
    whole = parts == (run,) and not ACCENTED.fullmatch(run)
    has_function = any(map(function_word, parts))
    if (len(run) > 4 and (whole or len(parts) == len(run))) or (called and len(run) > 2 and not has_function):
        near = nearest_function(run)
        return near or ("" if called and whole else None)
    return "" if called and whole else None


def nearest_function(word: str) -> str | None:
    """The known function whose spelling is closest to a misspelt one; None where nothing is close."""
    if word.lower() in MEANT:
        return MEANT[word.lower()]
    close = difflib.get_close_matches(word, sorted({*SPELLINGS, *SPECIAL_FORMS}), n=1, cutoff=0.7)
    swapped = (name for name in ("sin", "cos", "tan", "exp", "log", "abs") if sorted(name) == sorted(word))
    return close[0] if close else next(swapped, None)
