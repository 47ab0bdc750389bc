"""Functions in pieces that are written in words: `3 if x > 0, 0 if x < 0`, `x^2 for x < 1 and 2x otherwise`."""

from __future__ import annotations

import re

from derivtutor.patterns import pattern

_IF = r"(?:if|for|when|where|whenever|falls|si)"
_RELATION = r"(?:<=?|>=?|≤|≥|≠|!=|\\(?:neq?|[lg]eq?|[lg]t)(?![A-Za-z]))"
_SAYS_IF = pattern(rf"\s{_IF}\s", re.IGNORECASE)
_PIECE = pattern(
    rf"\s*(?P<value>.+?)\s*,?\s+{_IF}\s+(?P<condition>[^,;<>≤≥≠]*?{_RELATION}[^,;]*?)[\s.]*", re.IGNORECASE | re.DOTALL
)
_OTHERWISE = pattern(r"\s*(?P<value>.+?)\s*,?\s+(?:otherwise|elsewhere|else)[\s.]*", re.IGNORECASE | re.DOTALL)
_ELSE_FIRST = pattern(r"\s*(?:otherwise|else)\s*:?\s+(?P<value>.+?)[\s.]*", re.IGNORECASE | re.DOTALL)
_BETWEEN = pattern(r"\s*[,;\n]\s*(?:and\s+)?|\s+and\s+|\s+(?=else\s)", re.IGNORECASE)
_EQUALS = pattern(r"(?<![<>!=:])=(?![=<>])")


def with_pieces(text: str) -> str:
    """The text with `piecewise(…)` in the place of two or more pieces in words; any other text as it is.

    >>> with_pieces("f'(x) = 3 if x > 0, 0 if x < 0")
    "f'(x) = piecewise((3, x > 0), (0, x < 0))"
    >>> with_pieces("2x for x > 0")
    '2x for x > 0'
    """
    first = _SAYS_IF.search(text)
    if first is None:
        return text
    label = max((equals.end() for equals in _EQUALS.finditer(text, 0, first.start())), default=0)
    pieces: list[str] = []
    rest = text[label:]
    while rest.strip():
        piece, rest = _next(rest)
        if piece is None or (pieces and pieces[-1].endswith("otherwise)")):
            return text
        pieces.append(piece)
    if len(pieces) < 2:
        return text
    blank = " " if label else ""
    return f"{text[:label]}{blank}piecewise({', '.join(pieces)})"


def _next(text: str) -> tuple[str | None, str]:
    """The shortest piece with which a text begins, and what comes after it."""
    ends = [between.span() for between in _BETWEEN.finditer(text)]
    for end, rest in [*ends, (len(text), len(text))]:
        piece = _PIECE.fullmatch(text, 0, end)
        if piece is not None:
            return f"({piece['value'].strip()}, {piece['condition'].strip()})", text[rest:]
        otherwise = _OTHERWISE.fullmatch(text, 0, end) or _ELSE_FIRST.fullmatch(text, 0, end)
        if otherwise is not None:
            return f"({otherwise['value'].strip()}, otherwise)", text[rest:]
    return None, text
