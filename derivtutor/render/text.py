"""How text that somebody typed is made harmless to look at."""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
MOST = 400
"""Letters of what was typed that are repeated on the page."""


def visible(text: str) -> str:
    r"""Text with every character that cannot be seen, or that turns others around, written as its code.

    >>> visible("x\u202e^2\n")
    'x\\u202e^2\\n'
    """
    return "".join(_escaped(character) if unicodedata.category(character) in _UNSEEN else character for character in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii") if not 0xD800 <= ord(character) <= 0xDFFF else f"\\u{ord(character):x}"


def shortened(text: str) -> str:
    """What was typed, cut where it is too long to be worth repeating, with nothing unseen in it."""
    return visible(text if len(text) <= MOST else f"{text[:MOST]} …")
