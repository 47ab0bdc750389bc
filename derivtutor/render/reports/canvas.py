"""A gradebook for Canvas, made from its export, by what Canvas' own importer (gradebook_importer.rb) accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from derivtutor.render import sentences
from derivtutor.render.reports import gradebook
from derivtutor.render.reports.csv import line
from derivtutor.render.reports.gradebook import Columns, Gradebook, folded
from derivtutor.render.reports.words import number, plain

if TYPE_CHECKING:
    from derivtutor.classroom.results import Results
    from derivtutor.render.reports import Options

COLUMNS = Columns(
    identifiers=("sis login id", "sis user id", "integration id", "id", "email"),
    whole=("student",),
    first=("firstname",),
    last=("lastname",),
)

_NOT_GRADED = frozenset({"EX", "N/A"})
"""What Canvas writes where a student is excused, or has not got the assignment; it stays."""


def pages(results: Results, options: Options) -> Iterator[str]:
    """The export with one column filled or added, to be imported as it is.

    There is no byte-order mark, which Canvas' importer would take for a part of the first name.
    """
    book = _read(options.template)
    place = _assignment(book, _title(results))
    if place is None:
        place = book.add(_title(results))
        for row in book.rows:
            if _is_points(row):
                row[place] = number(results.possible)
    row_of = _matched(book, results)
    for student in results.handed_in():
        if student.name in row_of:
            row = book.rows[row_of[student.name]]
            row[place] = row[place] if row[place].strip().upper() in _NOT_GRADED else number(student.total)
    yield line(book.header)
    for row in book.rows:
        yield line(row)


def check(template: Path | None) -> None:
    """Find out before a long run whether the gradebook can be used.

    Raises:
        UserError: where there is none, or it is none of Canvas.
    """
    _read(template)


def unmatched(results: Results, template: Path) -> list[str]:
    """Our students that are not in the exported gradebook."""
    return gradebook.unmatched(_matched(_read(template), results), results)


def warnings(results: Results, template: Path) -> list[str]:
    """Scores are not converted: an assignment that is worth something else is told."""
    book = _read(template)
    place = _assignment(book, _title(results))
    worth = [row[place].strip() for row in book.rows if _is_points(row)] if place is not None else []
    return gradebook.worth_otherwise("Canvas", _title(results), worth[0] if worth else "", results)


def _read(template: Path | None) -> Gradebook:
    if template is None:
        raise sentences.NO_EXPORT_FROM_CANVAS()
    book = gradebook.read(template)
    names = {folded(name) for name in book.header}
    if not {"id", "section"} <= names or not ("student" in names or {"lastname", "firstname"} <= names):
        raise sentences.NOT_FROM_CANVAS(path=template)
    return book


def _title(results: Results) -> str:
    """The name of the assignment. A number in round brackets at its end would be an assignment's own in Canvas."""
    return re.sub(r" \((\d+)\)$", r" [\1]", plain(results.plan.exercises.title))


def _assignment(book: Gradebook, title: str) -> int | None:
    """The column of the assignment, `Title (1234)` as Canvas exports it, if it is there already."""
    named = re.compile(rf"{re.escape(folded(title))}( \(\d+\))?")
    columns = [place for place, name in enumerate(book.header) if named.fullmatch(folded(name))]
    if len(columns) > 1:
        raise sentences.SEVERAL_ASSIGNMENTS(many=len(columns), title=title)
    return columns[0] if columns else None


def _matched(book: Gradebook, results: Results) -> dict[str, int]:
    """Rows that are no student's, such as the points, have nobody's name."""
    rows = [[""] * len(row) if _is_points(row) else row for row in book.rows]
    return gradebook.matched(Gradebook(book.header, rows), COLUMNS, results)


def _is_points(row: list[str]) -> bool:
    return "Points Possible" in row[0]
