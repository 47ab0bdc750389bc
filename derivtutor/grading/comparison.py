"""Whether two expressions are equal as real functions: difference is proved, agreement holds to 100 digits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from derivtutor.grading.points import Point, friendly_points, points
from derivtutor.notation.ball import Ball, Column, balls, evaluate_balls
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node, names

Relation: TypeAlias = Literal["equal", "different", "apart"]
"""`apart`: there is no point at which both expressions have a value, as far as was looked."""

ENOUGH = 14
"""At so many points expressions are compared, where there are so many."""

FEWEST = 3
"""Agreement at fewer points than this is none, unless there are no letters."""

_DIGITS = 333
"""One hundred digits, in bits."""

_LARGEST = 1000
_CLEAR = 0.05
"""What is shown of a difference: numbers that are not too large, apart by a share that is seen at once."""

PRECISION = 400
_PRECISIONS = (PRECISION, 3000, 20000)
"""Working precision in bits, and what is tried where digits are lost."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A point at which two values are proved to differ."""

    point: Point
    expected: Ball
    got: Ball


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comparing showed: at how many points both agree, where one has no value, and where they differ."""

    relation: Relation
    agreed: tuple[Point, ...]
    undefined: tuple[Point, ...]
    difference: Difference | None = None


class Known:
    """An expression that others are compared with; its values are found once.

    It is compared where it and all of `domain` have values: the derivative of `ln(x)` only for positive `x`.
    """

    def __init__(self, tree: Node, letters: frozenset[str], domain: Sequence[Node] = ()) -> None:
        self.tree = tree
        self.domain = tuple(domain)
        self.letters = tuple(sorted(letters))
        self.points = _defined(self.letters, (tree, *domain), ENOUGH)
        self._columns = {name: [point[name] for point in self.points] for name in self.letters}
        self._values: dict[int, Column] = {}
        self._environments: dict[int, dict[str, Column]] = {}

    def compare(self, other: Node) -> Outcome:
        """Compare another expression with this one, at the points of this one."""
        others = names(other)
        if not others.issubset(self._columns):
            return Known(self.tree, others.union(self.letters), self.domain).compare(other)
        if not self.is_comparable:
            return Outcome("apart", (), ())
        agreed, undefined, difference = self._at(other, range(len(self.points)), 0)
        if difference is not None:
            return Outcome("different", agreed, undefined, difference)
        if len(agreed) >= self._least:
            return Outcome("equal", agreed, undefined)
        return self._where_both_are_defined(other, undefined)

    def _where_both_are_defined(self, other: Node, undefined: tuple[Point, ...]) -> Outcome:
        both = Known(self.tree, frozenset(self.letters), (*self.domain, other))
        agreed, _, difference = both._at(other, range(len(both.points)), 0)
        if difference is not None:
            return Outcome("different", agreed, undefined, difference)
        return Outcome("equal" if len(agreed) >= self._least else "apart", agreed, undefined)

    def shown(self, other: Node, difference: Difference) -> Difference:
        """A difference to tell a student of: at a friendly point where it is clearly seen, else the one found."""
        letters = sorted(names(other).union(self.letters))
        if not letters:
            return difference
        candidates = friendly_points(letters)
        columns = {name: balls([point[name] for point in candidates], PRECISION) for name in letters}
        found = [evaluate_balls(tree, columns, PRECISION) for tree in (self.tree, other, *self.domain)]
        for point, expected, got, *domain in zip(candidates, *found, strict=True):
            if all(ball.is_finite() for ball in (expected, got, *domain)) and _is_clear(expected, got):
                return Difference(point, expected, got)
        return difference

    @property
    def _least(self) -> int:
        return FEWEST if self.letters else 1

    @property
    def is_comparable(self) -> bool:
        """Whether enough points were found at which the expression has a value."""
        return len(self.points) >= self._least

    def values(self, precision: int = PRECISION) -> Column:
        """The expression's balls at its points."""
        found = self._values.get(precision)
        if found is None:
            found = self._values[precision] = evaluate_balls(self.tree, self._environment(precision), precision)
        return found

    def values_of(self, other: Node, precision: int = PRECISION) -> Column:
        """Another expression's balls at the same points; its letters must be among these."""
        return evaluate_balls(other, self._environment(precision), precision)

    def _environment(self, precision: int) -> dict[str, Column]:
        found = self._environments.get(precision)
        if found is None:
            found = {name: balls(column, precision) for name, column in self._columns.items()}
            self._environments[precision] = found
        return found

    def _at(
        self, other: Node, places: Sequence[int], attempt: int
    ) -> tuple[tuple[Point, ...], tuple[Point, ...], Difference | None]:
        """Where the other one agrees, where it is undefined, and the first proved difference."""
        import flint

        precision = _PRECISIONS[attempt]
        agreed: list[Point] = []
        undefined: list[Point] = []
        doubtful: list[int] = []
        with flint.ctx.workprec(precision):
            expected, got = self.values(precision), self.values_of(other, precision)
            for place in places:
                value, true = got[place], expected[place]
                difference = value - true
                # What is not a number contains all numbers, and has no accurate bits.
                if difference.contains(0) and _is_sharp(true, value, difference):
                    agreed.append(self.points[place])
                elif not (value.is_finite() and true.is_finite()):
                    undefined.append(self.points[place])
                elif not difference.contains(0):
                    return tuple(agreed), tuple(undefined), Difference(self.points[place], true, value)
                else:
                    doubtful.append(place)
        if doubtful and attempt + 1 < len(_PRECISIONS):
            more, without, found = self._at(other, doubtful, attempt + 1)
            return (*agreed, *more), (*undefined, *without), found
        return tuple(agreed), tuple(undefined), None


def _is_clear(expected: Ball, got: Ball) -> bool:
    """Whether two values are proved to differ, and anyone sees it."""
    sizes = abs(float(expected.mid())), abs(float(got.mid()))
    apart = abs(float((expected - got).mid()))
    return not (expected - got).contains(0) and max(sizes) < _LARGEST and apart > _CLEAR * max(sizes)


def _is_sharp(true: Ball, value: Ball, difference: Ball) -> bool:
    """Whether two overlapping balls are known to a hundred digits."""
    if true.rel_accuracy_bits() >= _DIGITS and value.rel_accuracy_bits() >= _DIGITS:
        return True
    return bool(difference.rel_one_accuracy_bits() >= _DIGITS)


def _defined(letters: Sequence[str], trees: Sequence[Node], count: int) -> list[Point]:
    """So many points at which all of the trees have values that a float can hold, or else those found at all."""
    runs = [compile_real(tree, letters) for tree in trees]
    found: list[Point] = []
    for point in points(letters):
        here = tuple(map(float, point.values()))
        if not any(math.isnan(run(here)) for run in runs):
            found.append(point)
            if len(found) == count:
                return found
    return found or _defined_beyond_floats(letters, trees)


def _defined_beyond_floats(letters: Sequence[str], trees: Sequence[Node]) -> list[Point]:
    """Points at which values exist that are too large or too small for floats."""
    candidates = list(points(letters))
    columns = {name: balls([point[name] for point in candidates], PRECISION) for name in letters}
    values = [evaluate_balls(tree, columns, PRECISION) for tree in trees]
    return [point for place, point in enumerate(candidates) if all(column[place].is_finite() for column in values)][
        :ENOUGH
    ]
