"""Equations and polynomials whose coefficients are rounded: each must be right to the digits that were written.

A decimal of three digits or more stands for all numbers that are rounded to it, and the right coefficient must be one
of those that the answer then stands for. Decimals with fewer digits are taken as they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from derivtutor.grading.comparison import PRECISION
from derivtutor.grading.precision import stated_precision
from derivtutor.libraries import flint
from derivtutor.notation.ball import Ball, balls, evaluate_ball
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import Comparison, Name, Negation, Node, Power, Product, Quotient, Sum, names, parts

_MOST_TERMS, _MOST_POWER = 300, 30

_LARGEST_SHARE = 100
"""The largest coefficient is so many times what any may be off: numbers may not be made up for by large ones."""

_NARROW = 2.0**-100
"""Balls around exact numbers are smaller than this."""

_WIDER = 1 + 2.0**-40
"""What is off by exactly as much as allowed is right."""

Powers = tuple[tuple[str, int], ...]
Polynomial = dict[Powers, Ball]
"""The coefficient of each product of letters; that of none is the constant."""

_CONSTANT: Powers = ()


class _NoPolynomialError(Exception):
    """An expression is no polynomial, or has rounded numbers that should first be added up."""


def is_rounded(
    expected: Node,
    typed: Node,
    solved_for: Sequence[str],
    centre: Mapping[str, Node],
    tolerance: Fraction | None = None,
) -> bool:
    """Whether an equation or a polynomial is right to the digits written, or within a tolerance.

    Args:
        expected: what the answer should be; what is zero on a surface, whose variables it has.
        typed: the answer as it was typed.
        solved_for: letters that an equation may be solved for, in the order in which they are tried.
        centre: the point about which students write polynomials; coefficients are also compared there.
        tolerance: how far each coefficient may be off; to the digits written when left out.
    """
    if tolerance is None and not any(map(stated_precision, parts(typed))):
        return False
    with flint.ctx.workprec(PRECISION):
        try:
            origins = [{}, {letter: _value(value) for letter, value in centre.items()}][: 2 if tolerance is None else 1]
            return all(
                _agree(*_beside(_Expansion(origin, tolerance is None), expected, typed, solved_for), tolerance)
                for origin in origins
            )
        except _NoPolynomialError:
            return False


def _agree(expected: Polynomial, answer: Polynomial, tolerance: Fraction | None) -> bool:
    """Whether each coefficient is right."""
    zero = flint.arb(0)
    most = max((abs(each) for each in expected.values()), key=lambda each: float(each.mid()), default=zero)
    for powers in expected.keys() | answer.keys():
        difference = answer.get(powers, zero) - expected.get(powers, zero)
        off = abs(flint.arb(difference.mid()))
        if tolerance is None and not (difference.contains(0) and off * _LARGEST_SHARE <= most):
            return False
        if tolerance is not None and not off <= balls([tolerance], PRECISION)[0] * _WIDER:
            return False
    return True


def _beside(
    expansion: _Expansion, expected: Node, typed: Node, solved_for: Sequence[str]
) -> tuple[Polynomial, Polynomial]:
    """What is expected and what was typed, solved for the same letter."""
    wanted = expansion.of(expected)
    sides = typed.operands if isinstance(typed, Comparison) else (typed,)
    found = expansion.of(sides[0])
    for side in sides[1:]:
        found = _sum(found, _scaled(expansion.of(side), -1))
    letter = next((letter for letter in solved_for if ((letter, 1),) in found), None)
    if letter is None:
        return wanted, found
    rate = found[((letter, 1),)]
    own = wanted.get(((letter, 1),))
    found = _scaled(found, (-1 if own is None else own) / rate) if not rate.contains(0) else {}
    if own is None:  # the height, which stands on a side of its own
        found.pop(((letter, 1),), None)
    return wanted, found


class _Expansion:
    """Expands expressions; letters are counted from an origin, and decimals may stand for what is rounded to them."""

    def __init__(self, origin: Mapping[str, Ball], is_wide: bool) -> None:
        self.origin, self.is_wide = origin, is_wide

    def of(self, tree: Node) -> Polynomial:
        """The polynomial that an expression is.

        Raises:
            _NoPolynomialError: where it is none.
        """
        if not names(tree):
            return self._number(tree)
        if isinstance(tree, Name):
            return {((tree.name, 1),): flint.arb(1), _CONSTANT: self.origin.get(tree.name, flint.arb(0))}
        if isinstance(tree, Negation):
            return _scaled(self.of(tree.operand), -1)
        if isinstance(tree, Sum):
            return self._sum(_flat(tree))
        if isinstance(tree, Product):
            return self._product(tree.factors)
        if isinstance(tree, Quotient) and not names(tree.bottom):
            return _scaled(self.of(tree.top), 1 / self._divisor(tree.bottom))
        if isinstance(tree, Power):
            return self._power(self.of(tree.base), constant_value(tree.exponent))
        raise _NoPolynomialError

    def _number(self, tree: Node) -> Polynomial:
        allowed = stated_precision(tree) if self.is_wide else None
        if allowed is not None:
            return {_CONSTANT: _value(tree) + flint.arb(0, float(allowed) * _WIDER)}
        if isinstance(tree, Negation):
            return _scaled(self._number(tree.operand), -1)
        if isinstance(tree, Quotient):
            return _scaled(self._number(tree.top), 1 / self._divisor(tree.bottom))
        return self._product(tree.factors) if isinstance(tree, Product) else {_CONSTANT: _value(tree)}

    def _divisor(self, tree: Node) -> Ball:
        value = self._number(tree)[_CONSTANT]
        if value.contains(0):
            raise _NoPolynomialError
        return value

    def _sum(self, terms: Sequence[Node]) -> Polynomial:
        """Terms added up; those that are rounded must lead with different powers, or they could make up for others."""
        total: Polynomial = {}
        met: set[Powers] = set()
        for term in terms:
            found = self.of(term)
            if any(map(_is_wide, found.values())):
                leading = _leading(found)
                if met & leading:
                    raise _NoPolynomialError
                met |= leading
            total = _sum(total, found)
        return total

    def _product(self, factors: Sequence[Node]) -> Polynomial:
        """Factors multiplied; only one may begin with a rounded number, as in `0.707(x - 0.785)`."""
        found = [self.of(factor) for factor in factors]
        if sum(any(_is_wide(each[powers]) for powers in _leading(each)) for each in found) > 1:
            raise _NoPolynomialError
        total: Polynomial = {_CONSTANT: flint.arb(1)}
        for each in found:
            total = _times(total, each)
        return total

    @staticmethod
    def _power(base: Polynomial, exponent: Fraction | None) -> Polynomial:
        if exponent is None or exponent.denominator != 1 or not 0 <= exponent <= _MOST_POWER:
            raise _NoPolynomialError
        total: Polynomial = {_CONSTANT: flint.arb(1)}
        for _ in range(int(exponent)):
            total = _times(total, base)
        return total


def _value(tree: Node) -> Ball:
    value = evaluate_ball(tree, {}, PRECISION)
    if value is None:
        raise _NoPolynomialError
    return value


def _is_wide(ball: Ball) -> bool:
    """Whether a coefficient is rounded."""
    return bool(ball.rad() > _NARROW)


def _flat(tree: Node) -> list[Node]:
    """The terms of a sum, those of sums within it too."""
    if isinstance(tree, Negation) and isinstance(tree.operand, Sum):
        return [Negation(term) for term in _flat(tree.operand)]
    return [each for term in tree.terms for each in _flat(term)] if isinstance(tree, Sum) else [tree]


def _leading(polynomial: Polynomial) -> set[Powers]:
    """The products of letters of the highest degree."""
    degrees = {powers: sum(power for _, power in powers) for powers in polynomial}
    return {powers for powers, degree in degrees.items() if degree == max(degrees.values())}


def _sum(one: Polynomial, other: Polynomial) -> Polynomial:
    zero = flint.arb(0)
    return {powers: one.get(powers, zero) + other.get(powers, zero) for powers in one.keys() | other.keys()}


def _scaled(polynomial: Polynomial, factor: Ball | int) -> Polynomial:
    return {powers: coefficient * factor for powers, coefficient in polynomial.items()}


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    total: Polynomial = {}
    for left, factor in one.items():
        for right, coefficient in other.items():
            powers = dict(left)
            for letter, power in right:
                powers[letter] = powers.get(letter, 0) + power
            key = tuple(sorted(powers.items()))
            total[key] = total.get(key, flint.arb(0)) + factor * coefficient
    if len(total) > _MOST_TERMS:
        raise _NoPolynomialError
    return total
