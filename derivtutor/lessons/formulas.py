"""Whether a formula of a lesson can be shown: as an expression, or with signs for what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derivtutor.errors import UserError
from derivtutor.lessons import sentences
from derivtutor.notation.matrix_signs import is_of_arrays
from derivtutor.notation.reader import read
from derivtutor.notation.within import limit_of, parted, typed

_ILLEGIBLE = re.compile(r"\\|[{}$^_*]|[-+/·=]\s*$|[-+/·]\s*[/·]|\bNone\b")
"""What no reader of a page should see in a formula that is shown as it was written."""


def complaint(formula: str) -> tuple[str, str] | None:
    r"""What is wrong with a formula, and the remedy; None where it is shown as it is meant.

    >>> complaint(r"f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}")
    >>> complaint("y = x^2 +")[0]
    'The formula y = x^2 + cannot be read. Something must follow +.'
    """
    if not formula.strip():
        return sentences.EMPTY_FORMULA.words()
    for piece in _expressions(formula):
        try:
            read(piece)
        except UserError as error:
            if not _is_legible(typed(f"${piece}$")):
                return sentences.FORMULA.words(formula=formula, why=error.message, remedy=error.hint)
    return None


def _is_legible(shown: str) -> bool:
    """Whether what is no expression is told by its signs: `n!`, `(u v)′`, `∇f`."""
    is_paired = all(shown.count(opening) == shown.count(closing) for opening, closing in ("()", "[]"))
    return is_paired and not _ILLEGIBLE.search(shown)


def _expressions(formula: str) -> Iterator[str]:
    """What must be readable: what stands between signs, in brackets with commas, and behind a limit."""
    if is_of_arrays(formula):
        yield formula
        return
    for piece, is_sign in parted(formula):
        if is_sign:
            continue
        limit = limit_of(piece)
        inside = piece[1:-1] if piece[:1] + piece[-1:] in ("()", "[]") and "," in piece else limit.of if limit else ""
        if inside:
            yield from _expressions(inside)
        else:
            yield piece
