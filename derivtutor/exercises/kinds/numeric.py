"""Numbers: exact, to the digits that were written, or within a tolerance."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from derivtutor.derivation.derivation import Derivation
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.key import key_of_number
from derivtutor.exercises.kinds.question import EMPTY, Key, same_expressions, unreadable
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.answer import read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.judge import evidence
from derivtutor.grading.precision import is_close
from derivtutor.grading.wording import as_typed
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Negation, Node, names

_NEAR = 0.01
"""What is off by less than this share was probably rounded."""


class NumericQuestion:
    """A question whose answer is a number, given by the author as an expression without letters."""

    derivations: tuple[Derivation, ...] = ()

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.tree = read(as_typed(exercise.answer)).tree
        if names(self.tree):
            message = f"The answer {exercise.answer} is not a number."
            raise UserError(message, "Write a number, such as 2, 1/3 or sqrt(2).", exercise.answer, 0)
        self.tolerance = None if exercise.tolerance is None else Fraction(str(exercise.tolerance))
        self._known = Known(self.tree, frozenset())
        if not self._known.is_comparable:
            raise UserError(f"The answer {exercise.answer} has no value.", "Write a number, such as 2 or 1/3.")

    @property
    def statement(self) -> str:
        return self.exercise.text

    @cached_property
    def key(self) -> Key:
        return key_of_number(self.tree)

    def same(self, answer: str, other: str) -> bool:
        return same_expressions(answer, other)

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        try:
            tree = read_answer(answer, "x", frozenset()).tree
        except UserError as error:
            return unreadable(error)
        read_as = linear.text(tree)
        outcome = self._known.compare(tree)
        if outcome.relation == "equal" or is_close(self._known, tree, self.tolerance):
            found = evidence(self._known, tree, outcome, True).as_dict()
            return Mark(verdict="correct", credit=1.0, reason="right", read_as=read_as, evidence=found)
        says = self._says(tree)
        return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=says)

    def _says(self, tree: Node) -> str:
        """What can be said of a wrong number."""
        if self._known.compare(Negation(tree)).relation == "equal":
            return "Only the sign is wrong."
        near = abs(self._value(tree) - self._value(self.tree)) <= _NEAR * abs(self._value(self.tree))
        return "That is close: was it rounded too early? Give more digits." if near else ""

    def _value(self, tree: Node) -> float:
        return float(self._known.values_of(tree)[0].mid())
