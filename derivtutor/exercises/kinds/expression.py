"""Expressions that the question describes in words, such as one term of a derivative: `expression`."""

from __future__ import annotations

from functools import cached_property

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.question import EMPTY, Key, same_expressions, unreadable
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.answer import read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.judge import evidence
from derivtutor.grading.wording import as_typed
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Negation, Node, names


class ExpressionQuestion:
    """A question whose answer is an expression that its author gives; its function, if there is one, is explained."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.tree = read(as_typed(exercise.answer)).tree
        self._known = Known(self.tree, names(self.tree))
        if not self._known.is_comparable:
            raise UserError(f"The answer {exercise.answer} has no value.", "Write an expression, such as 2x sin(x).")

    @cached_property
    def derivations(self) -> tuple[Derivation, ...]:
        function = self.exercise.differentiate
        return (explain(function, wrt=self.exercise.variable or None),) if function else ()

    @property
    def statement(self) -> str:
        return self.exercise.text

    @cached_property
    def key(self) -> Key:
        return Key(linear.text(self.tree), latex(self.tree))

    def same(self, answer: str, other: str) -> bool:
        return same_expressions(answer, other)

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        try:
            tree = self._read(answer)
        except UserError as error:
            return unreadable(error)
        read_as = linear.text(tree)
        outcome = self._known.compare(tree)
        if outcome.relation == "equal":
            found = evidence(self._known, tree, outcome, True).as_dict()
            return Mark(verdict="correct", credit=1.0, reason="right", read_as=read_as, evidence=found)
        only_sign = self._known.compare(Negation(tree)).relation == "equal"
        says = "Only the sign is wrong." if only_sign else ""
        return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=says)

    def _read(self, answer: str) -> Node:
        return read_answer(answer, self.exercise.variable or "x", names(self.tree)).tree
