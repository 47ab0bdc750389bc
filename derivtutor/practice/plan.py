"""What a session is about and how far it has come, as plain data: a session that is cut off goes on from it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from derivtutor.practice.item import Item, ItemKind

Count: TypeAlias = Annotated[int, Meta(ge=0)]


class Plan(Struct, frozen=True, kw_only=True):
    """What a session is about. It ends after `count` questions or `minutes`; `items` are those of a set, in order.

    Where they are the exercises of a lesson, `lesson` is what that is called.
    """

    skills: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    count: int | None = None
    minutes: float | None = None
    difficulty: int | None = None
    seed: int = 0
    title: str = ""
    lesson: str = ""

    @property
    def length(self) -> int | None:
        """How many questions there are, if it does not depend on the time."""
        return min(filter(None, (self.count, len(self.items))), default=None)


class Try(Struct, frozen=True):
    """An answer that was not right yet; `slips` explain for certain what is wrong, each with its rule."""

    text: str
    is_wrong: bool
    slips: tuple[tuple[str, str], ...] = ()


class Progress(Struct, kw_only=True):
    """How far a session has come; written down after every step.

    `number` counts questions, `step` examples to read as well; `lines` are those of a working that is not done,
    `recent` and `kinds` are the skills and kinds of the last questions, `just_read` is the skill of an example that
    came last.
    """

    number: Count = 0
    step: int = 0
    item: Item | None = None
    asked_at: Annotated[datetime, Meta(tz=True)] | None = None
    tries: tuple[Try, ...] = ()
    lines: tuple[str, ...] = ()
    hints: Count = 0
    is_told: bool = False
    is_flagged: bool = False
    told_apart: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    kinds: tuple[ItemKind, ...] = ()
    just_read: str = ""

    @property
    def mistakes(self) -> int:
        """How many tries were wrong: a right derivative in another form is no mistake."""
        return sum(each.is_wrong for each in self.tries)

    def left(self, told_apart: tuple[str, ...] = ()) -> Progress:
        """What is left of it when the question at hand is over."""
        read = self.item.skills[0] if self.item and self.item.kind == "worked-example" else ""
        return Progress(
            number=self.number,
            step=self.step,
            told_apart=told_apart,
            recent=self.recent,
            kinds=self.kinds,
            just_read=read,
        )
