"""Formulas within words, between dollar signs: their expressions, the signs between these, and how both are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.matrix_signs import in_signs, is_of_arrays
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node, Unknown
from derivtutor.patterns import pattern

MATH = pattern(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
SIGNS = {
    r"\ne": "≠", r"\neq": "≠", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥", r"\to": "→", r"\approx": "≈",
    r"\ldots": "…", r"\dots": "…", r"\lt": "<", r"\gt": ">",
}  # fmt: skip
_BETWEEN = pattern(r"(\\(?:neq?|leq?|geq?|to|approx|ldots|dots|lt|gt)(?![A-Za-z])|[=≠≤≥≈→,;…<>])")
_SHOWN = {"partial": "∂", "nabla": "∇", "top": "ᵀ", "lim": "lim", "to": "→", "cdot": "·", "infty": "∞", "sum": "∑"}


@dataclass(frozen=True, slots=True)
class Writing:
    """How an expression is written, a sign between two, and what cannot be read; and brackets around several."""

    expression: Callable[[Node], str]
    sign: Callable[[str], str]
    unread: Callable[[str], str]
    brackets: tuple[str, str] = ("(", ")")


def typed(text: str, write: Callable[[Node], str] = linear.unicode) -> str:
    r"""Words with their formulas as one would type them, other marks as they are.

    >>> typed(r"Differentiate $f(x) = \frac{x^{2}}{3}$.")
    'Differentiate f(x) = x²/3.'
    """
    writing = Writing(write, _spaced, shown_commands)
    return MATH.sub(lambda match: formula(match[1] or match[2], writing), text)


def formula(text: str, writing: Writing) -> str:
    """A formula that may have signs between expressions: `f(x) = x^2`, `(2x, 4y)`, `x ≠ 0`."""
    if is_of_arrays(text):
        return writing.unread(text.strip())
    bare = _without_sizes(text)
    whole = _readable(bare)
    if whole is not None:
        return writing.expression(whole)
    if bare[:1] == "(" and bare[-1:] == ")" and "," in bare:
        opening, closing = writing.brackets
        return opening + formula(bare[1:-1], writing) + closing
    pieces = []
    for place, piece in enumerate(_parted(bare)):
        if place % 2:
            pieces.append(writing.sign(SIGNS.get(piece, piece)))
        elif piece.strip():
            tree = _readable(piece.strip())
            pieces.append(writing.unread(piece.strip()) if tree is None else writing.expression(tree))
    return "".join(pieces).strip()


def expressions(text: str) -> list[list[Node]]:
    """The expressions of each formula within words, as far as they can be read: both sides of an equation."""
    formulas = [_parted(_without_sizes(match[1] or match[2]))[::2] for match in MATH.finditer(text)]
    read_so_far = [[_readable(piece.strip()) for piece in pieces if piece.strip()] for pieces in formulas]
    return [[tree for tree in trees if tree is not None] for trees in read_so_far]


def shown_commands(piece: str) -> str:
    """What is no expression, such as a limit or a partial derivative, with signs for commands."""
    if is_of_arrays(piece):
        return in_signs(piece)
    piece = re.sub(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", piece)
    for command, shown in _SHOWN.items():
        piece = re.sub(rf"\\{command}(?![A-Za-z])\s*", shown, piece)
    return piece


def _spaced(sign: str) -> str:
    return f"{sign} " if sign in ",;" else sign if sign == "…" else f" {sign} "


def _without_sizes(text: str) -> str:
    return re.sub(r"\\(left|right)(?![A-Za-z])\.?", "", text.strip())


def _parted(text: str) -> list[str]:
    """A formula at its signs, expressions and signs in turn; signs within brackets do not count."""
    if r"\begin" in text:
        return [text]
    pieces = [""]
    for place, piece in enumerate(_BETWEEN.split(text)):
        whole = pieces[-1]
        if sum(map(whole.count, "([{")) > sum(map(whole.count, ")]}")):
            pieces[-1] += piece
        elif place % 2:
            pieces += [piece, ""]
        else:
            pieces[-1] += piece
    return pieces


_DIFFERENTIAL = pattern(r"d([A-Za-z]|\\?[a-z]{2,}|[α-ω])")
_CALLED = pattern(r"([A-Za-z])\(([A-Za-z0-9]|\\?(?:theta|alpha)|[α-ω])\)")
"""A letter before a lone number or letter in brackets: in a text nobody writes a product so."""


@lru_cache(maxsize=1024)
def _readable(text: str) -> Node | None:
    if "∂" in text or "\\partial" in text or _DIFFERENTIAL.fullmatch(text):
        return None  # it would be read as a d
    called = _CALLED.fullmatch(text)
    if called and called[1] not in "deif":
        argument = _readable(called[2])
        return argument and Unknown(called[1], (argument,), (0,))
    try:
        return read(text).tree
    except UserError:
        return None
