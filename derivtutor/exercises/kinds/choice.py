"""Answers that are one of several choices."""

from __future__ import annotations

import re
from functools import cached_property

from derivtutor.derivation.derivation import Derivation
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.question import EMPTY, Key
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme


class ChoiceQuestion:
    """A question with a few answers to choose from, by their text, letter or number."""

    derivations: tuple[Derivation, ...] = ()

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.right = self._chosen(exercise.answer)
        if self.right is None:
            raise UserError(
                f"The answer {exercise.answer} is none of the choices.",
                "Repeat one of the choices, or write its letter.",
            )

    @cached_property
    def statement(self) -> str:
        choices = "\n".join(f"- ({letter(place)}) {choice}" for place, choice in enumerate(self.exercise.choices))
        return f"{self.exercise.text.rstrip()}\n\n{choices}"

    @cached_property
    def key(self) -> Key:
        assert self.right is not None
        named = letter(self.right)
        if self._chosen(named) != self.right:  # the letter is the text of another choice
            named = self.exercise.choices[self.right]
        return Key(named, rf"\text{{({named})}}")

    def same(self, answer: str, other: str) -> bool:
        chosen = self._chosen(answer)
        return chosen is not None and chosen == self._chosen(other)

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        chosen = self._chosen(answer)
        if chosen is None:
            last = letter(len(self.exercise.choices) - 1)
            return Mark(
                verdict="unreadable", credit=0.0, reason="wrong", says=f"Answer with a letter from a to {last}."
            )
        read_as = letter(chosen)
        says = self.exercise.feedback.get(self.exercise.choices[chosen], self.exercise.feedback.get(read_as, ""))
        if chosen == self.right:
            return Mark(verdict="correct", credit=1.0, reason="right", read_as=read_as, says=says)
        return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=says)

    def _chosen(self, answer: str) -> int | None:
        """Which choice was meant: its text first, then its letter or number; both, as the question shows them, too."""
        choices = self.exercise.choices
        for same in (str.strip, _plain, _loose):
            matching = [place for place, choice in enumerate(choices) if same(choice) == same(answer)]
            if len(matching) == 1:
                return matching[0]
        bare = answer.strip().strip("().:").casefold()
        if len(bare) == 1 and "a" <= bare < letter(len(choices)):
            return ord(bare) - ord("a")
        if bare.isdecimal() and 1 <= int(bare[:4]) <= len(choices):
            return int(bare[:4]) - 1
        shown = re.fullmatch(r"\s*\(?([a-z])[).:]+\s*(.+)", answer, re.DOTALL | re.IGNORECASE)
        if shown is not None:
            place = self._chosen(shown[2])
            return place if place is not None and letter(place) == shown[1].casefold() else None
        return None


def _loose(text: str) -> str:
    """A text without brackets around it, articles and full stops."""
    return re.sub(r"^the|[().,]|rule$", "", _plain(text))


def _plain(text: str) -> str:
    return re.sub(r"[\s$`]+", "", text).casefold()


def letter(place: int) -> str:
    """The letter of a choice, counted from 0."""
    return chr(ord("a") + place)
