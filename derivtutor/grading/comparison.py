"""Whether two expressions are equal as real functions: difference is proved, agreement holds to 100 digits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Literal, TypeAlias

from derivtutor.grading import sentences
from derivtutor.grading.drawn import Draw
from derivtutor.grading.extremes import bits_needed, may_be_extreme
from derivtutor.grading.pieces import Pieces, missing
from derivtutor.grading.points import Point, points
from derivtutor.libraries import flint
from derivtutor.notation import linear
from derivtutor.notation.ball import Ball, Column, balls, evaluate_balls, evaluate_settled
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Integral, Node, names, parts
from derivtutor.showing import Shown

Relation: TypeAlias = Literal["equal", "different", "apart"]
"""`apart`: there is no point at which both expressions have a value, as far as was looked."""

ENOUGH, DRAWN = 8, 1
"""At so many points expressions are compared, where there are so many, and at so many that nobody knows beforehand."""

FEWEST = 3
"""Agreement at fewer points than this is none, unless there are no letters."""

_MOST_LINES = 8
"""Pieces of many letters are looked for along so many lines for each."""

_MOST_SUMMITS = 4
"""So many points are kept at which what a function turns on is greatest along a letter."""

_DIGITS = 333
"""One hundred digits, in bits."""

_BASES = 12
"""Narrow domains of many letters are looked for on lines through so many points."""

PRECISION = 400
_PRECISIONS = (PRECISION, 3000, 20000)
"""Working precision in bits, and what is tried where digits are lost."""

_MOST_EXTREMES = 24
"""At so many points numbers are looked at that the usual precision does not show."""

_MOST_BITS = 300_000
"""What is not seen in so many bits is left to exact arithmetic."""


@dataclass(frozen=True, slots=True, repr=False)
class Difference(Shown):
    """A point at which two values are proved to differ."""

    point: Point
    expected: Ball
    got: Ball

    def _in_short(self) -> str:
        return f"difference: {float(self.got.mid()):.6g} instead of {float(self.expected.mid()):.6g}"


@dataclass(frozen=True, slots=True, repr=False)
class Outcome(Shown):
    """What comparing showed: at how many points both agree, where one has no value, and where they differ."""

    relation: Relation
    agreed: tuple[Point, ...]
    undefined: tuple[Point, ...]
    difference: Difference | None = None

    def _in_short(self) -> str:
        return f"outcome: {self.relation}"


class Known:
    """An expression that others are compared with; its values are found once.

    It is compared where it and all of `domain` have values: the derivative of `ln(x)` only for positive `x`.
    """

    def __init__(self, tree: Node, letters: frozenset[str], domain: Sequence[Node] = ()) -> None:
        self.tree = tree
        self.domain = tuple(domain)
        self.letters = tuple(sorted(letters))
        self._text = linear.text(tree)
        self.pieces = Pieces((tree, *domain), self.letters)
        self.points = self._own_points()
        self._columns = {name: [point[name] for point in self.points] for name in self.letters}
        self._values: dict[int, Column] = {}
        self._environments: dict[int, dict[str, Column]] = {}

    def _own_points(self) -> list[Point]:
        """Points at which expression and domain have values; along a single letter, some in each piece."""
        trees = (self.tree, *self.domain)
        usual = _defined(self.letters, trees)
        if len(usual) < self._least:
            return self._narrow(trees) or usual
        if len(self.letters) != 1 or not self.pieces.are_many:
            return usual
        letter = self.letters[0]
        pieces = self.pieces.on_line((), letter, {}, Draw(self._text))
        return usual + [point for piece in pieces for point in missing(_with_values(trees, piece), usual, letter)]

    def _narrow(self, trees: Sequence[Node]) -> list[Point]:
        """Points in a domain that is too narrow or too far away for those that are tried first."""
        draw = Draw(self._text)
        where: list[Point] = []
        for base in islice(points(self.letters), _BASES):
            for letter in self.letters:
                pieces = self.pieces.on_line((), letter, base, draw, poles=True)
                where += _with_values(trees, [point for piece in pieces for point in piece])
            if len(where) >= ENOUGH:
                break
        return where[:ENOUGH]

    def compare(self, other: Node) -> Outcome:
        """Compare another expression with this one: at its points, at such that nobody knows before, in all pieces."""
        others = names(other)
        if not others.issubset(self._columns):
            return Known(self.tree, others.union(self.letters), self.domain).compare(other)
        if not self.is_comparable:
            return Outcome("apart", (), ())
        draw = Draw(f"{self._text}\0{linear.text(other)}")
        drawn = [
            {name: draw.beside(value) for name, value in point.items()}
            for point in (self.points[:DRAWN] if self.letters else ())
        ]
        seen = self._at(other, drawn)
        if seen.difference is not None:
            return seen
        if len(seen.agreed) < self._least:
            return self._where_both_are_defined(other, drawn, seen, draw)
        where = [seen.agreed[-1]]
        if self.pieces.are_changed_by(other):
            inside = _with_values(self.domain, self._in_pieces(other, drawn[0], draw))
            difference = _look(self.tree, other, inside).difference
            if difference is not None:
                return replace(seen, relation="different", difference=difference)
            where += inside
        elif self.pieces.are_many:
            where += seen.agreed
        is_plain = not self._bits_needed and not may_be_extreme(other, where[0])
        return seen if is_plain else self._with_extremes(other, seen, where[:_MOST_EXTREMES])

    def _where_both_are_defined(self, other: Node, drawn: Sequence[Point], seen: Outcome, draw: Draw) -> Outcome:
        """What is seen at other points; and where digits are lost that a value depends on, as in `arcsin(x/|x|)`."""
        if other not in self.domain:
            both = Known(self.tree, frozenset(self.letters), (*self.domain, other)).compare(other)
            if both.relation != "apart":
                return replace(both, undefined=seen.undefined)
        points = [*self.points, *(self._in_pieces(other, drawn[0], draw) if drawn else ())]
        again = _look(self.tree, other, _with_values(self.domain, points), settled=True)
        relation: Relation = "equal" if len(again.agreed) >= self._least else "apart"
        return Outcome("different" if again.difference else relation, again.agreed, seen.undefined, again.difference)

    def _in_pieces(self, other: Node, base: Point, draw: Draw) -> list[Point]:
        """Points in each piece of both along one letter, and from there along the next; small numbers first."""
        bases, summits, where = [base], [base], []
        several = len(self.letters) > 1
        for letter in (*self.letters, *self.letters[:several]):
            pieces = [piece for each in bases for piece in self.pieces.on_line((other,), letter, each, draw)]
            where += [point for piece in pieces for point in piece]
            if several:
                summits = [*self.pieces.summits((other,), letter, summits[0]), *summits][:_MOST_SUMMITS]
            bases = [base, *summits[:-1], *(piece[0] for piece in pieces)][:_MOST_LINES]
        return sorted(where, key=lambda point: max(int(abs(value)).bit_length() for value in point.values()))

    def _with_extremes(self, other: Node, seen: Outcome, where: Sequence[Point]) -> Outcome:
        """What comparing shows with numbers that are too large, too small or too flat for the usual precision."""
        needed = max(self._bits_needed, *(bits_needed(other, point, PRECISION) for point in where))
        if not needed:
            return seen
        if needed > _MOST_BITS:  # the tower is loaded for such answers alone
            from derivtutor.grading.certificate import difference_vanishes

            vanishes = difference_vanishes(self.tree, other, self.domain)
            if vanishes:
                return seen
            if vanishes is None:
                raise sentences.TOO_LARGE()
        precision = PRECISION + min(needed, _MOST_BITS)
        columns = _columns(where, precision)
        values = [evaluate_balls(tree, columns, precision) for tree in (self.tree, other)]
        for point, expected, got in zip(where, *values, strict=True):
            both = expected.is_finite() and got.is_finite()
            if needed > _MOST_BITS or (both and not expected.overlaps(got)):
                return replace(seen, relation="different", difference=Difference(point, expected, got))
        return seen

    @cached_property
    def _bits_needed(self) -> int:
        return bits_needed(self.tree, self.points[0], PRECISION) if may_be_extreme(self.tree, self.points[0]) else 0

    @property
    def _least(self) -> int:
        return FEWEST if self.letters else 1

    @property
    def is_comparable(self) -> bool:
        """Whether enough points were found at which the expression has a value."""
        return len(self.points) >= self._least

    def values(self, precision: int = PRECISION) -> Column:
        """The expression's balls at its points."""
        values = self._values.get(precision)
        if values is None:
            values = self._values[precision] = evaluate_balls(self.tree, self._environment(precision), precision)
        return values

    def values_of(self, other: Node, precision: int = PRECISION) -> Column:
        """Another expression's balls at the same points; its letters must be among these."""
        return evaluate_balls(other, self._environment(precision), precision)

    def _environment(self, precision: int) -> dict[str, Column]:
        environment = self._environments.get(precision)
        if environment is None:
            environment = {name: balls(column, precision) for name, column in self._columns.items()}
            self._environments[precision] = environment
        return environment

    def _at(self, other: Node, drawn: Sequence[Point]) -> Outcome:
        """What is seen at the own points and at drawn ones; of these, those outside of the domain do not count."""
        more = _columns(drawn, PRECISION)
        both = {name: [*column, *more.get(name, ())] for name, column in self._environment(PRECISION).items()}
        expected = [*self.values(), *(evaluate_balls(self.tree, more, PRECISION) if drawn else ())]
        seen = _look(self.tree, other, [*self.points, *drawn], (expected, evaluate_balls(other, both, PRECISION)))
        if (
            seen.difference
            and seen.difference.point in drawn
            and not _with_values(self.domain, [seen.difference.point])
        ):
            return self._at(other, [])
        if any(point in drawn for point in seen.undefined):
            return replace(seen, undefined=tuple(point for point in seen.undefined if point not in drawn))
        return seen


