r"""Braces of LaTeX, which nobody sees: what is read is what stands in print, `\sin x^{2}` for `\sin{x}^{2}`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from derivtutor.notation.characters import CLOSING, PRIMES
from derivtutor.notation.functions import GREEK
from derivtutor.notation.pieces import Piece, pieces, with_fractions
from derivtutor.notation.spelling import ACCENTS
from derivtutor.notation.words import FUNCTION_WORDS, function_word
from derivtutor.patterns import pattern

IGNORED = frozenset(
    ("left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr",
     "quad", "qquad", "displaystyle", "textstyle", "limits", "nolimits", "boxed", "thinspace", ",", ";", ":", "!", ">",
     " ")
)  # fmt: skip
"""Commands that the lexer passes over."""

_DEEPEST = 500
"""Nobody nests more groups than this, and the reader refuses them."""

_IGNORED = {f"\\{name}" for name in IGNORED}
_ARGUMENTS = {
    "^": 1, "_": 1, **dict.fromkeys(("\\frac", "\\dfrac", "\\tfrac", "\\cfrac"), 2),
    **dict.fromkeys(("\\sqrt", *(f"\\{accent}" for accent in ACCENTS)), 1),
}  # fmt: skip
"""What takes so many groups after it; their braces say where they end."""

_OPEN = {*CLOSING, "\\{", "\\lbrace", "\\lbrack"}
_CLOSE = {*CLOSING.values(), "\\}", "\\rbrace", "\\rbrack"}
_LOOSE = frozenset(
    ("+", "-", "−", "–", "=", "<", ">", "≤", "≥", "≠", ",", "&", "\\\\", "\\le", "\\leq", "\\ge", "\\geq", "\\lt",
     "\\gt", "\\ne", "\\neq")
)  # fmt: skip
"""What holds less together than the factors of a product."""

_PRIMES = {"\\prime": 1, **PRIMES}
_CONSTANTS = frozenset({"\\pi", "π"})


class Seen(NamedTuple):
    """What can be seen of a text; for every character of it the place in the text where it begins and ends."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def between(self, start: int, end: int) -> str:
        """What is seen of the text between two places."""
        return self.text[bisect_left(self.starts, start) : bisect_right(self.ends, end)].strip()


_SEEN = {*IGNORED, *FUNCTION_WORDS, *GREEK, "frac", "dfrac", "cdot", "times", "sqrt"} - {"boxed", "sigma"}
_WORDS = "|".join(sorted(filter(str.isalpha, _SEEN), key=len, reverse=True))
_ORDINARY = pattern(
    r"(?>(?:[\^_]|\\d?frac(?:\{[^{}\\]*\})?|\\sqrt)\{(?!['′″\\{])|(?![A-Za-z]\s+(?:\\left)?\()[^\\{&~]"
    rf"|\\(?:{_WORDS})(?![A-Za-z]|\s*[{{.])|\\[,;:!> ])*+"
)
"""LaTeX all of which is seen."""


def has_unseen(text: str) -> bool:
    """Whether a text may be LaTeX of which something cannot be seen; that is looked for in no other."""
    return ("\\" in text or "{" in text or "&" in text) and not _ORDINARY.fullmatch(text) and _is_latex(text)


def _is_latex(text: str) -> bool:
    """Whether braces in a text are those of LaTeX, not brackets that a student can see."""
    return "\\" in text or any(sign in text for sign in ("^{", "_{", "}'", "}_", "&"))


def seen(text: str) -> Seen:
    r"""A text in LaTeX without what cannot be seen.

    >>> seen(r"{\sin }^{2}x\hfill").text
    '\\sin^{2}x'
    """
    return _joined(_without_braces(with_fractions(pieces(text)) if "\\over" in text else pieces(text)))


def _joined(pieces: Iterable[Piece]) -> Seen:
    """The pieces side by side; a space stays after a comma, and between letters and digits that were apart."""
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last, before = 0, ""
    for text, start, end in pieces:
        if start != last and text[0].isalnum() and (before in ("}", ",") or before.isalnum()):
            written.append(" ")
            starts.append(last)
            ends.append(last)
        written.append(text)
        if len(text) == end - start:
            starts += range(start, end)
            ends += range(start + 1, end + 1)
        else:
            starts += [start] * len(text)
            ends += [end] * len(text)
        last, before = end, text[-1]
    return Seen("".join(written), starts, ends)


