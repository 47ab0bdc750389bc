"""Answers that are one of several choices."""

from __future__ import annotations

from functools import cached_property

from derivtutor.derivation.derivation import Derivation
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.choices import Choices, letter
from derivtutor.exercises.kinds.question import EMPTY, Key
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme


class ChoiceQuestion:
    """A question with a few answers to choose from, by their text, letter or number."""

    derivations: tuple[Derivation, ...] = ()

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.choices = Choices(exercise.choices, exercise.log)
        right = self.choices.meant(exercise.answer)
        if right is None:
            raise UserError(
                f"The answer {exercise.answer} is none of the choices.",
                "Repeat one of the choices, or write its letter.",
            )
        self.right: int = right

    @cached_property
    def statement(self) -> str:
        choices = "\n".join(f"- ({letter(place)}) {choice}" for place, choice in enumerate(self.exercise.choices))
        return f"{self.exercise.text.rstrip()}\n\n{choices}"

    @property
    def letter(self) -> str:
        """The letter of the right choice."""
        return letter(self.right)

    @cached_property
    def key(self) -> Key:
        named = self.letter
        if self.choices.meant(named) != self.right:  # the letter is the text of another choice
            named = self.exercise.choices[self.right]
        return Key(named, rf"\text{{({named})}}")

    def same(self, answer: str, other: str) -> bool:
        chosen = self.choices.meant(answer)
        return chosen is not None and chosen == self.choices.meant(other)

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        chosen = self.choices.meant(answer)
        if chosen is None:
            return Mark(verdict="unreadable", credit=0.0, reason="wrong", says=self._remedy())
        read_as = letter(chosen)
        says = self.exercise.feedback.get(self.exercise.choices[chosen], self.exercise.feedback.get(read_as, ""))
        if chosen == self.right:
            return Mark(verdict="correct", credit=1.0, reason="right", read_as=read_as, says=says)
        return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=says)

    def _remedy(self) -> str:
        """How to answer."""
        letters = f"a letter from a to {letter(len(self.exercise.choices) - 1)}"
        if not self.choices.counted:
            return f"Answer with {letters}."
        return f"Answer with the number of the {self.choices.counted}, or with {letters}."
