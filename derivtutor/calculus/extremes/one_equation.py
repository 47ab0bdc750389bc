"""One equation in one letter: its zeros as at school, else in digits; and how such numbers are shown."""

from __future__ import annotations

from typing import NamedTuple

from derivtutor.analysis.zeros import zeros
from derivtutor.calculus.explanation import Words
from derivtutor.calculus.extremes.definiteness import sign_of
from derivtutor.calculus.extremes.numerators import Numerators
from derivtutor.derivation.amount import Spot
from derivtutor.derivation.tidy import tidied
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.decimals import rounded
from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import Call, Negation, Node, Number, Power, Product, Quotient, Sum, parts

_PRECISION = 400
_MOST_PLACES = 5


class Zeros(NamedTuple):
    """Numbers at which an equation holds."""

    values: tuple[Node, ...]
    are_exact: bool
    are_all: bool

    @property
    def are_rational(self) -> bool:
        return self.are_all and all(rational(value) is not None for value in self.values) and self.are_exact


def zeros_of(tree: Node, letter: str) -> Zeros:
    """The real zeros of an expression in one letter."""
    by_formula = _by_formula(tree, letter)
    if by_formula is not None:
        return Zeros(by_formula, True, True)
    found = zeros(_without_function(tree), letter)
    places = found.places
    if not found.complete and len(places) > _MOST_PLACES:
        places = tuple(place for place in places if -_HALF_TURN < place.middle < _HALF_TURN)
    values = [number(place.middle, decimal=True) if place.form is None else place.form for place in places]
    return Zeros(tuple(values), all(place.form is not None for place in places), found.complete)


_HALF_TURN = 3.15
"""Of infinitely many zeros those up to here are taken."""


def _without_function(tree: Node) -> Node:
    """`u - v` instead of `ln(u) - ln(v)`: a function that takes no value twice."""
    if isinstance(tree, Sum) and len(tree.terms) == 2 and isinstance(tree.terms[1], Negation):
        one, other = tree.terms[0], tree.terms[1].operand
        if isinstance(one, Call) and isinstance(other, Call) and one.function == other.function in _INJECTIVE:
            return Sum((one.arguments[0], Negation(other.arguments[0])))
    return tree


_INJECTIVE = frozenset({"ln", "sqrt", "cbrt", "arctan", "sinh", "tanh", "arsinh", "sigmoid"})


def _by_formula(tree: Node, letter: str) -> tuple[Node, ...] | None:
    """The solutions of a quadratic equation in which there are roots and other constants; None for all others."""
    reading = Numerators([tree], [letter])
    if reading.are_plain:
        return None
    powers = reading.powers(reading.polynomial(tree), letter)
    if powers is None or len(powers) != 3:
        return None
    c, b, a = powers
    below = Sum((Power(b, Number(2)), Negation(Product((Number(4), a, c)))))
    sign = sign_of(below)
    if sign < 0:
        return ()
    root = Call("sqrt", (below,))
    tops = [Negation(b)] if not sign else [Sum((Negation(b), Negation(root))), Sum((Negation(b), root))]
    return tuple([settled(Quotient(top, Product((Number(2), a)))) for top in tops])


def settled(node: Node) -> Node:
    """A number worked out: exact where that is short, else in digits."""
    amount = Spot({}).amount(node)
    if not amount.is_defined:
        return node
    if is_in_digits(node):
        return amount.node or node
    return amount.exact or tidied(node)


def is_in_digits(node: Node) -> bool:
    """Whether there is a number in it that is only known in many digits."""
    return any(isinstance(part, Number) and len(str(part.value)) > _MANY_DIGITS for part in parts(node))


_MANY_DIGITS = 30


def nearest(number: Node) -> float:
    """The nearest double."""
    value = evaluate_ball(number, {}, _PRECISION)
    return float("nan") if value is None else float(value.mid())


def short(value: Node) -> tuple[Node, bool]:
    """A number as it is shown, and whether that is only about it."""
    if not is_in_digits(value):
        return value, False
    return rounded(nearest(value)), True


def cell(value: Node) -> Words:
    """A number in a table."""
    written, is_about = short(value)
    return ("≈ ", written) if is_about else (written,)
