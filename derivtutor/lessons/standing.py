"""How far a student has come in lessons, and which comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from derivtutor.lessons.model import Ask, Lesson, Section
from derivtutor.practice.records import LessonPart


class Standing(Struct, frozen=True):
    """A lesson and how far it has come; `key` is what it is called where that is written down.

    `read` are the ids of the sections that were read, `answers` how the exercises were answered, by their ids; `last`
    is when anything was done in it. One that `is_opened` may have been left before anything was read; one that was done
    once stays done while it is read again.
    """

    lesson: Lesson
    key: str
    read: frozenset[str] = frozenset()
    answers: Mapping[str, LessonPart] = {}
    is_opened: bool = False
    is_done: bool = False
    last: datetime | None = None

    @property
    def place(self) -> int:
        """The number of the first section that was not read, from 0."""
        unread = (place for place, section in enumerate(self.lesson.sections) if section.id not in self.read)
        return next(unread, len(self.lesson.sections))

    @property
    def is_read(self) -> bool:
        """Whether there is nothing left of it."""
        return self.place == len(self.lesson.sections)

    @property
    def is_begun(self) -> bool:
        """Whether it was begun, and not come to its end."""
        return self.is_opened and not (self.is_read and self.is_done)

    def answer(self, ask: Ask) -> LessonPart | None:
        """How an exercise was answered."""
        return self.answers.get(ask.exercise.id)

    def right(self, section: Section) -> int:
        """How many of the exercises of a section were right at once."""
        return sum(answer.is_right for ask in section.asks if (answer := self.answer(ask)))

    def as_dict(self) -> dict[str, Any]:
        """What programs are told."""
        return {
            "lesson": self.key,
            "title": self.lesson.title,
            "read": self.place,
            "of": len(self.lesson.sections),
            "done": self.is_done,
        }

    @property
    def to_repeat(self) -> tuple[Section, ...]:
        """The ideas with an exercise that was not solved."""
        ideas = (section for section in self.lesson.sections if not section.is_quiz)
        return tuple([idea for idea in ideas if any(not _is_solved(self.answer(ask)) for ask in idea.asks)])


def _is_solved(answer: LessonPart | None) -> bool:
    return answer is not None and answer.is_solved


def standing(lesson: Lesson, key: str, parts: Iterable[LessonPart]) -> Standing:
    """How far a lesson has come, by what is written down of all of them."""
    own = [part for part in parts if part.lesson == key]
    return Standing(
        lesson,
        key,
        frozenset([part.part for part in own if part.kind == "section"]),
        {part.part: part for part in own if part.kind == "exercise"},
        any(part.kind == "begun" for part in own),
        any(part.kind == "done" for part in own),
        max([part.at for part in own], default=None),
    )


def upcoming(standings: Sequence[Standing]) -> Standing | None:
    """The next lesson: the first that was not done and whose needs were, else the first that was not done."""
    done = {each.lesson.id for each in standings if each.is_done}
    undone = [each for each in standings if not each.is_done]
    ready = (each for each in undone if done.issuperset(each.lesson.head.needs))
    return next(ready, undone[0] if undone else None)