class _Group(Struct):
    """What stands between two braces.

    `units` are the letters, numbers, brackets and commands with their arguments side by side, `is_loose` tells that
    they are not all factors, `is_raised` that one of them has an exponent.
    """

    opening: Piece
    is_argument: bool = False
    of_function: bool = False
    pieces: list[Piece] = []
    units: int = 0
    depth: int = 0
    owed: int = 0
    is_loose: bool = False
    is_raised: bool = False
    asks: bool = False
    """Whether the argument of a function comes next."""

    @property
    def is_unit(self) -> bool:
        return self.units == 1 and not self.is_raised

    @property
    def is_constant(self) -> bool:
        return self.is_unit and (self.pieces[0].text in _CONSTANTS or self.pieces[0].text[0] in "0123456789.")

    @property
    def is_raising(self) -> bool:
        return bool(self.owed and self.pieces and self.pieces[-1].text == "^")

    def take_primes(self, primes: Sequence[Piece]) -> None:
        """Add primes for the sign `^` that raised them."""
        self.pieces[-1:] = [piece._replace(text="'" * _PRIMES[piece.text]) for piece in primes]
        self.owed = 0

    def take(self, piece: Piece) -> None:
        """Add a piece that is no brace."""
        text = piece.text
        if text in _PRIMES and self.is_raising:
            self.take_primes([piece])
            return
        self.pieces.append(piece)
        if text in _IGNORED:
            return
        is_word = len(text) > 1 and function_word(_function_name(text)) is not None
        if text in ("^", "_"):
            self.is_raised, self.owed = self.is_raised or (text == "^" and not self.depth), 1
        elif text in _OPEN:
            self.units += self.depth == 0
            self.depth += 1
        elif text in _CLOSE:
            self.units += self.depth == 0
            self.depth = max(0, self.depth - 1)
        elif self.owed and text not in _LOOSE:
            self.owed = max(0, self.owed - (len(text) if text.isalnum() else 1))
            return
        elif self.depth == 0 and text not in _PRIMES:
            self.units += 1 if is_word or not text.isalpha() else len(text)
            self.is_loose = self.is_loose or text in _LOOSE
        if text not in _ARGUMENTS:
            self.asks = is_word
        elif text not in ("^", "_"):
            self.owed = _ARGUMENTS[text]

    def add(self, group: _Group) -> None:
        """Add what stood in a group whose braces say nothing."""
        self.pieces += group.pieces
        if self.depth == 0:
            self.units += group.units
            self.is_loose = self.is_loose or group.is_loose
            self.is_raised = self.is_raised or group.is_raised
        self.depth = max(0, self.depth + group.depth)
        self.asks = group.asks if group.units else self.asks

    def add_with_braces(self, group: _Group, closing: Piece) -> None:
        if self.owed and self.pieces[-1].text == "_":
            group.pieces = _index(self.pieces, group.pieces)
        self.pieces += (group.opening, *group.pieces, closing)
        if self.owed:
            self.owed -= 1
        else:
            self.units += self.depth == 0
            self.asks = False


def _without_braces(pieces: Sequence[Piece]) -> list[Piece]:
    groups = [_Group(Piece("", 0, 0))]
    for index, piece in enumerate(pieces):
        group = groups[-1]
        if piece.text == "{":
            groups.append(_Group(piece, group.owed > 0, group.asks))
        elif piece.text == "[" and group.pieces and group.pieces[-1].text == "\\sqrt":
            groups.append(_Group(piece))
        elif piece.text == "]" and group.opening.text == "[" and not group.depth:
            groups.pop()
            groups[-1].pieces += (group.opening, *group.pieces, piece)  # the degree of a root, whose radicand follows
        elif piece.text == "}" and group.opening.text == "{":
            groups.pop()
            _close(groups[-1], group, piece, pieces[index + 1].text if index + 1 < len(pieces) else "")
        else:
            group.take(piece)
        if len(groups) > _DEEPEST:
            return list(pieces)
    whole = groups[0].pieces
    for group in groups[1:]:  # never closed, which the reader complains about
        whole += (group.opening, *group.pieces)
    return whole


def _close(outer: _Group, inner: _Group, closing: Piece, following: str) -> None:
    """Put a group into the one that it stands in, with its braces if they say something."""
    if outer.is_raising and inner.pieces and all(piece.text in _PRIMES for piece in inner.pieces):
        outer.take_primes(inner.pieces)
    elif inner.is_argument or _braces_are_needed(outer, inner, following):
        outer.add_with_braces(inner, closing)
    else:
        outer.add(inner)


def _index(before: Sequence[Piece], index: list[Piece]) -> list[Piece]:
    r"""An index without the type that it is set in: `max` for `\mathrm{max}`; the limit of an integral is none."""
    piece, *others = index or [Piece("", 0, 0)]
    word = _function_name(piece.text) if piece.text[-1:] == "}" else ""
    is_limit = len(before) > 1 and before[-2].text in ("\\int", "∫")
    return index if others or is_limit or not word.isalnum() else [piece._replace(text=word)]


def _braces_are_needed(outer: _Group, inner: _Group, following: str) -> bool:
    """Whether something else would be read without them, although nobody would see that in print."""
    if not inner.pieces:
        return False
    if inner.pieces[0].text == ",":
        return True  # that of a number, beside which no space is seen
    before = outer.pieces[-1].text[-1] if outer.pieces else ""
    first, last = inner.pieces[0].text[0], inner.pieces[-1].text[-1]
    if (before.isdigit() and first.isdigit()) or (last.isdigit() and following[:1].isdigit()):
        return True
    if following == "_" and len(inner.pieces) == 1 and inner.pieces[0].text.isalpha():
        return False
    if following in ("^", "_") or following in _PRIMES:
        return not inner.is_unit
    if inner.of_function:
        return not (inner.is_constant or (inner.is_unit and (first in "([\\" or following == "{")))
    return not inner.is_unit and (inner.is_loose or before == "/")


def _function_name(text: str) -> str:
    r"""What a command or a text says: `sin` for `\sin` and `\mathrm{sin}`."""
    return text[text.find("{") + 1 : -1] if text[-1] == "}" else text.removeprefix("\\")
