"""Points of topics: putting them in, and what comes out, exactly and in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from derivtutor.calculus import sentences
from derivtutor.calculus.reading import require_size
from derivtutor.derivation.account import Result
from derivtutor.derivation.amount import Spot
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.smooth import is_smooth
from derivtutor.derivation.tidy import tidied
from derivtutor.notation import linear
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Node, Unknown, names, parts, substitute

_PRECISION = 256


def put_in(node: Node, point: Mapping[str, Node]) -> Node:
    """An expression with the point's values in the places of the letters, not worked out."""
    return substitute(node, dict(point))


def worked_out(node: Node, point: Mapping[str, Node] | None = None) -> Node:
    """The exact value at a point, simplified; letters without a value stay.

    Raises:
        UserError: where there is no value.
    """
    inside = put_in(node, point) if point else node
    if names(inside):
        return tidied(inside)
    amount = Spot({}).amount(inside)
    if not amount.is_defined:
        raise sentences.UNDEFINED_THERE(expression=linear.unicode(inside))
    return amount.exact or tidied(inside)


def entries_at(vector: Result, point: Mapping[str, Node]) -> tuple[Result, Result]:
    """A vector or matrix with a point put in, and its exact values.

    Raises:
        UserError: where an entry has no value.
    """
    inside = [put_in(entry, point) for entry in vector.entries]
    values = [worked_out(entry, point) for entry in vector.entries]
    return Result(tuple(inside), vector.shape), Result(tuple(values), vector.shape)


def slope_there(derivation: Derivation, point: Mapping[str, Node], is_inside: bool = False) -> Node:
    """The exact value of a derivative at a point of the function's domain; letters without a value stay.

    Args:
        is_inside: whether the function is known to have a value there.

    Raises:
        UserError: where the function has no value, or no such derivative.
    """
    function, formula = derivation.function.tree, derivation.answer
    unknown = any(isinstance(part, Unknown) for part in parts(function))
    if unknown or not names(function) <= point.keys():
        return worked_out(formula, point)
    spot = Spot(point)
    if not is_inside and not spot.amount(function).is_defined:
        raise sentences.UNDEFINED_THERE(expression=linear.unicode(put_in(function, point)))
    found = spot.amount(formula)
    before = derivation.derivatives[-2] if derivation.order > 1 else function
    if found.is_defined and is_smooth(before, formula, derivation.variable, point):
        return found.exact or worked_out(formula, point)
    there = derivation.there({derivation.variable: point[derivation.variable], **point})
    if there is None or not there.asked.is_defined:
        raise sentences.NO_SLOPE_THERE(function=linear.unicode(function), variable=derivation.variable)
    by_limits = there.asked.node if there.sides is not None else None
    return there.asked.exact or by_limits or worked_out(formula, point)


def value_of(number: Node) -> float:
    """The value of an expression without letters.

    Raises:
        UserError: where it has none.
    """
    exact = rational(number)
    require_size(exact)
    amount = None if exact is not None else Spot({}).amount(number)
    if amount is not None and not amount.is_defined:
        raise sentences.UNDEFINED_THERE(expression=linear.unicode(number))
    return float(exact or 0) if amount is None else amount.value


def values_of(vector: Result) -> list[float]:
    """The values of a vector's entries, which have no letters."""
    return [value_of(entry) for entry in vector.entries]


def fractions_of(point: Mapping[str, Node]) -> dict[str, Any]:
    """A point for ball arithmetic: fractions where it is exact, else balls."""
    from derivtutor.notation.ball import evaluate_ball

    values: dict[str, Any] = {}
    for name, node in point.items():
        exact = rational(node)
        values[name] = Fraction(exact) if exact is not None else evaluate_ball(node, {}, _PRECISION)
    return values
