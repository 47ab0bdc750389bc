"""What is never negative where a result exists: sums of squares, and what stands under roots or in logarithms."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeAlias

from derivtutor.derivation.tidying.factors import degree_of
from derivtutor.derivation.tidying.finishing import Finishing
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum, names, parts

NEVER_NEGATIVE = frozenset({"abs", "cosh", "sech", "sigmoid", "softplus", "relu", "arccos", "arcosh"})
"""Functions with no negative values."""

_BOUNDED = frozenset({"sin", "cos", "tanh"})
"""Functions between -1 and 1."""


class Signs:
    """Tells what is never negative, by its form and by what stands under the roots of a result."""

    def __init__(self, finishing: Finishing, result: Node) -> None:
        self._number_of = finishing.monomials.number_of
        self._result = result

    @functools.cached_property
    def _known(self) -> set[int]:
        return {self._number_of(inside) for part in parts(self._result) for inside in _never_negative(part)}

    def never_negative(self, node: Node) -> bool:
        """Whether an expression is 0 or more wherever the result exists."""
        rule = _RULES.get(type(node))
        return (rule is not None and rule(self, node)) or self._number_of(node) in self._known

    def of_power(self, node: Power) -> bool:
        exponent = rational(node.exponent)
        return (exponent is not None and exponent.numerator % 2 == 0) or self.never_negative(node.base)

    def of_all(self, node: Node) -> bool:
        return all(map(self.never_negative, node.children))

    def of_sum(self, node: Sum) -> bool:
        """All terms are, or a number outweighs what is between -1 and 1: `1 - sin(x)`."""
        bounded = [term for term in node.terms if _is_bounded(term)]
        others = [term for term in node.terms if not _is_bounded(term)]
        numbers = [value for value in map(rational, others) if value is not None]
        return all(map(self.never_negative, others)) and len(bounded) <= sum(numbers)


def never_both_negative(top: Node, bottom: Node) -> bool:
    """Whether linear expressions in one letter have a positive quotient only where both are positive: `(1+x)/(1-x)`."""
    letters = names(top) | names(bottom)
    if len(letters) != 1:
        return False
    (letter,) = letters
    above, below = coefficients(top, letter), coefficients(bottom, letter)
    if not above or not below or len(above) != 2 or len(below) != 2 or above[1] * below[1] >= 0:
        return False
    return (below[0] * above[1] - above[0] * below[1]) * above[1] > 0  # the sign of the bottom between the two zeros


def _never_negative(part: Node) -> tuple[Node, ...]:
    """What stands under an even root, or in a logarithm."""
    if type(part) is Call and (part.function == "ln" or degree_of(part) % 2 == 0 < degree_of(part)):
        return (part.arguments[-1],)
    exponent = rational(part.exponent) if type(part) is Power else None
    return (part.base,) if type(part) is Power and exponent is not None and exponent.denominator % 2 == 0 else ()


def _is_bounded(term: Node) -> bool:
    call = term.operand if type(term) is Negation else term
    return type(call) is Call and call.function in _BOUNDED


def _of_call(_: Signs, node: Call) -> bool:
    return node.function in NEVER_NEGATIVE or degree_of(node) % 2 == 0 < degree_of(node)


_Rule: TypeAlias = Callable[[Signs, Any], bool]

_RULES: dict[type, _Rule] = {
    Number: lambda _, node: node.value >= 0,
    Name: lambda _, node: node.name in ("e", "pi"),
    Power: Signs.of_power,
    Product: Signs.of_all,
    Quotient: Signs.of_all,
    Sum: Signs.of_sum,
    Call: _of_call,
}
