"""What the terminal at hand can show: its width, colour, and whether it has more than ASCII."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass

NARROWEST, WIDEST = 60, 200
_SIGNS = "−√′⎛αθ≤·²⁵₁╭─│⎧⌠╲‴≈"


@dataclass(frozen=True, slots=True)
class Screen:
    width: int
    unicode: bool
    colour: bool

    @classmethod
    def here(cls, to_file: bool = False) -> Screen:
        """The screen that standard output goes to; a pipe or a file is 80 columns wide and has no colour."""
        terminal = sys.stdout.isatty() and not to_file
        columns = shutil.get_terminal_size((80, 24)).columns if terminal or os.environ.get("COLUMNS") else 80
        return cls(
            max(NARROWEST, min(WIDEST, columns)),
            to_file or _can_show(sys.stdout.encoding),
            terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        )


def _can_show(encoding: str | None) -> bool:
    try:
        _SIGNS.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
