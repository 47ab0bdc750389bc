"""Judging an answer to a topic: entry by entry, against what the topic finds."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from derivtutor.calculus.explanation import Explanation as Found
from derivtutor.calculus.values import put_in
from derivtutor.derivation.account import Result
from derivtutor.derivation.derivation import Derivation
from derivtutor.grading import sentences
from derivtutor.grading.answer import Answer, read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.form import Form, remaining
from derivtutor.grading.judge import Judge
from derivtutor.grading.precision import is_close
from derivtutor.grading.topics.choices import choices
from derivtutor.grading.topics.curves import Curve
from derivtutor.grading.topics.entries import entries, matrix
from derivtutor.grading.topics.equations import heights, solved, solved_for
from derivtutor.grading.topics.no_slope import (
    VERTICAL,
    NoSlopeVerdict,
    is_vertical,
    said_of_slope,
)
from derivtutor.grading.topics.points import point_set
from derivtutor.grading.topics.rounded import is_rounded
from derivtutor.grading.topics.slips.paths import expanded
from derivtutor.grading.topics.verdict import EntryVerdict, TopicVerdict
from derivtutor.grading.undefined import UNDEFINED
from derivtutor.grading.verdict import Verdict, Word
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.markup import without_markup
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Node, Number, Quotient, names
from derivtutor.showing import Shown

_WORST_FIRST: tuple[Word, ...] = ("incorrect", "wrong-form")
_PRECISION = 160
_TOUCHING = ("tangent", "tangent-plane")
"""Topics whose answers are equations; the point is no part of them."""

_NO_RECIPROCAL = Quotient(Number(1), Number(0))
"""The slope of an inverse where the function's is zero."""

_REST = re.compile(r"\s*\+\s*(?:\\?[oO]\s*\(.*\)|\\mathcal\s*\{O\}\s*\(.*\)|…|\.\.\.|\\[lc]?dots)\s*[.$]*\s*$")
"""What says that a series goes on."""

_OR = re.compile(r"(?<![A-Za-z\\])or(?![A-Za-z])", re.IGNORECASE)

_MOST_CHARACTERS = 10_000

_FACTORIAL = re.compile(r"(?<![\d.])(\d{1,2})!")


