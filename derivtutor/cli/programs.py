"""Programs as they are given on the command line: a file, the lines themselves, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from derivtutor.cli import sentences
from derivtutor.errors import UNREADABLE_FILE


def program_text(given: str | None) -> str:
    """The text of a program.

    Raises:
        UserError: where there is none, or a file cannot be read.
    """
    if given is None:
        raise sentences.NO_PROGRAM()
    if given == "-":
        return sys.stdin.read()
    if "=" in given or "\n" in given:
        return given
    path = Path(given)
    try:
        return path.read_text(encoding="utf-8-sig") if path.suffix or path.is_file() else given
    except (OSError, ValueError) as error:
        raise UNREADABLE_FILE(path=given, why=getattr(error, "strerror", None) or "it is no text in UTF-8") from error


def chosen(program: str | None, example: str | None) -> tuple[str, str | None]:
    """The text of a program or of a ready-made one, and by which names that is worth differentiating.

    Raises:
        UserError: where there is none.
    """
    if example is None:
        return program_text(program), None
    from derivtutor.network import examples

    ready = examples.example(example)
    return ready.program, ready.wrt
