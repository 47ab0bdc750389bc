"""Texts that are drawn over several lines, as two-dimensional printers draw them, and cannot be read back."""

from __future__ import annotations

from itertools import pairwise

from derivtutor.patterns import pattern

BOX_DRAWING = frozenset("─━│┃╱╲⎛⎜⎝⎞⎟⎠⎡⎢⎣⎤⎥⎦⎧⎨⎩⎮⌠⌡")
"""What programs draw fractions, brackets and roots with over several lines."""

_GOES_ON = ("+", "-", "*", "/", "^", "=", "(", "[", "{", ",", "·", "−", "⋅")
_ALSO_HERE = pattern(r"\s*(?:[-+*/=·−⋅)\]]|\\)")
_RULED = pattern(r"\s*[-+*/\s_]*--[-\s]*")


def is_drawn(text: str) -> bool:
    """Whether a text of several lines is a two-dimensional print, where the lines do not go on from each other.

    >>> is_drawn("   2\\n3x"), is_drawn("x\\n---\\nx + 1"), is_drawn("x^2 +\\n 3x")
    (True, True, False)
    """
    if "\\" in text or "&" in text:
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    if any(_RULED.fullmatch(line) for line in lines):
        return True
    return any(
        not above.rstrip().endswith(_GOES_ON) and not (_ALSO_HERE.match(below) and _indent(above) <= _indent(below))
        for above, below in pairwise(lines)
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
