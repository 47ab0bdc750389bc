"""Whether a formula of a lesson can be shown: as an expression, or with signs for what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derivtutor.errors import UserError
from derivtutor.lessons import sentences
from derivtutor.notation.matrix_signs import is_of_arrays
from derivtutor.notation.reader import read
from derivtutor.notation.within import limit_of, parted, typed

_IS_NO_EXPRESSION = re.compile(r"[∂∇∘±∈…]|\\(?:partial|nabla|sum|circ|pm|in)(?![A-Za-z])")
"""What stands in formulas and not in expressions."""

_LEFT = re.compile(r"\\[A-Za-z]*|[{}$]|\bNone\b")
"""What no reader of a page should see."""


def complaint(formula: str) -> tuple[str, str] | None:
    r"""What is wrong with a formula, and the remedy; None where it is shown as it is meant.

    >>> complaint(r"f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}")
    >>> complaint("y = x^2 +")[0]
    'The formula y = x^2 + cannot be read. Something must follow +.'
    """
    if not formula.strip():
        return sentences.EMPTY_FORMULA.words()
    has_commands = _LEFT.search(typed(f"${formula}$")) is not None
    if is_of_arrays(formula) and not has_commands:
        return None
    for piece in _expressions(formula):
        if _IS_NO_EXPRESSION.search(piece) and not has_commands:
            continue
        try:
            read(piece)
        except UserError as error:
            return sentences.FORMULA.words(formula=formula, why=error.message, remedy=error.hint)
    return None


def _expressions(formula: str) -> Iterator[str]:
    """What must be readable: what stands between signs, in brackets with commas, and behind a limit."""
    for piece, is_sign in parted(formula):
        if is_sign:
            continue
        limit = limit_of(piece)
        inside = piece[1:-1] if piece[:1] + piece[-1:] in ("()", "[]") and "," in piece else limit.of if limit else ""
        if inside:
            yield from _expressions(inside)
        else:
            yield piece
