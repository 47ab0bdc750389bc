"""Formulas within words, between dollar signs: their expressions, the signs between these, and how both are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from derivtutor.errors import UserError
from derivtutor.language import written
from derivtutor.notation import linear
from derivtutor.notation.functions import GREEK
from derivtutor.notation.matrix_signs import in_signs, is_of_arrays
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node, Sum, Unknown
from derivtutor.patterns import pattern

MATH = pattern(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
SIGNS = {
    r"\ne": "≠", r"\neq": "≠", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥", r"\to": "→", r"\approx": "≈",
    r"\ldots": "…", r"\dots": "…", r"\lt": "<", r"\gt": ">", r"\leftarrow": "←", r"\gets": "←",
}  # fmt: skip
_BETWEEN = pattern(r"(\\(?:neq?|leq?|geq?|to|approx|ldots|dots|lt|gt|leftarrow|gets)(?![A-Za-z])|[=≠≤≥≈→←,;…<>])")
_SHOWN = {
    "partial": "∂", "nabla": "∇", "top": "ᵀ", "lim": "lim", "to": "→", "cdot": "·", "infty": "∞", "sum": "∑",
    "circ": "∘ ", "pm": "±", "in": "∈ ",
}  # fmt: skip
_LIMIT = pattern(r"\\lim\s*_\s*\{([^{}]*?)(?:\\to(?![A-Za-z])|→)([^{}]*)\}\s*(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Writing:
    """How an expression is written, a sign between two, and what cannot be read; and brackets around several."""

    expression: Callable[[Node], str]
    sign: Callable[[str], str]
    unread: Callable[[str], str]
    brackets: tuple[str, str] = ("(", ")")
    limit: Callable[[Limit, Writing], str] | None = None


def typed(text: str, write: Callable[[Node], str] = linear.unicode) -> str:
    r"""Words with their formulas as one would type them, other marks as they are.

    >>> typed(r"Differentiate $f(x) = \frac{x^{2}}{3}$.")
    'Differentiate f(x) = x²/3.'
    """
    writing = Writing(write, _spaced, shown_commands, limit=_limit_on_a_line)
    return MATH.sub(lambda match: formula(match[1] or match[2], writing), text)


class Limit(NamedTuple):
    """A limit: the letter, where it goes, and what the limit is of, all as they were written."""

    letter: str
    to: str
    of: str


def limit_of(piece: str) -> Limit | None:
    r"""A limit by its parts.

    >>> limit_of(r"\lim_{h \to 0} (2x + h)")
    Limit(letter='h', to='0', of='(2x + h)')
    """
    match = _LIMIT.fullmatch(piece.strip())
    return Limit(match[1].strip(), match[2].strip(), match[3].strip()) if match else None


def parted(text: str) -> list[tuple[str, bool]]:
    """A formula in its pieces: the expressions, and the signs between them, which are marked.

    >>> parted("f(x) = x^2")
    [('f(x)', False), ('=', True), ('x^2', False)]
    """
    bare = _without_sizes(text)
    if expression_of(bare) is not None:
        return [(bare, False)]
    pieces = [(piece.strip(), bool(place % 2)) for place, piece in enumerate(_parted(bare))]
    return [(SIGNS.get(piece, piece) if is_sign else piece, is_sign) for piece, is_sign in pieces if piece]


def formula(text: str, writing: Writing) -> str:
    """A formula that may have signs between expressions: `f(x) = x^2`, `(2x, 4y)`, `x ≠ 0`."""
    if is_of_arrays(text):
        return writing.unread(text.strip())
    bare = _without_sizes(text)
    whole = expression_of(bare)
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
            pieces.append(_written(piece.strip(), writing))
    return "".join(pieces).strip()


def _written(piece: str, writing: Writing) -> str:
    tree = expression_of(piece)
    if tree is not None:
        return writing.expression(tree)
    limit = limit_of(piece)
    if limit is None or expression_of(limit.of) is None or writing.limit is None:
        return writing.unread(piece)
    return writing.limit(limit, writing)


def expressions(text: str) -> list[list[Node]]:
    """The expressions of each formula within words, as far as they can be read: both sides of an equation."""
    formulas = [_parted(_without_sizes(match[1] or match[2]))[::2] for match in MATH.finditer(text)]
    read_so_far = [[expression_of(piece.strip()) for piece in pieces if piece.strip()] for pieces in formulas]
    return [[tree for tree in trees if tree is not None] for trees in read_so_far]


def shown_commands(piece: str) -> str:
    """What is no expression, such as a limit or a partial derivative, with signs for commands."""
    if is_of_arrays(piece):
        return in_signs(piece)
    piece = re.sub(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", piece)
    for command, shown in _SHOWN.items():
        piece = re.sub(rf"\\{command}(?![A-Za-z])\s*", shown, piece)
    piece = re.sub(r"(?<=[\w)])'", "′", piece)
    return re.sub(r"\\([A-Za-z]+)", lambda match: GREEK.get(match[1], match[0]), piece)


def _limit_on_a_line(limit: Limit, writing: Writing) -> str:
    """The brackets of what goes where keep it apart from what the limit is of."""
    whole = expression_of(limit.of)
    of = formula(limit.of, writing)
    return f"lim ({limit.letter} → {formula(limit.to, writing)}) " + (f"({of})" if isinstance(whole, Sum) else of)


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


def expression_of(text: str) -> Node | None:
    """What stands between signs as an expression; None where it is none, such as a partial derivative."""
    return _expression_of(text, written().tag)


@lru_cache(maxsize=1024)
def _expression_of(text: str, _tag: str) -> Node | None:
    """The same, remembered for the language whose notation is read."""
    if "∂" in text or "\\partial" in text or _DIFFERENTIAL.fullmatch(text):
        return None  # it would be read as a d
    called = _CALLED.fullmatch(text)
    if called and called[1] not in "deif":
        argument = expression_of(called[2])
        return argument and Unknown(called[1], (argument,), (0,))
    try:
        return read(text).tree
    except UserError:
        return None
