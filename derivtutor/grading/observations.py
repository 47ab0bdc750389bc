"""Facts about an answer that are no misconceptions: off by a factor, rounded, right for something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from derivtutor.grading.answer import Answer
from derivtutor.grading.asked import Asked, Related
from derivtutor.grading.comparison import Outcome
from derivtutor.grading.points import Point
from derivtutor.notation import linear
from derivtutor.notation.ball import Ball, Column
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Number, names, parts

_NEARLY = 0.02
_LARGEST_DENOMINATOR = 1000


@dataclass(frozen=True, slots=True)
class Observer:
    """Looks at one answer beside what was asked."""

    asked: Asked
    read: Answer
    outcome: Outcome
    right: bool

    def observations(self) -> tuple[str, ...]:
        """The facts, in sentences."""
        found = [*self.read.remarks, *self._about_domain()]
        if not self.right:
            found += self._about_wrong_answer()
        return tuple(found)

    def _about_domain(self) -> Iterator[str]:
        undefined = self.outcome.undefined
        if self.outcome.relation == "apart":
            yield "Your answer has no value at any of the points where the derivative was looked at."
        elif undefined and self.outcome.relation == "equal":
            where = _side(undefined, self.outcome.agreed, self.asked.variable)
            yield f"Yours is undefined {where or f'at {_at(undefined[0])}'}, where the derivative exists."

    def _about_wrong_answer(self) -> Iterator[str]:
        answer = self.read.tree
        strange = sorted(names(answer) - self.asked.letters - set(self.asked.point))
        if strange:
            yield f"The letter {strange[0]} does not occur in the problem."
        if not names(answer) <= self.asked.letters:
            return
        known = self.asked.known
        pairs = [
            (point, expected, got)
            for point, expected, got in zip(known.points, known.values(), known.values_of(answer), strict=True)
            if expected.is_finite() and got.is_finite()
        ]
        yield from self._about_values(pairs)
        if not self.asked.point:
            yield from self._right_for_something_else()

    def _about_values(self, pairs: list[tuple[Point, Ball, Ball]]) -> Iterator[str]:
        if len(pairs) > 1:
            factor = _constant([got / expected for _, expected, got in pairs if not expected.contains(0)])
            if factor is not None and factor not in (0, 1, -1):
                yield f"Yours is {linear.unicode(number(factor))} times the derivative."
            shift = _constant([got - expected for _, expected, got in pairs])
            if shift is not None and shift:
                direction = "more" if shift > 0 else "less"
                yield f"Yours is {linear.unicode(number(abs(shift)))} {direction} than the derivative, everywhere."
            yield from self._one_sided(pairs)
        decimal = any(isinstance(node, Number) and "." in node.text for node in parts(self.read.tree))
        if decimal and pairs and all(_is_near(expected, got) for _, expected, got in pairs):
            yield "Yours is close to the derivative: was a number rounded?"

    def _one_sided(self, pairs: list[tuple[Point, Ball, Ball]]) -> Iterator[str]:
        agreed = [point for point, expected, got in pairs if (got - expected).contains(0)]
        differing = [point for point, expected, got in pairs if not (got - expected).contains(0)]
        side = _side(agreed, differing, self.asked.variable)
        if side and min(len(agreed), len(differing)) > 2:
            yield f"It agrees {side} only."

    def _right_for_something_else(self) -> Iterator[str]:
        derivation = self.asked.derivation
        values = self.asked.known.values_of(self.read.tree)
        for other in self.asked.related:
            if not _is_same(values, other):
                continue
            if other.variable != derivation.variable:
                yield f"Yours is the derivative by {other.variable}; asked was the one by {derivation.variable}."
            else:
                yield f"Yours is the derivative of order {other.order}; asked was order {derivation.order}."


def _is_same(values: Column, other: Related) -> bool:
    both = [(a, b) for a, b in zip(values, other.values, strict=True) if a.is_finite() and b.is_finite()]
    return len(both) > 2 and all(a.overlaps(b) for a, b in both) and names(other.answer) != frozenset()


def _constant(balls: list[Ball]) -> Fraction | None:
    """The rational number that lies in all of the balls, if there is a simple one."""
    if len(balls) < 3 or not all(ball.is_finite() for ball in balls):
        return None
    found = Fraction(float(balls[0].mid())).limit_denominator(_LARGEST_DENOMINATOR)
    size = found.numerator
    return found if all((ball * found.denominator - size).contains(0) for ball in balls) else None


def _is_near(expected: Ball, got: Ball) -> bool:
    return abs(float(expected.mid()) - float(got.mid())) <= _NEARLY * abs(float(expected.mid()))


def _side(inside: tuple[Point, ...] | list[Point], outside: tuple[Point, ...] | list[Point], variable: str) -> str:
    """`for x > 0` or `for x < 0` if zero parts the points."""
    if not inside or not outside or variable not in inside[0]:
        return ""
    here, there = [point[variable] for point in inside], [point[variable] for point in outside]
    if min(here) > 0 > max(there):
        return f"for {variable} > 0"
    return f"for {variable} < 0" if max(here) < 0 < min(there) else ""


def _at(point: Point) -> str:
    return ", ".join(f"{name} = {linear.unicode(number(value, decimal=True))}" for name, value in point.items())
