"""A gradebook for Blackboard, by the format of its upload (Blackboard Help: Work Offline With Grade Data)."""

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
    identifiers=("username", "student id", "email"),
    whole=(),
    first=("first name",),
    last=("last name",),
)
_KEY = "username"
_MOST = re.compile(r"\[total pts: (?:up to )?([\d.,]+)")


def pages(results: Results, options: Options) -> Iterator[str]:
    """The download with one column filled or added, to be uploaded as it is."""
    if options.template is None:
        yield from _minimal(results)
        return
    book = _read(options.template)
    place = _column(book, name_of_set(results))
    place = book.add(name_of_set(results)) if place is None else place
    row_of = _matched(book, results)
    for student in results.handed_in():
        if student.name in row_of:
            book.rows[row_of[student.name]][place] = number(student.total)
    yield line(book.header)
    for row in book.rows:
        yield line(row)


def check(template: Path | None) -> None:
    """Find out before a long run whether the gradebook can be used, if there is one.

    Raises:
        UserError: where it is none of Blackboard.
    """
    if template is not None:
        _read(template)


def unmatched(results: Results, template: Path) -> list[str]:
    """Our students that are not in the downloaded gradebook."""
    return gradebook.unmatched(_matched(_read(template), results), results)


def warnings(results: Results, template: Path) -> list[str]:
    """Scores are not converted: a column that is worth something else is told."""
    book = _read(template)
    place = _column(book, name_of_set(results))
    worth = _MOST.search(folded(book.header[place])) if place is not None else None
    return gradebook.worth_otherwise("Blackboard", name_of_set(results), worth[1] if worth else "", results)


def _minimal(results: Results) -> Iterator[str]:
    """Without a download there are only names of users and scores."""
    yield line(["Username", spreadsheet_cell(name_of_set(results))])
    for student in results.handed_in():
        yield line([spreadsheet_cell(student.id), number(student.total)])


def _read(template: Path) -> Gradebook:
    book = gradebook.read(template)
    if book.column((_KEY,)) is None:
        raise sentences.NOT_FROM_BLACKBOARD(path=template)
    return book


def _column(book: Gradebook, title: str) -> int | None:
    """The column of the item, `Title [Total Pts: 5 Score] |664617`, if it is there already.

    Raises:
        UserError: where there are several.
    """
    named = re.compile(rf"{re.escape(folded(title))}( \[total pts: [^\]]*\])?( ?\|\d+)?")
    columns = [place for place, name in enumerate(book.header) if named.fullmatch(folded(name))]
    if len(columns) > 1:
        raise sentences.SEVERAL_COLUMNS(many=len(columns), title=title)
    return columns[0] if columns else None


def _matched(book: Gradebook, results: Results) -> dict[str, int]:
    return gradebook.matched(book, COLUMNS, results)
