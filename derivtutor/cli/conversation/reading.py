"""Where lines come from: from a terminal with an editor, or plainly from standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, TypeAlias

Preview: TypeAlias = Callable[[str], str]
"""What is shown of a line while it is being typed."""


def nothing(_: str) -> str:
    """Show nothing."""
    return ""


class Reader(Protocol):
    """Reads what is typed.

    Lines that are pasted together come as one text. Raises EOFError at the end, and KeyboardInterrupt where an empty
    line is interrupted. One that `asks` has somebody at it, who waits for a prompt.
    """

    asks: bool

    def line(self, prompt: str, preview: Preview = nothing) -> str:
        """The next line."""

    def forget(self) -> None:
        """Take the last line away with its prompt, where the screen can do that."""


class PlainReader:
    """Lines of standard input. On a terminal they are asked for, and Python's own line editor reads them."""

    def __init__(self) -> None:
        self.asks = sys.stdin.isatty()
        if self.asks:
            with suppress(ImportError):  # Windows edits lines by itself
                import readline  # noqa: F401
        elif hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")

    def line(self, prompt: str, preview: Preview = nothing) -> str:
        """The next line; what cannot be decoded in it is replaced."""
        return input(prompt if self.asks else "").removeprefix("\ufeff")

    def forget(self) -> None:
        """What was printed stays."""
