"""Facts about an answer that are no misconceptions: off by a factor, rounded, right for something else."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from derivtutor.derivation.intervals import borders
from derivtutor.derivation.numbers import at_point
from derivtutor.grading import sentences
from derivtutor.grading.answer import Answer
from derivtutor.grading.asked import Asked, Related
from derivtutor.grading.comparison import Outcome
from derivtutor.grading.one_word import read_as_one
from derivtutor.grading.points import Point
from derivtutor.grading.tasks import NOT_AT_POINT
from derivtutor.grading.term_by_term import right_terms
from derivtutor.grading.verdict import Explanation
from derivtutor.language import between
from derivtutor.notation import linear
from derivtutor.notation import sentences as of_notation
from derivtutor.notation.ball import Ball, Column
from derivtutor.notation.nearness import are_alike
from derivtutor.notation.rational import number
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Call, Negation, Node, Number, Piecewise, Sum, names, parts

_NEARLY = 0.02
_LARGEST_DENOMINATOR = 1000


@dataclass(frozen=True, slots=True)
class Observer:
    """Looks at one answer beside what was asked."""

    asked: Asked
    read: Answer
    outcome: Outcome
    right: bool
    meant: str | None

    def observations(self, diagnosis: Sequence[Explanation]) -> tuple[str, ...]:
        """The facts, in sentences; of a wrong answer only those that do not contradict its diagnosis."""
        facts = [*self.read.remarks, *self._about_domain()]
        if self.right:
            facts += self._about_equations()
        elif self.meant is not None:
            facts.append(lacks_brackets(self.meant))
        else:
            facts += self._about_wrong_answer(diagnosis)
        return tuple(facts)

    def _about_domain(self) -> Iterator[str]:
        undefined = self._undefined()
        if self.outcome.relation == "apart":
            yield sentences.NO_VALUES
        elif undefined and self.outcome.relation == "equal":
            side = _side(undefined, self.outcome.agreed, self.asked.variable)
            says = sentences.UNDEFINED_FOR if side else sentences.UNDEFINED_AT
            yield says.format(variable=self.asked.variable, side=side, point=_at(undefined[0]))
        letters = self.asked.letters | names(self.read.tree)
        if self.outcome.relation == "equal" and letters == {self.asked.variable}:
            yield from self._about_corners()

    def _undefined(self) -> tuple[Point, ...]:
        """Where the answer has no value and the derivative, in balls too, has one."""
        if not self.outcome.undefined:
            return ()
        known = self.asked.known
        gaps = [point for point, value in zip(known.points, known.values(), strict=True) if not value.is_finite()]
        return tuple([point for point in self.outcome.undefined if point not in gaps])

    def _about_equations(self) -> Iterator[str]:
        """What was written before the last equality sign, and is not equal to the answer."""
        for side in self.read.sides if not self.asked.point else ():
            if names(side) <= self.asked.letters and self.asked.known.compare(side).relation == "different":
                yield sentences.LAST_SIDE_ONLY.format(side=linear.unicode(side))
                return

    def _about_corners(self) -> Iterator[str]:
        """Where pieces meet: the answer may have a value there although the derivative has none."""
        variable, answer = self.asked.variable, self.read.tree
        values, expected = (compile_real(node, (variable,)) for node in (answer, self.asked.expected))
        for piece in [part for part in parts(answer) if isinstance(part, Piecewise)]:
            for place in borders(piece, variable):
                point = (float(place.middle),)
                if place.rational is None or math.isnan(values(point)) or not math.isnan(expected(point)):
                    continue
                if not self._has_slope(place.rational):
                    yield sentences.DEFINED_AT_CORNER.format(point=_at({variable: place.rational}))

    def _has_slope(self, place: Fraction) -> bool:
        """Whether there is a derivative where its formula has no value."""
        derivation = self.asked.derivation
        here = {derivation.variable: number(place)}
        there = at_point(self.asked.function, derivation.roots[0], derivation.derivatives, derivation.variable, here)
        return there.asked.is_defined

    def _about_wrong_answer(self, diagnosis: Sequence[Explanation]) -> Iterator[str]:
        answer = self.read.tree
        yield from read_as_one(self.read, self.asked.function, self.asked.letters)
        has_ten = any(isinstance(node, Call) and Number(10) in node.arguments for node in parts(answer))
        if has_ten and of_notation.NATURAL_LOGARITHM in self.asked.derivation.function.notes:
            yield sentences.IN_THE_PROBLEM.format(note=of_notation.NATURAL_LOGARITHM)
        strange = sorted(names(answer) - self.asked.letters - set(self.asked.point))
        if strange:
            yield sentences.STRANGE_LETTER.format(letter=strange[0])
        elif not names(answer).isdisjoint(self.asked.point) and not _is_told_of_point(diagnosis):
            values = between().join(f"{name} = {linear.unicode(value)}" for name, value in self.asked.point.items())
            yield sentences.A_NUMBER_IS_ASKED.format(values=values)
        if not names(answer) <= self.asked.letters:
            return
        known = self.asked.known
        pairs = [
            (point, expected, got)
            for point, expected, got in zip(known.points, known.values(), known.values_of(answer), strict=True)
            if expected.is_finite() and got.is_finite()
        ]
        if not diagnosis:
            yield from self._about_values(pairs)
        yield from self._one_sided(pairs)
        if not self.asked.point and not any(slip.rule for one in diagnosis for slip in one.slips):
            yield from self._right_for_something_else()
        decimal = any(isinstance(node, Number) and "." in node.text for node in parts(self.read.tree))
        if decimal and pairs and all(_is_near(expected, got) for _, expected, got in pairs):
            yield sentences.ROUNDED

    def _about_values(self, pairs: list[tuple[Point, Ball, Ball]]) -> Iterator[str]:
        """What is the same at every point, without telling the number that is missing."""
        if len(pairs) < 2 or _constant([expected for _, expected, _ in pairs]) is not None:
            return
        factor = _constant([got / expected for _, expected, got in pairs if not expected.contains(0)])
        if factor is not None and factor not in (0, 1, -1):
            yield sentences.TIMES_A_NUMBER
        if lacks_a_term(self.asked, self.read.tree):
            yield sentences.TERM_MISSING
        elif _constant([got - expected for _, expected, got in pairs]):
            yield sentences.OFF_BY_CONSTANT
        elif factor is None and (terms := right_terms(self.asked, self.read.tree)):
            yield terms

    def _one_sided(self, pairs: list[tuple[Point, Ball, Ball]]) -> Iterator[str]:
        agreed = [point for point, expected, got in pairs if (got - expected).contains(0)]
        differing = [point for point, expected, got in pairs if not (got - expected).contains(0)]
        side = _side(agreed, differing, self.asked.variable)
        if side and min(len(agreed), len(differing)) > 2:
            yield sentences.AGREES_FOR.format(variable=self.asked.variable, side=side)

    def _right_for_something_else(self) -> Iterator[str]:
        derivation = self.asked.derivation
        values = self.asked.known.values_of(self.read.tree)
        for other in self.asked.related:
            if not _is_same(values, other):
                continue
            if other.variable != derivation.variable:
                yield sentences.OTHER_VARIABLE.format(variable=other.variable, asked=derivation.variable)
            else:
                yield sentences.OTHER_ORDER.format(order=other.order, asked=derivation.order)


def _is_told_of_point(diagnosis: Sequence[Explanation]) -> bool:
    return any(slip.slip == NOT_AT_POINT.id for one in diagnosis for slip in one.slips)


def lacks_brackets(meant: str) -> str:
    """What is said of an answer that would be right with brackets."""
    return sentences.WITH_BRACKETS.format(meant=meant)


def lacks_a_term(asked: Asked, answer: Node) -> bool:
    """Whether an answer is the derivative without one of its terms."""
    expected = asked.expected
    if not isinstance(expected, Sum):
        return False
    rest = asked.sample(Sum((expected, Negation(answer))))
    return any(_alike(asked.sample(term), rest) for term in expected.terms)


def _alike(left: Sequence[complex], right: Sequence[complex]) -> bool:
    return are_alike([value.real for value in left], [value.real for value in right], len(left))


def _is_same(values: Column, other: Related) -> bool:
    both = [(a, b) for a, b in zip(values, other.values, strict=True) if a.is_finite() and b.is_finite()]
    return len(both) > 2 and all(a.overlaps(b) for a, b in both) and names(other.answer) != frozenset()


def _constant(balls: list[Ball]) -> Fraction | None:
    """The simple number that lies in all of the balls, at enough points to tell."""
    return simple_number(balls) if len(balls) > 2 else None


def simple_number(balls: list[Ball]) -> Fraction | None:
    """The rational number that lies in all of the balls, if there is a simple one."""
    middle = float(balls[0].mid())
    if not (math.isfinite(middle) and all(ball.is_finite() for ball in balls)):
        return None
    fraction = Fraction(middle).limit_denominator(_LARGEST_DENOMINATOR)
    size = fraction.numerator
    return fraction if all((ball * fraction.denominator - size).contains(0) for ball in balls) else None


def _is_near(expected: Ball, got: Ball) -> bool:
    return abs(float(expected.mid()) - float(got.mid())) <= _NEARLY * abs(float(expected.mid()))


def _side(inside: tuple[Point, ...] | list[Point], outside: tuple[Point, ...] | list[Point], variable: str) -> str:
    """The sign of `x > 0` or `x < 0` if zero parts the points."""
    if not inside or not outside or variable not in inside[0]:
        return ""
    here, there = [point[variable] for point in inside], [point[variable] for point in outside]
    if min(here) > 0 > max(there):
        return ">"
    return "<" if max(here) < 0 < min(there) else ""


def _at(point: Point) -> str:
    return between().join(f"{name} = {linear.unicode(number(value, decimal=True))}" for name, value in point.items())