def _look(
    tree: Node,
    other: Node,
    where: Sequence[Point],
    values: tuple[Column, Column] | None = None,
    settled: bool = False,
) -> Outcome:
    """Compare two expressions at points, at rising precision where digits are lost, up to the first difference."""
    evaluate = evaluate_settled if settled else evaluate_balls
    agreed: list[Point] = []
    undefined: list[Point] = []
    for precision in _PRECISIONS[settled:]:
        doubtful: list[Point] = []
        if not where:
            break
        columns = _columns(where, precision) if values is None else {}
        expected, got = values or [evaluate(each, columns, precision) for each in (tree, other)]
        with flint.ctx.workprec(precision):
            for point, true, value in zip(where, expected, got, strict=True):
                difference = value - true
                # What is not a number contains all numbers, and has no accurate bits.
                if difference.contains(0) and is_sharp(true, value, difference):
                    agreed.append(point)
                elif not (value.is_finite() and true.is_finite()):
                    undefined.append(point)
                elif not difference.contains(0):
                    return Outcome("different", tuple(agreed), tuple(undefined), Difference(point, true, value))
                else:
                    doubtful.append(point)
        where, values = doubtful, None
    return Outcome("equal", tuple(agreed), tuple(undefined))


def is_sharp(true: Ball, value: Ball, difference: Ball) -> bool:
    """Whether two overlapping balls are known to a hundred digits."""
    if true.rel_accuracy_bits() >= _DIGITS and value.rel_accuracy_bits() >= _DIGITS:
        return True
    return bool(difference.rel_one_accuracy_bits() >= _DIGITS)


