"""Formulas within words, said aloud: `Valid for x != -1.` is `Valid for x is not minus one.`"""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from derivtutor.errors import UserError
from derivtutor.notation.number_words import decimal
from derivtutor.notation.reader import read
from derivtutor.notation.spoken import spoken
from derivtutor.notation.tree import Derivative
from derivtutor.patterns import pattern

_RELATIONS = {
    "!=": "is not", "≠": "is not", "<=": "is at most", "≤": "is at most", ">=": "is at least", "≥": "is at least",
    "->": "goes to", "→": "goes to", "=": "equals", "≈": "is about", "~": "is about", "<": "is less than",
    ">": "is greater than",
}  # fmt: skip
_BETWEEN = pattern(r"\s*(!=|≠|<=|≤|>=|≥|->|→|=|≈|~|<|>)\s*")
_SIGNS = {
    "+": "plus", "−": "minus", "-": "minus", "*": "times", "·": "times", "×": "by", "/": "over", "^2": "squared",
    "^3": "cubed", "^": "to the", "²": "squared", "³": "cubed", "(": "open bracket", ")": "close bracket",
    "[": "open bracket", "]": "close bracket", "|": "bar", "′": "prime", "″": "double prime", "'": "prime", "∂": "partial",
    "∇": "the gradient of", "√": "the square root of", "∞": "infinity", "‖": "norm bar", "ᵀ": "transposed",
    "Σ": "the sum of", "±": "plus or minus", "_": "sub", "⊙": "times entry by entry", "°": "degrees", "%": "percent",
}  # fmt: skip
_SIGN = pattern("|".join(map(r"\{}".format, sorted(_SIGNS, key=len, reverse=True))).replace(r"\^2", r"\^2(?!\d)"))
_NUMBER = pattern(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?")
_TOKEN = pattern(r"(\s+)")
_DRESSED = pattern(r"([(\[\"“]*)(.*?)([)\]\"”.,;:?!]*)", 16)
_MATHEMATICAL = pattern(r".*[\^+*/=<>≠≤≥≈~|·×√∂∇′″²³⁰-⁹₀-₉_()\[\]∞−'].*|-?\d.*|[A-Za-z]")


def said(formula: str) -> str:
    """A formula in words; what cannot be read as an expression is said sign by sign.

    >>> said("f'(x) = 2x^2")
    'f prime of x equals two x squared'
    """
    pieces = _BETWEEN.split(formula.strip())
    return " ".join([_RELATIONS[piece] if place % 2 else _side(piece) for place, piece in enumerate(pieces) if piece])


@lru_cache(maxsize=1024)
def _side(text: str) -> str:
    is_partial = "∂" in text
    try:
        tree = read(text.replace("∂", "d")).tree
    except UserError:
        return _sign_by_sign(text)
    if not is_partial:
        return spoken(tree)
    return spoken(replace(tree, is_partial=True)) if isinstance(tree, Derivative) else _sign_by_sign(text)


def _sign_by_sign(text: str) -> str:
    with_words = _SIGN.sub(lambda match: f" {_SIGNS[match[0]]} ", text)
    return " ".join(_NUMBER.sub(lambda match: f" {decimal(match[0])} ", with_words).split())


def spoken_text(text: str) -> str:
    """Words in which every formula is said; a letter alone is one only beside another part of a formula.

    >>> spoken_text("Valid for x != -1 and x > 0.")
    'Valid for x is not minus one and x is greater than zero.'
    """
    pieces = _TOKEN.split(text)
    words = []
    run: list[str] = []
    for piece in pieces:
        if piece.isspace():
            (run if run else words).append(piece)
        elif _is_mathematical(piece):
            run.append(piece)
        else:
            words += [*_run(run), piece]
            run = []
    return "".join([*words, *_run(run)])


def _is_mathematical(piece: str) -> bool:
    _, inside, _ = _undressed(piece)
    return bool(inside) and _MATHEMATICAL.fullmatch(inside) is not None


def _undressed(piece: str) -> tuple[str, str, str]:
    """What stands before a formula, the formula, and the marks behind it; brackets that belong together are its own."""
    match = _DRESSED.fullmatch(piece)
    before, inside, after = match.groups() if match else ("", piece, "")
    while after[:1] == ")" and inside.count("(") + before.count("(") > inside.count(")"):
        inside, after = inside + after[0], after[1:]
    while before[-1:] == "(" and inside.count(")") > inside.count("("):
        before, inside = before[:-1], before[-1] + inside
    return before, inside, after


def _run(run: list[str]) -> list[str]:
    """Parts of formulas in a row, said together; the space behind them stays."""
    if not run:
        return []
    space = run.pop() if run[-1].isspace() else ""
    whole = "".join(run)
    before, inside, after = _undressed(whole)
    if len(run) == 1 and inside.isalpha() and len(inside) == 1:
        return [whole, space]
    return [before, said(inside), after, space]
