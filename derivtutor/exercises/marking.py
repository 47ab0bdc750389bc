"""Marking answers to an exercise, the alternatives that its author foresaw included."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cached_property

from derivtutor.errors import UserError
from derivtutor.exercises import kinds, sentences
from derivtutor.exercises.gap import Gap, gap_of
from derivtutor.exercises.kinds.question import Question
from derivtutor.exercises.mark import Mark, unreadable
from derivtutor.exercises.model import Alternative, Exercise, Scheme
from derivtutor.notation.markup import without_markup
from derivtutor.notation.rewritten import check as check_rewritten
from derivtutor.notation.swallowed import check as check_swallowed


@dataclass(frozen=True)
class Marker:
    """An exercise ready to mark answers."""

    question: Question

    @classmethod
    def of(cls, exercise: Exercise, scheme: Scheme = Scheme()) -> Marker:  # noqa: B008 (a value that never changes)
        """Prepare an exercise.

        Raises:
            UserError: where it has parameters left, or its function or key cannot be read.
        """
        if exercise.parameters:
            raise sentences.PARAMETERS_LEFT(id=exercise.id)
        module, name = exercise.facts.question
        return cls(getattr(importlib.import_module(f"{kinds.__name__}.{module}"), name)(exercise, scheme))

    def mark(self, answer: str) -> Mark:
        """Mark an answer. Right is right; what is not is compared with the alternatives first.

        Where a line has a gap, what is more than is missing is not wrong.
        """
        try:
            check_swallowed(answer)
            check_rewritten(answer)
        except UserError as error:
            return unreadable(error)
        answer = _typed(answer)
        mark = self.question.mark(answer)
        if mark.verdict in ("correct", "empty"):
            return mark
        for other in self.question.exercise.alternatives:
            if self.question.same(answer, other.answer):
                return _alternative(mark, other)
        return (self._gap and self._gap.marked(answer, self.question.scheme.wrong_form)) or mark

    @cached_property
    def _gap(self) -> Gap | None:
        return gap_of(self.question)


def _typed(answer: str) -> str:
    """An answer for all kinds of questions: MathML that can be read as text, anything else as it is."""
    try:
        return without_markup(answer)
    except UserError:
        return answer


def _alternative(mark: Mark, other: Alternative) -> Mark:
    """The author's word stands; what was found out about a wrong answer is no longer told of a right one."""
    full = other.credit == 1
    return Mark(
        verdict="correct" if full else "incorrect",
        credit=other.credit,
        reason="alternative",
        read_as=mark.read_as,
        says=other.says or ("" if full else mark.says),
        slips=() if full else mark.slips,
        evidence={} if full else mark.evidence,
    )
