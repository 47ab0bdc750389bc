"""What an export of progress must be like: every row, and every document within a row, is checked against its type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, TypeAlias

import msgspec
from msgspec import Meta, Struct

from derivtutor.practice import sentences
from derivtutor.practice.plan import Plan, Progress
from derivtutor.practice.records import LessonKind, SkillState

Flag: TypeAlias = Annotated[int, Meta(ge=0, le=1)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=10**9)]
Number: TypeAlias = Annotated[int, Meta(ge=1, le=10**12)]
Share: TypeAlias = Annotated[float, Meta(ge=0, le=1)]
Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
Word: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z0-9+-]{1,200}$")]
Level: TypeAlias = Annotated[int, Meta(ge=1, le=5)]


class Card(Struct, frozen=True):
    """The scheduler's card of a skill."""

    card_id: int
    state: Annotated[int, Meta(ge=1, le=3)]
    step: Annotated[int, Meta(ge=0, le=9)] | None
    stability: Annotated[float, Meta(gt=0, le=1e6)] | None
    difficulty: Annotated[float, Meta(ge=0, le=10)] | None
    due: Moment
    last_review: Moment | None


class SkillRow(Struct, frozen=True):
    """A skill; `card` is JSON."""

    id: Word
    card: str
    due: Moment
    mastery: Share
    asked: Count
    correct: Count
    last: Moment
    support: Annotated[int, Meta(ge=0, le=2)]
    level: Level


class SessionRow(Struct, frozen=True):
    """A session; `plan` and `state` are JSON."""

    id: Number
    begun: Moment
    ended: Moment | None
    plan: str
    state: str


class AnswerRow(Struct, frozen=True):
    """An answer; lists and what was known before it are JSON."""

    id: Number
    session: Number
    at: Moment
    kind: str
    function: str
    skills: str
    difficulty: Level
    given: str
    correct: Flag
    tries: Count
    hints: Count
    seconds: Annotated[float, Meta(ge=0, le=1e9)]
    rating: Annotated[int, Meta(ge=0, le=4)]
    slips: str
    before: str
    flagged: Flag
    undone: Flag
    exercise: str
    misconceptions: str
    solved: Flag


class MisconceptionRow(Struct, frozen=True):
    """A slip that was made."""

    slip: Word
    rule: Annotated[str, Meta(pattern=r"^[a-z0-9-]{0,200}$")]
    first: Moment
    last: Moment
    count: Count
    clean: Count


class SeenRow(Struct, frozen=True):
    """A function that was asked."""

    function: str


class LessonRow(Struct, frozen=True):
    """A part of a lesson that was read or answered."""

    lesson: str
    kind: LessonKind
    part: str
    at: Moment
    answer: Number | None


def check(exported: Mapping[str, Any]) -> None:
    """See whether everything in an export can be.

    Raises:
        UserError: where something cannot.
    """
    for table, (rows, within) in _TABLES.items():
        try:
            for row in msgspec.convert(exported[table], rows):
                within(row)
        except (msgspec.MsgspecError, ValueError, TypeError):
            raise sentences.VALUE_IN_EXPORT(table=table) from None


def _check_skill(row: SkillRow) -> None:
    msgspec.json.decode(row.card, type=Card)


def _check_session(row: SessionRow) -> None:
    msgspec.json.decode(row.plan, type=Plan)
    msgspec.json.decode(row.state, type=Progress)


def _check_answer(row: AnswerRow) -> None:
    msgspec.json.decode(row.skills, type=list[Word])
    msgspec.json.decode(row.given, type=list[str])
    msgspec.json.decode(row.slips, type=list[Word])
    for slipped in msgspec.json.decode(row.misconceptions, type=dict[Word, list[Any] | None]).values():
        if slipped is not None:
            msgspec.convert(dict(zip(MisconceptionRow.__struct_fields__, slipped, strict=True)), MisconceptionRow)
    for state in msgspec.json.decode(row.before, type=dict[Word, list[Any] | None]).values():
        if state is not None:
            skill = SkillState.of(state)
            msgspec.convert(skill.card, Card)
            msgspec.convert(skill.mastery, Share)


_TABLES: Mapping[str, tuple[type[list[Any]], Callable[[Any], None]]] = {
    "skill": (list[SkillRow], _check_skill),
    "session": (list[SessionRow], _check_session),
    "answer": (list[AnswerRow], _check_answer),
    "misconception": (list[MisconceptionRow], lambda _: None),
    "seen": (list[SeenRow], lambda _: None),
    "lesson": (list[LessonRow], lambda _: None),
}
