"""Numbers: exact, to the digits that were written, or within a tolerance."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.question import EMPTY, Key, unreadable
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.answer import read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.precision import is_close
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Negation, names


class NumericQuestion:
    """A question whose answer is a number, given by the author as an expression without letters."""

    derivation = None

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.tree = read(exercise.answer).tree
        if names(self.tree):
            message = f"The answer {exercise.answer} is not a number."
            raise UserError(message, "Write a number, such as 2, 1/3 or sqrt(2).", exercise.answer, 0)
        self.tolerance = None if exercise.tolerance is None else Fraction(exercise.tolerance)
        self._known = Known(self.tree, frozenset())
        if not self._known.is_comparable:
            raise UserError(f"The answer {exercise.answer} has no value.", "Write a number, such as 2 or 1/3.")

    @property
    def statement(self) -> str:
        return self.exercise.text

    @cached_property
    def key(self) -> Key:
        shown = tidied(self.tree)
        return Key(linear.text(shown), latex(shown))

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        try:
            tree = read_answer(answer, "x", frozenset()).tree
        except UserError as error:
            return unreadable(error)
        read_as = linear.text(tree)
        outcome = self._known.compare(tree)
        exact = outcome.relation == "equal"
        if exact or is_close(self._known, tree, self.tolerance):
            evidence = {"certainty": "agrees", "method": "100 digits" if exact else "stated precision"}
            return Mark(verdict="correct", credit=1.0, reason="right", read_as=read_as, evidence=evidence)
        says = "Only the sign is wrong." if self._known.compare(Negation(tree)).relation == "equal" else ""
        return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=says)
