"""A lesson as a value: its head, its ideas one after the other, and what each of them is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from derivtutor.exercises.model import Exercise

QUIZ = "Quiz"
"""The heading of the last section."""


class Head(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands between the two lines of hyphens at the beginning of a file."""

    title: Annotated[str, Meta(description="What the lesson is called.")] = ""
    says: Annotated[str, Meta(description="What it is about, in one line of the list.")] = ""
    needs: Annotated[tuple[str, ...], Meta(description="The lessons to have done before, by their ids.")] = ()
    teaches: Annotated[
        tuple[str, ...], Meta(description="The skills that practice may ask for from then on (practice --list).")
    ] = ()


class Words(Struct, frozen=True):
    """Markdown, as it stands from this line on."""

    text: str
    line: int


class Show(Struct, frozen=True):
    """A command that shows something, without the name of the program; it is run when the lesson is read."""

    command: str
    line: int


class Explore(Struct, frozen=True):
    """What `derivtutor explore` is told: an explorer that can be opened."""

    arguments: str
    line: int


class Ask(Struct, frozen=True):
    """An exercise: your turn. `solution` are the lines that are shown afterwards, one by one."""

    exercise: Exercise
    line: int
    solution: tuple[str, ...] = ()


Block: TypeAlias = Words | Show | Explore | Ask


class Section(Struct, frozen=True):
    """An idea, or the quiz: what stands below a heading."""

    title: str
    line: int
    blocks: tuple[Block, ...]

    @property
    def id(self) -> str:
        """What it is called where progress is written down."""
        return re.sub(r"\W+", "-", self.title.casefold()).strip("-")

    @property
    def is_quiz(self) -> bool:
        return self.title.casefold() == QUIZ.casefold()

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Its exercises."""
        return tuple([block for block in self.blocks if isinstance(block, Ask)])


class Lesson(Struct, frozen=True, kw_only=True):
    """A lesson.

    `id` and `number` come from the name of its file, `03-chain-rule.md`; `path` is where it stands. `introduction` is
    what comes before the first idea; the last of the `sections` is the quiz.
    """

    id: str
    number: int | None
    path: str
    head: Head
    introduction: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def title(self) -> str:
        return self.head.title or self.id

    @property
    def blocks(self) -> Iterator[Block]:
        """Everything in its order."""
        yield from self.introduction
        for section in self.sections:
            yield from section.blocks

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises in their order."""
        return tuple([block.exercise for block in self.blocks if isinstance(block, Ask)])
