"""Exercises in derivatives by vectors and matrices; the answer is a formula, or numbers where values are given."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from derivtutor.calculus.explanation import Explanation
from derivtutor.calculus.matrices.matrix import Formula
from derivtutor.derivation.account import Result
from derivtutor.errors import UserError
from derivtutor.exercises.kinds import told_to
from derivtutor.exercises.kinds.derivative import marked
from derivtutor.exercises.kinds.inputs import Foreseen, Input
from derivtutor.exercises.kinds.question import Key, Question
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.matrices.judge import MatrixJudge
from derivtutor.grading.topics.checking import judge_of
from derivtutor.language import between, translated
from derivtutor.network.matrices.expression import SCALAR
from derivtutor.network.matrices.writing import plain, side, unicode
from derivtutor.notation.latex import latex
from derivtutor.notation.tree import Name

_MOST_LINES = (2, 3, 5, 7)
"""A differential of so many lines has difficulty 1, 2, 3 and 4."""


class MatrixQuestion(Question):
    """What `matrix` takes; the answer is judged at random matrices, or entry by entry."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        options = (exercise.form, exercise.tolerance, exercise.log)
        self.judge = judge_of("matrix", exercise.differentiate, *options, **_arguments(exercise))
        formula = self.judge.found.result
        assert isinstance(formula, Formula)
        self.formula = formula

    @property
    def explanation(self) -> Explanation:
        return self.judge.found

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(self.formula.problem.letters)

    @property
    def difficulty(self) -> int:
        """By the lines of the differential."""
        return 1 + bisect(_MOST_LINES, len(self.explanation.document["steps"]) - 1)

    @property
    def _function(self) -> str:
        return side(self.formula.problem.function).latex

    def _usual_task(self) -> str:
        problem = self.formula.problem
        at = self._at
        plain = "Find {what} of {function} with respect to {by}."
        there = "Find {what} of {function} with respect to {by} at {at}."
        asked = translated(there if at else plain)
        by = f"${latex(Name(problem.wrt))}$"
        words = [asked.format(what=self._asked, function=f"${self._function}$", by=by, at=at)]
        for name in filter(None, map(str.strip, self.exercise.symmetric.split(","))):
            words.append(translated("The matrix {name} is symmetric.").format(name=f"${latex(Name(name))}$"))
        return " ".join(words)

    @property
    def _asked(self) -> str:
        problem = self.formula.problem
        if self.exercise.order == 2:
            return translated("the Hessian")
        if problem.variable.shape == SCALAR:
            return translated("the derivative")
        return translated("the gradient" if problem.function.shape == SCALAR else "the Jacobian matrix")

    @property
    def _at(self) -> str:
        """The values, where there are some."""
        there = self.explanation.document.get("at", {})
        values = [f"{latex(Name(name))} = {_in_latex(value)}" for name, value in there.items()]
        return f"${between().join(values)}$" if values else ""

    @property
    def inputs(self) -> tuple[Input, ...]:
        return (Input(sort="formula", letters=self.letters, variable=self.formula.problem.wrt, wrong=self._wrong),)

    @cached_property
    def key(self) -> Key:
        if self.formula.entries:
            numbers = Result(self.formula.entries, self.formula.shape)
            return Key(numbers.text, numbers.latex)
        return Key(self.formula.text, self.formula.latex)

    def spellings(self) -> Iterable[str]:
        return (self.key.text,) if self.formula.entries else (self.key.text, unicode(self.formula.expression))

    def _wrong(self) -> Iterator[Foreseen]:
        """The wrong answers that slips lead to, one for each, as far as there is something to say to them."""
        texts = map(plain, self.judge.foreseen()) if isinstance(self.judge, MatrixJudge) else ()
        for text in dict.fromkeys(texts):
            mark = self.mark(text)
            if mark.verdict == "incorrect" and mark.says:
                yield Foreseen(text, mark.credit, mark.says)

    def same(self, answer: str, other: str) -> bool:
        """Whether two answers mean the same, or are the same words."""
        if "".join(answer.split()).casefold() == "".join(other.split()).casefold():
            return True
        try:
            return isinstance(self.judge, MatrixJudge) and self.judge.are_equal(answer, other)
        except UserError:
            return False

    def _mark(self, answer: str) -> Mark:
        verdict: Any = self.judge(answer)
        rules = {"differentials": len(self.explanation.document["steps"])}
        mark = replace(marked(verdict, self.exercise, self.scheme, rules), read_as=verdict.written)
        is_in_part = not verdict and verdict.credit > mark.credit
        return replace(mark, credit=verdict.credit, reason="by parts") if is_in_part else mark


def _in_latex(value: Any) -> str:
    """A number, or a list of numbers or of rows."""
    if not isinstance(value, list):
        return f"{value:g}"
    rows = [" & ".join(map(_in_latex, row if isinstance(row, list) else [row])) for row in value]
    inside = r" \\ ".join(rows)
    return rf"\begin{{pmatrix}} {inside} \end{{pmatrix}}"


def _arguments(exercise: Exercise) -> dict[str, Any]:
    """What the topic is told, as far as the exercise says it."""
    told = [(option, getattr(exercise, field)) for option, field in told_to("matrix")]
    return {option: value for option, value in told if value not in ("", (), 1)}
