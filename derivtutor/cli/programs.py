"""Programs as they are given on the command line: a file, the lines themselves, or standard input."""

from __future__ import annotations

import re
import sys

import click

from derivtutor.cli import sentences
from derivtutor.cli.screen import Screen
from derivtutor.errors import UNREADABLE_FILE, reason
from derivtutor.language import translated

_FILE = re.compile(r"[^=;()*^\n]+\.[A-Za-z]\w+")
"""What must be meant as the name of a file."""


class ProgramText(click.ParamType[str]):
    """The name of a file with a program, or its lines."""

    name = "program"


_SURROGATE = re.compile("[\ud800-\udfff]")


def program_text(given: str | None) -> str:
    """The text of a program.

    Raises:
        UserError: where there is none, or a file cannot be read.
    """
    if given is None:
        raise sentences.NO_PROGRAM()
    if given == "-":
        return _standard_input()
    return _file(given) if is_file(given) else given


def is_file(given: str) -> bool:
    """Whether a program is given by the name of its file."""
    return _exists(given) or _FILE.fullmatch(given) is not None


def _standard_input() -> str:
    text = sys.stdin.read()
    if "\0" in text or _SURROGATE.search(text):
        raise sentences.NO_TEXT_THERE()
    return text


def _exists(name: str) -> bool:
    if "=" in name or not name.strip():
        return False
    from pathlib import Path  # which a program that is typed does not need

    try:
        return Path(name).exists()
    except (OSError, ValueError):  # too long for a name, or with a character that no name has
        return False


def _file(name: str) -> str:
    from pathlib import Path

    from derivtutor.exercises.incoming import decoded

    try:
        return decoded(Path(name).read_bytes(), is_strict=False)
    except OSError as error:
        raise UNREADABLE_FILE(path=name, why=reason(error)) from None
    except UnicodeDecodeError:
        raise sentences.NO_TEXT(file=name) from None


def chosen(program: str | None, example: str | None) -> tuple[str, str | None]:
    """The text of a program or of a ready-made one, and by which names that is worth differentiating.

    Raises:
        UserError: where there is none, or both.
    """
    if example is None:
        return program_text(program), None
    if program is not None:
        raise sentences.PROGRAM_OR_EXAMPLE()
    from derivtutor.network import examples

    ready = examples.example(example)
    return ready.program, ready.wrt


def listed_examples() -> str:
    """The names of the examples, and what they are; on a terminal that takes several lines where it is narrow."""
    import textwrap

    from derivtutor.network.examples import EXAMPLES

    rows = [f"{each.name:14}{translated(each.says)}" for each in EXAMPLES]
    if sys.stdout.isatty():
        width = Screen.here().width
        rows = [textwrap.fill(row, width, subsequent_indent=" " * 14) for row in rows]
    return "\n".join(rows)
