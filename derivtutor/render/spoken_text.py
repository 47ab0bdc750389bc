"""Formulas within words, said aloud: `Valid for x ≠ −1.` is `Valid for x is not minus one.`"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from derivtutor.errors import UserError
from derivtutor.notation.functions import POWERS_BEFORE_ARGUMENT
from derivtutor.notation.number_words import decimal, ordinal
from derivtutor.notation.prose import WORDS
from derivtutor.notation.reader import read
from derivtutor.notation.spoken import spoken
from derivtutor.notation.tree import Derivative
from derivtutor.patterns import pattern

_RELATIONS = {
    "!=": "is not", "≠": "is not", "<=": "is at most", "≤": "is at most", ">=": "is at least", "≥": "is at least",
    "->": "goes to", "→": "goes to", "=": "equals", "≈": "is about", "<": "is less than", ">": "is greater than",
}  # fmt: skip
_BETWEEN = pattern(r"\s*(!=|≠|<=|≤|>=|≥|->|→|=|≈|<|>)\s*")
_SIGNS = {
    "+": "plus", "−": "minus", "-": "minus", "*": "times", "·": "times", "×": "by", "/": "over", "²": "squared",
    "³": "cubed", "^2": "squared", "^3": "cubed", "^": "to the", "(": "open bracket", ")": "close bracket",
    "[": "open bracket", "]": "close bracket", "|": "bar", "′": "prime", "″": "double prime", "‴": "triple prime",
    "'": "prime", "∂": "partial", "∇": "the gradient of", "√": "the square root of", "∞": "infinity", "‖": "norm",
    "ᵀ": "transposed", "Σ": "the sum of", "±": "plus or minus", "_": "sub", "⊙": "times entry by entry",
    "⊘": "over entry by entry", "°": "degrees", "%": "percent", "!": "factorial", "⁻¹": "inverse", "…": "and so on",
    }  # fmt: skip
_SIGN = pattern("|".join([re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)]))
_NUMBER = pattern(r"(?<![A-Za-z])\d+(?:\.\d+)?(?:e[+-]?\d+)?")
_RAISED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ⁿ", "0123456789n")
_LETTERS = pattern(r"(?<![A-Za-z])(?:(?=[A-Za-z]*[A-Z])[A-Za-z]{1,3}|d[a-z])(?![A-Za-z])")
"""Letters side by side of which one is a capital, a product of matrices and vectors, or a differential."""

_OF_ARRAYS = pattern(r"[ᵀ‖⊙⊘×!⁽]|\btr\(|\bd[A-Z]")
"""What is no expression of numbers, and is said sign by sign."""

_DERIVATIVE = pattern(r"(\w)⁽(\w+)⁾\(([^()]*)\)")
_AT = pattern(r"(∇\w+)\(([^()]*)\)")
_LENGTH = pattern(r"[|‖]([^|‖]*∇[^|‖]*|[^|‖]*)[|‖]")
_TOKEN = pattern(r"(\s+)")
_DRESSED = pattern(r"([(\[\"“]*)(.*?)([)\]\"”.,;:?]*)")
_MATHEMATICAL = pattern(
    r".*[\^+*/=<>≠≤≥≈|·×√∂∇′″‴²³⁰-⁹₀-₉⁻ᵀ‖_()\[\]∞−].*|-?\d.*|[A-Za-zΑ-Ωα-ω]!?|[A-Za-z]'+.*|[A-Z][a-z]|d[a-df-np-z]"
)
_ARTICLES = frozenset({"a", "A", "I"})
_OPERATORS = frozenset("+-−*/·=<>≠≤≥≈→^²³)")


def said(formula: str) -> str:
    """A formula in words; what cannot be read as an expression is said sign by sign.

    >>> said("f'(x) = 2x^2")
    'f prime of x equals two x squared'
    """
    pieces = _BETWEEN.split(formula.strip())
    return " ".join([_RELATIONS[piece] if place % 2 else _side(piece) for place, piece in enumerate(pieces) if piece])


@lru_cache(maxsize=1024)
def _side(text: str) -> str:
    if _OF_ARRAYS.search(text):
        return _sign_by_sign(text)
    try:
        tree = read(text.replace("∂", "d")).tree
    except UserError:
        return _sign_by_sign(text)
    if "∂" not in text:
        return spoken(tree)
    return spoken(replace(tree, is_partial=True)) if isinstance(tree, Derivative) else _sign_by_sign(text)


def _sign_by_sign(text: str) -> str:
    named = _DERIVATIVE.sub(_derivative, text.translate(_RAISED))
    whole = _AT.sub(r"\1 at \2", _LENGTH.sub(_length, named))
    signs = _SIGN.sub(lambda match: f" {_SIGNS[match[0]]} ", whole)
    letters = _LETTERS.sub(lambda match: " ".join(map(_letter, match[0])), signs)
    numbers = _NUMBER.sub(lambda match: f" {decimal(match[0])} ", letters)
    return " ".join(numbers.split()).replace(" ,", ",")


def _derivative(match: re.Match[str]) -> str:
    letter, order, place = match.groups()
    which = ordinal(int(order)) if order.isdigit() else f"{order} th"
    return f"the {which} derivative of {letter} at {place}"


def _length(match: re.Match[str]) -> str:
    return f" the length of {match[1]}, end length, "


def _letter(letter: str) -> str:
    return f"capital {letter}" if letter.isupper() else letter


def spoken_text(text: str) -> str:
    """Words in which every formula is said; a letter alone is one only beside another part of a formula.

    >>> spoken_text("Valid for x ≠ −1 and x > 0.")
    'Valid for x is not minus one and x is greater than zero.'
    """
    words: list[str] = []
    run: list[str] = []
    for piece in _TOKEN.split(text):
        if piece.isspace():
            (run or words).append(piece)
        elif _is_mathematical(piece):
            run.append(piece)
            if piece[-1] in ",;:" and not _is_open("".join(run)):
                words += _run(run)
                run = []
        else:
            words += [*_run(run), piece]
            run = []
    return "".join([*words, *_run(run)])


def _is_mathematical(piece: str) -> bool:
    inside = _undressed(piece)[1]
    if not inside or inside.lower() in WORDS - _ARTICLES:
        return False
    return inside in POWERS_BEFORE_ARGUMENT or _MATHEMATICAL.fullmatch(inside) is not None


def _undressed(piece: str) -> tuple[str, str, str]:
    """What stands before a formula, the formula, and the marks behind it; brackets that belong together are its own."""
    match = _DRESSED.fullmatch(piece)
    before, inside, after = match.groups() if match else ("", piece, "")
    while after[:1] in (")", "]") and len(inside) > len(inside.replace(_OPENING[after[0]], "")) and _is_open(inside):
        inside, after = inside + after[0], after[1:]
    while before[-1:] in ("(", "[") and _is_open(inside) < 0:
        before, inside = before[:-1], before[-1] + inside
    return before, inside, after


_OPENING = {")": "(", "]": "["}


def _is_open(text: str) -> int:
    """How many brackets are opened and not closed; negative where more are closed."""
    return sum(map(text.count, "([")) - sum(map(text.count, ")]"))


def _run(run: list[str]) -> list[str]:
    """Parts of formulas in a row, said together; an article before them and the space behind them stay."""
    if not run:
        return []
    space = run.pop() if run[-1].isspace() else ""
    start = run[:2] if run[0] in _ARTICLES and len(run) > 2 and run[2][0] not in _OPERATORS else []
    rest = run[len(start) :]
    before, inside, after = _undressed("".join(rest))
    if len(rest) == 1 and inside.isalpha() and inside.isascii():
        return [*start, *rest, space]
    return [*start, before, said(inside), after, space]
