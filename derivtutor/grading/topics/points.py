"""Answers that are sets of points, in any order, with what each is: `(1, 0) minimum; (-1, 0) saddle`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from derivtutor.derivation.document import Document
from derivtutor.grading import sentences
from derivtutor.grading.comparison import Known
from derivtutor.grading.precision import is_close
from derivtutor.grading.topics.choices import EXTREMES_SWAPPED, right_kinds, told
from derivtutor.grading.topics.typed_points import Given, read_points
from derivtutor.grading.verdict import Evidence, Explanation, Verdict
from derivtutor.language import between
from derivtutor.notation import linear
from derivtutor.notation.tree import Name, Node

if TYPE_CHECKING:
    from derivtutor.grading.topics.judging import TopicJudge

_FOUND = Evidence("proved", "point by point", 0)
_NEAR = Fraction(1, 10**9)
"""How far a coordinate may be off that is known in digits only."""


def point_set(judge: TopicJudge, answer: Any) -> Verdict:
    """The verdict on a set of points.

    Raises:
        UserError: where it cannot be read, or not all right points are known.
    """
    if not judge.found.document["complete"]:
        raise sentences.NOT_ALL_POINTS()
    given = read_points(judge, answer)
    faults = _faults(judge, given)
    return PointsVerdict(
        judge.found.task.functions[0].tree,
        given[0].coordinates[0] if given else Name("none"),
        judge.result.entries[0] if judge.result.entries else Name("none"),
        "incorrect" if faults else "correct",
        variable=judge.variable,
        judge=judge,
        given=tuple(given),
        faults=tuple(faults),
    )


def _right_points(judge: TopicJudge) -> list[Given]:
    return [Given(tuple(point["exact"].values()), point["kind"]) for point in judge.found.document["points"]]


def _faults(judge: TopicJudge, given: Sequence[Given]) -> list[tuple[str, Given | None]]:
    """What is wrong with the points, each as a sentence; nothing where all is right."""
    right = _right_points(judge)
    faults: list[tuple[str, Given | None]] = []
    met: set[int] = set()
    says_kinds = any(point.kind for point in given)
    for point in given:
        place = next((n for n, each in enumerate(right) if _is_there(judge, point, each)), None)
        if place is None:
            faults.append((sentences.POINT_NOT_ONE.format(point=point.shown), point))
        elif place in met:
            faults.append((sentences.POINT_TWICE.format(point=point.shown), point))
        elif says_kinds and (fault := _fault_of_kind(judge, point, right[place])):
            faults.append((fault, point))
        met |= set() if place is None else {place}
    missing = len(right) - len(met)
    if missing:
        says = sentences.POINT_MISSING if missing == 1 else sentences.POINTS_MISSING.format(many=missing)
        faults.append((says, None))
    return faults


def _fault_of_kind(judge: TopicJudge, point: Given, right: Given) -> str:
    """What is wrong with what a point is said to be.

    Raises:
        UserError: where nobody knows what it is.
    """
    if point.kind is None:
        return "" if right.kind is None else sentences.KIND_UNSAID.format(point=point.shown)
    if point.kind in _kinds(judge, point.kind, right):
        return ""
    if point.kind in ("none", "neither", "undecided"):
        return sentences.KIND_NOT_CRITICAL.format(point=point.shown)
    says = sentences.KIND_WRONG.get(point.kind, sentences.KIND_STRANGE)
    return says.format(point=point.shown, kind=told(point.kind))


def _kinds(judge: TopicJudge, said: str, right: Given) -> Sequence[str]:
    """What a point may be said to be, where it is said to be this."""
    if right.kind is None:
        if not any(each.kind for each in _right_points(judge)):
            raise sentences.TEST_DOES_NOT_DECIDE()
        return ("none", "neither")
    is_rounded = any("." in linear.text(each) for each in right.coordinates)
    if is_rounded and right.kind == "undecided" != said:
        raise sentences.TEST_DOES_NOT_DECIDE()
    point = dict(zip(judge.found.task.variables, right.coordinates, strict=True))
    return right_kinds(said, right.kind, judge.found.document["expression"], point)


def _is_there(judge: TopicJudge, given: Given, right: Given) -> bool:
    pairs = zip(given.coordinates, right.coordinates, strict=True)
    return all(_is_same(judge, answer, wanted) for answer, wanted in pairs)


def _is_same(judge: TopicJudge, answer: Node, wanted: Node) -> bool:
    known = Known(wanted, frozenset())
    if known.compare(answer).relation == "equal" or is_close(known, answer, judge.tolerance):
        return True
    return "." in linear.text(wanted) and is_close(known, answer, _NEAR)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PointsVerdict(Verdict):
    """The verdict on a set of points."""

    judge: TopicJudge
    given: tuple[Given, ...]
    faults: tuple[tuple[str, Given | None], ...]

    evidence = _FOUND
    wanted_name = "the answer"

    @property
    def written(self) -> str:
        return between().join(point.shown for point in self.given)

    @property
    def credit(self) -> float:
        """The share of points that are right, of those that there are or were given."""
        wrong = [point for _, point in self.faults if point is not None]
        most = max(len(self.given), len(_right_points(self.judge)))
        return (len(self.given) - len(wrong)) / most if most else 1.0

    @property
    def observations(self) -> tuple[str, ...]:
        """The first thing that is wrong."""
        return tuple([says for says, _ in self.faults[:1]])

    @cached_property
    def diagnosis(self) -> tuple[Explanation, ...]:
        for _, point in self.faults[:1]:
            if point is not None and self._is_swapped(point):
                return (Explanation((EXTREMES_SWAPPED.made(self.expected),), EXTREMES_SWAPPED.hint),)
        return ()

    def _is_swapped(self, point: Given) -> bool:
        right = next((each for each in _right_points(self.judge) if _is_there(self.judge, point, each)), None)
        return right is not None and {right.kind, point.kind} == {"minimum", "maximum"}

    def as_dict(self) -> dict[str, Any]:
        write = Document().expression
        wrong = {id(point) for _, point in self.faults if point is not None}
        entries = [
            {"at": point.shown, "kind": point.kind, "verdict": "incorrect" if id(point) in wrong else "correct"}
            for point in self.given
        ]
        return {
            **super().as_dict(),
            "topic": self.judge.found.topic,
            "answer": [[write(each) for each in point.coordinates] for point in self.given],
            "credit": self.credit,
            "entries": entries,
        }
