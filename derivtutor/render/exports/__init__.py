"""The formats in which sets of exercises are written for other programs, each a module of this package."""

from __future__ import annotations

import importlib
from pathlib import Path

from derivtutor.render.exports.question_bank import Bank

FORMATS = {"stack": "stack", "moodle": "moodle", "anki": "anki", "html": "sheet_html", "latex": "sheet_latex"}
"""Each format with the module that has its `render(bank, key) -> str`."""

_BY_SUFFIX = {".txt": "anki", ".html": "html", ".htm": "html", ".tex": "latex"}


def render(bank: Bank, style: str, key: bool = False) -> str:
    """A set of exercises as the text of a file; `key` is about the formats for paper, the others always have it."""
    written: str = importlib.import_module(f"{__name__}.{FORMATS[style]}").render(bank, key)
    return written


def format_of(file: Path) -> str | None:
    """The format that a file's name tells; None where several formats end so, or none does."""
    return _BY_SUFFIX.get(file.suffix.lower())
