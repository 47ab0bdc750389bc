"""Names, equations and pieces of sentences about a function."""

from __future__ import annotations

from fractions import Fraction

from derivtutor.calculus.explanation import Chain, Turn, Words, worded
from derivtutor.derivation.account import Side
from derivtutor.derivation.amount import UNDEFINED, Amount, Spot
from derivtutor.exploring.line.explored import Explored
from derivtutor.exploring.worth import in_words, is_plain, is_short, short
from derivtutor.notation.decimals import decimal_tree
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Name, Negation, Node, Sum, Unknown


def called(explored: Explored, place: Node | None = None, order: int = 0) -> Unknown:
    """`f(x)`, `f′(2)`."""
    return Unknown(explored.name, (Name(explored.variable) if place is None else place,), (order,))


def at(variable: str, place: Node) -> Words:
    """`x = 2`."""
    return (Name(variable), " = ", place)


def turns(amount: Amount) -> tuple[Turn, ...]:
    """The exact number where it is short, and its digits."""
    found = [] if amount.exact is None else [Turn(amount.exact)]
    if amount.decimal is not None and not (amount.exact is not None and is_plain(amount.exact)):
        found.append(Turn(decimal_tree(amount.decimal), "", not amount.is_decimal))
    return tuple(found)


def equation(left: Side, amount: Amount) -> tuple[Chain, ...]:
    """`f(2) = 4`; nothing where there is no number."""
    found = turns(amount)
    return (Chain(left, found),) if found else ()


def cell(amount: Amount) -> Words:
    """A number in a table."""
    if not amount.is_defined:
        return worded("none")
    shown = short(amount)
    return in_words(amount) if shown is None or is_short(amount) else ("≈ ", shown)


def joined(*words: Words | str) -> Words:
    """Pieces of a sentence as one."""
    found: list[str | Side] = []
    for piece in filter(None, words):
        found += (piece,) if isinstance(piece, str) else piece
    return tuple(found)


def of_fraction(value: Fraction) -> Amount:
    """A rational number as an amount."""
    return Spot({}, written_in_decimals=True).amount(number(value, decimal=True))


def difference(one: Amount, other: Amount) -> Amount:
    """How much two numbers differ, with its sign: exact where both of them are."""
    if one.fraction is not None and other.fraction is not None:
        return of_fraction(one.fraction - other.fraction)
    if one.exact is not None and other.exact is not None:
        return Spot({}, written_in_decimals=True).amount(Sum((one.exact, Negation(other.exact))))
    if one.ball is None or other.ball is None:
        return UNDEFINED
    return Amount(None, one.ball - other.ball)
