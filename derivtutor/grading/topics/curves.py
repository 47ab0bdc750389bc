"""Answers that must be right on a curve: they are compared at points of it that nobody knows before they are written.

Equal elsewhere they need not be: on `x^2 + y^2 = 25`, `x^2 - 25` is as good as `-y^2`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from derivtutor.analysis.place import Place
from derivtutor.calculus.curves.curve import zero_form
from derivtutor.calculus.values import put_in
from derivtutor.grading import sentences
from derivtutor.grading.comparison import FEWEST, PRECISION, is_sharp
from derivtutor.grading.drawn import Draw
from derivtutor.grading.extremes import bits_needed
from derivtutor.grading.verdict import Counterexample, Evidence
from derivtutor.libraries import flint
from derivtutor.notation import linear
from derivtutor.notation.ball import Ball, balls, evaluate_ball, evaluate_balls
from derivtutor.notation.rational import number
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Comparison, Node, names

METHOD = "on the curve"
"""The method of evidence from points of a curve."""

_FRIENDLY = tuple(map(Fraction, (3, 1, -1, 2)))
"""At points with such a coordinate a student can do the sum, for showing a difference."""

_SIZES = (-3, -1, 0, 1, 2, 3, 4, -5, -8)
"""Lines are drawn at distances up to these powers of two, on either side of the axes."""

_ROOTS, _MOST = 3, 24
"""So many points are kept of a line, and of all lines."""

_FAR = range(-20, 45)
"""Along a line, points are looked for up to these powers of the root of two, and in between in even steps."""

_MOST_BITS = 20_000
_MORE = 8
"""Where digits are lost, there are so many times more of them in a second look."""

_RESIDUE = -64
"""What is not smaller than two to this power beside the size of a point is a pole and no point of the curve."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a curve: letters with fractions, and one that the equation then decides."""

    fixed: Mapping[str, Fraction]
    letter: str
    place: Place

    def balls(self, precision: int) -> dict[str, Ball | Fraction]:
        return {**self.fixed, self.letter: self.place.ball(precision)}


@dataclass(frozen=True, slots=True)
class OnCurve:
    """What comparing on a curve showed: at how many points both agree, and where they do not."""

    agreed: int
    counterexample: Counterexample | None = None

    @property
    def is_equal(self) -> bool:
        return self.counterexample is None and self.agreed >= FEWEST

    @property
    def evidence(self) -> Evidence:
        if self.counterexample is not None:
            return Evidence("proved", "ball arithmetic", self.agreed + 1, self.counterexample)
        return Evidence("agrees", METHOD if self.is_equal else "no common point", self.agreed)


