"""The formats in which sets of exercises are written for other programs, each a module of this package."""

from __future__ import annotations

import importlib
from pathlib import Path

from derivtutor.render.exports.question_bank import Bank

FORMATS: dict[str, tuple[str, ...]] = {
    "stack": ("stack",),
    "moodle": ("moodle",),
    "anki": ("anki", ".txt"),
    "html": ("sheet_html", ".html", ".htm"),
    "latex": ("sheet_latex", ".tex"),
}
"""Each format with the module that has its `render(bank, key) -> str`, and how its files end if only they do."""


def render(bank: Bank, style: str, key: bool = False) -> str:
    """A set of exercises as the text of a file; `key` is about the formats for paper, the others always have it."""
    written: str = importlib.import_module(f"{__name__}.{FORMATS[style][0]}").render(bank, key)
    return written


def format_of(file: Path) -> str | None:
    """The format that a file's name tells; None where several formats end so, or none does."""
    return next((style for style, (_, *endings) in FORMATS.items() if file.suffix.lower() in endings), None)
