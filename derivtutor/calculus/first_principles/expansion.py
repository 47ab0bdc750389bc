"""Multiplying out polynomials in x and h; whatever has neither in it counts as a coefficient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from derivtutor.calculus.terms import added
from derivtutor.derivation.formula import product
from derivtutor.notation.rational import constant_value, number
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Memo,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
    names,
)

Key: TypeAlias = tuple[tuple[int, int], ...]
"""The exponents of a term by the numbers of what is raised to them, in order; none is zero."""

Terms: TypeAlias = dict[Key, Fraction]

_MOST_TERMS, _MOST_POWER = 200, 12


class _NotAPolynomialError(Exception):
    pass


class Expansion:
    """Multiplies out; `variable` and `step` are what polynomials are in.

    >>> from derivtutor.notation.linear import text
    >>> from derivtutor.notation.reader import read
    >>> [text(term) for term in Expansion("x", "h").expanded(read("a (x + h)^2").tree)]
    ['a x^2', '2a x h', 'a h^2']
    """

    def __init__(self, variable: str, step: str) -> None:
        self.bases: list[Node] = [Name(variable), Name(step)]
        self._memo: Memo[Terms] = Memo()
        self._algebra: Algebra[Terms] = {
            **dict.fromkeys((Call, Unknown, Comparison, Piecewise, Integral, Derivative), self._base),
            Number: lambda leaf, _: {(): Fraction(leaf.value)} if leaf.value else {},
            Name: self._base,
            Sum: lambda _, terms: total(terms),
            Negation: lambda _, inner: {key: -value for key, value in inner[0].items()},
            Product: self._product,
            Quotient: self._quotient,
            Power: self._power,
        }

    def terms(self, node: Node) -> Terms | None:
        """A polynomial's terms; None for what is no polynomial in the two letters."""
        try:
            return fold(node, self._algebra, self._memo)
        except _NotAPolynomialError:
            return None

    def expanded(self, node: Node) -> list[Node]:
        """The terms of a polynomial multiplied out, in order."""
        return self.written(self.terms(node) or {})

    def written(self, terms: Mapping[Key, Fraction]) -> list[Node]:
        """Terms as expressions, the highest powers first."""
        return [self._term(key, terms[key]) for key in sorted(terms, key=_rank) if terms[key]]

    def polynomial(self, terms: Mapping[Key, Fraction]) -> Node:
        """Terms as one expression."""
        return added(self.written(terms))

    def without_step(self, terms: Terms) -> Terms:
        """What is left of terms that all have the step as a factor when it is taken out once."""
        lowered: Terms = {}
        for key, value in terms.items():
            exponents = dict(key)
            exponents[1] -= 1
            lowered[_key(exponents)] = value
        return lowered

    def _base(self, node: Node, _: list[Terms]) -> Terms:
        if node not in self.bases:
            if names(node) & {base.name for base in self.bases[:2] if isinstance(base, Name)}:
                raise _NotAPolynomialError
            self.bases.append(node)
        return {((self.bases.index(node), 1),): Fraction(1)}

    def _product(self, _: Product, factors: list[Terms]) -> Terms:
        whole, *others = factors
        for factor in others:
            whole = times(whole, factor)
        return whole

    def _quotient(self, node: Quotient, sides: list[Terms]) -> Terms:
        top, bottom = sides
        if len(bottom) != 1:
            return self._base(node, [])
        ((key, value),) = bottom.items()
        if {0, 1} & dict(key).keys():
            raise _NotAPolynomialError
        return times(top, {_key({base: -power for base, power in key}): 1 / value})

    def _power(self, node: Power, sides: list[Terms]) -> Terms:
        exponent = constant_value(node.exponent)
        if exponent is None or exponent.denominator != 1 or not 0 <= exponent <= _MOST_POWER:
            return self._base(node, [])
        whole: Terms = {(): Fraction(1)}
        for _ in range(int(exponent)):
            whole = times(whole, sides[0])
        return whole

    def _term(self, key: Key, value: Fraction) -> Node:
        """A term: its number, other letters, the variable and the step."""
        sides: list[list[Node]] = [[], []]
        for base, power in sorted(key, key=lambda each: (each[0] < 2, each[0])):
            raised = self.bases[base] if abs(power) == 1 else Power(self.bases[base], Number(abs(power)))
            sides[power < 0].append(raised)
        above, below = sides
        size = abs(value)
        if size.numerator != 1 or not above:
            above.insert(0, number(size.numerator))
        if size.denominator != 1:
            below.insert(0, number(size.denominator))
        term = Quotient(product(above), product(below)) if below else product(above)
        return Negation(term) if value < 0 else term


def _key(exponents: Mapping[int, int]) -> Key:
    return tuple(sorted((base, power) for base, power in exponents.items() if power))


def _rank(key: Key) -> tuple[int, int, Key]:
    """Where a term stands: by its degree, then by the power of the step."""
    powers = dict(key)
    return -(powers.get(0, 0) + powers.get(1, 0)), powers.get(1, 0), key


def total(parts: Iterable[Terms]) -> Terms:
    """The sum of polynomials."""
    whole: Terms = {}
    for part in parts:
        for key, value in part.items():
            whole[key] = whole.get(key, Fraction(0)) + value
    return {key: value for key, value in whole.items() if value}


def times(left: Terms, right: Terms) -> Terms:
    """The product of two polynomials."""
    if len(left) * len(right) > _MOST_TERMS:
        raise _NotAPolynomialError
    whole: Terms = {}
    for one, value in left.items():
        for other, factor in right.items():
            exponents = dict(one)
            for base, power in other:
                exponents[base] = exponents.get(base, 0) + power
            key = _key(exponents)
            whole[key] = whole.get(key, Fraction(0)) + value * factor
    return {key: value for key, value in whole.items() if value}


def negative(terms: Terms) -> Terms:
    """The polynomial with the other sign."""
    return {key: -value for key, value in terms.items()}
