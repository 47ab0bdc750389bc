"""Judging an answer to a topic: entry by entry, against what the topic finds."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from derivtutor.calculus.explanation import Explanation as Found
from derivtutor.calculus.topics import BY_NAME, TOPICS, Topic
from derivtutor.calculus.values import put_in
from derivtutor.derivation.account import Result
from derivtutor.derivation.derivation import Derivation
from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.answer import Answer, read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.form import Form, remaining
from derivtutor.grading.judge import Judge
from derivtutor.grading.precision import is_close
from derivtutor.grading.topics.choices import choices
from derivtutor.grading.topics.curves import Curve
from derivtutor.grading.topics.entries import entries, matrix
from derivtutor.grading.topics.equations import heights, solved
from derivtutor.grading.topics.points import point_set
from derivtutor.grading.topics.slips.paths import expanded
from derivtutor.grading.topics.verdict import EntryVerdict, ExistenceVerdict, TopicVerdict
from derivtutor.grading.undefined import UNDEFINED, says_undefined
from derivtutor.grading.verdict import Verdict, Word
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.components import components
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Node, names

_WORST_FIRST: tuple[Word, ...] = ("incorrect", "wrong-form")
_PRECISION = 160
_NEAR = Fraction(1, 10**9)
"""How far a number may be off where the right one is known in doubles only."""

_TOUCHING = ("tangent", "tangent-plane")
"""Topics whose answers are equations; the point is no part of them."""

_REST = re.compile(r"\s*\+\s*(?:\\?[oO]\s*\(.*\)|\\mathcal\s*\{O\}\s*\(.*\)|…|\.\.\.|\\[lc]?dots)\s*[.$]*\s*$")
"""What says that a series goes on."""

_FACTORIAL = re.compile(r"(?<![\d.])(\d{1,2})!")

_VERTICAL = re.compile(
    r"\W*(?:(?:it|there|the|is|a|has|tangent|slope|line)\s+)*vertical(?:\s+(?:tangent|line|slope))?\W*"
)
"""How students say that a slope has no value."""


def check_topic(
    name: str,
    problem: Any,
    answer: Any,
    form: Form = "any",
    tolerance: float | Fraction | None = None,
    log: Base = "e",
    **arguments: Any,
) -> Verdict:
    """Judge an answer to a topic.

    Args:
        name: the topic, as its command is called.
        problem: what the topic takes: a function, an equation, or several in a list.
        answer: text; a vector or matrix may also be a list.
        arguments: the topic's own, such as `at`, `along`, `where`.

    >>> bool(check_topic("gradient", "x^2 y", "(2x y, x^2)"))
    True

    Raises:
        UserError: where something cannot be read; that is no attempt.
    """
    return judge_of(name, problem, form, tolerance, log, **arguments)(answer)


def judge_of(
    name: str,
    problem: Any,
    form: Form = "any",
    tolerance: float | Fraction | None = None,
    log: Base = "e",
    **arguments: Any,
) -> TopicJudge:
    """What judges answers to a topic; the arguments are those of `check_topic`."""
    topic = BY_NAME.get(name.replace("_", "-"))
    if topic is None or not topic.is_judged:
        judged = sorted([each.name for each in TOPICS if each.is_judged])
        raise sentences.NO_SUCH_TOPIC(topic=name, topics=", ".join(judged))
    strange = sorted(arguments.keys() - {*topic.options})
    if strange:
        raise sentences.NO_SUCH_ARGUMENT(argument=strange[0], topic=name, arguments=", ".join(topic.options))
    found, is_exact = _found(topic, problem, log, arguments)
    return TopicJudge(found, arguments, form, tolerance, log, None if is_exact else _NEAR, problem)


def _found(topic: Topic, problem: Any, log: Base, arguments: Mapping[str, Any]) -> tuple[Found, bool]:
    """What the topic finds, and whether its numbers are exact: those of a descent are if they can be."""
    operands = [problem]
    if len(topic.operands) > 1:
        operands = components(problem) if isinstance(problem, str) else list(problem)
    if "exact" not in topic.options:
        return topic.function(*operands, **arguments, log=log), True
    try:
        return topic.function(*operands, **{**arguments, "exact": True}, log=log), True
    except UserError:
        return topic.function(*operands, **arguments, log=log), False


class TopicJudge:
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
        entries = [put_in(entry, self.point) for entry in found.result.entries]
        self.result = Result(tuple(entries), found.result.shape)
        functions = frozenset[str]().union(*[names(function.tree) for function in found.task.functions])
        self.letters = (functions | frozenset(found.task.variables)) - self.point.keys()

    @property
    def has_letters(self) -> bool:
        """Whether the right answer has letters; else it consists of numbers."""
        return any(map(names, self.result.entries))

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
            UserError: where it cannot be read.
        """
        way = _WAYS.get(self.found.topic)
        verdict = way(self, answer) if way else None
        if verdict is not None:
            return verdict
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
        if isinstance(piece, str) and not self.has_letters and _says_undefined(piece):
            return self._existence(expected, UNDEFINED)
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
        word: Word = "correct" if answer == UNDEFINED and not has_value else "incorrect"
        return ExistenceVerdict(expected, answer, expected if has_value else UNDEFINED, word, variable=self.variable)

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
        on_curve = None if right or self.curve is None else self.curve.compare(expected, read.tree)
        right = right or (on_curve is not None and on_curve.is_equal)
        undone = remaining(read.tree, self.form) if right and self.form != "any" else ()
        word: Word = "incorrect" if not right else "wrong-form" if undone else "correct"
        return EntryVerdict(
            expected, read.tree, expected, word, undone, read.notes, self.variable,
            known=known, outcome=outcome, typed=typed, letters=self._readable, point=self.point, on_curve=on_curve,
        )  # fmt: skip

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


def _says_undefined(piece: str) -> bool:
    return says_undefined(piece) or _VERTICAL.fullmatch(piece.casefold()) is not None


_WAYS: Mapping[str, Callable[[TopicJudge, Any], Verdict | None]] = {
    "critical": point_set,
    "lagrange": point_set,
    "hessian": choices,
    "descend": choices,
}
"""How answers are judged that are not entries, or need not be."""
