"""Judging an answer: the problem is prepared once, and every answer is compared with its derivative."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, get_args

from derivtutor.errors import UserError
from derivtutor.grading.answer import Answer, read_answer
from derivtutor.grading.asked import Asked
from derivtutor.grading.brackets import with_brackets
from derivtutor.grading.comparison import Known, Outcome
from derivtutor.grading.counterexample import shown
from derivtutor.grading.diagnosis import Diagnosis
from derivtutor.grading.existence import existence
from derivtutor.grading.form import Form, remaining
from derivtutor.grading.observations import Observer
from derivtutor.grading.precision import is_close
from derivtutor.grading.undefined import UNDEFINED, says_undefined
from derivtutor.grading.verdict import AGREEMENT, Counterexample, Evidence, Verdict, Word
from derivtutor.notation.expression import expression
from derivtutor.notation.tree import Node, Structure, names


class Judge:
    """A problem prepared for many answers.

    Args:
        problem: the function to differentiate; text, an `Expression` or a SymPy expression.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        at: a point such as `"x=2"`; the answer is then a number.
        form: what the answer must look like: any, simplified, factored or expanded.
        tolerance: how far a number at a point may be off; to its stated precision when left out.

    >>> bool(Judge("sin(x^2)")("2x cos(x^2)"))
    True

    Raises:
        UserError: where the problem cannot be read.
    """

    def __init__(
        self,
        problem: Any,
        wrt: str | None = None,
        order: int = 1,
        at: str | float | Mapping[str, object] | None = None,
        form: Form = "any",
        tolerance: float | Fraction | None = None,
    ) -> None:
        if form not in get_args(Form):
            raise UserError(f"There is no form called {form}.", f"Use {', '.join(get_args(Form))}.")
        if tolerance is not None and not 0 <= tolerance < math.inf:
            raise UserError(f"The tolerance {tolerance} is not possible.", "Use a number such as 0.01.")
        self.asked = Asked.of(problem, wrt, order, at)
        self.form = form
        self.tolerance = None if tolerance is None else Fraction(str(tolerance))
        self._letters = self.asked.letters

    @property
    def _known(self) -> Known:
        return self.asked.known

    @cached_property
    def _diagnosis(self) -> Diagnosis:
        return Diagnosis(self.asked)

    def __call__(self, answer: Any) -> Verdict:
        """Judge an answer.

        Raises:
            UserError: where the answer cannot be read, or cannot be compared; that is no attempt.
        """
        return self.judge(self.read(answer))

    def read(self, answer: Any) -> Answer:
        """Read an answer.

        Raises:
            UserError: where it cannot be read.
        """
        if self.asked.point and isinstance(answer, str) and says_undefined(answer):
            return Answer(UNDEFINED, text=answer)
        return read_answer(answer, self.asked.variable, self._letters | self.asked.point.keys())

    def judge(self, read: Answer) -> Verdict:
        """Judge an answer that was read.

        Raises:
            UserError: where it cannot be compared.
        """
        if UNDEFINED in (read.tree, self.asked.expected):
            return existence(self.asked, read)
        outcome = self._compared(read)
        right = outcome.relation == "equal" or self._is_close(read)
        undone = self._undone(read.tree) if right else ()
        word: Word = "incorrect" if not right else "wrong-form" if undone else "correct"
        meant = cache(lambda: None if right else with_brackets(read.text, self._is_right))
        diagnosis = cache(lambda: () if right or meant() else self._diagnosis.explanations(read.tree))
        observer = Observer(self.asked, read, outcome, right, meant)
        return Verdict(
            self.asked.function,
            read.tree,
            self.asked.expected,
            word,
            undone,
            read.notes,
            self.asked.variable,
            _evidence=lambda: self._evidence(read.tree, outcome, right),
            _diagnosis=diagnosis,
            _observations=lambda: observer.observations(diagnosis()),
            _meant=meant,
        )

    def _is_right(self, tree: Node) -> bool:
        return names(tree) <= self._letters and self._known.compare(tree).relation == "equal"

    def _undone(self, tree: Node) -> tuple[str, ...]:
        """What remains to be done for the form asked for; the tutor's own answer counts as simplified."""
        if self.form == "any" or (self.form == "simplified" and tree == self.asked.expected):
            return ()
        return remaining(tree, self.form)

    def _evidence(self, answer: Node, outcome: Outcome, right: bool) -> Evidence:
        if not names(answer).isdisjoint(self.asked.point):
            return Evidence("proved", "no number", 0)
        return evidence(self._known, answer, outcome, right)

    def _compared(self, read: Answer) -> Outcome:
        if not self._known.is_comparable:
            raise UserError(
                "No point was found at which this function has a derivative, so answers cannot be judged.",
                "Check the problem.",
            )
        return self._known.compare(read.tree)

    def _is_close(self, read: Answer) -> bool:
        """Whether a number at a point is right to its stated precision, or within the tolerance."""
        return bool(self.asked.point) and is_close(self._known, read.tree, self.tolerance)


def evidence(known: Known, answer: Node, outcome: Outcome, right: bool) -> Evidence:
    """How a verdict is known: by a counterexample, by a proof, or by agreement to 100 digits."""
    difference = outcome.difference
    if difference is not None and not right:
        difference = shown(known, answer, difference)
        at = {name: float(value) for name, value in difference.point.items()}
        example = Counterexample(at, float(difference.expected.mid()), float(difference.got.mid()))
        return Evidence("proved", "ball arithmetic", len(outcome.agreed) + 1, example)
    if difference is not None:
        return Evidence("agrees", "stated precision", 1)
    if not right:
        return Evidence("agrees", "no common point", 0)
    same = Structure()
    if same(answer) == same(known.tree):
        return Evidence("proved", "identical", len(outcome.agreed))
    from derivtutor.grading.certificate import is_certain

    if is_certain(known.tree, answer, known.domain):
        return Evidence("proved", "polynomial tower", len(outcome.agreed))
    return Evidence("agrees", AGREEMENT, len(outcome.agreed))


def check(
    problem: Any,
    answer: Any,
    wrt: str | None = None,
    order: int = 1,
    at: str | float | Mapping[str, object] | None = None,
    form: Form = "any",
    tolerance: float | Fraction | None = None,
) -> Verdict:
    """Judge one answer; the arguments are those of `Judge`.

    >>> check("sin(x^2)", "cos(x^2)").diagnosis[0].slips[0].slip
    'chain-missing-inner'
    """
    return Judge(problem, wrt, order, at, form, tolerance)(answer)


def equal(left: Any, right: Any) -> Verdict:
    """Whether two expressions are equal as real functions wherever both are defined.

    >>> bool(equal("sin(x)^2", "1 - cos(x)^2"))
    True

    Raises:
        UserError: where one of them cannot be read.
    """
    one, other = expression(left), expression(right)
    known = Known(one.tree, names(one.tree) | names(other.tree), (other.tree,))
    outcome = known.compare(other.tree)
    right_answer = outcome.relation == "equal"
    return Verdict(
        one.tree,
        other.tree,
        one.tree,
        "correct" if right_answer else "incorrect",
        (),
        (*one.notes, *other.notes),
        _evidence=lambda: evidence(known, other.tree, outcome, right_answer),
        _diagnosis=tuple,
        _observations=tuple,
    )
