"""A point of the real line, known exactly or as the only zero of an expression between two numbers."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from derivtutor.libraries import flint
from derivtutor.notation.ball import evaluate_balls  # places that are rational need none
from derivtutor.notation.rational import constant_value, number, rational
from derivtutor.notation.tree import Name, Negation, Node, Number, Product, Quotient

if TYPE_CHECKING:
    from derivtutor.notation.ball import Ball

CERTAIN = 400
"""Numbers of which so many bits agree are taken for the same."""

_LARGEST_DENOMINATOR = 5000
_LARGEST_PART_OF_PI = 24
_LARGEST = 10**9

_MOST_BITS = 100_000
_HALVINGS, _MOST_SECANTS = 60, 40
"""An interval is halved until it is smaller than 1, and so often more."""

_BITS_OF_SIGN = (192, 1024, 6144)
_SHOWN = 128


class Place(Struct, frozen=True, dict=True):
    """A real number: `form` writes it exactly, or it is the zero of `equation` between `low` and `high`."""

    form: Node | None
    equation: Node | None = None
    variable: str = ""
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)

    def ball(self, precision: int) -> Ball:
        """A ball of about so many bits that contains the number."""
        if precision not in self._balls:
            self._balls[precision] = self._enclosed(precision) if self.form is None else value(self.form, precision)
        return self._balls[precision]

    @cached_property
    def _balls(self) -> dict[int, Ball]:
        return {}

    @cached_property
    def rational(self) -> Fraction | None:
        """The number itself, where it is rational and known to be."""
        return None if self.form is None else constant_value(self.form)

    @cached_property
    def is_finite(self) -> bool:
        """Whether the number is one, and not so large or small that its digits fill a memory."""
        if self.form is None or self.rational is not None:
            return True
        ball, huge = self.ball(CERTAIN), flint.arb(2) ** _MOST_BITS
        return bool(ball.is_finite() and abs(ball) < huge and (ball.contains(0) or abs(ball) * huge > 1))

    @cached_property
    def middle(self) -> Fraction:
        """A rational number close by; the number itself where it is rational."""
        return _rounded(self.ball(CERTAIN).mid()) if self.rational is None else self.rational

    def _enclosed(self, precision: int) -> Ball:
        """What the secant method comes to counts where the sign changes around it."""
        working, sign = precision + 64, self._is_positive(self._near[0])
        with flint.ctx.workprec(working):
            low, high = self._closest(precision)
            margin = (abs(high) + abs(low)).mid() * flint.arb(2) ** -precision
            before, guess = low, high
            for _ in range(_MOST_SECANTS):
                old, new = self._at(before, working), self._at(guess, working)
                if abs(guess - before) < margin or (new - old).mid() == 0:
                    break
                before, guess = guess, (guess - new * (guess - before) / (new - old)).mid()
            around = guess - margin, guess + margin
            if (self._at(around[0], working) > 0) == sign and (self._at(around[1], working) > 0) != sign:
                low, high = around
            return low.union(high)

    def _closest(self, precision: int) -> tuple[Ball, Ball]:
        """Numbers on either side from which more digits are found."""
        if precision <= CERTAIN:
            low, high = map(flint.arb, self._near)
            return low, high
        known = self.ball(CERTAIN)
        return known.lower(), known.upper()

    @cached_property
    def _near(self) -> tuple[Any, Any]:
        """Fractions close to the number on either side, found by halving."""
        low, high = (flint.fmpq(end.numerator, end.denominator) for end in (self.low, self.high))
        sign = self._is_positive(low)
        for _ in range(_HALVINGS + math.ceil(self.high - self.low).bit_length()):
            middle = (low + high) / 2
            if self._is_positive(middle) == sign:
                low = middle
            else:
                high = middle
        return low, high

    def _is_positive(self, point: Any) -> bool:
        """Whether the equation has a positive value at a fraction, by no more bits than that takes."""
        for precision in _BITS_OF_SIGN:
            with flint.ctx.workprec(precision):
                ball = self._at(flint.arb(point), precision)
            if ball > 0 or ball < 0:
                return bool(ball > 0)
        return False

    def _at(self, point: Ball, precision: int) -> Ball:
        assert self.equation is not None
        return evaluate_balls(self.equation, {self.variable: [point]}, precision)[0]


def value(node: Node, precision: int) -> Ball:
    """The value of a constant; nan where it has none."""
    return evaluate_balls(node, {}, precision)[0]


def fraction(ball: Ball) -> Fraction:
    """An exact ball as a fraction."""
    mantissa, exponent = map(int, ball.man_exp())
    return Fraction(mantissa) * Fraction(2) ** exponent


def _rounded(ball: Ball) -> Fraction:
    with flint.ctx.workprec(_SHOWN):
        return fraction((+ball).mid())


def recognised(node: Node) -> Node:
    """A constant written as a rational number or a simple part of pi, if that is what it is."""
    exact = rational(node)
    if exact is not None:
        return number(exact)
    ball = value(node, CERTAIN)
    if not ball.is_finite() or not abs(ball) < _LARGEST:
        return node
    with flint.ctx.workprec(CERTAIN):
        for unit, largest in ((None, _LARGEST_DENOMINATOR), (Name("pi"), _LARGEST_PART_OF_PI)):
            simple = simple_fraction(ball if unit is None else ball / flint.arb.pi(), largest)
            if simple is not None:
                return multiple(simple, unit)
    return node


def simple_fraction(ball: Ball, largest: int) -> Fraction | None:
    """The fraction with a denominator of at most `largest` that lies in a ball of many digits, if there is one."""
    middle = float(ball.mid())
    if not abs(middle) < _LARGEST:
        return None
    simple = Fraction(middle).limit_denominator(largest)
    return simple if (ball * simple.denominator).contains(simple.numerator) else None


def multiple(simple: Fraction, unit: Node | None) -> Node:
    """A fraction times a unit such as pi or a root, as one writes it: `3pi/2`."""
    if unit is None or unit == Number(1) or simple == 0:
        return number(simple)
    top: Node = unit if abs(simple.numerator) == 1 else Product((Number(abs(simple.numerator)), unit))
    size = top if simple.denominator == 1 else Quotient(top, Number(simple.denominator))
    return Negation(size) if simple < 0 else size
