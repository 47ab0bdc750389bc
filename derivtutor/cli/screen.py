"""What the terminal at hand can show: its width, colour, and whether it has more than ASCII."""

from __future__ import annotations

import os
import sys

from msgspec import Struct

NARROWEST, WIDEST = 60, 200
_SIGNS = "−√′⎛αθ≤·²⁵₁╭─│⎧⌠╲‴≈"


class Screen(Struct, frozen=True):
    """One with `dots` shows the patterns of Braille, in which curves are drawn."""

    width: int
    unicode: bool
    colour: bool
    dots: bool = True

    @classmethod
    def here(cls, to_file: bool = False) -> Screen:
        """The screen that standard output goes to; a pipe or a file is 80 columns wide and has no colour."""
        terminal = sys.stdout.isatty() and not to_file
        return cls(
            max(NARROWEST, min(WIDEST, _columns() if terminal or os.environ.get("COLUMNS") else 80)),
            to_file or _can_show(sys.stdout.encoding),
            terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
            to_file or os.environ.get("TERM") != "dumb",
        )


def _columns() -> int:
    import shutil  # brings libraries for archives

    return shutil.get_terminal_size((80, 24)).columns


def _can_show(encoding: str | None) -> bool:
    try:
        _SIGNS.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
