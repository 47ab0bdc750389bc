"""Whether a derivative exists at a point where its formula does not tell: what there is on both sides."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

from msgspec import Struct

from derivtutor.analysis.limits import Limit, Side, slope_side, value_side
from derivtutor.analysis.place import multiple, simple_fraction
from derivtutor.derivation import sentences
from derivtutor.derivation.amount import UNDEFINED, Amount
from derivtutor.derivation.smooth import BESIDE
from derivtutor.notation.ball import Ball, evaluate_ball
from derivtutor.notation.rational import number
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Comparison, Integral, Name, Negation, Node, Number, Piecewise, Sum, parts

Kind: TypeAlias = Literal["slope", "infinite", "jump", "outside", "none"]

_UNITS = ("1", "sqrt(2)", "sqrt(3)", "pi", "e", "ln(2)", "sqrt(pi)", "sqrt(5)", "sqrt(6)")
_LARGEST_DENOMINATOR = 1000
"""What a limit is tried as: a simple fraction of one of these."""


class OneSided(Struct, frozen=True):
    """What there is on one side of a point.

    A `slope`; an `infinite` one, whose sign `grows` says; a `jump`, where the function tends to another value than it
    has; nothing, as the function is not defined there (`outside`); or slopes that come to no limit (`none`).
    """

    kind: Kind
    slope: Amount = UNDEFINED
    tends_to: Amount = UNDEFINED
    grows: int = 0


Sides: TypeAlias = tuple[OneSided, OneSided]
"""Left and right."""


def sides(function: Node, formula: Node, height: Amount, variable: str, point: Mapping[str, Node]) -> Sides:
    """What there is on both sides of a point at which the function has the value `height`."""
    filled = _filled(function, height, variable, point)
    left, right = _side(filled, height, variable, point, -1), _side(filled, height, variable, point, 1)
    if any(isinstance(node, Integral) for node in parts(function)):
        # Balls cannot do every integral. It is continuous, so that its slope is what the formula tends to.
        left = _by_formula(formula, variable, point, -1) if left.kind == "outside" else left
        right = _by_formula(formula, variable, point, 1) if right.kind == "outside" else right
    return left, right


def side_in_words(side: OneSided, name: str) -> str:
    """What there is on the side of this name, left or right, in words."""
    name = sentences.SIDES[name]
    if side.kind == "slope":
        return sentences.SLOPE_FROM.format(side=name, slope=side.slope.text)
    if side.kind == "jump":
        return sentences.JUMP_FROM.format(side=name, value=side.tends_to.text)
    if side.kind == "infinite":
        return (sentences.GROWS_FROM if side.grows > 0 else sentences.FALLS_FROM).format(side=name)
    if side.kind == "outside":
        return sentences.NOT_DEFINED_ON.format(side=name)
    return sentences.NO_LIMIT_FROM.format(side=name)


def slope_of(beside: Sides) -> Amount:
    """The slope, if it is the same from both sides."""
    left, right = beside
    if not left.slope.is_same(right.slope):
        return UNDEFINED
    return left.slope if left.slope.exact is not None else right.slope


def _filled(function: Node, height: Amount, variable: str, point: Mapping[str, Node]) -> Node:
    """A formula with a gap at the point, and there the value that it should have."""
    if height.exact is None or height.has_letters or evaluate_ball(function, _balls(point), 200) is not None:
        return function
    beside = Sum((Name(variable), Negation(point[variable])))
    return Piecewise((function, height.exact), (Comparison((beside, Number(0)), ("!=",)),))


def _balls(point: Mapping[str, Node]) -> dict[str, Ball]:
    return {name: evaluate_ball(value, {}, 200) for name, value in point.items()}


def _side(function: Node, height: Amount, variable: str, point: Mapping[str, Node], side: Side) -> OneSided:
    if not _is_defined_beside(function, variable, point, side):
        return OneSided("outside")
    tends_to = value_side(function, variable, point, side)
    if tends_to.value is not None and not height.is_same(Amount(enclosure=tends_to.value)):
        return OneSided("jump", tends_to=recognised(tends_to.value))
    slope: Limit = slope_side(function, variable, point, side)
    if slope.value is not None:
        return OneSided("slope", recognised(slope.value))
    return OneSided("infinite", grows=slope.infinite) if slope.infinite else OneSided("none")


def _by_formula(formula: Node, variable: str, point: Mapping[str, Node], side: Side) -> OneSided:
    slope = value_side(formula, variable, point, side)
    return OneSided("outside") if slope.value is None else OneSided("slope", recognised(slope.value))


def _is_defined_beside(function: Node, variable: str, point: Mapping[str, Node], side: Side) -> bool:
    step: Node = number(Fraction(side, 2 ** BESIDE[0]))
    there = {**point, variable: Sum((point[variable], step))}
    precision = 2 * BESIDE[0] + 200
    balls = {name: evaluate_ball(value, {}, precision) for name, value in there.items()}
    return evaluate_ball(function, balls, precision) is not None


def recognised(ball: Ball) -> Amount:
    """A limit of many digits as an amount, exact where it is a simple fraction of a familiar number."""
    for text in _UNITS:
        unit = read(text).tree
        size = evaluate_ball(unit, {}, 2000)
        ratio = simple_fraction(ball / size, _LARGEST_DENOMINATOR)
        if ratio is not None:
            exact = multiple(ratio, unit)
            return Amount(exact, evaluate_ball(exact, {}, 2000), fraction=ratio if text == "1" or not ratio else None)
    return Amount(None, ball)
