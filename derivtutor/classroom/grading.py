"""A grading run: rows are read, distinct answers are marked by workers, attempts are counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Literal, TypeAlias

from derivtutor.classroom import sentences
from derivtutor.classroom.borrowed import tell_borrowed
from derivtutor.classroom.enrolment import Enrolment
from derivtutor.classroom.marks import Task
from derivtutor.classroom.overrides import Override, enter
from derivtutor.classroom.roster import Roster
from derivtutor.classroom.store import Store
from derivtutor.classroom.submissions.row import MOST_CHARACTERS, BadRow, Fate, Remark, Row, Submission
from derivtutor.classroom.times import Times
from derivtutor.classroom.workers import Workers, run
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, ExerciseSet
from derivtutor.exercises.moments import last_moment
from derivtutor.exercises.variants import chosen
from derivtutor.libraries import difflib
from derivtutor.notation.swallowed import swallowed, with_plain_line_ends

Count: TypeAlias = Literal["best", "last", "first"]
"""Which of a student's attempts at an exercise counts."""

Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Told the stage, how much of it is done, and how much there is if that is known."""

_CHUNK = 100
"""So many answers are given to a worker at once."""

_BATCH, _SECONDS = 1_000, 0.5
"""Marks are committed when there are so many, or when so much time has gone."""

_TELL_EVERY = 2_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is graded and how.

    `timeout` is in seconds for each answer. `due` comes from the set. `roster` says who is in the class, and
    `overrides` what was decided by hand. `zone` is where times without an offset are from.
    """

    exercises: ExerciseSet
    seed: int
    count: Count = "best"
    timeout: float = 5.0
    roster: Roster | None = None
    overrides: tuple[Override, ...] = ()
    zone: tzinfo = UTC

    def numbers(self, exercise: Exercise, student: str) -> dict[str, str]:
        """A student's own numbers; they come from the roster's id, however the name is written."""
        return chosen(exercise, self.roster.id_of(student) if self.roster else student, self.seed)

    @property
    def due(self) -> datetime | None:
        due = last_moment(self.exercises.due, self.zone) if self.exercises.due else None
        return due.astimezone(UTC) if due else None

    @property
    def is_due(self) -> bool:
        """Whether anything can be late."""
        return self.due is not None or any(person.due for person in (self.roster.people if self.roster else ()))

    def due_of(self, student: str) -> datetime | None:
        """When the answers of somebody whom reports call so are due."""
        person = self.roster.labels.get(student) if self.roster else None
        return (person and person.due) or self.due


def grade(plan: Plan, rows: Iterable[Row], store: Store, workers: Workers, progress: Progress) -> None:
    """Read all rows, mark what has no mark yet, and count attempts; the results are then in the store.

    A run that is interrupted leaves a store from which the same call goes on.
    """
    _read(plan, rows, store, progress)
    _mark(plan, store, workers, progress)
    tell_borrowed(plan, store, workers)
    _count_attempts(plan, store)


def _read(plan: Plan, rows: Iterable[Row], store: Store, progress: Progress) -> None:
    entry = _Entry(plan, store)
    store.begin_reading()
    number, graded = 0, False
    for row in rows:
        if isinstance(row, Fate):
            store.add_fate(row.word if graded or row.word != "graded" else "refused", row.files)
            graded = False
            continue
        number += 1
        graded = entry.add(number, row) or graded
        if number % _TELL_EVERY == 0:
            progress("Reading", number, None)
    entry.times.settle(plan.due_of)
    enter(plan.overrides, plan.exercises, plan.roster, store)
    for place, overruled in enumerate(store.overruled_without_answer(), number + 1):
        entry.add_blank(place, *overruled)
    store.end_reading()
    progress("Reading", number, number)


