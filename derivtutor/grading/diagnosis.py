"""Which misconception explains a wrong answer: wrong results are worked out as numbers and compared with it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from derivtutor.derivation.differentiator import Differentiator
from derivtutor.derivation.model import steps_of
from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.asked import Asked
from derivtutor.grading.likelihood import ranked
from derivtutor.grading.misreadings import Misreading, misread
from derivtutor.grading.observations import lacks_a_term
from derivtutor.grading.precision import stated_precision
from derivtutor.grading.rates import Values
from derivtutor.grading.slips import Attempt, Slipping, is_defined
from derivtutor.grading.tasks import INTEGRATED, NOT_AT_POINT, ORIGINAL, TASKS, Task
from derivtutor.grading.verdict import Explanation, Slipped
from derivtutor.language import translated
from derivtutor.notation.nearness import are_alike, room_for
from derivtutor.notation.slope import STEP, SamplePoints
from derivtutor.notation.tree import Node, names
from derivtutor.showing import Shown

_MOST_MISREAD = 8
"""So many misread problems are worked through with a further slip."""

_MOST_STEPS = 60
"""In longer derivations only one slip is looked for."""


Settled: TypeAlias = Callable[[Node], bool]


@dataclass(frozen=True, repr=False)
class Diagnosis(Shown):
    """All wrong results of one problem, worked out once."""

    asked: Asked

    def _in_short(self) -> str:
        return f"diagnosis for {self.asked._in_short()}"

    def explanations(self, answer: Node, is_settled: Settled = lambda _: False) -> tuple[Explanation, ...]:
        """What explains an answer, the likeliest first: one slip where there is one, else two, else one everywhere.

        `is_settled` tells of a part of the problem whether its derivative is known to be right.
        """
        asked = self.asked
        if asked.point and not names(answer).isdisjoint(asked.point):
            return self._not_evaluated(answer)
        if not names(answer) <= asked.letters:
            return ()
        column = asked.sample(answer)
        values = tuple([value.real for value in column])
        if not is_defined(values):
            return ()
        rounded = float((stated_precision(answer) if asked.point else None) or 0)
        if _same(values, self._right, rounded):
            return ()  # nobody is accused whose number is right but for its digits
        explanations = _open([attempt.made for attempt in self._with_one.like(values, rounded)], is_settled)
        if not asked.point and _same(tuple([value.imag / STEP for value in column]), self._function):
            explanations.append((_made_in_task(INTEGRATED, asked),))
        if not explanations and not asked.point and not lacks_a_term(asked, answer):
            with_two = _open([attempt.made for attempt in self._with_two.like(values)], is_settled)
            explanations = with_two or _open([attempt.made for attempt in self._everywhere.like(values)], is_settled)
        is_copied = answer == asked.function and asked.variable in names(answer)
        return ranked(_as_written(explanations) if is_copied else explanations, asked)

    def _not_evaluated(self, answer: Node) -> tuple[Explanation, ...]:
        """The derivative as a function where its value at the point was asked for."""
        asked = Asked(self.asked.derivation, {})
        if asked.known.compare(answer).relation != "equal":
            return Diagnosis(asked).explanations(answer)
        return ranked([(_made_in_task(NOT_AT_POINT, asked),)], asked)

    @cached_property
    def _function(self) -> Values:
        return _reals(self.asked.sample, self.asked.function)

    @cached_property
    def _right(self) -> Values:
        return _reals(self.asked.sample, self.asked.derivation.answer)

    @cached_property
    def _with_one(self) -> _Results:
        """Every wrong result that one slip leads to."""
        slips = Slipping(1).attempts(self.asked.derivation.roots[-1], self.asked.sample)[1]
        return _Results(self._wrong([*slips, *self._of_misreading(), *self._of_task()]))

    def _wrong(self, attempts: Iterable[Attempt]) -> Iterator[Attempt]:
        for attempt in attempts:
            if is_defined(attempt.values) and not _same(attempt.values, self._right):
                yield attempt

    @cached_property
    def _with_two(self) -> _Results:
        root = self.asked.derivation.roots[-1]
        if sum(1 for _ in steps_of(root)) > _MOST_STEPS:
            return _Results(())
        attempts = list(Slipping(2).attempts(root, self.asked.sample)[2])
        for misreading, part, whole in self._misread[:_MOST_MISREAD]:
            try:
                steps = Differentiator(whole).steps(self.asked.variable).roots[-1]
            except UserError:
                continue
            mistake = made_in_misreading(misreading, part)
            for attempt in Slipping(1).attempts(steps, self.asked.sample)[1]:
                attempts.append(Attempt(attempt.values, (mistake, *attempt.made)))
        return _Results(self._wrong(attempts))

    @cached_property
    def _everywhere(self) -> _Results:
        root = self.asked.derivation.roots[-1]
        if sum(1 for _ in steps_of(root)) > _MOST_STEPS:
            return _Results(())
        return _Results(self._wrong(Slipping(0).everywhere(root, self.asked.sample)))

    @cached_property
    def _misread(self) -> list[tuple[Misreading, Node, Node]]:
        possible = misread(self.asked.function) if self.asked.derivation.order == 1 else ()
        return [each for each in possible if not each[0].of_result]

    def _of_misreading(self) -> Iterator[Attempt]:
        """Right derivatives of misread problems, by the complex step, and misreadings of the right one itself."""
        for misreading, part, whole in self._misread:
            slopes = tuple([value.imag / STEP for value in self.asked.sample(whole)])
            yield Attempt(slopes, (made_in_misreading(misreading, part),))
        for misreading, part, whole in misread(self.asked.derivation.roots[-1].applied):
            if misreading.of_problem:
                continue
            yield Attempt(_reals(self.asked.sample, whole), (made_in_misreading(misreading, part),))

    def _of_task(self) -> Iterator[Attempt]:
        for task in TASKS:
            for wrong in task.wrong(self.asked):
                yield Attempt(_reals(self.asked.sample, wrong), (_made_in_task(task, self.asked),))


def _open(possible: Iterable[tuple[Slipped, ...]], is_settled: Settled) -> list[tuple[Slipped, ...]]:
    """The explanations that say nothing of a part which is settled."""
    return [made for made in possible if not any(is_settled(slip.at) for slip in made)]


class _Results:
    """Wrong results, looked up by their value at the first sample point; those that have none there are all tried."""

    def __init__(self, attempts: Iterable[Attempt]) -> None:
        every = list(attempts)
        self._all = every
        self._ordered = sorted(
            [(attempt.values[0], place) for place, attempt in enumerate(every) if math.isfinite(attempt.values[0])]
        )
        self._elsewhere = [place for place, attempt in enumerate(every) if not math.isfinite(attempt.values[0])]

    def like(self, values: Values, rounded: float = 0.0) -> list[Attempt]:
        """The attempts with the same values, or with those that become them when they are rounded, in their order."""
        first = values[0]
        if not math.isfinite(first):
            return [attempt for attempt in self._all if _same(attempt.values, values)]
        room = max(2 * room_for(first), rounded)
        begin = bisect_left(self._ordered, (first - room, -1))
        end = bisect_left(self._ordered, (first + room, len(self._all)))
        places = sorted([*self._elsewhere, *[place for _, place in self._ordered[begin:end]]])
        return [self._all[place] for place in places if _same(self._all[place].values, values, rounded)]


def _reals(sample: SamplePoints, node: Node) -> Values:
    return tuple([value.real for value in sample(node)])


def _made_in_task(task: Task, asked: Asked) -> Slipped:
    says = sentences.AS_IF.format(claim=translated(task.claim))
    return Slipped(task.id, "", asked.function, says, task.says, told=task.told)


def _as_written(possible: Iterable[tuple[Slipped, ...]]) -> list[tuple[Slipped, ...]]:
    """The problem given back as it stands: that it was not differentiated is no worse an explanation than others."""
    return [tuple([replace(slip, told="") if slip.slip == ORIGINAL else slip for slip in made]) for made in possible]


def made_in_misreading(misreading: Misreading, part: Node) -> Slipped:
    """A misreading of a part, as the slip that was made."""
    says = sentences.AS_IF.format(claim=f"{misreading.pattern} = {misreading.becomes}")
    return Slipped(misreading.id, "", part, says, misreading.says)


def _same(left: Values, right: Values, rounded: float = 0.0) -> bool:
    """Whether two results are the same, up to rounding, wherever both are defined: at no fewer than three points, or at
    two where both are defined at the same points only.
    """
    is_alike = [*map(math.isfinite, left)] == [*map(math.isfinite, right)]
    return are_alike(left, right, min(2 if is_alike else 3, len(left)), rounded)
