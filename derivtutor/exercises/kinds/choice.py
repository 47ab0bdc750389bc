"""Answers that are one of several choices."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from derivtutor.errors import UserError
from derivtutor.exercises.kinds.choices import Choices, letter
from derivtutor.exercises.kinds.question import Key, Question
from derivtutor.exercises.mark import Mark, right, wrong
from derivtutor.exercises.model import Exercise, Scheme


class ChoiceQuestion(Question):
    """A question with a few answers to choose from, by their text, letter or number."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        self.choices = Choices(exercise.choices, exercise.log)
        meant = self.choices.meant(exercise.answer)
        if meant is None:
            raise UserError(
                f"The answer {exercise.answer} is none of the choices.",
                "Repeat one of the choices, or write its letter.",
            )
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
        return f"The answer is ({self.key.letter}) {self.key.choice.rstrip('.')}."

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
        letters = f"a letter from a to {letter(len(self.exercise.choices) - 1)}"
        if not self.choices.counted:
            return f"Answer with {letters}."
        return f"Answer with the number of the {self.choices.counted}, or with {letters}."

    @property
    def feedback_on(self) -> tuple[Iterable[str], str]:
        return [*self.exercise.choices, *(label for label, _ in self._labelled)], "{} is none of the choices."
