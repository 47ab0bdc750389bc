"""A number at a point: what it is exactly, where that is short, and a ball of many digits that contains it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from derivtutor.derivation.tidy import tidied
from derivtutor.libraries import flint
from derivtutor.notation import linear
from derivtutor.notation.ball import Ball, balls, evaluate_ball
from derivtutor.notation.closed import Closed, as_fraction
from derivtutor.notation.exact import Exact
from derivtutor.notation.rational import decimal_text, ends_as_decimal, number, rational_values
from derivtutor.notation.real import compile_real
from derivtutor.notation.rough import rough_value
from derivtutor.notation.squares import nearest_double, squares_at
from derivtutor.notation.tree import Integral, Node, names, parts, substitute
from derivtutor.showing import Shown

_PRECISIONS = (128, 1024, 8192, 32768)
"""An integral has the first one only: those that do not converge take long to show it."""

_ENOUGH = 100
"""So many bits of a number must be known before the precision is no longer raised."""

_LONGEST = 16
"""So many characters an exact value may have, unless it has letters."""

_LARGEST_POWER = 2**50
"""Numbers beyond this power of two are not written."""

_DIGITS = 6
"""So many digits of a decimal are shown."""


class Amount(Shown, Struct, frozen=True):
    """A number at a point; one that has neither an exact form nor a ball nor a rough value is undefined.

    `exact` may have letters, and then there is no ball; `fraction` is its value where that is rational, however long it
    is written. Where its `square`, with its sign, is rational, the `enclosure`, a ball, may be left out. `rough` is a
    double, for the few integrals that balls cannot do. What `is_beyond` has a value that cannot be computed.
    """

    exact: Node | None = None
    enclosure: Ball | None = None
    rough: float = math.nan
    fraction: Fraction | None = None
    is_beyond: bool = False
    square: Fraction | None = None

    def _in_short(self) -> str:
        if self.exact is not None:
            return f"amount {linear.text(self.exact)}"
        return f"amount, about {self.value:.6g}" if self.is_defined else "amount: undefined"

    @property
    def is_defined(self) -> bool:
        return self.exact is not None or self.has_ball or not math.isnan(self.rough)

    @property
    def has_letters(self) -> bool:
        return self.exact is not None and not self.has_ball

    @property
    def has_ball(self) -> bool:
        return self.enclosure is not None or self.square is not None

    @property
    def ball(self) -> Ball | None:
        """A ball of many digits; None where there is none."""
        if self.enclosure is not None or self.square is None:
            return self.enclosure
        if self.fraction is not None:
            return balls([self.fraction], _PRECISIONS[0])[0]
        with flint.ctx.workprec(_PRECISIONS[0]):
            root = balls([abs(self.square)], _PRECISIONS[0])[0].sqrt()
            return root if self.square > 0 else -root

    @property
    def value(self) -> float:
        """The nearest double; nan where there is no number that a double can hold."""
        if self.fraction is not None:
            return _double(self.fraction)
        if self.square is not None:
            return nearest_double(self.square)
        if self.enclosure is None:
            return self.rough
        nearest = float(self.enclosure.mid())
        return nearest if math.isfinite(nearest) else math.nan

    @property
    def node(self) -> Node | None:
        """As an expression, without an exact form to as many digits as nobody writes; None where it is undefined."""
        if self.exact is not None or self.ball is None:
            return self.exact
        return number(Fraction(self.ball.mid().str(100, radius=False)))

    @property
    def sign(self) -> int | None:
        """The sign, where it is proved."""
        if self.square is not None:
            return (self.square > 0) - (self.square < 0)
        if self.ball is None:
            return None
        return 1 if self.ball > 0 else -1 if self.ball < 0 else 0 if self.ball == 0 else None

    def is_same(self, other: Amount) -> bool:
        """Whether two numbers cannot be told apart, to many digits."""
        if self.square is not None and other.square is not None:
            return self.square == other.square
        return self.ball is not None and other.ball is not None and bool(self.ball.overlaps(other.ball))

    @property
    def decimal(self) -> Decimal | None:
        """The number to the digits that are shown; None where there is none."""
        if self.fraction is not None:
            return _shown(Decimal(self.fraction.numerator) / self.fraction.denominator)
        if self.ball is None:
            return Decimal(f"{self.rough:.{_DIGITS - 1}e}") if math.isfinite(self.rough) else None
        if self.ball.contains(0):
            return Decimal(0)
        return _shown(Decimal(self.ball.mid().str(40, radius=False)))

    @property
    def text(self) -> str:
        """The number in a sentence: exact where that is short, else rounded."""
        return linear.unicode(self.exact) if self.exact is not None else f"about {self.decimal}"

    @property
    def is_decimal(self) -> bool:
        """Whether the digits that are shown are the number itself."""
        return self.fraction is not None and self.fraction == Fraction(self.decimal or 0)


UNDEFINED = Amount()


def _shown(value: Decimal) -> Decimal:
    return Decimal(f"{value:.{_DIGITS - 1}e}") if value else Decimal(0)


def _is_written(ball: Ball) -> bool:
    """Whether a number is of a size that can be written with a power of ten."""
    largest = flint.arb(2) ** _LARGEST_POWER
    return bool(abs(ball) < largest) and (bool(ball.contains(0)) or bool(1 / abs(ball) < largest))


def _double(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.nan


class Spot:
    """A point at which expressions are worked out. Letters that it gives no value to stay letters."""

    def __init__(self, point: Mapping[str, Node], written_in_decimals: bool = False) -> None:
        self.point = point
        self._in_decimals = written_in_decimals
        self._exact = Exact(point)
        self._square = squares_at(rational_values(point))

    def amount(self, node: Node) -> Amount:
        """What an expression is worth here."""
        try:
            worth = self._exact.worth(node)
        except RecursionError:  # deeper than trees are compared
            return self._by_ball(node)
        if worth is None:
            return UNDEFINED
        written = self._exact.symbols.tree(worth)
        if names(written):
            exact = self._exact.tree(node)
            return UNDEFINED if exact is None else Amount(tidied(exact))
        fraction, square = as_fraction(worth), self._square(node)
        if square is not None and square == self._square(written):
            return Amount(self._short(worth, written), fraction=fraction, square=square)
        ball, again = self.ball(node), self._ball(written, {})
        if ball is None and again is None:
            amount = self._by_ball(node)
            return amount if amount.is_defined or not self._has_areas(node) else Amount(is_beyond=True)
        if not _is_written(again if ball is None else ball):
            return Amount(is_beyond=True)
        agree = ball is None or (again is not None and ball.overlaps(again))
        if not agree:
            return Amount(None, ball)
        return Amount(
            self._short(worth, written), again if fraction is not None or ball is None else ball, math.nan, fraction
        )

    def _has_areas(self, node: Node) -> bool:
        """Whether integrals go over stretches on which there is something to integrate."""
        from derivtutor.analysis.line import exists  # few have integrals

        areas = [part for part in parts(node) if type(part) is Integral and names(part) <= self.point.keys()]
        if not areas:
            return True
        return all(exists(substitute(area, self.point)) for area in areas)

    def _by_ball(self, node: Node) -> Amount:
        ball = self.ball(node)
        if ball is not None or not any(type(part) is Integral for part in parts(node)):
            return Amount(None, ball)
        point = {name: compile_real(value, ())(()) for name, value in self.point.items()}
        return Amount(rough=rough_value(node, point))

    def ball(self, node: Node) -> Ball | None:
        """A ball of many digits that contains the value; None where there is no value, or none that can be told."""
        return self._ball(node, self.point)

    def _ball(self, node: Node, point: Mapping[str, Node]) -> Ball | None:
        best = None
        if not names(node) <= point.keys():
            return None
        integrates = any(type(part) is Integral for part in parts(node))
        for precision in _PRECISIONS[: 1 if integrates else None]:
            balls = {name: evaluate_ball(value, {}, precision) for name, value in point.items()}
            enclosure = evaluate_ball(node, balls, precision)
            best = enclosure if enclosure is not None else best
            if best is not None and (best == 0 or best.rel_accuracy_bits() >= _ENOUGH):
                return best
        return best

    def _short(self, worth: Closed, written: Node) -> Node | None:
        """The closed form, if it is one and short; in decimals where the point is written in them."""
        plain = as_fraction(worth)
        if plain is not None and self._in_decimals and ends_as_decimal(plain):
            return number(plain, decimal=True) if len(decimal_text(abs(plain))) <= _LONGEST else None
        if not self._exact.is_closed(worth) or len(linear.unicode(written)) > _LONGEST:
            return None
        return written
