"""How a row of a table is read, once it is known what its columns are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from derivtutor.classroom import sentences
from derivtutor.classroom.submissions.cells import is_blank, of_editor
from derivtutor.classroom.submissions.platforms import NOBODY
from derivtutor.classroom.submissions.row import BadRow, Row, Submission
from derivtutor.classroom.submissions.stack import SUMMARIES, Responses, is_summary
from derivtutor.errors import UserError

Cells: TypeAlias = tuple[int, Sequence[str]]
"""A row of a table, with the line in which it begins."""


_NOT_PLAIN = ("<", *SUMMARIES)
"""What an answer begins with that a platform put something around."""


class Table(Protocol):
    """What knows how the rows of a table are read."""

    def prepared(self, rows: Iterable[Cells | BadRow]) -> Iterable[Cells | BadRow]:
        """The rows, with what only all of them together tell."""

    def rows(self, cells: Sequence[str], file: str, line: int) -> Iterator[Row]:
        """The submissions of one row."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whose row it is, and when it was handed in.

    `student` are columns, or several that make a name together; where the first say nobody, the others may. `columns`
    is how many a row has, `last` the last one that it must have. `else_of` is whose a row is that says nobody.
    """

    student: tuple[tuple[int, ...], ...]
    submitted: int | None
    columns: int
    last: int
    else_of: str = ""
    only: int | None = field(init=False)
    """The one column that says it, where it is one."""

    def __post_init__(self) -> None:
        only = self.student[0][0] if sum(map(len, self.student)) == 1 else None
        object.__setattr__(self, "only", only)

    def problem(self, cells: Sequence[str]) -> str:
        """What is wrong with the length of a row; empty where nothing is."""
        if self.last < len(cells) <= self.columns:
            return ""
        says = sentences.ROW_TOO_WIDE if len(cells) > self.columns else sentences.ROW_TOO_SHORT
        return says.format(count=len(cells), wanted=self.columns)

    def name(self, cells: Sequence[str]) -> str:
        """The student; empty where the row does not say it."""
        if self.only is not None:
            return cells[self.only].strip() or self.else_of
        for places in self.student:
            name = " ".join(cells[place].strip() for place in places).strip()
            if name and name.casefold() not in NOBODY:
                return name
        return self.else_of

    def why_nobody(self, cells: Sequence[str]) -> str:
        """Why a row is nobody's."""
        is_marked = any(cells[place].strip() for places in self.student for place in places)
        return sentences.ANONYMOUS if is_marked else sentences.ROW_OF_NOBODY

    def time(self, cells: Sequence[str]) -> str:
        """When it was handed in, as it is written; a hyphen stands for no time."""
        written = cells[self.submitted].strip() if self.submitted is not None and self.submitted < len(cells) else ""
        return "" if written == "-" else written


@dataclass(frozen=True, slots=True)
class Layout:
    """Where exercises and answers stand in a row.

    A long table has one answer a row and a column that names the exercise; a wide one a column for each exercise.
    `same` are columns with a name: a row that has it and nothing else of the student goes on with the row before.
    """

    who: Who
    exercise: int | None
    answers: tuple[tuple[int, str], ...]
    responses: Responses
    same: tuple[int, ...] = ()

    def prepared(self, rows: Iterable[Cells | BadRow]) -> Iterable[Cells | BadRow]:
        """The rows; those that go on with the student before say so."""
        return self._carried(rows) if self.same else rows

    def _carried(self, rows: Iterable[Cells | BadRow]) -> Iterator[Cells | BadRow]:
        before: Sequence[str] = ()
        for row in rows:
            if isinstance(row, BadRow) or self.who.problem(row[1]) or len(row[1]) <= max(self.same):
                yield row
                continue
            place, cells = self.who.student[0][0], row[1]
            if before and not cells[place].strip() and all(cells[each] == before[each] for each in self.same):
                cells = [*cells[:place], before[place], *cells[place + 1 :]]
            before = cells
            yield row[0], cells

    def rows(self, cells: Sequence[str], file: str, line: int) -> Iterator[Row]:
        """The submissions of one row of the table."""
        if not any(cell.strip() for cell in cells):
            return
        who = self.who
        student = who.name(cells) if who.last < len(cells) <= who.columns else ""
        if not student:
            yield BadRow(file, line, who.problem(cells) or who.why_nobody(cells))
            return
        when = who.time(cells)
        for place, exercise in self.answers:
            answer = cells[place]
            if self.exercise is not None:
                exercise = cells[self.exercise].strip()
            elif is_blank(answer):
                continue  # in a wide table, what was not answered is left empty
            row = Submission(student, exercise, answer, file, line, when)
            yield submission(row, self.responses) if answer.startswith(_NOT_PLAIN) else row


def submission(row: Submission, responses: Responses) -> Row:
    """A row with the answer as it was typed, without what a platform put around it."""
    answer = of_editor(row.answer)
    if is_summary(answer):
        try:
            answer = responses.answer(answer, row.exercise)
        except UserError as error:
            return BadRow(row.file, row.line, str(error))
    return row if answer is row.answer else row._replace(answer=answer)