def _columns(where: Sequence[Point], precision: int) -> dict[str, Column]:
    """Points as a column of balls for each letter."""
    return {name: balls([point[name] for point in where], precision) for name in (where[0] if where else ())}


def _defined(letters: Sequence[str], trees: Sequence[Node]) -> list[Point]:
    """Points at which all of the trees have values that a float can hold, or else those found at all."""
    runs = [compile_real(tree, letters) for tree in trees]
    where: list[Point] = []
    for point in points(letters):
        here = tuple(map(float, point.values()))
        if not any(math.isnan(run(here)) for run in runs):
            where.append(point)
            if len(where) == ENOUGH:
                break
    if any(type(part) is Integral for tree in trees for part in parts(tree)):
        # Floats do not see a pole on the way of an integral; balls do, but cannot do every integral.
        return _with_values(trees, where) or where
    return where or _with_values(trees, list(points(letters)))[:ENOUGH]


def _with_values(trees: Sequence[Node], where: Sequence[Point]) -> list[Point]:
    """Those of the points at which all of the trees have values, also such as are too large or too small for floats."""
    columns = _columns(where, PRECISION)
    values = [evaluate_balls(tree, columns, PRECISION) if where else [] for tree in trees]
    return [point for place, point in enumerate(where) if all(column[place].is_finite() for column in values)]
