"""Marking answers to an exercise, the alternatives that its author foresaw included."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import msgspec

from derivtutor.errors import UserError
from derivtutor.exercises.components import components
from derivtutor.exercises.kinds import prepare
from derivtutor.exercises.kinds.question import Question
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Alternative, Exercise, ExerciseSet, Scheme
from derivtutor.exercises.variants import chosen, variant
from derivtutor.grading.answer import read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.precision import is_close
from derivtutor.notation.tree import Node, names


@dataclass(frozen=True)
class Marker:
    """An exercise ready to mark answers."""

    question: Question

    @classmethod
    def of(cls, exercise: Exercise, scheme: Scheme = Scheme()) -> Marker:  # noqa: B008 (a value that never changes)
        """Prepare an exercise that has no parameters left.

        Raises:
            UserError: where it cannot be prepared.
        """
        return cls(prepare(exercise, scheme))

    def mark(self, answer: str) -> Mark:
        """Mark an answer. Right is right; what is not is compared with the alternatives first."""
        found = self.question.mark(answer)
        if found.verdict in ("correct", "empty"):
            return found
        for other, is_meant in self._alternatives:
            if is_meant(answer):
                return _alternative(found, other)
        return found

    @cached_property
    def _alternatives(self) -> tuple[tuple[Alternative, _Same], ...]:
        return tuple((other, _Same(other.answer)) for other in self.question.exercise.alternatives)


def _alternative(found: Mark, other: Alternative) -> Mark:
    full = other.credit == 1
    return msgspec.structs.replace(
        found,
        verdict="correct" if full else "incorrect",
        credit=other.credit,
        reason="alternative",
        says=other.says or ("" if full else found.says),
    )


class _Same:
    """Whether an answer is the same as a given one: the same words, or equal expressions."""

    def __init__(self, given: str) -> None:
        self.words = _bare(given)
        self.known: list[Known] = []
        try:
            trees = [read_answer(piece, "x", frozenset()).tree for piece in components(given)]
        except UserError:
            return
        self.known = [Known(tree, names(tree)) for tree in trees]

    def __call__(self, answer: str) -> bool:
        if _bare(answer) == self.words:
            return True
        pieces = components(answer)
        if len(pieces) != len(self.known):
            return False
        try:
            trees = [read_answer(piece, "x", frozenset()).tree for piece in pieces]
            return all(map(_agrees, self.known, trees))
        except UserError:
            return False


def _agrees(known: Known, tree: Node) -> bool:
    """Whether two expressions are equal; a number may be rounded."""
    return known.compare(tree).relation == "equal" or is_close(known, tree, None)


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def for_student(exercises: ExerciseSet, student: str, seed: int) -> tuple[Exercise, ...]:
    """The exercises with a student's own numbers."""
    return tuple(variant(exercise, chosen(exercise, student, seed)) for exercise in exercises.exercises)
