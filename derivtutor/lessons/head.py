"""The head of a lesson, and any other YAML in it, every mistake at its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from derivtutor.exercises.document import FileError, Located, Place, read_document
from derivtutor.exercises.loading import Complaint, load_fields, placed
from derivtutor.lessons import sentences
from derivtutor.lessons.model import Head
from derivtutor.lessons.outline import LINE, end_of_head


class ReadHead(Struct, frozen=True):
    """The head as it was read: its fields, with their places where there are some, and the line below it, from 0."""

    fields: Head
    located: Located | None
    end: int
    complaints: tuple[Complaint, ...]


def head_of(lines: Sequence[str], path: Path) -> ReadHead:
    """The head of a lesson, as far as it is well formed."""
    start = Place(str(path), 1, 1)
    if not any(map(str.strip, lines)):
        return ReadHead(Head(), None, len(lines), (Complaint(start, *sentences.EMPTY.words()),))
    if lines[0].rstrip() != LINE:
        return ReadHead(Head(), None, 0, (Complaint(start, *sentences.NO_HEAD.words()),))
    end = end_of_head(lines)
    if end is None:
        return ReadHead(Head(), None, len(lines), (Complaint(start, *sentences.HEAD_OPEN.words()),))
    located, unread = yaml_of(lines, 1, end, path)
    if located is None:
        return ReadHead(Head(), None, end + 1, unread or (Complaint(start, *sentences.NO_TITLE.words()),))
    fields, unfit = load_fields(Head, located)
    return ReadHead(Head(**fields), located, end + 1, (*unfit, *_wanting(fields, located, start, bool(unfit))))


def _wanting(fields: dict[str, Any], located: Located, start: Place, is_unfit: bool) -> Iterator[Complaint]:
    """What must be there, in one line."""
    for name, refusal in (("title", sentences.NO_TITLE), ("says", sentences.NO_SAYS)):
        value = fields.get(name, "").strip()
        if not value and not is_unfit:
            yield Complaint(start, *refusal.words())
        elif "\n" in value:
            place = located.value[name].place if isinstance(located.value, dict) else start
            yield Complaint(place, *sentences.SEVERAL_LINES.words(name=name))


def yaml_of(lines: Sequence[str], start: int, end: int, path: Path) -> tuple[Located | None, tuple[Complaint, ...]]:
    """Some lines of a file as YAML, its places those in the file; None where they are none, and why.

    Args:
        lines: all lines of the file.
        start: the first of those that are read, from 0.
        end: the one after the last of them.
        path: the file.
    """
    text = "\n".join(lines[start:end])
    if not text.strip():
        return None, ()
    try:
        return read_document("\n" * start + text, str(path)), ()
    except FileError as error:
        return None, (placed(error, Place(str(path), start + 1, 1)),)