@dataclass(frozen=True)
class Curve:
    """A curve in two letters; others of the equation are constants."""

    equation: Comparison
    first: str
    second: str
    _found: dict[str, tuple[list[CurvePoint], Iterator[CurvePoint]]] = field(default_factory=dict, repr=False)

    def compare(self, expected: Node, answer: Node) -> OnCurve:
        """Compare two expressions at points of the curve.

        What has no value where the right one has one is no right answer.

        Raises:
            UserError: where numbers are too large or too small to be compared.
        """
        if not names(expected) | names(answer) <= names(self.equation):
            return OnCurve(0)
        agreed, bits = 0, 0
        doubtful: list[CurvePoint] = []
        for turn, point in enumerate(self._usual(linear.text(answer), expected)):
            if turn < FEWEST:
                bits = max(bits, self._bits(point, (expected, answer)))
                if bits > _MOST_BITS:
                    raise sentences.TOO_LARGE()
            precision = PRECISION + bits
            same = self._are_same(expected, answer, point, precision)
            if same is False:
                return OnCurve(agreed, self._shown(expected, answer, point, precision))
            agreed += same is True
            doubtful += [point] if same is None else []
        precision = PRECISION + bits
        for point in doubtful[:FEWEST]:  # digits are lost everywhere or nowhere
            same = self._are_same(expected, answer, point, _MORE * precision)
            if same is not True:
                return OnCurve(0, self._shown(expected, answer, point, precision) if same is False else None)
            agreed += 1
        return OnCurve(agreed)

    def _usual(self, text: str, expected: Node) -> Iterator[CurvePoint]:
        """Points at which the right answer has a value; those with ordinary numbers, if there are enough."""
        others: list[CurvePoint] = []
        count = 0
        for point in self._points(text):
            value = self._value(expected, point)
            if is_sharp(value, value, value) and not self._bits(point, (expected, self._zero)):
                count += 1
                yield point
            elif value.is_finite():
                others.append(point)
        if count < FEWEST:
            yield from others

    def _points(self, text: str) -> Iterator[CurvePoint]:
        """Points of all parts of the curve, drawn for a text; each is looked for when it is needed."""
        found, more = self._found.setdefault(text, ([], self._drawn(Draw(f"{linear.text(self.equation)}\0{text}"))))
        for place in range(_MOST):
            if place == len(found):
                following = next(more, None)
                if following is None:
                    return
                found.append(following)
            yield found[place]

    def _drawn(self, draw: Draw) -> Iterator[CurvePoint]:
        for along, across in ((self.first, self.second), (self.second, self.first)):
            for place in _FRIENDLY:
                yield from self._on_line(along, across, place, draw, 1)
        for size in _SIZES:
            for sign in (1, -1):
                for along, across in ((self.first, self.second), (self.second, self.first)):
                    yield from self._on_line(along, across, sign * draw() * Fraction(2) ** size, draw, _ROOTS)

    def _on_line(self, along: str, across: str, place: Fraction, draw: Draw, most: int) -> Iterator[CurvePoint]:
        """Points with this coordinate."""
        others = sorted(names(self.equation) - {along, across})
        fixed = {along: place, **{other: 1 + 2 * draw() for other in others}}
        inside = put_in(self._zero, {name: number(value) for name, value in fixed.items()})
        run, shift = compile_real(inside, (across,)), draw()
        where = sorted({*[(step + shift) / 7 for step in range(-56, 56)], *_far(shift)})
        signed = [(each, run((float(each),))) for each in where]
        ends = [pair for pair in pairwise(signed) if pair[0][1] * pair[1][1] < 0 and math.isfinite(pair[0][1])]
        start = int(draw() * len(ends))
        for (low, _), (high, _) in (ends[start:] + ends[:start])[:most]:
            point = CurvePoint(fixed, across, Place(None, inside, across, low, high))
            if self._is_on_it(inside, point):
                yield point

    @staticmethod
    def _is_on_it(inside: Node, point: CurvePoint) -> bool:
        """Whether the sign changes at a zero, not at a pole."""
        ball = point.place.ball(PRECISION)
        residue = evaluate_ball(inside, {point.letter: ball}, PRECISION)
        return residue is not None and bool(abs(residue) < flint.arb(2) ** _RESIDUE)

    @cached_property
    def _zero(self) -> Node:
        return zero_form(self.equation)

    @staticmethod
    def _bits(point: CurvePoint, trees: tuple[Node, ...]) -> int:
        return max(bits_needed(tree, point.balls(PRECISION), PRECISION) for tree in trees)

    @staticmethod
    def _value(tree: Node, point: CurvePoint, precision: int = PRECISION) -> Ball:
        columns = {name: balls([each], precision) for name, each in point.balls(precision).items()}
        return evaluate_balls(tree, columns, precision)[0]

    def _are_same(self, expected: Node, answer: Node, point: CurvePoint, precision: int) -> bool | None:
        """Whether both have the same value; None where the digits do not tell, or the answer has none."""
        one, other = (self._value(tree, point, precision) for tree in (expected, answer))
        with flint.ctx.workprec(precision):
            if other.is_finite() and (other - one).contains(0):
                return True if is_sharp(one, other, other - one) else None
        return False if other.is_finite() else None

    def _shown(self, expected: Node, answer: Node, point: CurvePoint, precision: int) -> Counterexample:
        one, other = (self._value(tree, point, precision) for tree in (expected, answer))
        at = {name: float(value) for name, value in point.balls(precision).items()}
        return Counterexample({name: at[name] for name in sorted(at)}, float(one.mid()), float(other.mid()))


def _far(shift: Fraction) -> Iterator[Fraction]:
    for power in _FAR:
        size = Fraction(2.0 ** (power / 2)) * (1 + shift / 8)
        yield from (size, -size)
