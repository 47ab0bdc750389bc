"""What comes out of a derivation when its rules are got wrong: one slip at any step, or two, as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from derivtutor.derivation.model import Slip, Step, steps_of
from derivtutor.grading import sentences
from derivtutor.grading.rates import Rates, Values, points_of
from derivtutor.grading.readings import possible_slips
from derivtutor.grading.verdict import Slipped
from derivtutor.notation.slope import SamplePoints
from derivtutor.notation.tree import substitute

_FORMS = (0, -1)
"""Of the forms that a misconception has in a step, the first everywhere, or the last."""

_AT_ONCE = 2
"""So many slips, of any kind, are looked for together."""

MOST = 20_000
"""So many wrong results are looked at for one problem."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What comes out, and the slips that were made."""

    values: Values
    made: tuple[Slipped, ...] = ()


Attempts: TypeAlias = tuple[list[Attempt], ...]
"""By the number of slips: the right result, those with one slip, those with two."""


class Slipping:
    """Works through the steps of a derivation with at most so many slips."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.left = MOST
        self._done: dict[tuple[int, int], Attempts] = {}
        self._kept: dict[tuple[int, int], tuple[SamplePoints, list[SamplePoints]]] = {}

    def attempts(self, step: Step, here: SamplePoints, around: tuple[Step, ...] = ()) -> Attempts:
        """What can come out of a step at the sample points, where `here` has the variable with the complex step."""
        key = (id(step), id(here))
        done = self._done.get(key)
        if done is None:
            inner = (*around, step)
            inside = self._inside(step, here)
            children = [self.attempts(*pair, inner) for pair in zip(step.steps, inside, strict=True)]
            rates = Rates(step, here, tuple([child[0][0].values for child in children]))
            done = self._done[key] = tuple(
                [list(self._with(count, rates, children, around)) for count in range(self.most + 1)]
            )
        return done

    def _with(
        self, count: int, rates: Rates, children: Sequence[Attempts], around: tuple[Step, ...]
    ) -> Iterator[Attempt]:
        """What comes out with exactly so many slips."""
        for chosen in _choices(children, count):
            if count and self._spent():
                return
            values = rates.concluded({place: attempt.values for place, attempt in chosen.items()})
            yield Attempt(values, _all_made(chosen))
        if not count:
            return
        for slip, reading in possible_slips(rates.step, around):
            made = _made(rates.step, slip, around)
            for chosen in _choices(children, count - 1):
                if self._spent():
                    return
                changed = {place: attempt.values for place, attempt in chosen.items()}
                yield Attempt(rates.slipped(slip, reading, changed), (made, *_all_made(chosen)))

    def _inside(self, step: Step, here: SamplePoints) -> list[SamplePoints]:
        """Where the parts of a step are evaluated; kept, for what is known of them is found by the points' identity."""
        key = (id(step), id(here))
        if key not in self._kept:
            self._kept[key] = (here, [points_of(step, child, here) for child in step.steps])
        return self._kept[key][1]

    def everywhere(self, root: Step, here: SamplePoints) -> Iterator[Attempt]:
        """What comes out if one misconception shows wherever it can, in three places or more."""
        for misconception in dict.fromkeys(slip.id for step in steps_of(root) for slip in step.rule.slips):
            for form in _FORMS:
                attempt = self._everywhere(root, here, (misconception, form), (), {})
                if len(attempt.made) > _AT_ONCE:
                    yield attempt

    def _everywhere(
        self,
        step: Step,
        here: SamplePoints,
        shown: tuple[str, int],
        around: tuple[Step, ...],
        done: dict[tuple[int, int], Attempt],
    ) -> Attempt:
        key = (id(step), id(here))
        if key not in done:
            inner, inside = (*around, step), list(zip(step.steps, self._inside(step, here), strict=True))
            parts = [self._everywhere(*pair, shown, inner, done) for pair in inside]
            rates = Rates(step, here, tuple([self.attempts(*pair, inner)[0][0].values for pair in inside]))
            done[key] = _in_all(rates, parts, *shown, around)
        return done[key]

    def _spent(self) -> bool:
        self.left -= 1
        return self.left < 0


def _in_all(rates: Rates, parts: Sequence[Attempt], misconception: str, form: int, around: tuple[Step, ...]) -> Attempt:
    """A step with a misconception in one of its forms, if it can show there, and in those parts that then matter."""
    made = tuple([each for part in parts for each in part.made])
    changed = {place: part.values for place, part in enumerate(parts) if part.made}
    possible = list(possible_slips(rates.step, around, misconception))
    if not possible:
        return Attempt(rates.concluded(changed), made)
    own = _made(rates.step, possible[form][0], around)
    values = rates.slipped(*possible[form], changed)
    matters = bool(made) and values != rates.slipped(*possible[form], {})
    return Attempt(values, (own, *made) if matters else (own,))


def _made(step: Step, slip: Slip, around: tuple[Step, ...]) -> Slipped:
    """A slip with its place in the problem's own letters: at `cos(x^2)`, not at `cos(u)`."""
    at = step.goal.expression
    outside = around[-1].composition if around else None
    if outside is not None and outside.outer is step:
        at = substitute(at, {outside.letter: outside.inner.goal.expression})
    says = sentences.AS_IF.format(claim=f"({slip.pattern or step.rule.pattern})' = {slip.conclusion}")
    special = bool(slip.pattern or slip.within) or slip.about == "letters"
    # What a rule introduces is not in the problem: such a slip is told of where there is no other.
    rank = "last" if any(outer.rule.introduces for outer in around) else slip.told
    return Slipped(slip.id, step.rule.id, at, says, slip.says, special, rank)


def _all_made(chosen: Mapping[int, Attempt]) -> tuple[Slipped, ...]:
    return tuple([made for attempt in chosen.values() for made in attempt.made])


def _choices(children: Sequence[Attempts], count: int) -> Iterator[dict[int, Attempt]]:
    """Which of the children are got wrong, and how, with so many slips in all."""
    if not count:
        yield {}
    for place, child in enumerate(children if count else ()):
        for attempt in child[count]:
            yield {place: attempt}
        if count == 2:
            for other in range(place + 1, len(children)):
                for first in child[1]:
                    for second in children[other][1]:
                        yield {place: first, other: second}


def is_defined(values: Values) -> bool:
    """Whether enough of the values are numbers to tell one result from another."""
    return sum(map(math.isfinite, values)) >= min(2, len(values))
