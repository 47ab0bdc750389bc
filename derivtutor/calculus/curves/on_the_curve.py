"""An expression as one fraction in factors, and what is left of it where the equation of a curve holds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from derivtutor.calculus.extremes.numerators import Numerators, Polynomial, content, exact, primitive, rank, reduced
from derivtutor.calculus.terms import added, times
from derivtutor.derivation.formula import product
from derivtutor.derivation.tidy import tidied
from derivtutor.libraries import flint
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Negation, Node, Number, Power, Quotient

_ORDERS = (1, -1)
"""Letters in their order, and the other way round: by which powers the highest terms are told."""


class Split(NamedTuple):
    """`whole` has multiples of `zero` in its numerator; without them it is `rest`."""

    whole: Node
    zero: Node
    rest: Node


class OnTheCurve:
    """An expression in two letters, on the curve where `zero` is 0."""

    def __init__(self, node: Node, zero: Node, letters: Sequence[str]) -> None:
        self._reading = Numerators((node, zero), letters)
        self._top, self._bottom = self._reading.fraction(node)
        self._zero = primitive(self._reading.polynomial(zero))

    @property
    def one_fraction(self) -> Node:
        """The expression as one fraction of products."""
        return tidied(self._written(self._top, self._bottom))

    @property
    def splits(self) -> list[Split]:
        """It with multiples of what is zero on the curve, in one way for each order of the letters."""
        parts = [_divided(self._top, self._zero, order) for order in _ORDERS]
        return [self._split(factor, rest) for factor, rest in parts if factor != 0]

    def _split(self, factor: Polynomial, rest: Polynomial) -> Split:
        one, zero = self._reading.context.constant(1), self._reading.tree(self._zero)
        above = [times(self._written(factor, one), zero), self._written(rest, one)]
        whole = Quotient(added(above), self._written(self._bottom, one))
        return Split(whole, zero, tidied(self._written(*reduced(rest, self._bottom))))

    def _written(self, top: Polynomial, bottom: Polynomial) -> Node:
        """A fraction of products, its sign in front."""
        (size, above), (scale, below) = _in_primitives(top), _in_primitives(bottom)
        ratio = size / scale
        upper = self._product(abs(ratio.numerator), above)
        lower = self._product(ratio.denominator, below)
        whole = upper if lower == Number(1) else Quotient(upper, lower)
        return Negation(whole) if ratio < 0 else whole

    def _product(self, size: int, factors: Sequence[tuple[Polynomial, int]]) -> Node:
        raised = [(self._reading.tree(factor), power) for factor, power in factors]
        written = [tree if power == 1 else Power(tree, Number(power)) for tree, power in raised]
        return product([*([number(size)] if size != 1 or not written else []), *written])


def _in_primitives(polynomial: Polynomial) -> tuple[Fraction, list[tuple[Polynomial, int]]]:
    """A polynomial as a number times powers of such as have whole coefficients."""
    if polynomial == 0:
        return Fraction(0), []
    size, factors = polynomial.factor()
    found, whole = [], exact(size)
    for factor, power in factors:
        whole *= exact(content(factor)) ** int(power)
        found.append((primitive(factor), int(power)))
    return whole, sorted(found, key=lambda each: rank(each[0]))


def _divided(polynomial: Polynomial, zero: Polynomial, order: int) -> tuple[Polynomial, Polynomial]:
    """How often one polynomial is in another, and what is left then, the terms with the highest powers first."""
    own = polynomial.context()
    letters = [f"v{place}" for place in range(len(own.gens()))]
    turned = flint.fmpq_mpoly_ctx.get(letters, flint.Ordering.lex)
    factor, rest = divmod(turned.from_dict(_turned(polynomial, order)), turned.from_dict(_turned(zero, order)))
    return own.from_dict(_turned(factor, order)), own.from_dict(_turned(rest, order))


def _turned(polynomial: Polynomial, order: int) -> dict[tuple[int, ...], Any]:
    """The coefficients of a polynomial by the powers of the letters in an order."""
    return {powers[::order]: value for powers, value in polynomial.to_dict().items()}
