"""What a teacher decided by hand: the score of a student at an exercise, with the reason, whatever the answer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from derivtutor.classroom import sentences
from derivtutor.classroom.listing import Column, Entry, amount, entries, fault
from derivtutor.classroom.names import folded_name
from derivtutor.classroom.roster import Roster
from derivtutor.classroom.store import Store
from derivtutor.exercises.model import Exercise, ExerciseSet
from derivtutor.libraries import difflib

EVERY = "*"
"""Every student who handed something in, or every exercise."""

COLUMNS = (
    Column("student", ("student", "student id", "id", "name", "username", "login", "email", "e-mail"), needed=True),
    Column("exercise", ("exercise", "exercise id", "question", "problem"), needed=True),
    Column("credit", ("credit", "share")),
    Column("points", ("points", "score")),
    Column("reason", ("reason", "because", "comment", "note"), needed=True),
)


@dataclass(frozen=True, slots=True)
class Override:
    """One row of the file: either a share of the points or a number of points."""

    student: str
    exercise: str
    credit: float | None
    points: float | None
    reason: str
    file: str
    line: int

    @property
    def generality(self) -> int:
        """How often it says "every": what is said of one student, of one exercise, goes before."""
        return (self.student == EVERY) + (self.exercise == EVERY)

    def score(self, exercise: Exercise) -> float:
        """What the exercise is worth by it."""
        return self.points if self.points is not None else (self.credit or 0.0) * exercise.points


def read(path: Path, exercises: ExerciseSet) -> tuple[Override, ...]:
    """Read overrides: CSV, or a list in YAML, JSON or TOML.

    Raises:
        UserError: where the file cannot be read, or a row is not in order, with the line.
    """
    return tuple(_override(entry, exercises) for entry in entries(path, COLUMNS, sentences.OVERRIDES))


def _override(entry: Entry, exercises: ExerciseSet) -> Override:
    for role in ("student", "exercise", "reason"):
        if not entry.text(role):
            raise entry.fault(sentences.OVERRIDE_LACKS, field=role)
    scales = [role for role in ("credit", "points") if entry.text(role)]
    if len(scales) != 1:
        raise entry.fault(sentences.CREDIT_AND_POINTS if scales else sentences.NO_CREDIT_NOR_POINTS)
    typed = entry.text(scales[0])
    value = _share(typed) if scales[0] == "credit" else amount(typed)
    if value is None:
        raise entry.fault(sentences.NO_SHARE if scales[0] == "credit" else sentences.NO_NUMBER, typed=typed[:40])
    exercise = _named(entry.text("exercise"), exercises)
    if scales[0] == "points" and exercise and value > exercise.points:
        raise entry.fault(sentences.TOO_MANY_POINTS, typed=typed, points=exercise.points, exercise=exercise.id)
    credit, points = (value, None) if scales[0] == "credit" else (None, value)
    name = exercise.id if exercise else entry.text("exercise")
    return Override(entry.text("student"), name, credit, points, entry.text("reason"), entry.file, entry.line)


def _share(text: str) -> float | None:
    percent = amount(text.removesuffix("%")) if text.endswith("%") else None
    value = percent / 100 if percent is not None else amount(text)
    return value if value is not None and value <= 1 else None


def _named(name: str, exercises: ExerciseSet) -> Exercise | None:
    return next((each for each in exercises.exercises if each.id.casefold() == name.casefold()), None)


def enter(overrides: Sequence[Override], exercises: ExerciseSet, roster: Roster | None, store: Store) -> None:
    """Put overrides into the store once all rows are read; those that are about nobody or nothing are told.

    What is said of one student goes before what is said of all.

    Raises:
        UserError: where two say something of the same student and exercise.
    """
    known: dict[tuple[str | None, str, int], Override] = {}
    students = _Students(roster, store) if overrides else None
    for override in sorted(overrides, key=lambda each: -each.generality):
        assert students is not None
        student = None if override.student == EVERY else students.find(override.student)
        meant = exercises.exercises if override.exercise == EVERY else [_named(override.exercise, exercises)]
        if override.student != EVERY and student is None:
            _reject(store, override, students.why_unknown(override.student))
            continue
        for exercise in meant:
            if exercise is None:
                near = difflib.get_close_matches(override.exercise, [each.id for each in exercises.exercises], 1)
                says = sentences.NO_EXERCISE_BUT if near else sentences.NO_EXERCISE
                _reject(store, override, says.format(name=override.exercise[:80], near="".join(near)))
            else:
                _check_alone(override, known.setdefault((student, exercise.id, override.generality), override))
                place = (override.file, override.line)
                store.overrule(student, exercise.id, override.score(exercise), override.reason, place)


def _check_alone(override: Override, first: Override) -> None:
    if first is not override:
        raise fault(override.file, override.line, sentences.OVERRIDDEN_TWICE, first=first.line)


def _reject(store: Store, override: Override, why: str) -> None:
    store.add_remark("override", override.file, override.line, f"{why} {sentences.OVERRIDE_NOT_USED}")


class _Students:
    """Who is meant by the name in an override: somebody of the roster, or somebody who handed in."""

    def __init__(self, roster: Roster | None, store: Store) -> None:
        self._roster = roster
        self._store = store

    def find(self, written: str) -> str | None:
        person = self._roster.find(written) if self._roster else None
        return person.label if person else self._handed_in.get(written) or self._handed_in.get(folded_name(written))

    def why_unknown(self, written: str) -> str:
        if self._roster is not None:
            return self._roster.why_unknown(written)
        near = difflib.get_close_matches(written, self._handed_in, 1)
        meant = self._handed_in[near[0]] if near else None
        says = sentences.NO_ANSWER_BY_BUT if meant else sentences.NO_ANSWER_BY
        return says.format(name=written[:80], near=meant)

    @cached_property
    def _handed_in(self) -> dict[str, str | None]:
        """By their names, as they are and folded; what is the same for two stands for none."""
        by_key: dict[str, str | None] = {}
        names = list(self._store.students())
        for name in names:
            key = folded_name(name)
            by_key[key] = None if by_key.get(key, name) != name else name
        return by_key | {name: name for name in names}
