"""Formulas of vectors and matrices in LaTeX, with signs for commands: what a terminal shows of them."""

from __future__ import annotations

import re

from derivtutor.notation.functions import GREEK
from derivtutor.patterns import pattern

_ARRAYS = pattern(
    r"\\\||\\top(?![A-Za-z])|\\o(?:dot|slash)|\\det|\\begin\s*\{[bp]?matrix"
    r"|\\(?:operatorname|mathrm)\s*\{(?:tr|sum|mean|softmax|diag|bce|mse)\}"
    r"|\btr\(|\^\s*\{?-?T(?![A-Za-z])"
)
_SIGNS = (
    (r"\\(?:left|right)\s*(?=[()\[\]|\\])", ""),
    (r"\s*\^\s*\{?\s*-\s*(?:\\top(?![A-Za-z])|T(?![A-Za-z]))\s*\}?", "⁻ᵀ"),
    (r"\s*\^\s*(?:\{\s*(?:\\top|T)\s*\}|\\top(?![A-Za-z])|T(?![A-Za-z]))", "ᵀ"),
    (r"\^\s*\{\s*-\s*1\s*\}", "⁻¹"),
    (r"\^\s*(?:\{\s*([23])\s*\}|([23]))", lambda match: "²" if "2" in match[0] else "³"),
    (r"\\ln\s*\\det", "ln det"),
    (r"\\(?:operatorname|mathrm|text)\s*\{([^{}]*)\}", r"\1"),
    (r"\\\|", "‖"),
    (r"\\odot(?![A-Za-z])", "⊙"),
    (r"\\oslash(?![A-Za-z])", "⊘"),
    (r"\\sigma(?![A-Za-z])", "σ"),
    (r"\\sqrt\s*\{([^{}]*)\}", r"√(\1)"),
    (r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"\1/\2"),
    (r"\\begin\s*\{[bp]?matrix\}(.*?)\\end\s*\{[bp]?matrix\}", lambda match: _rows(match[1])),
    (r"\\[,;!: ]", " "),
    (r"\\([A-Za-z]+)", lambda match: GREEK.get(match[1], match[1])),
    (r"-", "−"),
    (r"[{}]", ""),
    (r"  +", " "),
)
_TABLE = [(re.compile(what, re.DOTALL), sign) for what, sign in _SIGNS]


def is_of_arrays(text: str) -> bool:
    """Whether LaTeX has signs in it that only vectors and matrices have."""
    return _ARRAYS.search(text) is not None


def in_signs(text: str) -> str:
    r"""A formula with signs for its commands.

    >>> in_signs(r"\operatorname{tr}\left(A X^{-1}\right) + \|X w\|^{2}")
    'tr(A X⁻¹) + ‖X w‖²'
    """
    for what, sign in _TABLE:
        text = what.sub(sign, text)
    return text.strip()


def _rows(inside: str) -> str:
    """`[[1, 0], [1, 1]]`, or `(1, 2)` for a column."""
    rows = [[cell.strip() for cell in row.split("&")] for row in inside.split(r"\\")]
    if all(len(row) == 1 for row in rows):
        return f"({', '.join(row[0] for row in rows)})"
    lines = [f"[{', '.join(row)}]" for row in rows]
    return f"[{', '.join(lines)}]"
