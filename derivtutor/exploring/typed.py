"""What was typed to be explored: an expression, or the lines of a program."""

from __future__ import annotations

import re
from typing import Any

_SETS = re.compile(r"^\s*[^\W\d]\w*\s*:?=(?!=)", re.MULTILINE)


def is_program(given: Any) -> bool:
    """Whether a text is the lines of a program, or one line that sets a name.

    >>> is_program("y = x^2"), is_program("f(x) = x^2"), is_program("x = 2; y = x^2")
    (True, False, True)
    """
    return isinstance(given, str) and bool(_SETS.search(given))
