"""What is never negative where a result exists: sums of squares, and what stands under roots or in logarithms."""

from __future__ import annotations

import functools
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

from derivtutor.derivation.tidying.factors import degree_of
from derivtutor.derivation.tidying.finishing import Finishing
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import (
    CONSTANTS,
    Call,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    parts,
)

NEVER_NEGATIVE = frozenset({"abs", "cosh", "sech", "sigmoid", "softplus", "relu", "arccos", "arcosh"})
"""Functions with no negative values."""

_BOUNDED = frozenset({"sin", "cos", "tanh"})
"""Functions between -1 and 1."""


Known: TypeAlias = Callable[[Node], bool]
"""What is known beside what can be seen."""


class Signs:
    """Tells what is never negative, by its form and by what stands under the roots of a result."""

    def __init__(self, finishing: Finishing, result: Node) -> None:
        self._number_of = finishing.monomials.number_of
        self._result = result

    @functools.cached_property
    def _known(self) -> set[int]:
        return {self._number_of(inside) for part in parts(self._result) for inside in _under_root(part)}

    def never_negative(self, node: Node) -> bool:
        """Whether an expression is 0 or more wherever the result exists."""
        return never_negative(node, lambda part: self._number_of(part) in self._known)


def never_negative(node: Node, known: Known = lambda _: False) -> bool:
    """Whether an expression is seen to be 0 or more wherever it is defined; letters may be negative."""
    rule = _RULES.get(type(node))
    return (rule is not None and rule(node, known)) or known(node)


def never_both_negative(*factors: Node) -> bool:
    """Whether linear expressions in one letter are all positive wherever their product is.

    So are `1 + x` and `1 - x`, but not `x` and `x + 1`.
    """
    letters = frozenset[str]().union(*map(names, factors))
    polynomials = [coefficients(factor, letter) or () for letter in letters for factor in factors]
    if len(letters) != 1 or any(len(polynomial) != 2 for polynomial in polynomials):
        return False
    zeros = sorted({-Fraction(height) / slope for height, slope in polynomials})
    bounds = [zeros[0] - 2, *zeros, zeros[-1] + 2]
    for low, high in pairwise(bounds):
        negative = sum(height + slope * (low + high) / 2 < 0 for height, slope in polynomials)
        if negative and negative % 2 == 0:
            return False
    return True


def _under_root(part: Node) -> tuple[Node, ...]:
    """What stands under an even root, or in a logarithm."""
    if type(part) is Call and (part.function == "ln" or degree_of(part) % 2 == 0 < degree_of(part)):
        return (part.arguments[-1],)
    exponent = rational(part.exponent) if type(part) is Power else None
    return (part.base,) if type(part) is Power and exponent is not None and exponent.denominator % 2 == 0 else ()


def _is_bounded(term: Node) -> bool:
    call = term.operand if type(term) is Negation else term
    return type(call) is Call and call.function in _BOUNDED


def _of_power(node: Power, known: Known) -> bool:
    exponent = rational(node.exponent)
    return (exponent is not None and exponent.numerator % 2 == 0) or never_negative(node.base, known)


def _of_all(node: Product | Quotient, known: Known) -> bool:
    return all(never_negative(child, known) for child in node.children)


def _of_sum(node: Sum, known: Known) -> bool:
    """All terms are, or a number outweighs what is between -1 and 1: `1 - sin(x)`."""
    bounded = [term for term in node.terms if _is_bounded(term)]
    others = [term for term in node.terms if not _is_bounded(term)]
    numbers = [value for value in map(rational, others) if value is not None]
    return all(never_negative(term, known) for term in others) and len(bounded) <= sum(numbers)


def _of_call(node: Call, _: Known) -> bool:
    return node.function in NEVER_NEGATIVE or degree_of(node) % 2 == 0 < degree_of(node)


_RULES: dict[type, Callable[[Any, Known], bool]] = {
    Number: lambda node, _: node.value >= 0,
    Name: lambda node, _: node.name in CONSTANTS,
    Power: _of_power,
    Product: _of_all,
    Quotient: _of_all,
    Sum: _of_sum,
    Call: _of_call,
}
