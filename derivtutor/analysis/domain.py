"""What each operation asks of its parts: the conditions under which it has a value, and where it may bend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from derivtutor.analysis.behaviour import BEHAVIOURS, formula
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.rational import constant_value, rational
from derivtutor.notation.tree import Call, Comparison, Name, Node, Number, Piecewise, Power, Quotient, substitute

ZERO = Number(0)

_IN_PIECES = frozenset({"abs", "relu", "leaky_relu", "max", "min"})

_MOST_COMPARED = 12
"""Of a greatest or least of more arguments, only neighbours are compared."""


def conditions(node: Node) -> Iterator[Comparison]:
    """The conditions under which an operation has a value where its parts have one."""
    if isinstance(node, Quotient):
        yield nonzero(node.bottom)
    elif isinstance(node, Power):
        yield from _of_power(node)
    elif isinstance(node, Call):
        if node.function == "root":
            yield from _of_root(node)
        for condition in BEHAVIOURS[node.function].conditions:
            operands = tuple(substitute(operand, _arguments(node)) for operand in condition.operands)
            yield Comparison(operands, condition.relations)


def kinks(node: Node) -> Iterator[Comparison]:
    """Conditions, `u != v` each, outside of which an operation may have a value and not be analytic."""
    if isinstance(node, Power):
        exponent = constant_value(node.exponent)
        if exponent is not None and exponent.denominator % 2 and exponent.denominator > 1:
            yield nonzero(node.base)
    elif isinstance(node, Piecewise):
        for condition in node.conditions:
            if isinstance(condition, Comparison):
                yield from (_differ(*pair) for pair in pairwise(condition.operands))
    elif isinstance(node, Call):
        if node.function in ("max", "min"):
            many = len(node.arguments) > _MOST_COMPARED
            for pair in pairwise(node.arguments) if many else combinations(node.arguments, 2):
                yield _differ(*pair)
        if node.function == "root" and _is_odd(node.arguments[0]):
            yield nonzero(node.arguments[1])
        kink = BEHAVIOURS[node.function].kink
        if kink:
            yield nonzero(substitute(formula(kink), _arguments(node)))


def is_in_pieces(node: Node) -> bool:
    """Whether an operation goes from one formula to another where its kinks are."""
    return isinstance(node, Piecewise) or (isinstance(node, Call) and node.function in _IN_PIECES)


def nonzero(node: Node) -> Comparison:
    """The condition that an expression is not zero."""
    return Comparison((node, ZERO), ("!=",))


def _differ(left: Node, right: Node) -> Comparison:
    return nonzero(right) if left == ZERO else Comparison((left, right), ("!=",))


def _arguments(node: Call) -> dict[str, Node]:
    return dict(zip(FUNCTIONS[node.function].arguments, node.arguments, strict=False))


def _of_power(node: Power) -> Iterator[Comparison]:
    exponent = constant_value(node.exponent)
    if exponent is None:
        base = rational(node.base)
        if base == 0:
            yield Comparison((node.exponent, ZERO), (">",))
        elif node.base != Name("e") and (base is None or base < 0):
            yield Comparison((node.base, ZERO), (">=",))  # at 0, it depends on the exponent
    elif exponent.denominator % 2 == 0:
        yield Comparison((node.base, ZERO), (">=" if exponent > 0 else ">",))
    elif exponent < 0:
        yield nonzero(node.base)


def _of_root(node: Call) -> Iterator[Comparison]:
    degree = rational(node.arguments[0])
    if degree is None:
        yield Comparison((node.arguments[1], ZERO), (">",))
    elif not _is_odd(node.arguments[0]):
        yield Comparison((node.arguments[1], ZERO), (">=" if degree > 0 else ">",))
    elif degree < 0:
        yield nonzero(node.arguments[1])


def _is_odd(node: Node) -> bool:
    degree = rational(node)
    return degree is not None and bool(degree.numerator % 2)
