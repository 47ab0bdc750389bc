"""Derivatives at given matrices: the answer is a number, a vector or a matrix of numbers, judged entry by entry."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from derivtutor.calculus.explanation import Explanation as Found
from derivtutor.derivation.account import Task
from derivtutor.grading import sentences
from derivtutor.grading.form import Form
from derivtutor.grading.matrices.arrays import rows_in
from derivtutor.grading.matrices.at_values import numbers_at, place_of
from derivtutor.grading.matrices.judge import MatrixJudge
from derivtutor.grading.matrices.reading import letters_of, sides_of, tree_of
from derivtutor.grading.topics.judging import TopicJudge
from derivtutor.grading.verdict import Verdict
from derivtutor.grading.wording import without_marks
from derivtutor.network.matrices.writing import side
from derivtutor.notation.expression import Expression as Shown
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Name


class NumbersJudge(TopicJudge):
    """A derivative at matrices of numbers, prepared for answers; the arguments are those of `TopicJudge`."""

    def __init__(
        self, found: Found, arguments: Mapping[str, Any], form: Form, tolerance: Any, log: Base, slack: Fraction
    ) -> None:
        self.formulas = MatrixJudge(found, arguments, log)
        super().__init__(with_numbers(found), arguments, form, tolerance, log, slack)

    def __call__(self, answer: Any) -> Verdict:
        """Judge an answer; one that is a formula is not yet the numbers.

        Raises:
            UserError: where it cannot be read.
        """
        if isinstance(answer, str) and rows_in(without_marks(answer)) is None:
            last = sides_of(answer)[-1]
            if letters_of(tree_of(last, self.formulas.problem.letters, self.log)):
                return self.formulas(answer).but(sentences.NUMBERS_ARE_ASKED)
        return super().__call__(answer)


def with_numbers(found: Found) -> Found:
    """What was found, with the entries of the derivative at the values that were given."""
    formula: Any = found.result
    there = numbers_at(formula.expression, place_of(found.document["at"]))
    function = Task((Shown(Name(side(formula.problem.function).text)),), found.task.variables)
    return replace(found, task=function, result=replace(formula, entries=there.entries, shape=there.shape))
