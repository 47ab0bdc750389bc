"""What is markup and what is text: MathML is told by its beginning, and understood only where it is met."""

from __future__ import annotations

import re

_BEGINNING = 1_000
_BEGINS = r"\s*<(?:[!?].*<)?(?:[A-Za-z][\w.-]*:)?math[\s>/]"


def without_markup(text: str) -> str:
    """A text for the reader: what a `<math>` element shows, any other text as it is.

    Raises:
        UserError: for a `<math>` element that cannot be understood.
    """
    if not is_mathml(text):
        return text
    from derivtutor.notation.from_mathml import from_mathml  # brings a parser of XML

    return from_mathml(text)


def is_mathml(text: str) -> bool:
    """Whether a text is a `<math>` element."""
    return "<" in text and re.match(_BEGINS, text[:_BEGINNING], re.DOTALL) is not None
