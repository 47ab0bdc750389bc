"""What limits in a working come to: `lim_{h→0} (f(x + h) − f(x))/h`, values at a point."""

from __future__ import annotations

from derivtutor.derivation.differentiator import derivative
from derivtutor.grading.comparison import Known
from derivtutor.grading.workings.reading.limits import LIMIT
from derivtutor.notation.tree import (
    CONSTANTS,
    Derivative,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    names,
    substitute,
)

_MOST_DERIVATIVES = 4
"""So often numerator and denominator are differentiated where both vanish."""


def is_limit(node: Node) -> bool:
    """Whether this is a limit, or the value of an expression at a point."""
    return isinstance(node, Unknown) and node.name == LIMIT


def difference_quotient(asked: Node, taken: Node) -> Node | None:
    """The quotient `(f(x + h) - f(x))/h` whose limit a derivative is, with the step of the limit that was taken; None
    where that is another one.
    """
    if not isinstance(asked, Derivative) or asked.order != 1 or not is_limit(taken):
        return None
    _, step, target = taken.children
    if not isinstance(step, Name) or step.name in names(asked.operand) or target != Number(0):
        return None
    there = substitute(asked.operand, {asked.variable: Sum((Name(asked.variable), step))})
    return Quotient(Sum((there, Negation(asked.operand))), step)


def limit(operand: Node, letter: Node, value: Node) -> Node:
    """What an expression without derivatives comes to where a letter takes a value; 0/0 by the rule of l'Hôpital."""
    if not isinstance(letter, Name) or letter.name not in names(operand):
        return operand
    top, bottom = fraction(operand)
    for _ in range(_MOST_DERIVATIVES):
        if letter.name not in names(bottom) or not _vanishes(substitute(bottom, {letter.name: value})):
            break
        if not _vanishes(substitute(top, {letter.name: value})):
            break
        top, bottom = (derivative(part, letter.name) for part in (top, bottom))
    if names(bottom) or bottom != Number(1):
        return substitute(Quotient(top, bottom), {letter.name: value})
    return substitute(top, {letter.name: value})


def _vanishes(node: Node) -> bool:
    known = Known(node, frozenset(names(node)) - CONSTANTS)
    return known.is_comparable and known.compare(Number(0)).relation == "equal"


def fraction(node: Node) -> tuple[Node, Node]:
    """Numerator and denominator over one fraction bar."""
    if isinstance(node, Quotient):
        top, bottom = fraction(node.top), fraction(node.bottom)
        return _times(top[0], bottom[1]), _times(top[1], bottom[0])
    if isinstance(node, Negation):
        top_part, bottom_part = fraction(node.operand)
        return Negation(top_part), bottom_part
    if isinstance(node, Power) and isinstance(node.exponent, Negation) and isinstance(node.exponent.operand, Number):
        return Number(1), Power(node.base, node.exponent.operand)
    if isinstance(node, Product | Sum):
        top_part, bottom_part = fraction(node.children[0])
        for child in node.children[1:]:
            other_top, other_bottom = fraction(child)
            if isinstance(node, Product):
                top_part = _times(top_part, other_top)
            elif other_bottom == bottom_part:
                top_part = Sum((top_part, other_top))
                continue
            else:
                top_part = Sum((_times(top_part, other_bottom), _times(other_top, bottom_part)))
            bottom_part = _times(bottom_part, other_bottom)
        return top_part, bottom_part
    return node, Number(1)


def _times(one: Node, other: Node) -> Node:
    if one == Number(1):
        return other
    return one if other == Number(1) else Product((one, other))
