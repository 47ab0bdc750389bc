"""Numbers: exact, to the digits that were written, or within a tolerance."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from derivtutor.derivation.tidy import tidied
from derivtutor.exercises import sentences
from derivtutor.exercises.kinds.expression import ExpressionQuestion
from derivtutor.exercises.kinds.inputs import Input, foreseen
from derivtutor.exercises.kinds.key import key_of_number
from derivtutor.exercises.kinds.question import Key
from derivtutor.grading.precision import is_close
from derivtutor.notation.tree import Negation, Node, names

_NEAR = 0.01
"""What is off by less than this share was probably rounded."""


class NumericQuestion(ExpressionQuestion):
    """A question whose answer is a number, given by the author as an expression without letters."""

    workings = ()
    _no_value = sentences.NUMBER_WITHOUT_VALUE

    def _check(self) -> None:
        if names(self.tree):
            raise sentences.KEY_NOT_A_NUMBER(self.exercise.answer, 0, answer=self.exercise.answer)

    @property
    def inputs(self) -> tuple[Input, ...]:
        return (
            Input(
                sort="number",
                expected=self.tree,
                tolerance=self.exercise.tolerance,
                wrong=lambda: foreseen([tidied(Negation(self.tree))], self.mark),
            ),
        )

    @cached_property
    def key(self) -> Key:
        return key_of_number(self.tree)

    @cached_property
    def _tolerance(self) -> Fraction | None:
        return None if self.exercise.tolerance is None else Fraction(str(self.exercise.tolerance))

    def _is_near(self, tree: Node) -> bool:
        return is_close(self._known, tree, self._tolerance)

    def _says(self, tree: Node) -> str:
        near = abs(self._value(tree) - self._value(self.tree)) <= _NEAR * abs(self._value(self.tree))
        return super()._says(tree) or (sentences.ROUNDED_TOO_EARLY if near else "")

    def _value(self, tree: Node) -> float:
        return float(self._known.values_of(tree)[0].mid())
