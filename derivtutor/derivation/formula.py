"""The rule book's formulas: matching a pattern like `u / v`, and putting parts into a conclusion like `u' v - u v'`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeAlias

from derivtutor.notation.reader import read
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Integral,
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
)

Builder: TypeAlias = Callable[[Any], Node]


@functools.cache
def formula(text: str) -> Node:
    """The syntax tree of a formula of the rule book."""
    return read(text).tree


@functools.cache
def builder(text: str) -> Builder:
    """A function that puts parts into a formula: from `{"u": …, "u'": …}` to an expression.

    Products in products and sums in sums lose their needless brackets.
    """
    return fold(formula(text), _BUILD)


def product(factors: list[Node]) -> Node:
    """The product of factors, without brackets around factors that are products themselves."""
    flat: list[Node] = []
    for factor in factors:
        if type(factor) is Product:
            flat.extend(factor.factors)
        else:
            flat.append(factor)
    return Product(tuple(flat)) if len(flat) > 1 else flat[0]


def total(terms: list[Node]) -> Node:
    """The sum of terms, without brackets around terms that are sums themselves."""
    flat: list[Node] = []
    for term in terms:
        if type(term) is Sum:
            flat.extend(term.terms)
        else:
            flat.append(term)
    return Sum(tuple(flat)) if len(flat) > 1 else flat[0]


def negated(term: Node) -> Node:
    """A term with the other sign."""
    return term.operand if isinstance(term, Negation) else Negation(term)


def _build_unknown(node: Unknown, arguments: list[Builder]) -> Builder:
    """`f(u)` and `f'(u)` are the outer function and its derivative, bound as functions of their argument."""
    key, argument = node.name + "'" * node.orders[0], arguments[0]
    return lambda parts: parts[key](argument(parts))


def _build_integral(node: Integral, parts: list[Builder]) -> Builder:
    integrand, lower, upper = parts
    variable = node.variable
    return lambda bound: Integral(integrand(bound), variable, lower(bound), upper(bound))


_BUILD: Algebra[Builder] = {
    Number: lambda node, _: lambda _parts: node,
    Name: lambda node, _: lambda parts: parts.get(node.name, node),
    Sum: lambda _, terms: lambda parts: total([term(parts) for term in terms]),
    Negation: lambda _, operand: lambda parts: Negation(operand[0](parts)),
    Product: lambda _, factors: lambda parts: product([factor(parts) for factor in factors]),
    Quotient: lambda _, c: lambda parts: Quotient(c[0](parts), c[1](parts)),
    Power: lambda _, c: lambda parts: Power(c[0](parts), c[1](parts)),
    Call: lambda node, arguments: lambda parts: Call(node.function, tuple([argument(parts) for argument in arguments])),
    Unknown: _build_unknown,
    Comparison: lambda node, operands: (
        lambda parts: Comparison(tuple([operand(parts) for operand in operands]), node.relations)
    ),
    Piecewise: lambda node, c: (
        lambda parts: Piecewise(
            tuple([child(parts) for child in c[: len(node.values)]]),
            tuple([child(parts) for child in c[len(node.values) :]]),
        )
    ),
    Integral: _build_integral,
}


Accepts: TypeAlias = Callable[[str, Node], bool]
"""Whether a letter of a pattern may stand for an expression."""


def match(pattern: Node, node: Node, accepts: Accepts) -> dict[str, Node] | None:
    """What the letters of `pattern` stand for so that it becomes `node`; None where it cannot."""
    bindings: dict[str, Node] = {}
    pairs = [(pattern, node)]
    while pairs:
        wanted, actual = pairs.pop()
        if type(wanted) is Name and wanted.name != "e" and wanted.name != "pi":
            if wanted.name in bindings or not accepts(wanted.name, actual):
                return None
            bindings[wanted.name] = actual
            continue
        if type(wanted) is not type(actual) or len(wanted.children) != len(actual.children):
            return None
        if isinstance(wanted, Number | Name):
            if wanted != actual:
                return None
        elif isinstance(wanted, Call) and isinstance(actual, Call) and wanted.function != actual.function:
            return None
        pairs.extend(zip(wanted.children, actual.children, strict=True))
    return bindings
