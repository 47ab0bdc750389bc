"""Arithmetic on the coefficients of power series: sums, products, quotients, powers, and what solves an equation."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from derivtutor.calculus.series.rings import Coefficient, NoSeriesError, Ring
from derivtutor.notation.rational import number as decimal
from derivtutor.notation.tree import (
    Call,
    Name,
    Power,
)

Series: TypeAlias = list[Coefficient]
"""Coefficients from the constant term upwards, as many as are known."""

U = Name("u")


class Arithmetic:
    """What can be done with series of numbers of a ring, of which `many` coefficients are known."""

    def __init__(self, ring: Ring, many: int) -> None:
        self.ring, self.many = ring, many
        self.zero, self.one = ring.number(0), ring.number(1)

    def constant(self, value: Coefficient) -> Series:
        return [value, *[self.zero] * (self.many - 1)]

    # Arithmetic

    def add(self, terms: list[Series]) -> Series:
        return [self.ring.sum(list(column)) for column in zip(*terms, strict=False)]

    def negate(self, u: Series) -> Series:
        return self.scale(u, -1)

    def scale(self, u: Series, by: Fraction | int) -> Series:
        factor = self.ring.number(by)
        return [self.ring.product(each, factor) for each in u]

    def multiply(self, u: Series, v: Series) -> Series:
        return [self.convolved(u, v, n) for n in range(min(len(u), len(v)))]

    def convolved(self, u: Series, v: Series, n: int) -> Coefficient:
        """Coefficient `n` of a product."""
        pairs = [(u[k], v[n - k]) for k in range(n + 1)]
        return self.ring.sum([self.ring.product(a, b) for a, b in pairs if a is not self.zero and b is not self.zero])

    def divide(self, u: Series, v: Series) -> Series:
        while v and self.ring.sign(v[0]) == 0:
            if not u or self.ring.sign(u[0]) != 0:
                raise NoSeriesError
            u, v = u[1:], v[1:]
        if not v:
            raise NoSeriesError
        found: Series = []
        for n in range(min(len(u), len(v))):
            known = self.ring.sum([self.ring.product(v[n - k], found[k]) for k in range(n)])
            found.append(self.ring.quotient(self.less(u[n], known), v[0]))
        return found

    def less(self, left: Coefficient, right: Coefficient) -> Coefficient:
        """One coefficient without another."""
        return self.ring.sum([left, self.ring.product(right, self.ring.number(-1))])

    def slope(self, u: Series) -> Series:
        """The derivative, one coefficient shorter."""
        return [self.ring.product(u[n], self.ring.number(n)) for n in range(1, len(u))]

    def integral(self, first: Coefficient, slope: Series) -> Series:
        """What has this derivative and begins with `first`."""
        found = [self.ring.product(slope[n], self.ring.number(Fraction(1, n + 1))) for n in range(len(slope))]
        return [first, *found]

    def solve(
        self, u: Series, firsts: list[Coefficient], slopes: Callable[[list[Series]], list[Series]]
    ) -> list[Series]:
        """Functions y of u that solve `y' = slopes(y) u'`, coefficient by coefficient."""
        found = [[first] for first in firsts]
        inner = self.slope(u)
        for n in range(len(inner)):
            for own, slope in zip(found, slopes(found), strict=True):
                own.append(self.ring.product(self.convolved(slope, inner, n), self.ring.number(Fraction(1, n + 1))))
        return found

    # Powers

    def whole_power(self, u: Series, exponent: int) -> Series:
        if exponent < 0:
            return self.divide(self.constant(self.one), self.whole_power(u, -exponent))
        found = self.constant(self.one)
        for bit in f"{exponent:b}":
            found = self.multiply(found, found)
            if bit == "1":
                found = self.multiply(found, u)
        return found

    def rational_power(self, u: Series, exponent: Fraction) -> Series:
        """`y = u^r` solves `u y' = r u' y`."""
        if exponent.denominator == 1:
            return self.whole_power(u, int(exponent))
        if self.ring.sign(u[0]) == 0:
            raise NoSeriesError
        found = [self.ring.value(Power(U, decimal(exponent)), u[0])]
        for n in range(1, len(u)):
            terms = [
                self.ring.product(self.ring.product(u[k], found[n - k]), self.ring.number(exponent * k - (n - k)))
                for k in range(1, n + 1)
            ]
            found.append(self.ring.quotient(self.ring.sum(terms), self.ring.product(u[0], self.ring.number(n))))
        return found

    def exponential(self, u: Series) -> Series:
        return self.solve(u, [self.ring.value(Power(Name("e"), U), u[0])], lambda y: y)[0]

    def logarithm(self, u: Series) -> Series:
        return self.integral(self.ring.value(Call("ln", (U,)), u[0]), self.divide(self.slope(u), u))
