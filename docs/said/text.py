"""A text that is shown."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("rule names", "laws", "slips", "hints", "errors", "help", "other")
"""What a text is, told in the catalogues and counted by `benchmarks/translations.py`."""


@dataclass(frozen=True)
class Said:
    """A text that is shown, what it is, and where it stands; `several` is the form for more than one."""

    text: str
    kind: str
    where: str
    several: str = ""
