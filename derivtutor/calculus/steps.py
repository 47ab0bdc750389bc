"""The step from a place, its powers, and what rises from there, as one writes them: `-4(y + 1)`, `(x - 2)^3/6`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import Name, Negation, Node, Number, Power, Product, Quotient, Sum


def step(variable: str, place: Node) -> Node:
    """`x`, `x - a` or `x + a`: the step from a place to the variable."""
    if place == Number(0):
        return Name(variable)
    is_negative, size = _sign_and_size(place)
    return Sum((Name(variable), size if is_negative else Negation(size)))


def through(point: Mapping[str, Node], slopes: Sequence[Node], height: Node) -> Node:
    """`6(x - 3) + 9`: what goes through a point at a height with a slope in the direction of each axis."""
    pairs = zip(point.items(), slopes, strict=True)
    rises = [_rise(slope, step(letter, place)) for (letter, place), slope in pairs if slope != Number(0)]
    terms = (*rises, *([] if height == Number(0) and rises else [height]))
    return Sum(terms) if len(terms) > 1 else terms[0]


def _rise(slope: Node, run: Node) -> Node:
    is_falling, steepness = _sign_and_size(slope)
    rise = run if steepness == Number(1) else Product((steepness, run))
    return Negation(rise) if is_falling else rise


def _sign_and_size(node: Node) -> tuple[bool, Node]:
    """Whether a minus stands before a number, and the number without it."""
    exact = rational(node)
    if exact is not None and exact < 0 and not isinstance(node, Negation):
        return True, number(-exact)
    return (True, node.operand) if isinstance(node, Negation) else (False, node)


def multiple_of_power(coefficient: Node, base: Node, exponent: int) -> Node:
    """`-x^3/6`: a coefficient times a power, as one writes it."""
    if not exponent:
        return coefficient
    power = base if exponent == 1 else Power(base, Number(exponent))
    if isinstance(coefficient, Negation):
        return Negation(multiple_of_power(coefficient.operand, base, exponent))
    if isinstance(coefficient, Number) and coefficient.text:
        return Product((coefficient, power))
    exact = rational(coefficient)
    if exact is not None and exact < 0:
        return Negation(multiple_of_power(number(-exact), base, exponent))
    if exact is not None:
        top = power if exact.numerator == 1 else Product((Number(exact.numerator), power))
        return top if exact.denominator == 1 else Quotient(top, Number(exact.denominator))
    if isinstance(coefficient, Quotient):
        top = power if coefficient.top == Number(1) else Product((coefficient.top, power))
        return Quotient(top, coefficient.bottom)
    return Product((coefficient, power))
