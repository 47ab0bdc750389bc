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
    return "".join(_escaped(sign) if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def shortened(text: str) -> str:
    """What was typed, cut where it is too long to be worth repeating, with nothing unseen in it."""
    return visible(text if len(text) <= MOST else f"{text[:MOST]} …")
