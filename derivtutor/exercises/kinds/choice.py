"""Answers that are one of several choices."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from derivtutor.errors import Refusal
from derivtutor.exercises import sentences
from derivtutor.exercises.kinds.choices import Choices, letter
from derivtutor.exercises.kinds.question import Key, Question
from derivtutor.exercises.mark import Mark, right, wrong
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.language import translated


class ChoiceQuestion(Question):
    """A question with a few answers to choose from, by their text, letter or number."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        self.choices = Choices(exercise.choices, exercise.log)
        meant = self.choices.meant(exercise.answer)
        if meant is None:
            raise sentences.KEY_NOT_A_CHOICE(answer=exercise.answer)
        self.right = meant

    @property
    def statement(self) -> str:
        choices = "\n".join(f"- ({label}) {choice}" for label, choice in self._labelled)
        return f"{self.task.rstrip()}\n\n{choices}"

    @property
    def _labelled(self) -> Iterable[tuple[str, str]]:
        return [(letter(place), choice) for place, choice in enumerate(self.exercise.choices)]

    @cached_property
    def key(self) -> Key:
        label, choice = letter(self.right), self.exercise.choices[self.right]
        # the letter may be the text of another choice
        named = label if self.choices.meant(label) == self.right else choice
        return Key(named, rf"\text{{({named})}}", letter=label, choice=choice)

    @property
    def key_told(self) -> str:
        says = translated("The answer is ({letter}) {choice}.")
        return says.format(letter=self.key.letter, choice=self.key.choice.rstrip("."))

    def same(self, answer: str, other: str) -> bool:
        chosen = self.choices.meant(answer)
        return chosen is not None and chosen == self.choices.meant(other)

    def _mark(self, answer: str) -> Mark:
        chosen = self.choices.meant(answer)
        if chosen is None:
            return Mark(verdict="unreadable", credit=0.0, reason="wrong", says=self._remedy())
        read_as, feedback = letter(chosen), self.exercise.feedback
        says = feedback.get(self.exercise.choices[chosen], feedback.get(read_as, ""))
        return right(read_as, says=says) if chosen == self.right else wrong(read_as, says)

    def _remedy(self) -> str:
        """How to answer."""
        counted, last = self.choices.counted, letter(len(self.exercise.choices) - 1)
        says = sentences.ANSWER_WITH_NUMBER_OR_LETTER if counted else sentences.ANSWER_WITH_LETTER
        return says.format(counted=counted, last=last)

    @property
    def feedback_on(self) -> tuple[Iterable[str], Refusal]:
        return [*self.exercise.choices, *(label for label, _ in self._labelled)], sentences.NO_SUCH_CHOICE
