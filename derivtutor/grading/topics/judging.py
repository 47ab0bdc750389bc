"""Judging an answer to a topic: entry by entry, against what the topic finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from derivtutor.calculus.explanation import Explanation as Found
from derivtutor.calculus.topics import BY_NAME, Topic
from derivtutor.calculus.values import put_in
from derivtutor.derivation.account import Result
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.document import Document
from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.answer import read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.form import Form, remaining
from derivtutor.grading.judge import EqualityVerdict, Judge
from derivtutor.grading.precision import is_close
from derivtutor.grading.topics.entries import entries, matrix
from derivtutor.grading.topics.slips import SLIPS, Slip, Wanted
from derivtutor.grading.verdict import Evidence, Explanation, Slipped, Verdict, Word
from derivtutor.notation import linear
from derivtutor.notation.components import components
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Node, names

_WORST_FIRST: tuple[Word, ...] = ("incorrect", "wrong-form")
_FLAT = frozenset({"tangent", "tangent-plane"})
"""Topics whose answer at a point has the letters still: a line, a plane."""

_OTHER_SHAPE = Evidence("proved", "another shape", 0)
_PRECISION = 160
_NEAR = Fraction(1, 10**9)
"""How far a number may be off where the right one is known in doubles only."""


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
    if topic is None:
        raise sentences.NO_SUCH_TOPIC(topic=name, topics=", ".join(sorted(BY_NAME)))
    strange = sorted(arguments.keys() - {*topic.options})
    if strange:
        raise sentences.NO_SUCH_ARGUMENT(argument=strange[0], topic=name, arguments=", ".join(topic.options))
    found, is_exact = _found(topic, problem, log, arguments)
    return TopicJudge(found, arguments, form, tolerance, log, None if is_exact else _NEAR)


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
    """

    def __init__(
        self,
        found: Found,
        arguments: Mapping[str, Any],
        form: Form = "any",
        tolerance: float | Fraction | None = None,
        log: Base = "e",
        slack: Fraction | None = None,
    ) -> None:
        self.found, self.slack = found, slack
        self.arguments = arguments
        self.form, self.log = form, log
        self.tolerance = None if tolerance is None else Fraction(str(tolerance))
        self.point = dict(found.task.point) if "at" in arguments and found.topic not in _FLAT else {}
        entries = [put_in(entry, self.point) for entry in found.result.entries]
        self.result = Result(tuple(entries), found.result.shape)
        functions = frozenset[str]().union(*[names(function.tree) for function in found.task.functions])
        self.letters = (functions | frozenset(found.task.variables)) - self.point.keys()

    @property
    def has_letters(self) -> bool:
        """Whether the right answer has letters; else it consists of numbers."""
        return any(map(names, self.result.entries))

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
        pieces = entries(answer, self.result.shape, self.letters)
        if pieces is None:
            return self._verdict((), self._as_it_stands(answer))
        judged = [self._entry(place, piece) for place, piece in enumerate(pieces)]
        return self._verdict(tuple(judged), Result(tuple([each.answer for each in judged]), self.result.shape))

    def _as_it_stands(self, answer: Any) -> Result:
        """An answer of another shape: one expression, a vector, or a matrix."""
        is_row = not isinstance(answer, str) and not all(isinstance(row, list | tuple) for row in answer)
        rows = [list(answer)] if is_row else matrix(answer)
        pieces = [self._read(piece) for row in rows for piece in row]
        columns = {len(row) for row in rows}
        if len(rows) > 1 and len(columns) == 1 and columns != {1}:
            return Result(tuple(pieces), (len(rows), columns.pop()))
        return Result(tuple(pieces), (len(pieces),) if len(pieces) > 1 else ())

    def _read(self, piece: Any) -> Node:
        return read_answer(self._plain(piece), self._variable, self.letters, self.log).tree

    @property
    def _variable(self) -> str:
        return self.found.task.variables[0] if self.found.task.variables else ""

    @staticmethod
    def _plain(piece: Any) -> Any:
        return repr(piece) if isinstance(piece, int | float) else str(piece) if isinstance(piece, Fraction) else piece

    def _entry(self, place: int, piece: Any) -> Verdict:
        """The verdict on one entry; slips in differentiating it are named where its derivation is known."""
        derivation = self._derivation(place)
        if derivation is not None:
            at = {name: linear.text(value) for name, value in self.point.items()}
            return Judge(derivation, at=at or None, form=self.form, tolerance=self.tolerance, log=self.log)(
                self._plain(piece)
            )
        read = read_answer(self._plain(piece), self._variable, self.letters, self.log)
        expected = self.result.entries[place]
        known = Known(expected, names(expected) | (self.letters if self.has_letters else frozenset()))
        outcome = known.compare(read.tree)
        right = (
            outcome.relation == "equal"
            or is_close(known, read.tree, self.tolerance)
            or (self.slack is not None and is_close(known, read.tree, self.slack))
            or self._is_right_on_curve(expected, read.tree)
        )
        undone = remaining(read.tree, self.form) if right and self.form != "any" else ()
        word: Word = "incorrect" if not right else "wrong-form" if undone else "correct"
        return EqualityVerdict(
            expected, read.tree, expected, word, undone, read.notes, self._variable, known=known, outcome=outcome
        )

    def _is_right_on_curve(self, expected: Node, answer: Node) -> bool:
        """Whether an answer is right where it has to be: at points of the curve that the topic found."""
        from derivtutor.notation.ball import evaluate_ball

        balls = [
            (evaluate_ball(expected, at, _PRECISION), evaluate_ball(answer, at, _PRECISION))
            for at in self.found.holding
            if names(expected) | names(answer) <= at.keys()
        ]
        both = [(one, other) for one, other in balls if one is not None and other is not None]
        return not self.point and bool(both) and all(one.overlaps(other) for one, other in both)

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
            about.answer if about else given.entries[0],
            about.expected if about else self.result.entries[0],
            worst,
            about.remaining if about else (),
            tuple(dict.fromkeys([note for each in judged for note in each.notes])),
            self._variable,
            judge=self,
            given=given,
            entries=judged,
        )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TopicVerdict(Verdict):
    """The verdict on an answer to a topic; `entries` has one for each entry, none where it has another shape."""

    judge: TopicJudge
    given: Result
    entries: tuple[Verdict, ...]

    wanted_name = "the answer"

    @property
    def written(self) -> str:
        return self.given.text

    @property
    def credit(self) -> float:
        """The share of entries that are right."""
        return sum(map(bool, self.entries)) / len(self.judge.result.entries)

    @cached_property
    def evidence(self) -> Evidence:
        """That of the first wrong entry; of a right answer, the weakest one."""
        if not self.entries:
            return _OTHER_SHAPE
        if wrong := [each for each in self.entries if each.verdict == "incorrect"]:
            return wrong[0].evidence
        found = [each.evidence for each in self.entries]
        return next((each for each in found if each.certainty == "agrees"), found[0])

    @cached_property
    def diagnosis(self) -> tuple[Explanation, ...]:
        if self.verdict != "incorrect":
            return ()
        if slip := self._slip():
            at = self.judge.result.entries[0]
            return (Explanation((Slipped(slip.id, slip.topic, at, slip.says, slip.hint),), slip.hint),)
        return next((each.diagnosis for each in self.entries if each.diagnosis), ())

    def _slip(self) -> Slip | None:
        """The slip about the task that leads to the whole answer."""
        judge = self.judge
        wanted = Wanted(judge.found, judge.arguments, judge.result)
        for slip in SLIPS:
            if slip.topic == judge.found.topic and any(_are_same(wrong, self.given) for wrong in slip.wrong(wanted)):
                return slip
        return None

    @cached_property
    def observations(self) -> tuple[str, ...]:
        if not self.entries:
            wanted, given = (_shape(result) for result in (self.judge.result, self.given))
            return (sentences.ANOTHER_SHAPE.format(wanted=wanted, given=given),)
        if len(self.entries) == 1:
            return self.entries[0].observations
        labels = zip(self.judge.labels, self.entries, strict=True)
        wrong = [label for label, each in labels if each.verdict == "incorrect"]
        return (sentences.LOOK_AT.format(places=", ".join(wrong)),) if 0 < len(wrong) < len(self.entries) else ()

    def as_dict(self) -> dict[str, Any]:
        write = Document().expression
        rows = [[write(entry.tree) for entry in row] for row in self.given.rows]
        shape = self.given.shape
        judged = zip(self.judge.labels, self.entries, strict=True) if self.entries else ()
        return {
            **super().as_dict(),
            "topic": self.judge.found.topic,
            "answer": rows if len(shape) == 2 else rows[0] if shape else rows[0][0],
            "credit": self.credit,
            "entries": [{"at": label, "verdict": each.verdict} for label, each in judged],
        }


def _shape(result: Result) -> str:
    if not result.shape:
        return sentences.ONE_EXPRESSION
    if len(result.shape) == 1:
        return sentences.A_VECTOR.format(count=result.shape[0])
    return sentences.A_MATRIX.format(rows=result.shape[0], columns=result.shape[1])


def _are_same(one: Result, other: Result) -> bool:
    """Whether two answers are equal, entry by entry."""
    if one.shape != other.shape:
        return False
    return all(
        Known(left, names(left) | names(right)).compare(right).relation == "equal"
        for left, right in zip(one.entries, other.entries, strict=True)
    )