class _Entry:
    """Puts rows into the store; what cannot be graded goes beside them."""

    def __init__(self, plan: Plan, store: Store) -> None:
        self._plan = plan
        self._store = store
        self._enrolment = Enrolment(plan.roster, plan.due, store)
        self.times = Times(plan.zone, store)
        self._exercises = {exercise.id: exercise for exercise in plan.exercises.exercises}
        self._folded = {exercise.id.casefold(): exercise for exercise in plan.exercises.exercises}
        self._same_for_all: dict[str, int] = {}

    def add(self, number: int, row: Submission | BadRow | Remark) -> bool:
        """Add a row; whether it is an answer that can be graded."""
        if not isinstance(row, Submission):
            self._add_beside(number, row)
            return False
        exercise = self._exercises.get(row.exercise) or self._folded.get(row.exercise.strip().casefold())
        complaint = self._complaint(row, exercise)
        if complaint or exercise is None:
            self._add_beside(number, BadRow(row.file, row.line, complaint, row.student))
            return False
        student, due = self._enrolment.of(row.student, row.file, row.line)
        answer = row.answer.strip() if row.answer.isprintable() else _plain(row.answer)
        when = self.times.of(number, row, due)
        self._store.add(number, student, self._problem(exercise, student), answer, (row.file, row.line), when)
        return True

    def add_blank(self, number: int, student: str, exercise: str, file: str, line: int) -> None:
        """Add a row without an answer, where points are given by hand and nothing was handed in."""
        self._store.add(
            number, student, self._problem(self._exercises[exercise], student), "", (file, line), ("", "", 0)
        )

    def _add_beside(self, number: int, row: BadRow | Remark) -> None:
        """What is no answer; a student whose whole sheet it is stays known."""
        if isinstance(row, Remark):
            self._store.add_remark("file", row.file, row.line, row.message)
            return
        self._store.add_bad_row(number, row.file, row.line, row.message)
        if row.student:
            self._store.add_ungraded(self._enrolment.of(row.student, row.file, row.line)[0])

    def _complaint(self, row: Submission, exercise: Exercise | None) -> str:
        if exercise is None:
            near = difflib.get_close_matches(row.exercise, self._exercises, n=1)
            says = sentences.NO_EXERCISE_BUT if near else sentences.NO_EXERCISE
            return says.format(name=row.exercise[:80], near="".join(near))
        if row.seed is not None and row.seed != self._plan.seed:
            return sentences.OTHER_SEED.format(seed=row.seed, wanted=self._plan.seed)
        if len(row.answer) > MOST_CHARACTERS:
            return sentences.ANSWER_TOO_LONG.format(most=MOST_CHARACTERS)
        return ""

    def _problem(self, exercise: Exercise, student: str) -> int:
        scheme = self._plan.exercises.credit
        if exercise.parameters:
            return self._store.problem(exercise, scheme, self._plan.numbers(exercise, student))
        problem = self._same_for_all.get(exercise.id)
        if problem is None:
            problem = self._same_for_all[exercise.id] = self._store.problem(exercise, scheme, {})
        return problem


def _plain(answer: str) -> str:
    """An answer with plain line ends and nothing around it, but for a tab that may have been a backslash."""
    plain = with_plain_line_ends(answer)
    return plain if swallowed(plain) else plain.strip()


def _mark(plan: Plan, store: Store, workers: Workers, progress: Progress) -> None:
    total, done = store.unmarked(), 0
    waiting: list[tuple[int, Mark]] = []
    written = time.monotonic()
    try:
        for marks in run(_tasks(plan, store), workers):
            waiting += marks
            done += len(marks)
            if len(waiting) >= _BATCH or time.monotonic() - written > _SECONDS:
                store.write_marks(waiting)
                waiting, written = [], time.monotonic()
            progress("Marking", done, total)
    finally:
        store.write_marks(waiting)


def _tasks(plan: Plan, store: Store) -> Iterator[tuple[tuple[int, ...], Task]]:
    exercises = {exercise.id: exercise for exercise in plan.exercises.exercises}
    for pending in store.pending(_CHUNK):
        numbers, answers = zip(*pending.answers, strict=True)
        exercise = exercises[pending.exercise]
        yield numbers, Task(exercise, plan.exercises.credit, dict(pending.numbers), answers, plan.timeout)


def _count_attempts(plan: Plan, store: Store) -> None:
    """Say of every row which attempt it is, what it is worth, and whether it is the one that counts."""
    store.begin_counting()
    for exercise in plan.exercises.exercises:
        store.say_worth(exercise.id, exercise.points, exercise.attempts)
    store.count_attempts(plan.exercises.credit.late, plan.count)
