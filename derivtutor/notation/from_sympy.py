"""A SymPy expression as a tree, written the way a textbook writes it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

from derivtutor.errors import UserError
from derivtutor.libraries import sympy
from derivtutor.notation import sentences
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.to_sympy import sympy_function
from derivtutor.notation.tree import (
    CONSTANTS,
    Call,
    Comparison,
    Derivative,
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
)

Basic: TypeAlias = Any
"""A `sympy.Basic`."""


def from_sympy(expression: Basic) -> Node:
    """The tree of a SymPy expression; it has the same value, and terms and factors in the order SymPy prints them.

    Raises `UserError` for what derivtutor has no notation for, such as a matrix or a Bessel function.
    """
    for kind in type(expression).__mro__:
        if kind in _readers():
            return _readers()[kind](expression)
    raise _unsupported(expression)


def _unsupported(expression: Basic) -> UserError:
    return sentences.UNSUPPORTED(kind=type(expression).__name__, expression=expression)


@cache
def _readers() -> dict[type, Callable[[Basic], Node]]:
    from sympy.core.function import AppliedUndef
    from sympy.core.numbers import Exp1, Pi

    known = {sympy_function(name): name for name in FUNCTIONS}
    functions = {kind: _call_reader(name) for kind, name in known.items() if isinstance(kind, type)}
    relations = {sympy.Lt: "<", sympy.Le: "<=", sympy.Gt: ">", sympy.Ge: ">=", sympy.Eq: "=", sympy.Ne: "!="}
    return {
        **functions,
        **{kind: _comparison_reader(relation) for kind, relation in relations.items()},
        sympy.Rational: lambda number: _rational(number.p, number.q),
        sympy.Float: _float,
        Exp1: lambda _: Name("e"),
        Pi: lambda _: Name("pi"),
        sympy.Symbol: _symbol,
        sympy.Add: lambda expression: Sum(tuple(from_sympy(term) for term in _terms(expression))),
        sympy.Mul: _product,
        sympy.Pow: _power,
        sympy.exp: lambda expression: Power(Name("e"), from_sympy(expression.args[0])),
        sympy.Piecewise: _piecewise,
        sympy.And: _chain,
        sympy.Integral: _integral,
        sympy.Derivative: _derivative,
        sympy.Subs: _substituted,
        AppliedUndef: lambda expression: _unknown(expression, expression.args, (0,) * len(expression.args)),
    }


def _call_reader(name: str) -> Callable[[Basic], Node]:
    return lambda expression: Call(name, tuple(from_sympy(argument) for argument in expression.args))


def _comparison_reader(relation: str) -> Callable[[Basic], Node]:
    return lambda expression: Comparison((from_sympy(expression.lhs), from_sympy(expression.rhs)), (relation,))


def _rational(p: int, q: int) -> Node:
    top: Node = Number(abs(int(p)))
    size = top if q == 1 else Quotient(top, Number(int(q)))
    return Negation(size) if p < 0 else size


def _float(number: Basic) -> Node:
    """The decimal number that SymPy prints, exactly."""
    if not number.is_finite:
        raise _unsupported(number)
    text = format(Decimal(str(abs(number))), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    value = Fraction(text)
    size = Number(int(value)) if value.denominator == 1 else Number(value, text)
    return Negation(size) if number < 0 else size


def _symbol(symbol: Basic) -> Node:
    if symbol.name in CONSTANTS:
        raise sentences.SYMBOL_OF_CONSTANT(name=symbol.name)
    return Name(symbol.name)


def _terms(expression: Basic) -> tuple[Basic, ...]:
    """The terms in order; of two, one that is added stands before one that is subtracted."""
    if not _evaluated(expression):
        return tuple(expression.args)
    terms = tuple(expression.as_ordered_terms())
    signs = [term.as_coeff_Mul()[0].is_negative for term in terms]
    return terms[::-1] if signs == [True, False] else terms


def _evaluated(expression: Basic) -> bool:
    """Whether SymPy has put an expression in order; what was built unevaluated keeps the order it was given."""
    return bool(expression.func(*expression.args) == expression)


def _product(expression: Basic) -> Node:
    """Numbers and signs to the front, and one quotient for all factors with negative powers."""
    factors = list(expression.as_ordered_factors()) if _evaluated(expression) else list(expression.args)
    first = factors[0]
    if first.is_Rational and first < 0:
        rest = expression.func(*([] if first == -1 else [-first]), *factors[1:], evaluate=False)
        return Negation(from_sympy(rest))
    above: list[Node] = []
    below: list[Node] = []
    for place, factor in enumerate(factors):
        if place == 0 and factor.is_Rational and factor.q != 1:
            above += [Number(int(factor.p))] if factor.p != 1 else []
            below.append(Number(int(factor.q)))
        elif _is_reciprocal(factor):
            below.append(from_sympy(_reciprocal(factor)))
        else:
            above.append(from_sympy(factor))
    top = _of_factors(above)
    return Quotient(top, _of_factors(below)) if below else top


def _of_factors(factors: list[Node]) -> Node:
    if not factors:
        return Number(1)
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _is_reciprocal(factor: Basic) -> bool:
    return bool(isinstance(factor, sympy.Pow) and factor.exp.is_Rational and factor.exp < 0)


def _reciprocal(power: Basic) -> Basic:
    return power.base if power.exp == -1 else power.func(power.base, -power.exp, evaluate=False)


def _power(expression: Basic) -> Node:
    if _is_reciprocal(expression):
        return Quotient(Number(1), from_sympy(_reciprocal(expression)))
    base = from_sympy(expression.base)
    if expression.exp == sympy.Rational(1, 2):
        return Call("sqrt", (base,))
    return Power(base, from_sympy(expression.exp))


def _piecewise(expression: Basic) -> Node:
    pieces = list(expression.args)
    values = tuple(from_sympy(value) for value, _ in pieces)
    last = pieces[-1][1] == sympy.true
    return Piecewise(values, tuple(from_sympy(condition) for _, condition in pieces[: len(pieces) - last]))


def _chain(expression: Basic) -> Node:
    """`0 <= x < 1`, which SymPy keeps as two conditions in an order of its own."""
    parts = [from_sympy(part) for part in expression.args]
    if len(parts) == 2 and all(isinstance(part, Comparison) for part in parts):
        for first in _both_ways(parts[0]):
            for second in _both_ways(parts[1]):
                if first.operands[-1] == second.operands[0]:
                    return Comparison(first.operands + second.operands[1:], first.relations + second.relations)
    raise _unsupported(expression)


_OPPOSITE = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def _both_ways(comparison: Any) -> tuple[Comparison, Comparison]:
    turned = tuple(_OPPOSITE[relation] for relation in reversed(comparison.relations))
    return comparison, Comparison(tuple(reversed(comparison.operands)), turned)


def _integral(expression: Basic) -> Node:
    node = from_sympy(expression.function)
    for limits in expression.limits:
        if len(limits) != 3:
            raise sentences.INTEGRAL_WITHOUT_LIMITS(expression=expression)
        variable, lower, upper = limits
        node = Integral(node, variable.name, from_sympy(lower), from_sympy(upper))
    return node


def _derivative(expression: Basic) -> Node:
    """A derivative of an unknown function by its own arguments is that function's derivative; others are asked for."""
    from sympy.core.function import AppliedUndef

    operand, counts = expression.expr, expression.variable_count
    if isinstance(operand, AppliedUndef) and all(_own_argument(operand, variable) for variable, _ in counts):
        orders = tuple(sum(int(n) for variable, n in counts if variable == argument) for argument in operand.args)
        return _unknown(operand, operand.args, orders)
    node = from_sympy(operand)
    for variable, order in counts:
        node = Derivative(node, variable.name, int(order))
    return node


def _own_argument(function: Basic, variable: Basic) -> bool:
    """Whether a variable is one argument of a function and occurs in no other."""
    return [argument for argument in function.args if argument.has(variable)] == [variable]


def _substituted(expression: Basic) -> Node:
    """`Subs(Derivative(f(xi), xi), xi, 2*x)`, which is SymPy's `f'(2x)`."""
    inner = from_sympy(expression.expr)
    if isinstance(inner, Unknown):
        places = {variable.name: value for variable, value in zip(expression.variables, expression.point, strict=True)}
        arguments = [places.get(a.name) if isinstance(a, Name) else None for a in inner.arguments]
        if all(argument is not None for argument in arguments):
            return Unknown(inner.name, tuple(map(from_sympy, arguments)), inner.orders)
    raise _unsupported(expression)


def _unknown(expression: Basic, arguments: tuple[Basic, ...], orders: tuple[int, ...]) -> Node:
    return Unknown(expression.func.__name__, tuple(map(from_sympy, arguments)), orders)
