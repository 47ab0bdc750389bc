"""A tree as a SymPy expression that SymPy has not touched yet."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeAlias

from derivtutor.libraries import sympy
from derivtutor.notation import meaning
from derivtutor.notation.functions import FUNCTIONS
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
    substitute,
)

Expr: TypeAlias = Any
"""A `sympy.Expr`; the condition of a piece is a `sympy.Boolean`."""


def to_sympy(node: Node) -> Expr:
    """The unevaluated `sympy.Expr`: `x*x` stays a product and `3 - x` keeps its order.

    Symbols carry no assumptions. Odd roots become powers, which are complex for negative numbers in SymPy.
    """
    memo: Memo[Expr] = Memo()

    def call(node: Call, arguments: list[Expr]) -> Expr:
        function = sympy_function(node.function)
        if function is not None:
            return function(*arguments, evaluate=False)
        letters = FUNCTIONS[node.function].arguments
        formula = substitute(meaning.definition(node.function), dict(zip(letters, node.arguments, strict=True)))
        return fold(formula, algebra, memo)

    algebra: Algebra[Expr] = {**_ALGEBRA, Call: call}
    return fold(node, algebra, memo)


def sympy_function(name: str) -> Callable[..., Expr] | None:
    """SymPy's function of the same arguments; None for one that SymPy writes as a formula."""
    plain = re.fullmatch(r"(\w+)\(\{(?:0|all)\}\)", FUNCTIONS[name].sympy)
    return getattr(sympy, plain[1]) if plain else None


def _number(leaf: Number, _: list[Expr]) -> Expr:
    return sympy.Rational(leaf.value.numerator, leaf.value.denominator)


def _name(leaf: Name, _: list[Expr]) -> Expr:
    return {"e": sympy.E, "pi": sympy.pi}.get(leaf.name) or sympy.Symbol(leaf.name)


def _sum(_: Sum, terms: list[Expr]) -> Expr:
    return sympy.Add(*terms, evaluate=False)


def _product(_: Product, factors: list[Expr]) -> Expr:
    return sympy.Mul(*factors, evaluate=False)


def _negation(node: Negation, children: list[Expr]) -> Expr:
    if isinstance(node.operand, Number):
        return -children[0]
    return sympy.Mul(sympy.Integer(-1), children[0], evaluate=False)


def _quotient(node: Quotient, children: list[Expr]) -> Expr:
    top, bottom = node.top, node.bottom
    if isinstance(top, Number) and isinstance(bottom, Number):
        p, q = top.value, bottom.value
        if isinstance(p, int) and isinstance(q, int) and q and math.gcd(p, q) == 1:
            return sympy.Rational(p, q)
    inverse = sympy.Pow(children[1], sympy.Integer(-1), evaluate=False)
    return sympy.Mul(children[0], inverse, evaluate=False)


def _power(node: Power, children: list[Expr]) -> Expr:
    if node.base == Name("e"):
        return sympy.exp(children[1], evaluate=False)
    return sympy.Pow(*children, evaluate=False)


def _unknown(node: Unknown, arguments: list[Expr]) -> Expr:
    """`f(x)`, `Derivative(f(x), x)`, or the derivative with something else put in its variable's place."""
    function = sympy.Function(node.name)
    if not any(node.orders):
        return function(*arguments)
    plain = all(argument.is_Symbol for argument in arguments) and len(set(arguments)) == len(arguments)
    places = arguments if plain else sympy.symbols(f"xi_1:{len(arguments) + 1}")
    orders = [(place, order) for place, order in zip(places, node.orders, strict=True) if order]
    derivative = sympy.Derivative(function(*places), *orders)
    return derivative if plain else sympy.Subs(derivative, places, arguments)


def _comparison(node: Comparison, operands: list[Expr]) -> Expr:
    relations = {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "=": sympy.Eq, "!=": sympy.Ne}
    parts = [
        relations[relation](u, v, evaluate=False)
        for relation, (u, v) in zip(node.relations, pairwise(operands), strict=True)
    ]
    return parts[0] if len(parts) == 1 else sympy.And(*parts, evaluate=False)


def _piecewise(node: Piecewise, children: list[Expr]) -> Expr:
    count = len(node.values)
    conditions = children[count:] + [sympy.true] * (count - len(node.conditions))
    return sympy.Piecewise(*zip(children[:count], conditions, strict=True), evaluate=False)


def _integral(node: Integral, children: list[Expr]) -> Expr:
    integrand, lower, upper = children
    return sympy.Integral(integrand, (sympy.Symbol(node.variable), lower, upper))


def _derivative(node: Derivative, children: list[Expr]) -> Expr:
    """In `dy/dx` the letter `y` stands for a function of `x`; SymPy would take it for a constant."""
    variable = sympy.Symbol(node.variable)
    operand = children[0]
    if isinstance(node.operand, Name) and node.operand.name != node.variable:
        operand = sympy.Function(node.operand.name)(variable)
    return sympy.Derivative(operand, (variable, node.order), evaluate=False)


_ALGEBRA: Algebra[Expr] = {
    Number: _number,
    Name: _name,
    Sum: _sum,
    Negation: _negation,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Unknown: _unknown,
    Comparison: _comparison,
    Piecewise: _piecewise,
    Integral: _integral,
    Derivative: _derivative,
}
