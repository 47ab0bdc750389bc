"""A table with a row for each answer: RFC 4180, opened by spreadsheets without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from derivtutor.classroom.submissions.own import COLUMNS
from derivtutor.render.reports import spreadsheet_cell
from derivtutor.render.reports.words import MISSING, NOT_PROVED, comment, number

if TYPE_CHECKING:
    from derivtutor.classroom.results import Decision, Results
    from derivtutor.classroom.roster import Person
    from derivtutor.render.reports import Options

_BATCH = 500

# Excel takes a table without this mark for one in the old code page, and spoils every name that is not English.
# pandas and derivtutor itself leave it out when they read; for programs that do not there are JSON Lines.
_MARK = "\ufeff"


def pages(results: Results, options: Options) -> Iterator[str]:
    """The table, in the order of reading."""
    yield _MARK + line(COLUMNS)
    batch: list[str] = []
    for decision in results.decisions():
        batch.append(line(_row(decision, results.person(decision.student))))
        if len(batch) == _BATCH:
            yield "".join(batch)
            batch.clear()
    batch += [line(cells) for person in results.missing for cells in _missing(person, results)]
    yield "".join(batch)


def _missing(person: Person, results: Results) -> Iterator[list[str]]:
    """A row for each exercise that somebody of the roster did not answer, who answered none."""
    for exercise in results.exercises:
        row = dict.fromkeys(COLUMNS, "")
        row |= {"student": spreadsheet_cell(person.label), "exercise": exercise.id, "counts": "yes"}
        row |= {"verdict": "missing", "score": "0", "points": number(exercise.points), "late": "no"}
        row |= {"feedback": f"{MISSING}.", "id": spreadsheet_cell(person.id)}
        yield list(row.values())


def line(cells: Sequence[str]) -> str:
    """A line of a table; every cell in quotes, so that no semicolon in it begins another cell anywhere."""
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerow(cells)
    return stream.getvalue()


def _row(decision: Decision, person: Person | None) -> list[str]:
    """The cells; those that anybody else wrote are made harmless."""
    mark, cell = decision.mark, spreadsheet_cell
    slips = "; ".join(slip.id for slip in mark.slips)
    return [
        cell(decision.student), decision.exercise, str(decision.attempt), _yes(decision.counts), cell(decision.answer),
        mark.verdict, number(decision.score), number(decision.points), _yes(decision.late), cell(slips),
        cell(comment(mark)), cell(decision.file), str(decision.line), cell(decision.submitted),
        NOT_PROVED if decision.is_unproved else "", cell(person.id) if person else "",
        number(decision.overruled.judged) if decision.overruled else "",
        cell(decision.overruled.reason) if decision.overruled else "",
    ]  # fmt: skip


def _yes(value: bool) -> str:
    return "yes" if value else "no"
