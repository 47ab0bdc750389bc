"""How hard a function looks at a glance: a guess at its difficulty, before it is differentiated."""

from __future__ import annotations

from collections.abc import Mapping

from derivtutor.derivation.model import LOOKED_UP
from derivtutor.derivation.rules import BY_ID
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Name,
    Negation,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
)


def _effort_of_power(node: Power, base: float, exponent: float) -> float:
    if not exponent:
        return BY_ID["power"].effort if type(node.base) is Name else 1.8
    if node.base == _E or not base:
        return LOOKED_UP if type(node.exponent) is Name else 2.4
    return 5


_E = Name("e")
EFFORT: Algebra[float] = {
    Number: lambda _, __: 0,
    Name: lambda _, __: 0.03,
    Sum: lambda _, parts: 0.1 + sum(parts),
    Negation: lambda _, parts: 0.1 + parts[0],
    Product: lambda _, parts: 0.1 + sum(parts) + BY_ID["product"].effort * (sum(part > 0 for part in parts) - 1),
    Quotient: lambda _, parts: (
        BY_ID["quotient" if parts[0] else "reciprocal"].effort + sum(parts) if parts[1] else 0.1 + parts[0]
    ),
    Power: lambda node, parts: sum(parts) + _effort_of_power(node, *parts),
    Call: lambda node, parts: sum(parts) + (LOOKED_UP if type(node.arguments[-1]) is Name else 2.4),
    Unknown: lambda _, parts: LOOKED_UP + sum(parts),
    Comparison: lambda _, __: 0,
    Piecewise: lambda _, parts: BY_ID["piecewise"].effort + sum(parts),
    Integral: lambda _, parts: BY_ID["integral"].effort + sum(parts),
    Derivative: lambda _, parts: sum(parts),
}
"""By the kind of expression, from the efforts of its parts; what is constant takes none."""

KINDS = 1.5
"""Functions whose efforts, times this, round to the same number count as one kind."""

RANGE: Mapping[int, tuple[float, float]] = {1: (0, 3), 2: (1.2, 5.5), 3: (3, 9.5), 4: (4.5, 13.5), 5: (7, 25)}
"""Nearly all functions of a difficulty are in its range."""
