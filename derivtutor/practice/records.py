"""What is known of a student, as values: the state of a skill, an answer, a misconception, a session that was left."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Self, TypeAlias

from msgspec import Struct

from derivtutor.practice.due import utc_text


class SkillState(Struct, frozen=True):
    """What is known of a student and a skill: the scheduler's card, when it is due, and the mastery from 0 to 1.

    `asked` are the questions that were answered, `correct` those right at once. `support` is how much help comes next
    (2 an example to read, 1 one with a gap, 0 none), `level` the difficulty that was managed.
    """

    id: str
    card: Mapping[str, Any]
    due: datetime
    mastery: float
    asked: int
    correct: int
    last: datetime
    support: int = 0
    level: int = 1

    @property
    def row(self) -> list[Any]:
        """Its fields in their order, as they are stored."""
        return [
            self.id, self.card, utc_text(self.due), self.mastery, self.asked, self.correct, utc_text(self.last),
            self.support, self.level,
        ]  # fmt: skip

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        """What a row says; the first version had neither support nor level."""
        name, card, due, mastery, asked, correct, last, *others = row
        moments = [datetime.fromisoformat(text) for text in (due, last)]
        return cls(name, card, moments[0], mastery, asked, correct, moments[1], *others)


class Answered(Struct, frozen=True):
    """A question that was answered, given up or skipped.

    `given` are all tries, `correct` is whether the first one was right without a hint, `rating` is the scheduler's from
    1 to 4, and 0 where the answer does not count. `exercise` is the id of an exercise that has no function. `solved` is
    whether the student found the answer in the end.
    """

    id: int
    session: int
    at: datetime
    kind: str
    function: str
    skills: tuple[str, ...]
    difficulty: int
    given: tuple[str, ...]
    correct: bool
    tries: int
    hints: int
    seconds: float
    rating: int
    slips: tuple[str, ...]
    flagged: bool
    exercise: str = ""
    solved: bool = False

    @property
    def about(self) -> str:
        """What was asked, in a few words: the function as a formula, or the exercise's id."""
        return f"${self.function}$" if self.function else self.exercise

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        """What a row says."""
        number, session, at, kind, function, skills, difficulty, given, correct, *others = row
        tries, hints, seconds, rating, slips, flagged, exercise, solved = others
        return cls(
            number, session, datetime.fromisoformat(at), kind, function, tuple(json.loads(skills)), difficulty,
            tuple(json.loads(given)), bool(correct), tries, hints, seconds, rating, tuple(json.loads(slips)),
            bool(flagged), exercise, bool(solved),
        )  # fmt: skip


class Misconception(Struct, frozen=True):
    """A slip that was made: how often, when, and how many right answers there were since where it was possible."""

    slip: str
    rule: str
    first: datetime
    last: datetime
    count: int
    clean: int

    @property
    def row(self) -> list[Any]:
        """Its fields in their order, as they are stored."""
        return [self.slip, self.rule, utc_text(self.first), utc_text(self.last), self.count, self.clean]

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        """What a row says."""
        slip, rule, first, last, count, clean = row
        return cls(slip, rule, datetime.fromisoformat(first), datetime.fromisoformat(last), count, clean)


class SavedSession(Struct, frozen=True):
    """A session as it was left."""

    id: int
    begun: datetime
    plan: Mapping[str, Any]
    state: Mapping[str, Any]


LessonKind: TypeAlias = Literal["begun", "section", "exercise", "done"]


class LessonPart(Struct, frozen=True):
    """That a lesson was begun, a section of it that was read, an exercise that was answered, or that all of it is done.

    `is_right` is whether an exercise was solved at once, `is_solved` whether it was solved at all.
    """

    lesson: str
    kind: LessonKind
    part: str
    at: datetime
    is_right: bool = False
    is_solved: bool = False
