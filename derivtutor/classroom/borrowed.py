"""Wrong answers that are right with the numbers of somebody else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from derivtutor.classroom import sentences
from derivtutor.classroom.marks import Task, compare_answers
from derivtutor.classroom.roster import Roster
from derivtutor.classroom.store import Store
from derivtutor.classroom.workers import Workers, run
from derivtutor.exercises.model import Exercise, ExerciseSet
from derivtutor.exercises.variants import chosen

MOST_PAIRS = 20_000
"""So many comparisons of an answer with a key are made; beyond, answers are found that others gave word for word."""

_PREPARING = 50
"""Preparing a key costs as much as so many comparisons."""

MOST_STUDENTS = 20_000
"""With more students than this nobody looks for it: everybody's numbers would have to be worked out."""

_MOST_NAMES = 3


class Plan(Protocol):
    """What is graded, and how."""

    @property
    def exercises(self) -> ExerciseSet: ...
    @property
    def seed(self) -> int: ...
    @property
    def timeout(self) -> float: ...
    @property
    def roster(self) -> Roster | None: ...
    def numbers(self, exercise: Exercise, student: str) -> dict[str, str]: ...


@dataclass(slots=True)
class _Owners:
    """Who has certain numbers: the first of them, and how many there are."""

    names: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, name: str) -> None:
        self.count += 1
        if len(self.names) <= _MOST_NAMES:
            self.names.append(name)


def tell_borrowed(plan: Plan, store: Store, workers: Workers) -> None:
    """Tell the teacher of answers that fit other numbers than the student's own, once all answers have marks."""
    if int(store.one("SELECT COUNT(DISTINCT student) FROM submission")) > MOST_STUDENTS:
        return
    left = MOST_PAIRS
    for exercise in plan.exercises.exercises:
        if exercise.parameters:
            owners = _owners(plan, store, exercise)
            wrong = _wrong(store, exercise)
            pairs = len(owners) * (len(wrong) + _PREPARING)
            fits = _judged(plan, exercise, owners, wrong, workers) if pairs <= left else _repeated(store, exercise)
            left -= pairs if pairs <= left else 0
            _tell(plan, store, exercise, owners, fits)


def _owners(plan: Plan, store: Store, exercise: Exercise) -> dict[str, _Owners]:
    """Everybody's numbers, as the store writes them; those of worksheets too that do not know of the roster."""
    owners: dict[str, _Owners] = {}
    people = plan.roster.people if plan.roster else ()
    for name in dict.fromkeys([*(person.label for person in people), *store.students()]):
        owners.setdefault(_written(plan.numbers(exercise, name)), _Owners()).add(name)
    for person in people:
        for word in (person.name, *person.words[1:]):
            owners.setdefault(_written(chosen(exercise, word, plan.seed)), _Owners())
    return owners


def _written(numbers: Mapping[str, str]) -> str:
    return json.dumps(numbers, sort_keys=True)


def _wrong(store: Store, exercise: Exercise) -> list[tuple[int, str, str]]:
    """The wrong answers of this run, with the numbers that they were judged by."""
    return list(
        store.query(
            "SELECT answer.id, answer.text, problem.numbers FROM answer JOIN problem ON problem.id = answer.problem"
            " WHERE problem.exercise = ? AND answer.verdict = 'incorrect'"
            " AND answer.id IN (SELECT answer FROM submission) LIMIT ?",
            (exercise.id, MOST_PAIRS),
        )
    )


def _judged(
    plan: Plan, exercise: Exercise, owners: Iterable[str], wrong: list[tuple[int, str, str]], workers: Workers
) -> dict[int, list[str]]:
    """By the numbers of each answer the numbers that it is right with."""
    owned = list(owners)
    fits: dict[int, list[str]] = {}

    def tasks() -> Iterator[tuple[tuple[int, ...], Task]]:
        for place, numbers in enumerate(owned):
            others = [(answer, text) for answer, text, own in wrong if own != numbers]
            if others:
                answers, texts = zip(*others, strict=True)
                task = Task(exercise, plan.exercises.credit, json.loads(numbers), texts, plan.timeout)
                yield tuple(answer * len(owned) + place for answer in answers), task

    for marks in run(tasks(), workers, compare_answers):
        for pair, mark in marks:
            if mark.is_right:
                fits.setdefault(pair // len(owned), []).append(owned[pair % len(owned)])
    return fits


def _repeated(store: Store, exercise: Exercise) -> dict[int, list[str]]:
    """Wrong answers that are right, word for word, in a sheet with other numbers."""
    fits: dict[int, list[str]] = {}
    rows = store.query(
        "WITH right AS (SELECT digest, numbers FROM answer JOIN problem ON problem.id = answer.problem"
        "  WHERE exercise = :exercise AND verdict = 'correct' AND answer.id IN (SELECT answer FROM submission))"
        " SELECT answer.id, right.numbers FROM answer JOIN problem ON problem.id = answer.problem"
        " JOIN right ON right.digest = answer.digest WHERE exercise = :exercise AND verdict = 'incorrect'"
        " AND answer.id IN (SELECT answer FROM submission)",
        {"exercise": exercise.id},
    )
    for answer, numbers in rows:
        fits.setdefault(answer, []).append(numbers)
    return fits


def _tell(
    plan: Plan, store: Store, exercise: Exercise, owners: Mapping[str, _Owners], fits: Mapping[int, list[str]]
) -> None:
    for answer in sorted(fits):
        rows = store.query(
            "SELECT student.name, file.name, MIN(line) FROM submission JOIN student ON student.id = submission.student"
            " JOIN file ON file.id = submission.file WHERE answer = ? GROUP BY student.id",
            (answer,),
        )
        for student, file, line in list(rows):
            says = _what_fits(plan, exercise, student, owners, sorted(fits[answer]))
            if says:
                store.add_remark("numbers", file, line, says)


def _what_fits(plan: Plan, exercise: Exercise, student: str, owners: Mapping[str, _Owners], fitting: list[str]) -> str:
    """The numbers that an answer fits; the student's own as they are without the roster come first."""
    person = plan.roster.labels.get(student) if plan.roster else None
    for word in (person.name, *person.words[1:]) if person else ():
        if _written(chosen(exercise, word, plan.seed)) in fitting:
            return sentences.FITS_WITHOUT_ROSTER.format(student=student, exercise=exercise.id, word=word)
    names = [name for numbers in fitting for name in owners[numbers].names][:_MOST_NAMES]
    more = sum(owners[numbers].count for numbers in fitting) - len(names)
    says = sentences.FITS_NUMBERS_OF_MORE if more else sentences.FITS_NUMBERS
    return says.format(student=student, exercise=exercise.id, names=", ".join(names), more=more) if names else ""
