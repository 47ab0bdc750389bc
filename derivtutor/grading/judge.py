"""Judging an answer: the problem is prepared once, and every answer is compared with its derivative."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, get_args

from derivtutor.grading import sentences
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
from derivtutor.grading.verdict import AGREEMENT, Counterexample, Evidence, Explanation, Verdict, Word
from derivtutor.notation import linear
from derivtutor.notation.expression import expression
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Node, Structure, names
from derivtutor.showing import Shown


class Judge(Shown):
    """A problem prepared for many answers.

    Args:
        problem: the function to differentiate; text, an `Expression`, a SymPy expression or a finished derivation.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        at: a point such as `"x=2"`; the answer is then a number.
        form: what the answer must look like: any, simplified, factored or expanded.
        tolerance: how far a number at a point may be off; to its stated precision when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.

    Attributes:
        asked: the problem as it was read, with its derivative.

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
        log: Base = "e",
    ) -> None:
        if form not in get_args(Form):
            raise sentences.NO_SUCH_FORM(form=form, forms=", ".join(get_args(Form)))
        if tolerance is not None and not 0 <= tolerance < math.inf:
            raise sentences.NO_TOLERANCE(tolerance=tolerance)
        self.asked = Asked.of(problem, wrt, order, at, log)
        self.log: Base = log
        self.form = form
        self.tolerance = None if tolerance is None else Fraction(str(tolerance))

    def _in_short(self) -> str:
        return f"judge for {self.asked._in_short()}"

    @cached_property
    def diagnosis(self) -> Diagnosis:
        """What explains wrong answers."""
        return Diagnosis(self.asked)

    def __call__(self, answer: Any) -> Verdict:
        """Judge an answer.

        Args:
            answer: text in any notation, an `Expression` or a SymPy expression.

        Raises:
            UserError: where the answer cannot be read, or cannot be compared; that is no attempt.
        """
        return self.judge(self.read(answer))

    def read(self, answer: Any) -> Answer:
        """Read an answer.

        Args:
            answer: text in any notation, an `Expression` or a SymPy expression.

        Raises:
            UserError: where it cannot be read.
        """
        if self.asked.point and isinstance(answer, str) and says_undefined(answer):
            return Answer(UNDEFINED, text=answer)
        return read_answer(answer, self.asked.variable, self.asked.letters | self.asked.point.keys(), self.log)

    def judge(self, read: Answer) -> Verdict:
        """Judge an answer that was read.

        Args:
            read: what `read` handed out.

        Raises:
            UserError: where it cannot be compared.
        """
        if UNDEFINED in (read.tree, self.asked.expected):
            return existence(self.asked, read)
        outcome = self._compared(read)
        right = outcome.relation == "equal" or self._is_close(read)
        undone = self._undone(read.tree) if right else ()
        word: Word = "incorrect" if not right else "wrong-form" if undone else "correct"
        asked = self.asked
        return AnswerVerdict(
            asked.function,
            read.tree,
            asked.expected,
            word,
            undone,
            read.notes,
            asked.variable,
            judge=self,
            read=read,
            outcome=outcome,
        )

    def is_right(self, tree: Node) -> bool:
        """Whether an expression is equal to the derivative.

        Args:
            tree: the expression.
        """
        return names(tree) <= self.asked.letters and self.asked.known.compare(tree).relation == "equal"

    def _undone(self, tree: Node) -> tuple[str, ...]:
        """What remains to be done for the form asked for; the tutor's own answer counts as simplified."""
        if self.form == "any" or (self.form == "simplified" and tree == self.asked.expected):
            return ()
        return remaining(tree, self.form)

    def _compared(self, read: Answer) -> Outcome:
        if not self.asked.known.is_comparable:
            raise sentences.NO_DERIVATIVE_FOR_ANSWERS()
        return self.asked.known.compare(read.tree)

    def _is_close(self, read: Answer) -> bool:
        """Whether a number at a point is right to its stated precision, or within the tolerance."""
        return bool(self.asked.point) and is_close(self.asked.known, read.tree, self.tolerance)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class AnswerVerdict(Verdict):
    """The verdict on an answer to a prepared problem."""

    judge: Judge
    read: Answer
    outcome: Outcome

    @property
    def _is_right(self) -> bool:
        return self.verdict != "incorrect"

    @cached_property
    def evidence(self) -> Evidence:
        asked = self.judge.asked
        if not names(self.answer).isdisjoint(asked.point):
            return Evidence("proved", "no number", 0)
        return evidence(asked.known, self.answer, self.outcome, self._is_right)

    @cached_property
    def diagnosis(self) -> tuple[Explanation, ...]:
        return () if self._is_right or self.meant else self.judge.diagnosis.explanations(self.answer)

    @cached_property
    def observations(self) -> tuple[str, ...]:
        observer = Observer(self.judge.asked, self.read, self.outcome, self._is_right, self.meant)
        return (*observer.observations(self.diagnosis), *self._tidied_up())

    def _tidied_up(self) -> Iterator[str]:
        """What a right answer in an odd form comes to; where a form is asked for, that is left to whoever answers."""
        asked = self.judge.asked
        is_odd = self.verdict == "correct" and not asked.point and self.answer != asked.expected
        if is_odd and remaining(self.answer, "simplified"):
            yield sentences.TIDIED_UP.format(answer=linear.unicode(asked.expected))

    @cached_property
    def meant(self) -> str | None:
        return None if self._is_right else with_brackets(self.read.text, self.judge.is_right, self.judge.log)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class EqualityVerdict(Verdict):
    """The verdict on whether two expressions are equal."""

    known: Known
    outcome: Outcome

    @cached_property
    def evidence(self) -> Evidence:
        return evidence(self.known, self.answer, self.outcome, bool(self))


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


def equal(left: Any, right: Any, log: Base = "e") -> Verdict:
    """Whether two expressions are equal as real functions wherever both are defined.

    Args:
        left: text in any notation, an `Expression` or a SymPy expression.
        right: the other one.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> bool(equal("sin(x)^2", "1 - cos(x)^2"))
    True

    Raises:
        UserError: where one of them cannot be read.
    """
    one, other = expression(left, log=log), expression(right, log=log)
    known = Known(one.tree, names(one.tree) | names(other.tree), (other.tree,))
    outcome = known.compare(other.tree)
    word: Word = "correct" if outcome.relation == "equal" else "incorrect"
    notes = (*one.notes, *other.notes)
    return EqualityVerdict(one.tree, other.tree, one.tree, word, notes=notes, known=known, outcome=outcome)
