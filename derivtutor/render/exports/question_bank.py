"""What an export is made from: a set's exercises with a student's numbers, prepared, and their worked lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from derivtutor.calculus.explanation import Explanation
from derivtutor.derivation.account import Side
from derivtutor.exercises.catalogue import together
from derivtutor.exercises.kinds.inputs import Input
from derivtutor.exercises.kinds.question import Key, Question, Worked
from derivtutor.exercises.library import find
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.exercises.variants import chosen, variant
from derivtutor.render.telling import blocks
from derivtutor.render.telling.explanation import tell
from derivtutor.render.telling.words import line_label

_MOST_LINES = 40
"""Longer workings are left out: no card and no feedback has room for them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line on paper, and what led to it from the line before, to which it may be equal only about."""

    expression: Side
    why: str
    is_about: bool = False


@dataclass(frozen=True, slots=True)
class Working:
    """Successive lines, each equal to the one before; the first is what was asked."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Item:
    """An exercise with a student's numbers in place of the parameters that `original` has still."""

    number: int
    original: Exercise
    numbers: Mapping[str, str]
    marker: Marker

    @property
    def question(self) -> Question:
        return self.marker.question

    @property
    def exercise(self) -> Exercise:
        return self.question.exercise

    @property
    def title(self) -> str:
        return self.exercise.title or self.exercise.id

    @property
    def statement(self) -> str:
        """The question in Markdown; the choices are not part of it."""
        return self.question.task

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen, in Markdown."""
        return self.exercise.choices if self.exercise.facts.sort == "choice" else ()

    @property
    def input(self) -> Input | None:
        """Where the whole answer is typed in; None where each of its components has an input of its own."""
        inputs = self.question.inputs
        return inputs[0] if len(inputs) == 1 else None

    @property
    def key(self) -> Key:
        return self.question.key

    def key_set(
        self, markdown: Callable[[str], str], plain: Callable[[str], str], formula: Callable[[Key], str]
    ) -> str:
        """The key, in words where it is no formula."""
        key = self.key
        if key.choice:
            return f"({key.letter}) {markdown(key.choice)}"
        return plain(key.text) if self.exercise.facts.in_words else formula(key)

    @property
    def worth(self) -> str:
        return "1 point" if self.exercise.points == 1 else f"{self.exercise.points:g} points"

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Tags and skills, each once."""
        skills = self.exercise.skills or self.question.rules
        return tuple(dict.fromkeys((*self.exercise.tags, *skills)))

    @cached_property
    def workings(self) -> tuple[Working, ...]:
        """How the function is differentiated, for a gradient by each variable; how a topic finds its answer."""
        if self.question.explanation is not None:
            return tuple(explained(self.question.explanation))
        return tuple(each for worked in self.question.workings for each in workings_of(worked))


def workings_of(worked: Worked) -> Iterator[Working]:
    """The lines of every order."""
    heading, derivation = worked.heading, worked.derivation
    for order in range(1, derivation.order + 1):
        rows = tuple(Row(line.expression, line_label(line.rules)) for line in derivation.lines_of_order(order))
        if len(rows) <= _MOST_LINES:
            yield Working(heading if derivation.order == 1 else f"{heading} Order {order}".strip(), rows)


def explained(explanation: Explanation) -> Iterator[Working]:
    """The chains of an explanation and the derivations on its way, under its headings."""
    heading = ""
    for block in tell(explanation).blocks:
        if isinstance(block, blocks.Heading):
            heading = block.words
        elif isinstance(block, blocks.Chain) and len(block.turns) < _MOST_LINES:
            rows = [Row(turn.expression, turn.why, turn.is_about) for turn in block.turns]
            yield Working(heading, (Row(block.left, ""), *rows))
            heading = ""


@dataclass(frozen=True, slots=True)
class Bank:
    """A set to be written for another program."""

    title: str
    introduction: str
    student: str
    items: tuple[Item, ...]


def bank(name: str, student: str = "", seed: int | None = None) -> Bank:
    """A set by its name, with the numbers of a student.

    Raises:
        UserError: where there is no such set, or an exercise cannot be prepared.
    """
    exercise_set = together(find(name))
    used = exercise_set.seed if seed is None else seed
    items = []
    for number, exercise in enumerate(exercise_set.exercises, 1):
        numbers = chosen(exercise, student, used)
        items.append(Item(number, exercise, numbers, Marker.of(variant(exercise, numbers), exercise_set.credit)))
    return Bank(exercise_set.title, exercise_set.introduction, student, tuple(items))
