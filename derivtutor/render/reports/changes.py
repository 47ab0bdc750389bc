"""What a grading changed, as plain text: whose scores are others than before, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derivtutor.classroom.changes import Changes
from derivtutor.language import decimals, mark, translated
from derivtutor.render import sentences
from derivtutor.render.reports.words import number, of, plain
from derivtutor.render.safe import ascii_text, safe

if TYPE_CHECKING:
    from derivtutor.classroom.changes import Change, Outcome, StudentChanges
    from derivtutor.classroom.results import Results
    from derivtutor.render.reports import Options


def pages(results: Results, options: Options) -> Iterator[str]:
    """The text, student by student."""
    changes = Changes(results)
    for line in _lines(changes, plain(results.plan.exercises.title)):
        yield f"{line if options.unicode else ascii_text(line)}\n"


def summary(changes: Changes) -> str:
    """In one sentence, how much is different."""
    if changes.is_first:
        return sentences.FIRST_GRADING
    if not changes.students:
        return sentences.NOTHING_CHANGED
    said = sentences.STUDENT_CHANGED if changes.students == 1 else sentences.STUDENTS_CHANGED
    return said.format(many=changes.students)


def _lines(changes: Changes, title: str) -> Iterator[str]:
    yield title
    yield summary(changes)
    for name in changes.gone:
        yield translated("The exercise {name} is no longer in the set.").format(name=safe(name))
    for name in changes.new:
        yield translated("The exercise {name} is new in the set.").format(name=safe(name))
    for student in changes.by_student():
        yield ""
        yield _student(student)
        yield from map(_change, student.changes)


def _student(student: StudentChanges) -> str:
    nothing = translated("nothing graded")
    before, now = (nothing if total is None else decimals(number(total)) for total in (student.before, student.now))
    return f"{safe(student.student)}{mark(': ')}{before} → {now}"


def _change(change: Change) -> str:
    why = mark("; ").join(map(plain, change.why))
    return f"  {safe(change.exercise)}{mark(': ')}{_outcome(change.before)} → {_outcome(change.now)} ({why})"


def _outcome(outcome: Outcome | None) -> str:
    return translated("no answer") if outcome is None else of(outcome.score, outcome.points)
