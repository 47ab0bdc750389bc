"""What single characters mean, and which of them only look different: `×` is `*`, `𝑥` is `x`."""

from __future__ import annotations

import re
import unicodedata

from derivtutor.notation.functions import GREEK
from derivtutor.patterns import pattern

OPERATORS = {
    **{sign: sign for sign in "+-*/^"},
    **dict.fromkeys("·×∙⋅∗•", "*"),
    **dict.fromkeys("÷⁄∕", "/"),
    **dict.fromkeys("−–—‐‑‒", "-"),
}
RELATIONS = {"≤": "<=", "≥": ">=", "≠": "!=", "==": "=", **{sign: sign for sign in ("<", ">", "=", "<=", ">=", "!=")}}
VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
CLOSING = {"(": ")", "[": "]", "{": "}"}
"""Every opening bracket with the one that closes it."""

GREEK_LETTERS = {letter: name for name, letter in GREEK.items()} | {"ϑ": "theta", "ϕ": "phi", "ϵ": "epsilon", "µ": "mu"}
ROOTS = {"√": "sqrt", "∛": "cbrt", "∜": "fourth-root"}
PRIMES = {"'": 1, "′": 1, "’": 1, "″": 2, "‴": 3}
COMBINING = {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde"}
"""Accents that stand on the letter before them."""

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᐟᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶲᵠᵡ"
_AS_TYPED = "0123456789+-()/abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθφφχ"
SUPERSCRIPTS = str.maketrans(_RAISED, _AS_TYPED)
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
SUPERSCRIPT_RUN = pattern(f"[{_RAISED}]+")
SUBSCRIPT_RUN = pattern("[₀-₉]+")

TRANSPARENT = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2063\u2064\ufeff")
"""Characters that cannot be seen and stand in text copied from web pages; what they part stands side by side."""

# Letters in italic, bold or double type, full-width forms and the like; neither superscripts nor fractions.
_STYLED = pattern("[\U0001d400-\U0001d7ff\uff01-\uff5e\u210a-\u2149\u2062´ʹʼ]")
_LINEAR_GROUP = pattern("〖([^〖〗]*)〗")
_ACUTE = frozenset("´ʹʼ")
"""What stands on keyboards where a prime is looked for."""


def plain(text: str) -> str:
    """The text with every styled character replaced by the plain one, so that positions stay what they were."""
    if text.isascii():
        return text
    return _STYLED.sub(_plain_character, _LINEAR_GROUP.sub(_linear_group, text) if "〖" in text else text)


def _linear_group(match: re.Match[str]) -> str:
    """What word processors group invisibly, `〖sin〗^2 x`: a name as it is, anything else in brackets."""
    inner = match.group(1)
    return f" {inner} " if inner.isalpha() else f"({inner})"


def _plain_character(match: re.Match[str]) -> str:
    if match.group() == "\u2062":  # "invisible times", from MathML
        return " "
    if match.group() in _ACUTE:
        return "'"
    normal = unicodedata.normalize("NFKC", match.group())
    return normal if len(normal) == 1 else match.group()


def accented_letter(character: str) -> tuple[str, str] | None:
    """A letter that carries its accent in one character, such as `ŷ`, as letter and accent."""
    letter, accent = (*unicodedata.normalize("NFD", character), "")[:2]
    return (letter, COMBINING[accent]) if accent in COMBINING and letter.isascii() else None


def visible(character: str) -> str:
    """A character as it can be shown in a message."""
    return character if character.isprintable() and not character.isspace() else f"U+{ord(character):04X}"


def shortened(text: str) -> str:
    """What was typed as it is shown in a message, which is one line of characters that can be seen."""
    shown = text if len(text) <= 24 else f"{text[:20]}…"
    return shown if shown.isprintable() else "".join(c if c == " " else visible(c) for c in shown)
