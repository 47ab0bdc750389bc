"""Patterns that are compiled when they are first used: a text needs few of them, and each takes long to compile."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(re.compile(self._text, self._flags), attribute)
        setattr(self, attribute, value)  # from now on it is found at once
        return value


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression, used as if it had been compiled."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
