"""How a user's mistake is told: one sentence, the input with a caret under the place, and what to write instead."""

from __future__ import annotations

from derivtutor.errors import UserError
from derivtutor.render import sentences
from derivtutor.render.safe import safe

_SHOWN = 60
"""So much of a long input is shown around the place."""


def complaint(error: UserError) -> str:
    """The message as it is printed; what the user typed is shown with control characters escaped."""
    error = error.told()
    lines = [sentences.ERROR.format(message=safe(error.message))]
    if error.text.strip() and error.position is not None:
        start = max(0, error.position - _SHOWN // 2)
        before, after = error.text[start : error.position], error.text[error.position : error.position + _SHOWN // 2]
        left = _line(error) + ("… " if start else "") + safe(before)
        more = " …" if error.position + _SHOWN // 2 < len(error.text) else ""
        lines += [f"  {left}{safe(after)}{more}", "  " + " " * len(left) + "^"]
    if error.hint:
        lines.append(f"  {safe(error.hint)}")
    return "\n".join(lines)


def _line(error: UserError) -> str:
    """Before a line of a text that has several: which it is."""
    return "" if error.line is None else sentences.LINE.format(line=error.line)
