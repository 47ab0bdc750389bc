"""The head of a lesson and its headings: what a list needs to know, without reading the exercises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from derivtutor.exercises.document import FileError, read_document, text_of
from derivtutor.lessons.library import named
from derivtutor.lessons.model import Head, Lesson, Section

LINE = "---"
"""What stands before and below the head."""

HEADING = re.compile(r" {0,3}##(?!#)(?P<title>.*?)(?:\s#+)?\s*")
"""The heading of an idea."""

_ID = re.compile(r"^[`~]{3,}exercise\s*\n(?:(?![`~]{3,}).*\n)*?id:\s*([\w-]+)\s*$", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(?P<sign>`{3,}|~{3,})")


def outline(path: Path) -> Lesson:
    """A lesson with sections in which nothing stands; fields of the head that do not fit are left out.

    Raises:
        FileError: where it cannot be read.
    """
    lines = text_of(path).split("\n")
    number, name = named(path) or (None, path.stem)
    sections = tuple([Section(title, line, ()) for title, line in headings(lines)])
    return Lesson(id=name, number=number, path=str(path), head=_head(lines, path), sections=sections)


def end_of_head(lines: Sequence[str]) -> int | None:
    """The line that ends the head, from 0; None where there is none."""
    if lines[0].rstrip() != LINE:
        return None
    return next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() == LINE), None)


def headings(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The titles of the sections, and the lines in which they stand, from 1; not those within blocks."""
    fence = ""
    for number, line in enumerate(lines, 1):
        begins = _FENCE.match(line)
        if fence:
            fence = "" if begins and begins["sign"].startswith(fence) else fence
        elif begins:
            fence = begins["sign"]
        elif (match := HEADING.fullmatch(line)) and match["title"].strip():
            yield match["title"].strip(), number


def exercise_ids(path: Path) -> frozenset[str]:
    """The ids of the exercises of a lesson, as they are written.

    Raises:
        FileError: where it cannot be read.
    """
    return frozenset(_ID.findall(text_of(path)))


def _head(lines: Sequence[str], path: Path) -> Head:
    """The head as far as it fits; one value stands for a list of one."""
    end = end_of_head(lines)
    try:
        located = read_document("\n".join(lines[1:end]), str(path)) if end else None
        given = located.plain() if located and isinstance(located.value, dict) else {}
        known = {name: value for name, value in given.items() if name in Head.__struct_fields__}
        listed = {name: [value] for name, value in known.items() if name in _LISTS and isinstance(value, str)}
        return msgspec.convert(known | listed, Head, strict=False)
    except (FileError, msgspec.ValidationError):
        return Head()


_LISTS = frozenset([each.name for each in msgspec.structs.fields(Head) if each.default == ()])
"""The fields that have several values."""
