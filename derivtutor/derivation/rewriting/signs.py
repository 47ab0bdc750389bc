"""What is positive wherever it is defined and not zero, as far as that is seen at a glance."""

from __future__ import annotations

from derivtutor.derivation.tidying.factors import degree_of
from derivtutor.derivation.tidying.signs import NEVER_NEGATIVE
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import CONSTANTS, Call, Name, Node, Number, Power, Product, Quotient, Sum


def is_positive(node: Node) -> bool:
    """Whether an expression is surely positive where it is defined and not zero; letters may be negative."""
    if isinstance(node, Number):
        return node.value > 0
    if isinstance(node, Name):
        return node.name in CONSTANTS
    if isinstance(node, Sum | Product | Quotient):
        return all(map(is_positive, node.children))
    if isinstance(node, Power):
        exponent = rational(node.exponent)
        return (exponent is not None and exponent.numerator % 2 == 0) or is_positive(node.base)
    if isinstance(node, Call):
        return node.function in NEVER_NEGATIVE or degree_of(node) % 2 == 0 < degree_of(node)
    return False
