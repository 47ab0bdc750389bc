"""A gradebook for Brightspace (D2L), by the format of its import (D2L: Importing grades)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from derivtutor.render import sentences
from derivtutor.render.reports import gradebook, spreadsheet_cell
from derivtutor.render.reports.csv import line
from derivtutor.render.reports.gradebook import Columns, Gradebook, folded, name_of_set
from derivtutor.render.reports.words import number

if TYPE_CHECKING:
    from derivtutor.classroom.results import Results
    from derivtutor.render.reports import Options

COLUMNS = Columns(
    identifiers=("username", "orgdefinedid", "email"),
    whole=(),
    first=("first name",),
    last=("last name",),
)
_KEYS = ("orgdefinedid", "username")
"""What the import finds a student by; one of them is enough, and the other columns of an export it does not want."""

_END = "End-of-Line Indicator"
_MOST = re.compile(r"maxpoints:([\d.,]+)")


def pages(results: Results, options: Options) -> Iterator[str]:
    """The keys, the scores and the mark at the end of each line. There is no byte-order mark, as in an export."""
    if options.template is None:
        yield from _minimal(results)
        return
    book = _read(options.template)
    place = _item(book, name_of_set(results))
    name = _new(results) if place is None else book.header[place]
    keys = [each for key in _KEYS if (each := book.column((key,))) is not None]
    row_of = _matched(book, results)
    scores = {row_of[student.name]: student.total for student in results.handed_in() if student.name in row_of}
    yield line([*(book.header[key] for key in keys), name, _END])
    for row_number, row in enumerate(book.rows):
        score = number(scores[row_number]) if row_number in scores else "" if place is None else row[place]
        yield line([*(row[key] for key in keys), score, "#"])


def check(template: Path | None) -> None:
    """Find out before a long run whether the gradebook can be used, if there is one.

    Raises:
        UserError: where it is none of Brightspace.
    """
    if template is not None:
        _read(template)


def unmatched(results: Results, template: Path) -> list[str]:
    """Our students that are not in the exported gradebook."""
    return gradebook.unmatched(_matched(_read(template), results), results)


def warnings(results: Results, template: Path) -> list[str]:
    """Scores are not converted: a grade item that is worth something else is told."""
    book = _read(template)
    place = _item(book, name_of_set(results))
    worth = _MOST.search(folded(book.header[place])) if place is not None else None
    return gradebook.worth_otherwise("Brightspace", name_of_set(results), worth[1] if worth else "", results)


def _minimal(results: Results) -> Iterator[str]:
    """Without an export there is one key: numbers are those of the organisation, anything else names of users."""
    students = list(results.handed_in())
    key = "OrgDefinedId" if all(student.id.isdecimal() for student in students) else "Username"
    yield line([key, _new(results), _END])
    for student in students:
        yield line([spreadsheet_cell(student.id), number(student.total), "#"])


def _read(template: Path) -> Gradebook:
    book = gradebook.read(template)
    if all(book.column((key,)) is None for key in _KEYS):
        raise sentences.NOT_FROM_BRIGHTSPACE(path=template)
    return book


def _new(results: Results) -> str:
    return spreadsheet_cell(f"{name_of_set(results)} Points Grade")


def _item(book: Gradebook, title: str) -> int | None:
    """The column of the grade item, `Title Points Grade <Numeric MaxPoints:5 Weight:10>`, if it is there already."""
    named = re.compile(rf"{re.escape(folded(title))} points grade( <.*>)?")
    return next((place for place, name in enumerate(book.header) if named.fullmatch(folded(name))), None)


def _matched(book: Gradebook, results: Results) -> dict[str, int]:
    """An export has a # before every key, so that spreadsheets keep its zeros."""
    rows = [[cell.removeprefix("#") for cell in row] for row in book.rows]
    return gradebook.matched(Gradebook(book.header, rows), COLUMNS, results)
