"""A gradebook for Moodle's grade import, made from its export (grade/export/txt, grade/import/csv) or without one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from derivtutor.render import sentences
from derivtutor.render.reports import gradebook, spreadsheet_cell
from derivtutor.render.reports.csv import line
from derivtutor.render.reports.gradebook import Columns, Gradebook, folded, name_of_set
from derivtutor.render.reports.sheet import Sheet, sheet, sheets
from derivtutor.render.reports.words import MISSING, number

if TYPE_CHECKING:
    from derivtutor.classroom.results import Results, Student
    from derivtutor.render.reports import Options

# The names are Moodle's, which speaks the language of whoever exports.
COLUMNS = Columns(
    identifiers=(
        "email address", "e-mail-adresse", "adresse de courriel", "dirección de correo",
        "id number", "id-nummer", "numéro d’identification", "numéro d'identification", "número de id",
        "username", "anmeldename", "nom d’utilisateur", "nom d'utilisateur", "nombre de usuario",
    ),
    whole=(),
    first=("first name", "vorname", "prénom", "nombre"),
    last=("last name", "surname", "nachname", "nom de famille", "nom", "apellido(s)"),
)  # fmt: skip
_NO_GRADE = "-"
"""As Moodle's own export says it; its import makes no grade of it."""


def pages(results: Results, options: Options) -> Iterator[str]:
    """A table whose columns are chosen in Moodle's import: who it is, the score, the feedback."""
    if options.template is None:
        yield from _minimal(results)
        return
    book = _read(options.template)
    title = name_of_set(results)
    score, feedback = _place(book, title, "real"), _place(book, title, "feedback")
    score = book.add(title, _NO_GRADE) if score is None else score
    feedback = book.add(f"{title} (Feedback)") if feedback is None else feedback
    students = {place: student for student, place in gradebook.matched(book, COLUMNS, results).items()}
    yield line(book.header)
    for place, row in enumerate(book.rows):
        if place in students:
            student_sheet = sheet(results, students[place])
            row[score] = row[score] if student_sheet.is_missing else number(student_sheet.total)
            row[feedback] = _feedback(student_sheet)
        yield line(row)


def check(template: Path | None) -> None:
    """Find out before a long run whether the gradebook can be used, if there is one.

    Raises:
        UserError: where it is none of Moodle.
    """
    if template is not None:
        _read(template)


def unmatched(results: Results, template: Path) -> list[str]:
    """Our students that are not in the exported gradebook."""
    return gradebook.unmatched(gradebook.matched(_read(template), COLUMNS, results), results)


def warnings(results: Results, template: Path) -> list[str]:
    """Moodle's export does not say what a grade item is worth."""
    return []


def _minimal(results: Results) -> Iterator[str]:
    """Without an export there is one column that says who it is: addresses, or else numbers or names of users."""
    names = {student.name: _address(student) for student in results.students()}
    are_addresses = all("@" in name for name in names.values())
    names = names if are_addresses else {student.name: student.id for student in results.students()}
    title = name_of_set(results)
    header = ["Email address" if are_addresses else "ID number", title, f"{title} (Feedback)"]
    yield line([*map(spreadsheet_cell, header)])
    for student_sheet in sheets(results):
        score = _NO_GRADE if student_sheet.is_missing else number(student_sheet.total)
        yield line([spreadsheet_cell(names[student_sheet.student]), score, _feedback(student_sheet)])


def _address(student: Student) -> str:
    """The email address where the roster has one, else what they are called."""
    return student.person.emails[0] if student.person and student.person.emails else student.name


def _read(template: Path) -> Gradebook:
    book = gradebook.read(template)
    if all(book.column((name,)) is None for name in COLUMNS.identifiers):
        raise sentences.NOT_FROM_MOODLE(path=template)
    return book


def _place(book: Gradebook, title: str, kind: str) -> int | None:
    """The column of a grade item, `Quiz: Title (Real)` or `Title (Feedback)` as Moodle exports it."""
    ending = rf"( \({kind}\))?" if kind == "real" else rf" \({kind}\)"
    named = re.compile(rf"([^:]+: )?{re.escape(folded(title))}{ending}")
    return next((place for place, name in enumerate(book.header) if named.fullmatch(folded(name))), None)


def _feedback(student_sheet: Sheet) -> str:
    """What is not right, a sentence each. Moodle shows it as HTML."""
    if student_sheet.is_missing:
        return f"{MISSING}."
    said = [f"{item.title}: {item.remark}" for item in student_sheet.items if item.by_hand or not item.is_right]
    return spreadsheet_cell(html.escape(" ".join(said), quote=False))