class TopicJudge(Shown):
    """What a topic found, prepared for answers.

    Args:
        found: what the topic found.
        arguments: what it was told.
        form: what the entries must look like.
        tolerance: how far a number may be off; to its stated precision when left out.
        log: the base of logarithms that are written without one.
        slack: how far any number may be off, as the right one is not known exactly.
        problem: the problem as it was typed.
    """

    def __init__(
        self,
        found: Found,
        arguments: Mapping[str, Any],
        form: Form = "any",
        tolerance: float | Fraction | None = None,
        log: Base = "e",
        slack: Fraction | None = None,
        problem: Any = None,
    ) -> None:
        self.found, self.slack, self.problem = found, slack, problem
        self.arguments = arguments
        self.form, self.log = form, log
        self.tolerance = None if tolerance is None else Fraction(str(tolerance))
        self.point = dict(found.task.point) if "at" in arguments and found.topic not in _TOUCHING else {}
        is_flat = found.topic == "inverse" and found.document["value"] is None
        entries = [_NO_RECIPROCAL] if is_flat else [put_in(entry, self.point) for entry in found.result.entries]
        self.result = Result(tuple(entries), found.result.shape)
        functions = frozenset[str]().union(*[names(function.tree) for function in found.task.functions])
        self.letters = (functions | frozenset(found.task.variables)) - self.point.keys()

    def _in_short(self) -> str:
        return f"judge for {self.found.topic}: {self.result.text}"

    @property
    def has_letters(self) -> bool:
        """Whether the right answer has letters; else it consists of numbers."""
        return any(map(names, self.result.entries))

    @property
    def has_no_value(self) -> bool:
        """Whether a number is asked for where there is none, such as the slope of a curve that is vertical."""
        (first, *others), there = self.result.entries or (Number(0),), bool(self.point)
        return there and not others and not names(first) and evaluate_ball(first, {}, _PRECISION) is None

    @cached_property
    def curve(self) -> Curve | None:
        """The curve on which an answer must be right, if it need not be elsewhere."""
        document = self.found.document
        if self.found.topic != "implicit" or self.point:
            return None
        return Curve(document["equation"], document["wrt"], document["of"])

    @property
    def labels(self) -> tuple[str, ...]:
        """What the entries are called."""
        shape, variables = self.result.shape, self.found.task.variables
        if len(shape) == 2:
            places = [(row + 1, column + 1) for row in range(shape[0]) for column in range(shape[1])]
            return tuple([sentences.IN_ROW.format(row=row, column=column) for row, column in places])
        if len(shape) == 1 and len(variables) == shape[0]:
            return tuple([sentences.IN_COMPONENT.format(name=variable) for variable in variables])
        return tuple([sentences.IN_COMPONENT.format(name=place + 1) for place in range(len(self.result.entries))])

    def __call__(self, answer: Any) -> Verdict:
        """Judge an answer.

        Raises:
            UserError: where it cannot be read, or has several answers.
        """
        if isinstance(answer, str) and len(without_markup(answer)) > _MOST_CHARACTERS:
            raise sentences.ANSWER_TOO_LONG(most=_MOST_CHARACTERS)
        way = _WAYS.get(self.found.topic)
        verdict = way(self, answer) if way else None
        if verdict is not None:
            return verdict
        if isinstance(answer, str) and _OR.search(answer):
            raise sentences.SEVERAL_ANSWERS()
        pieces = entries(answer, self.result.shape, self.letters)
        if pieces is None:
            return self._verdict((), self._as_it_stands(answer))
        judged = [self._entry(place, piece) for place, piece in enumerate(pieces)]
        typed = [each.typed if isinstance(each, EntryVerdict) else each.answer for each in judged]
        return self._verdict(tuple(judged), Result(tuple(typed), self.result.shape))

    def _as_it_stands(self, answer: Any) -> Result:
        """An answer of another shape: one expression, a vector, or a matrix."""
        rows = matrix(answer)
        pieces = [self._read(piece) for row in rows for piece in row]
        columns = {len(row) for row in rows}
        if len(rows) > 1 and len(columns) == 1 and columns != {1}:
            return Result(tuple(pieces), (len(rows), columns.pop()))
        return Result(tuple(pieces), (len(pieces),) if len(pieces) > 1 else ())

    def _read(self, piece: Any) -> Node:
        return read_answer(self._plain(piece), self.variable, self.letters, self.log).tree

    @property
    def variable(self) -> str:
        """The first of the variables."""
        return self.found.task.variables[0] if self.found.task.variables else ""

    @staticmethod
    def _plain(piece: Any) -> Any:
        return repr(piece) if isinstance(piece, int | float) else str(piece) if isinstance(piece, Fraction) else piece

    def _entry(self, place: int, piece: Any) -> Verdict:
        """The verdict on one entry; slips in differentiating it are named where its derivation is known."""
        derivation, piece = self._derivation(place), self._plain(piece)
        expected = self.result.entries[place]
        is_slope = not self.has_letters or self.found.topic in _TOUCHING
        if isinstance(piece, str) and is_slope and (said := said_of_slope(piece)):
            return self._existence(expected, said)
        if derivation is not None:
            at = {name: linear.text(value) for name, value in self.point.items()}
            return Judge(derivation, at=at or None, form=self.form, tolerance=self.tolerance, log=self.log)(piece)
        typed, read = self._as_meant(piece)
        if not names(expected) and evaluate_ball(expected, {}, _PRECISION) is None:
            return self._existence(expected, read.tree)
        return self._compared(expected, typed, read)

    def _as_meant(self, piece: Any) -> tuple[Node, Answer]:
        """An entry as it was typed, and what it says."""
        if self.found.topic in _TOUCHING:
            return solved(self, piece)
        if self.found.topic == "taylor" and isinstance(piece, str):
            piece = _FACTORIAL.sub(lambda found: str(math.factorial(int(found[1]))), _REST.sub("", piece))
        read = read_answer(piece, self.variable, self.letters, self.log)
        if self.found.topic == "total" and "where" in self.found.document:
            inside = put_in(expanded(read.tree, self.found.document["where"]), self.point)
            return read.tree, Answer(inside, read.notes)
        return read.tree, read

    @property
    def _readable(self) -> frozenset[str]:
        """The letters that an answer may have."""
        return self.letters | self.point.keys() | ({*heights(self)} if self.found.topic in _TOUCHING else frozenset())

    def _existence(self, expected: Node, answer: Node) -> Verdict:
        """The verdict where it is said that there is no value, or there is none."""
        has_value = bool(names(expected)) or evaluate_ball(expected, {}, _PRECISION) is not None
        right = not has_value and (answer == UNDEFINED or (answer == VERTICAL and is_vertical(expected)))
        word: Word = "correct" if right else "incorrect"
        return NoSlopeVerdict(expected, answer, expected if has_value else UNDEFINED, word, variable=self.variable)

    def _compared(self, expected: Node, typed: Node, read: Answer) -> Verdict:
        letters = (
            self.letters - self.found.document.get("where", {}).keys() if self.found.topic == "total" else self.letters
        )
        known = Known(expected, names(expected) | (letters if self.has_letters else frozenset()))
        outcome = known.compare(read.tree)
        right = (
            outcome.relation == "equal"
            or is_close(known, read.tree, self.tolerance)
            or (self.slack is not None and is_close(known, read.tree, self.slack))
        )
        digits = not right and self._is_rounded(expected, typed)
        right = right or digits
        on_curve = None if right or self.curve is None else self.curve.compare(expected, read.tree)
        right = right or (on_curve is not None and on_curve.is_equal)
        undone = remaining(read.tree, self.form) if right and self.form != "any" else ()
        word: Word = "incorrect" if not right else "wrong-form" if undone else "correct"
        return EntryVerdict(
            expected, read.tree, expected, word, undone, read.notes, self.variable,
            known=known, outcome=outcome, typed=typed, letters=self._readable, point=self.point, on_curve=on_curve,
            is_rounded=digits, sides=read.sides,
        )  # fmt: skip

    def _is_rounded(self, expected: Node, typed: Node) -> bool:
        """Whether the coefficients of an equation or a polynomial are right to the digits written."""
        if self.found.topic not in (*_TOUCHING, "taylor"):
            return False
        return is_rounded(expected, typed, solved_for(self), self.found.task.point, self.tolerance)

    def _derivation(self, place: int) -> Derivation | None:
        """The derivation of an entry, where the entries are the derivatives that the topic derived."""
        parts, entries = self.found.parts, self.found.result.entries
        if len(parts) != len(entries) or [part.answer for part in parts] != list(entries):
            return None
        return parts[place]

    def _verdict(self, judged: tuple[Verdict, ...], given: Result) -> TopicVerdict:
        words = {each.verdict for each in judged} if judged else {_WORST_FIRST[0]}
        worst: Word = next((word for word in _WORST_FIRST if word in words), "correct")
        about = next((each for each in judged if each.verdict == worst), None)
        return TopicVerdict(
            self.found.task.functions[0].tree,
            about.answer if about is not None else given.entries[0],
            about.expected if about is not None else self.result.entries[0],
            worst,
            about.remaining if about is not None else (),
            tuple(dict.fromkeys([note for each in judged for note in each.notes])),
            self.variable,
            judge=self,
            given=given,
            entries=judged,
        )


_WAYS: Mapping[str, Callable[[TopicJudge, Any], Verdict | None]] = {
    "critical": point_set,
    "lagrange": point_set,
    "hessian": choices,
    "descend": choices,
}
"""How answers are judged that are not entries, or need not be."""
