"""Verdicts on answers to topics: on one expression, and on all entries of an answer together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from derivtutor.derivation.account import Result, Side
from derivtutor.derivation.document import Document
from derivtutor.grading import sentences
from derivtutor.grading.comparison import Known
from derivtutor.grading.judge import EqualityVerdict
from derivtutor.grading.topics.curves import OnCurve
from derivtutor.grading.topics.slips.book import slips_of
from derivtutor.grading.topics.slips.model import Slip, Wanted
from derivtutor.grading.verdict import Evidence, Explanation, Slipped, Verdict
from derivtutor.language import between
from derivtutor.notation import linear
from derivtutor.notation.tree import Node, names

if TYPE_CHECKING:
    from derivtutor.grading.topics.judging import TopicJudge

_OTHER_SHAPE = Evidence("proved", "another shape", 0)
_NO_NUMBER = Evidence("proved", "no number", 0)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class EntryVerdict(EqualityVerdict):
    """The verdict on one expression: `typed` is what was written, the answer what it says about the right one."""

    typed: Node
    letters: frozenset[str]
    point: Mapping[str, Node]
    on_curve: OnCurve | None = None
    is_rounded: bool = False
    sides: tuple[Node, ...] = ()

    @property
    def _is_no_number(self) -> bool:
        return not names(self.expected) and not names(self.answer).isdisjoint(self.point)

    @property
    def observations(self) -> tuple[str, ...]:
        if self:
            return (*self._about_sides(), *((sentences.ROUNDED_RIGHTLY,) if self.is_rounded else ()))
        if self._is_no_number:
            values = between().join(f"{name} = {linear.unicode(value)}" for name, value in self.point.items())
            return (sentences.A_NUMBER_IS_ASKED.format(values=values),)
        strange = sorted(names(self.answer) - self.letters)
        return (sentences.STRANGE_LETTER.format(letter=strange[0]),) if strange else ()

    def _about_sides(self) -> tuple[str, ...]:
        """What was written before the last equality sign, and is not equal to the answer."""
        sides = [side for side in self.sides if names(side) <= self.letters]
        other = next((side for side in sides if self.known.compare(side).relation == "different"), None)
        is_on_curve = self.on_curve is not None or self.is_rounded
        return () if other is None or is_on_curve else (sentences.LAST_SIDE_ONLY.format(side=linear.unicode(other)),)

    @cached_property
    def evidence(self) -> Evidence:
        if self._is_no_number:
            return _NO_NUMBER
        if self.on_curve is None or self.outcome.relation == "equal":
            return super().evidence
        return self.on_curve.evidence


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TopicVerdict(Verdict):
    """The verdict on an answer to a topic; `entries` has one for each entry, none where it has another shape."""

    judge: TopicJudge
    given: Result
    entries: tuple[Verdict, ...]

    wanted_name = "the answer"

    @property
    def written(self) -> str:
        return self.given.in_brackets(linear.typed, between())

    @property
    def as_written(self) -> Side | str:
        return self.given

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
        given = (
            Result(tuple([each.answer for each in self.entries]), judge.result.shape) if self.entries else self.given
        )
        wanted = Wanted(judge.found, judge.arguments, judge.result, judge.point)
        for slip in slips_of(judge.found.topic):
            if any(self._are_same(wrong, given) for wrong in slip.wrong(wanted)):
                return slip
        return None

    def _are_same(self, one: Result, other: Result) -> bool:
        """Whether two answers are equal, entry by entry."""
        if one.shape != other.shape:
            return False
        return all(map(self._is_same, one.entries, other.entries))

    def _is_same(self, one: Node, other: Node) -> bool:
        curve = self.judge.curve
        is_equal = Known(one, names(one) | names(other)).compare(other).relation == "equal"
        return is_equal or (curve is not None and curve.compare(one, other).is_equal)

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
