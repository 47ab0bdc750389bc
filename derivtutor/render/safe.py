"""How text from outside is made harmless to print, and how any text is written with ASCII alone."""

from __future__ import annotations

import re
import unicodedata

from derivtutor.language import ENGLISH, spoken
from derivtutor.notation.functions import GREEK, SPELLINGS
from derivtutor.patterns import pattern

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
_LOOK_EMPTY = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}
MOST = 400
"""Letters of what was typed that are repeated on a page."""

_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def safe(text: str) -> str:
    r"""Text with every character escaped that is not seen, moves the cursor or turns its neighbours around.

    >>> print(safe("x\u202e^2\n\x1b[31m"))
    x\u202e^2\n\x1b[31m
    """
    # spaces that must not break stand before a colon in French, and within large numbers
    own = "".join(spoken().marks.values()) + "\u00a0" * spoken().comma
    return "".join([each if _is_plain(each) or each in own else _escaped(each) for each in text])


def shortened(text: str) -> str:
    """What was typed, cut where it is too long to be worth repeating, with nothing unseen in it."""
    return safe(text if len(text) <= MOST else f"{text[:MOST]} …")


def _is_plain(character: str) -> bool:
    if character.isascii():
        return character.isprintable()
    return unicodedata.category(character) not in _UNSEEN and character not in _LOOK_EMPTY


def _escaped(character: str) -> str:
    code = ord(character)
    return _NAMED.get(character) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )


_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽⁾ᵀⁿ", "0123456789-()Tn", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₘₙ", "0123456789ijkmn", strict=True))
_HAT = pattern("(?<![A-Za-zÀ-ɏ])(?:([A-Za-z])\u0302|([ŷŵâêîôûẑ]))(?![A-Za-zÀ-ɏ])")
"""A letter with a hat that stands alone, as that of an estimate does."""

_SIGNS = {
    "−": "-", "·": "*", "×": "x", "≠": "!=", "≤": "<=", "≥": ">=", "≈": "~", "→": "->", "∞": "oo", "′": "'", "″": "''",
    "‴": "'''", "√": "sqrt", "∛": "cbrt", "…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"',
    "∂": "d", "∫": "int", "⁄": "/", "‖": "||", "⊙": ".*", "⊘": "./",
    "←": "<-", "∘": "o", "∈": "in", "±": "+-", "∇": "grad ", "∑": "sum",
}  # fmt: skip
_WRITTEN_WITHOUT = {
    "¿": "", "¡": "", "„": '"', "«": '"', "»": '"', "：": ": ", "，": ", ", "。": ". ", "；": "; ", "？": "? ",
    "（": " (", "）": ") ", "、": ", ", "\u202f": " ", "\u00a0": " ",
}  # fmt: skip
"""Marks of other languages, where there is only ASCII."""
_GREEK = {sign: name for name, sign in GREEK.items()}


def ascii_text(text: str) -> str:
    """Text in which every sign beyond ASCII is spelt out: `x² ≠ −1` is `x^2 != -1`.

    >>> ascii_text("Valid for θ² ≠ −1.")
    'Valid for theta^2 != -1.'
    """
    if text.isascii():
        return text
    text = without_hats(text)
    text = re.sub(f"[{''.join(_RAISED)}]+", lambda run: "^" + "".join(_RAISED[sign] for sign in run.group()), text)
    text = re.sub(r"([√∛])(\w+)", lambda root: f"{root[1]}({root[2]})", text)
    text = re.sub(f"[{''.join(_LOWERED)}]+", lambda run: "_" + "".join(_LOWERED[sign] for sign in run.group()), text)
    return "".join([_spelt(character) for character in text])


def without_hats(text: str) -> str:
    """Text in which the hats of estimates are spelt out: `yhat`; those of other words are left."""
    return _HAT.sub(lambda hat: f"{unicodedata.normalize('NFD', hat[0])[0]}hat", text)


def _spelt(character: str) -> str:
    if character.isascii():
        return character
    named = spoken().spelt.get(character) or _SIGNS.get(character) or _GREEK.get(character)
    if named:
        return named
    if spoken() is not ENGLISH and character in _WRITTEN_WITHOUT:
        return _WRITTEN_WITHOUT[character]
    if spoken() is not ENGLISH and "CJK" in unicodedata.name(character, ""):
        return character  # there is no other way to write it
    plain = unicodedata.normalize("NFKD", character).replace("⁄", "/").encode("ascii", "ignore").decode()
    return plain or _escaped(character)


def wrapped(text: str, width: int) -> list[str]:
    """A sentence in lines of at most `width` columns, never broken within a formula that stands in it."""
    from derivtutor.notation.block import columns  # errors are worded by commands that draw nothing

    lines: list[str] = []
    for gap, piece in _unbroken(text):
        if lines and columns(lines[-1]) + len(gap) + columns(piece) <= width:
            lines[-1] += gap + piece
        else:
            lines.append(piece)
    return lines


_LETTER = "[A-Za-zÀ-ÖØ-öø-ž]"
_WORD = pattern(rf"{_LETTER}{{2,}}[.,:;]?$")
_ENDS_IN_WORD = pattern(rf"(^|\s)({_LETTER}{{2,}}|\S*[.,:;])$")
_FIRST_WIDE, _WIDE = "\u2e80", "[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]"
_BEFORE, _BEHIND = "（《", "，。：；、）》？！"
_ANYWHERE = pattern(f"(?<={_WIDE})(?<![{_BEFORE}])(?=[^ {_BEHIND}])|(?<=[^ {_BEFORE}])(?={_WIDE})(?![{_BEHIND}])")
"""Where a line may be broken though there is no space: beside Chinese characters, but for marks that stay with them."""
_HAS_WIDE, _ENDS_WIDE = pattern(_WIDE), pattern(f"{_WIDE}$")


def _unbroken(text: str) -> list[tuple[str, str]]:
    """The words of a sentence, each with what is before it; a formula, however many spaces it has, is one word."""
    is_wide = any(character >= _FIRST_WIDE for character in text)  # so many characters take long to compile
    pieces: list[tuple[str, str]] = []
    for each in text.split(" "):
        for place, token in enumerate(_ANYWHERE.split(each) if is_wide else [each]):
            gap = "" if place else " "
            before = pieces[-1][1] if pieces else ""
            begins = (_WORD.match(token) and token not in SPELLINGS) or (is_wide and _HAS_WIDE.search(token))
            follows = _ENDS_IN_WORD.search(before) or (is_wide and _ENDS_WIDE.search(before))
            if not pieces or ((begins or follows) and before.rpartition(" ")[2] not in SPELLINGS):
                pieces.append((gap, token))
            else:
                pieces[-1] = (pieces[-1][0], f"{before}{gap}{token}")
    return pieces
