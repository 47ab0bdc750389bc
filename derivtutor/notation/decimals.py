"""Decimals as expressions: `0.25`, and `1.5·10^-9` where a number is far from 1."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from derivtutor.notation.tree import Negation, Node, Number, Power, Product

_SCIENTIFIC_BELOW, _SCIENTIFIC_FROM = -4, 6
"""Decimals whose first digit is in a place beyond these are written with a power of ten."""


def decimal_tree(value: Decimal) -> Node:
    """A decimal as an expression, far from 1 with a power of ten.

    >>> decimal_tree(Decimal("0.50"))
    Number(value=Fraction(1, 2), text='0.5')
    """
    place = value.adjusted()
    plain = not value or _SCIENTIFIC_BELOW <= place < _SCIENTIFIC_FROM
    digits = value.as_tuple().digits
    tree = _decimal(abs(value) if plain else Decimal((0, digits, 1 - len(digits))))
    if not plain:
        power: Node = Number(place) if place > 0 else Negation(Number(-place))
        tens = Power(Number(10), power)
        tree = tens if tree == Number(1) else Product((tree, tens))
    return Negation(tree) if value < 0 else tree


def _decimal(value: Decimal) -> Node:
    text = f"{value.normalize():f}"
    return Number(int(text)) if text.isdigit() else Number(Fraction(text), text)


def rounded(value: float | Decimal, digits: int = 6) -> Node:
    """A finite number as an expression, to so many digits.

    >>> rounded(-0.5)
    Negation(operand=Number(value=Fraction(1, 2), text='0.5'))
    """
    return decimal_tree(Decimal(f"{value:.{digits - 1}e}"))
