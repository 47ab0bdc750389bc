"""The derivative of a function that is applied to each entry: the rule book's, written entry by entry."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from derivtutor.derivation.differentiator import derivative
from derivtutor.network.matrices import building as b
from derivtutor.network.matrices.expression import Constant, Expression, Zero
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Call, Name, Negation, Node, Power, Product, Quotient, Sum, names

_LETTER = "u"
_OF_KINKS: Mapping[str, str] = {"abs": "sign", "relu": "step", "leaky_relu": "leaky_step"}
"""Functions with a kink, and what their slopes are called; at 0 these are 0, as frameworks have it."""
_FLAT = frozenset({"sign", "step", "leaky_step"})


def slope_of(function: str, operand: Expression) -> Expression:
    """`f'(u)` at each entry: `1 - tanh²(u)` of tanh.

    Raises:
        UserError: where the rule book has no derivative.
    """
    if function in _FLAT:
        return Zero(operand.shape)
    if function in _OF_KINKS:
        return b.apply(_OF_KINKS[function], operand)
    if function == "exp":
        return b.apply("exp", operand)
    return _Entrywise(operand).of(_slope(function))


@functools.cache
def _slope(function: str) -> Node:
    return derivative(Call(function, (Name(_LETTER),)), _LETTER)


class _Entrywise:
    """A formula in one letter, for each entry of an operand."""

    def __init__(self, operand: Expression) -> None:
        self.operand = operand

    def of(self, node: Any) -> Expression:
        if _LETTER not in names(node):
            exact = rational(node)
            constant = Constant(node) if exact is None else b.number(exact)
            return b.multiply(constant, b.ones_like(self.operand))
        return _RULES[type(node)](self, node)

    def power(self, node: Power) -> Expression:
        exponent = rational(node.exponent)
        if isinstance(node.base, Name) and node.base.name == "e":
            return b.apply("exp", self.of(node.exponent))
        assert exponent is not None
        return b.power(self.of(node.base), exponent)

    def call(self, node: Call) -> Expression:
        root = {"sqrt": "1/2", "cbrt": "1/3"}.get(node.function)
        operand = self.of(node.arguments[-1])
        return b.power(operand, Fraction(root)) if root else b.apply(node.function, operand)


_RULES: dict[type, Callable[[_Entrywise, Any], Expression]] = {
    Name: lambda w, _: w.operand,
    Sum: lambda w, n: b.total([w.of(term) for term in n.terms]),
    Negation: lambda w, n: b.negative(w.of(n.operand)),
    Product: lambda w, n: b.hadamard(*[w.of(factor) for factor in n.factors]),
    Quotient: lambda w, n: b.hadamard(w.of(n.top), b.power(w.of(n.bottom), Fraction(-1))),
    Power: _Entrywise.power,
    Call: _Entrywise.call,
}
