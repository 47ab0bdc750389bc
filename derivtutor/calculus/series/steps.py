"""How far one is from a place, and powers of that, as one writes them: `x - 2`, `-(x - 2)^3/6`."""

from __future__ import annotations

from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import Name, Negation, Node, Number, Power, Product, Quotient, Sum


def step(variable: str, place: Node) -> Node:
    """`x`, `x - a` or `x + a`: the step from a place to the variable."""
    exact = rational(place)
    if exact == 0:
        return Name(variable)
    if exact is not None and exact < 0:
        return Sum((Name(variable), place.operand if isinstance(place, Negation) else number(-exact)))
    return Sum((Name(variable), Negation(place)))


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
