"""The order in which a textbook writes factors and terms: `2πrh`, `x(x + 2)e^x`, `1 - x^2`, `2x - a - b`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from derivtutor.derivation.tidying.factors import E, Rational
from derivtutor.notation.rational import rational
from derivtutor.notation.shape import ROOTS
from derivtutor.notation.tree import (
    NAMES,
    SIZE,
    Algebra,
    Call,
    Memo,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    fold,
)

if TYPE_CHECKING:
    from derivtutor.derivation.tidying.monomial import Monomial

_BRACKETING = ROOTS | {"abs"}
"""Functions whose signs are like brackets: of a letter they stand beside the letters."""

_MOST_RISING = 3
"""So many terms are turned round to begin with another sign than a minus."""

_PI = Name("pi")
_VARIABLES = frozenset("xyzuvwst")
"""Letters that vary side by side; others are coefficients."""

_NUMBER, _CONSTANT, _LETTER, _ROOT_OF_LETTER, _BRACKET, _BARS, _ROOT, _EXPONENTIAL, _FUNCTION, _LONG_BRACKET = range(10)
"""The places of factors: brackets stand before exponentials and functions if they are polynomials, and last if not."""


class Order:
    """The order of the factors in the results of one problem: letters stand as they were typed side by side there.

    `variable` is what is differentiated by: `a^x` stands where exponentials do, `x^(n - 1)` where letters do.
    """

    def __init__(self, problem: Node, variable: str) -> None:
        self._problem = problem
        self._variable = variable
        self._names: Memo[frozenset[str]] = Memo()
        self._functions: Memo[bool] = Memo()

    def place(self, factor: Node) -> tuple[int, int, str]:
        """Factors are written in the order of these."""
        if type(factor) is Product:  # x sqrt(x)
            return self.place(factor.factors[-1])
        rank = self._rank(factor)
        base = factor.base if type(factor) is Power else factor
        if rank == _BRACKET and not self.varies(base):  # n(n - 1)x^(n - 2)
            return _LETTER, 2 * self._letters.get(self._variable, 0) - 1, ""
        if rank == _BRACKET:
            return rank, self._brackets.get(base, len(self._brackets)), ""
        if rank != _LETTER or type(base) is not Name:
            return rank, 0, ""
        return rank, 2 * self._letters.get(base.name, 0), base.name

    def of_terms(self, terms: Sequence[Monomial], is_new: bool) -> list[int]:
        """The order of the terms of a sum: polynomials that are new by falling powers of the variable, and anything
        that begins with a minus, though it need not, with another term. A polynomial that is given stays as it is.
        """
        order = list(range(len(terms)))
        if not all(term.is_of_letters for term in terms):
            first = next((place for place in order if terms[place].coefficient > 0), 0)
            return [first, *order[:first], *order[first + 1 :]]
        if is_new:
            order.sort(key=lambda place: self._falling(terms[place]))
            is_short = len(terms) <= _MOST_RISING
            if is_short and terms[order[0]].coefficient < 0 < terms[order[-1]].coefficient:
                order.reverse()
            elif is_short and terms[order[0]].coefficient < 0:
                rising = sorted(order, key=lambda place: self._rising(terms[place]))
                order = rising if terms[rising[0]].coefficient > 0 else order
        return order

    def _falling(self, term: Monomial) -> tuple[Rational, bool, list[tuple[int, Rational]]]:
        powers = {factor.base.name: factor.power for factor in term.factors.values() if isinstance(factor.base, Name)}
        others = sorted((self._met.get(name, 0), -power) for name, power in powers.items())
        return -powers.get(self._leading, 0), not powers, [(-1, -powers.get(self._variable, 0)), *others]

    def _rising(self, term: Monomial) -> tuple[Rational, bool, list[tuple[int, Rational]]]:
        power, is_number, others = self._falling(term)
        return -power, is_number, others

    @functools.cached_property
    def _leading(self) -> str:
        """By whose powers the terms of a polynomial fall: the variable's, unless those of the problem rise in it and
        fall in another one, so that `x^2 + x y + y^2` is followed by `x + 2y`.
        """
        others = sorted(_VARIABLES & fold(self._problem, NAMES, self._names) - {self._variable})
        given = next((part for part in _from_the_left(self._problem) if type(part) is Sum), None)
        if not others or given is None or _falls(given, self._variable):
            return self._variable
        return next((name for name in others if _falls(given, name)), self._variable)

    @functools.cached_property
    def _met(self) -> dict[str, int]:
        """Where each letter first stands in the problem."""
        letters = [part.name for part in _from_the_left(self._problem) if isinstance(part, Name)]
        return {name: place for place, name in enumerate(dict.fromkeys(letters))}

    @functools.cached_property
    def _brackets(self) -> dict[Node, int]:
        """The places of brackets among factors: as they stand in the problem; new ones come last."""
        brackets = [part for part in _from_the_left(self._problem) if type(part) is Sum]
        return {bracket: place for place, bracket in enumerate(dict.fromkeys(brackets))}

    @functools.cached_property
    def _letters(self) -> dict[str, int]:
        """The places of letters among factors: those of the alphabet, unless they were typed in another order."""
        letters = fold(self._problem, NAMES, self._names)
        order = sorted(letters)
        for factors in _products(self._problem):
            typed = [name for name in factors if name in letters]  # letters of integrals are bound
            places = sorted(map(order.index, typed))
            for place, name in zip(places, typed, strict=True):
                order[place] = name
        return {name: place for place, name in enumerate(order)}

    def _rank(self, node: Node) -> int:
        if type(node) is Call and node.function in _BRACKETING:
            if not fold(node, NAMES, self._names):
                return _CONSTANT
            if type(node.children[-1]) is Name:
                return _ROOT_OF_LETTER
            return _BARS if node.function == "abs" else _ROOT
        rank = _RANKS.get(type(node))
        return rank(self, node) if rank else _FUNCTION

    def _of_bracket(self, node: Sum) -> int:
        return _LONG_BRACKET if fold(node, _HAS_FUNCTIONS, self._functions) else _BRACKET

    def _of_power(self, node: Power) -> int:
        if node.base == E or (rational(node.exponent) is None and not self._has_constant_exponent(node)):
            return _EXPONENTIAL
        return self._rank(node.base)

    def _has_constant_exponent(self, node: Power) -> bool:
        """Whether it is `x^n` or `(1 - x)^n`, and not `2^x` or `x^x`."""
        return type(node.base) in (Name, Sum) and not self.varies(node.exponent)

    def varies(self, node: Node) -> bool:
        """Whether the variable occurs in an expression."""
        return self._variable in fold(node, NAMES, self._names)


_RANKS: dict[type, Callable[[Order, Any], int]] = {
    Number: lambda _, __: _NUMBER,
    Name: lambda _, node: _CONSTANT if node in (E, _PI) else _LETTER,
    Sum: Order._of_bracket,
    Power: Order._of_power,
}


def _falls(given: Sum, name: str) -> bool:
    """Whether the powers of a letter fall, or stay, from term to term; never in what is no polynomial."""
    last: Rational | None = None
    for term in given.terms:
        power = fold(term, _powers(name))
        if power is None or (last is not None and power > last):
            return False
        last = power
    return True


@functools.lru_cache(maxsize=64)
def _powers(name: str) -> Algebra[Rational | None]:
    """With which power a letter is a factor of a term as it was typed; None where it stands elsewhere in it."""

    def inside(_: Node, children: list[Rational | None]) -> Rational | None:
        return None if any(child != 0 for child in children) else 0

    def product(_: Product, children: list[Rational | None]) -> Rational | None:
        powers = [child for child in children if child is not None]
        return sum(powers) if len(powers) == len(children) else None

    def power(node: Power, children: list[Rational | None]) -> Rational | None:
        exponent = rational(node.exponent)
        return exponent if node.base == Name(name) and exponent is not None else inside(node, children)

    return {
        **dict.fromkeys(SIZE, inside),
        Name: lambda node, _: 1 if node.name == name else 0,
        Negation: lambda _, children: children[0],
        Product: product,
        Quotient: lambda _, children: children[0] if children[1] == 0 else None,
        Power: power,
    }


def _from_the_left(problem: Node) -> Iterator[Node]:
    pending = [problem]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(node.children))


def _products(problem: Node) -> Iterator[list[str]]:
    """The letters that stand side by side, product by product, in the order in which they were typed."""
    for node in _from_the_left(problem):
        if type(node) in (Product, Quotient):
            factors = [part.base if type(part) is Power else part for part in node.children]
            letters = dict.fromkeys(part.name for part in factors if type(part) is Name)
            if len(letters) > 1:
                yield list(letters)


_HAS_FUNCTIONS: Algebra[bool] = {
    **dict.fromkeys(SIZE, lambda _, children: any(children)),
    Call: lambda _, __: True,
    Power: lambda node, children: children[0] or rational(node.exponent) is None,
}
"""Whether there are functions or exponentials in an expression: no polynomial has any."""
