"""How the same name is written: in other capitals, with other spaces, the last name first."""

from __future__ import annotations

import re
import unicodedata

_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "−": "-"})
_WHOLE = re.compile(r"(\d+)\.0+")
"""A number to which a spreadsheet or a program gave a fraction."""


def folded(text: str) -> str:
    """A name or an identifier without what people write differently: capitals, spaces, apostrophes, what is not seen.

    >>> folded(" ADA  O’Neill\u200b ")
    "ada o'neill"
    """
    seen = "".join([sign for sign in text if sign.isascii() or unicodedata.category(sign) != "Cf"]).translate(_ALIKE)
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold()).split())


def folded_name(text: str) -> str:
    """As `folded`, and `Last, First` as `First Last`.

    >>> folded_name("Lovelace, Ada"), folded_name("1815.0")
    ('ada lovelace', '1815')
    """
    plain = folded(text)
    whole = _WHOLE.fullmatch(plain)
    if whole is not None:
        return whole[1]
    last, comma, first = plain.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma and "," not in first else plain
