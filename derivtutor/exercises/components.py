"""An answer with several components, `(2x, 4y)`, taken apart."""

from __future__ import annotations

import re

_OPENING, _CLOSING = "([{<", ")]}>"
_VECTOR = re.compile(
    r"\\(?:begin|end)\{[bpvB]?(?:matrix|array)\}(?:\{[lcr]*\})?|\\(?:left|right)(?=[()\[\]<>.])|\\[lr]angle"
)
_ROWS = re.compile(r"\\\\|&|;|\n")
_NAMED = re.compile(r"^\s*(?:\\nabla|∇|grad)\s*\w?\s*(?:\([^()]*\))?\s*=")


def components(text: str) -> list[str]:
    """The components of a vector, in any of the usual brackets or none.

    >>> components("(2x, f(x, y))")
    ['2x', 'f(x, y)']
    >>> components(r"\\begin{pmatrix} 2x \\\\ 4y \\end{pmatrix}")
    ['2x', '4y']
    """
    text = _NAMED.sub("", text.strip().strip("$").strip())
    bare = _ROWS.sub(",", _VECTOR.sub(" ", text)).strip()
    if bare[:1] and bare[0] in "([<{" and _closes_at_end(bare):
        bare = bare[1:-1]
    pieces, depth, start = [], 0, 0
    for place, character in enumerate(bare):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            pieces.append(bare[start:place].strip())
            start = place + 1
    return [*pieces, bare[start:].strip()]


def _closes_at_end(text: str) -> bool:
    """Whether the bracket at the beginning closes at the end; `(x+1)(x-1)` does not."""
    closing = _CLOSING[_OPENING.index(text[0])]
    depth = 0
    for place, character in enumerate(text):
        depth += (character == text[0]) - (character == closing)
        if depth == 0:
            return place == len(text) - 1
    return False
