"""Expressions that the question describes in words, such as one term of a derivative: `expression`."""

from __future__ import annotations

from functools import cached_property

from derivtutor.derivation.explain import explain
from derivtutor.exercises import sentences
from derivtutor.exercises.kinds.question import Key, Question, Worked
from derivtutor.exercises.mark import Mark, right, wrong
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.answer import read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.judge import evidence
from derivtutor.grading.wording import without_marks
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Negation, Node, names


class ExpressionQuestion(Question):
    """A question whose answer is an expression that its author gives; its function, if there is one, is explained."""

    _no_value = sentences.ANSWER_WITHOUT_VALUE

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        self.tree = read(without_marks(exercise.answer), log=exercise.log).tree
        self._check()
        self._letters = names(self.tree)
        self._known = Known(self.tree, self._letters)
        if not self._known.is_comparable:
            raise self._no_value(answer=exercise.answer)

    def _check(self) -> None:
        """Refuse an answer that is not what is asked for."""

    @cached_property
    def workings(self) -> tuple[Worked, ...]:
        function = self.exercise.differentiate
        wrt, log = self.exercise.variable or None, self.exercise.log
        return (Worked(explain(function, wrt=wrt, method="direct", log=log)),) if function else ()

    @property
    def _function(self) -> str:
        return ""

    @cached_property
    def key(self) -> Key:
        return Key(linear.text(self.tree), latex(self.tree))

    def _mark(self, answer: str) -> Mark:
        tree = read_answer(answer, self.exercise.variable or "x", self._letters, self.exercise.log).tree
        outcome = self._known.compare(tree)
        if outcome.relation == "equal" or self._is_near(tree):
            return right(linear.text(tree), evidence(self._known, tree, outcome, True).as_dict())
        return wrong(linear.text(tree), self._says(tree))

    def _is_near(self, tree: Node) -> bool:
        """Whether an answer that is not equal is right all the same."""
        return False

    def _says(self, tree: Node) -> str:
        """What can be said of a wrong answer."""
        return sentences.ONLY_THE_SIGN if self._known.compare(Negation(tree)).relation == "equal" else ""
