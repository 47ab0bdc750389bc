"""A student's answers in the order of the set: what the reports about single students are written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivtutor.exercises.variants import in_text
from derivtutor.language import translated
from derivtutor.render import sentences
from derivtutor.render.reports.words import BY_HAND, VERDICTS, by_hand, comment, credit, plain

if TYPE_CHECKING:
    from derivtutor.classroom.results import Decision, Results
    from derivtutor.exercises.mark import Word
    from derivtutor.exercises.model import Exercise


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise, the student's own numbers in it, and the attempt that counts; None where there is none."""

    exercise: Exercise
    numbers: Mapping[str, str]
    decision: Decision | None

    @property
    def title(self) -> str:
        return plain(in_text(self.exercise.title, self.numbers)) or self.exercise.id

    @property
    def word(self) -> Word:
        return "empty" if self.decision is None else self.decision.mark.verdict

    @property
    def score(self) -> float:
        return 0.0 if self.decision is None else self.decision.score

    @property
    def is_right(self) -> bool:
        return self.decision is not None and self.decision.is_right

    @property
    def is_judged(self) -> bool:
        return self.decision is None or self.decision.is_judged

    @property
    def is_unproved(self) -> bool:
        return self.decision is not None and self.decision.is_unproved

    @property
    def by_hand(self) -> str:
        """What a teacher decided, and why; empty where nothing was decided."""
        return "" if self.decision is None else by_hand(self.decision)

    @property
    def verdict(self) -> str:
        """The verdict in words, and whether the score comes from it."""
        verdict = translated(VERDICTS[self.word])
        return f"{verdict}, {translated(BY_HAND)}" if self.by_hand else verdict

    @property
    def remark(self) -> str:
        """The verdict in words, and what the student is told."""
        if self.decision is None or self.word == "empty":
            return f"{translated(VERDICTS[self.word])}. {self.by_hand}".strip()
        mark = self.decision.mark
        parts = (f"{translated(VERDICTS[self.word])}.", comment(mark), self.by_hand or credit(mark))
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All exercises with what a student answered; `is_missing` is who stands in the roster only."""

    student: str
    items: tuple[Item, ...]
    is_missing: bool = False

    @property
    def total(self) -> float:
        return round(sum(item.score for item in self.items), 4)


def sheet(results: Results, student: str) -> Sheet:
    """The answers of one student."""
    given = {decision.exercise: decision for decision in results.decisions(student, only_counting=True)}
    numbers = results.plan.numbers
    return Sheet(
        student,
        tuple(Item(exercise, numbers(exercise, student), given.get(exercise.id)) for exercise in results.exercises),
        not given,
    )


def sheets(results: Results) -> Iterator[Sheet]:
    """The answers of each student, by name; of those who are missing too."""
    for student in results.students():
        yield sheet(results, student.name)


def only_sheet(results: Results, form: str) -> Sheet:
    """The answers of the only student of a run.

    Raises:
        UserError: where there are others, or none.
    """
    if results.student_count != 1:
        raise sentences.SEVERAL_STUDENTS(form=form, students=results.student_count)
    return sheet(results, next(results.handed_in()).name)
