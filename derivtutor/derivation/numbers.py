"""The derivative at a point in numbers: value, slope, tangent, and what each layer of a composition contributes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from derivtutor.derivation.amount import UNDEFINED, Amount, Spot
from derivtutor.derivation.model import Step
from derivtutor.derivation.sides import Sides, sides, slope_of
from derivtutor.derivation.smooth import is_smooth
from derivtutor.notation import linear
from derivtutor.notation.tree import Name, Negation, Node, Number, Product, Sum, parts, substitute
from derivtutor.showing import Shown


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a composition.

    Attributes:
        function: its function of a letter.
        letter: what stands for its value in the layer around it.
        height: what it is worth at the point.
        steepness: how fast it changes there as its own inside changes.
    """

    function: Node
    letter: str
    height: Amount
    steepness: Amount

    @property
    def value(self) -> float:
        """What it is worth, as a double."""
        return self.height.value

    @property
    def rate(self) -> float:
        """Its local rate, as a double."""
        return self.steepness.value


@dataclass(frozen=True, slots=True, repr=False)
class AtPoint(Shown):
    """Value and slope at a point; the numbers `value`, `slope` and `derivative` are nan where undefined.

    Attributes:
        point: the values of the letters, as they were given.
        numbers: the same, worked out.
        variable: what was differentiated by.
        order: how often.
        height: what the function is worth there, exactly where that is short.
        steepness: its slope there.
        asked: the derivative of the order that was asked for: the slope itself for the first.
        cut: where the tangent cuts the vertical axis.
        layers: the layers of a composition, from the outside in.
        sides: what is on each side, where a formula does not tell the derivative.
        order_of_sides: the order of the derivative that `sides` tell of.
    """

    point: Mapping[str, Node]
    numbers: Mapping[str, Amount]
    variable: str
    order: int
    height: Amount
    steepness: Amount
    asked: Amount
    cut: Amount
    layers: tuple[Layer, ...]
    sides: Sides | None = None
    order_of_sides: int = 1

    def _in_short(self) -> str:
        point = ", ".join([f"{name} = {linear.text(value)}" for name, value in self.point.items()])
        worth = {"value": self.value, "slope": self.slope}
        told = [f"{name} {number:.6g}" if math.isfinite(number) else f"no {name}" for name, number in worth.items()]
        return f"at {point}: {', '.join(told)}"

    @property
    def value(self) -> float:
        """What the function is worth there, as a double."""
        return self.height.value

    @property
    def slope(self) -> float:
        """Its slope there, as a double."""
        return self.steepness.value

    @property
    def derivative(self) -> float:
        """The derivative of the order that was asked for, as a double."""
        return self.asked.value

    @property
    def intercept(self) -> float:
        """Where the tangent cuts the vertical axis."""
        return self.cut.value

    @property
    def trend(self) -> str:
        """What the function does there, in a word; nothing where that is not proved."""
        if not self.steepness.is_defined:
            return "no slope"
        sign = self.steepness.sign
        return "" if sign is None else ("falling", "flat", "rising")[sign + 1]


def at_point(
    function: Node, root: Step, derivatives: Sequence[Node], variable: str, point: Mapping[str, Node]
) -> AtPoint:
    """Work out a function, its derivatives and, for a composition, every layer.

    Args:
        function: what was differentiated.
        root: the step of the first derivative.
        derivatives: the derivatives of every order, up to the one that was asked for.
        variable: what was differentiated by.
        point: its value, and those of other letters; some may stay letters.
    """
    trees = (function, *derivatives, *point.values())
    spot = Spot(point, any(isinstance(node, Number) and "." in node.text for tree in trees for node in parts(tree)))
    amounts, beside = [spot.amount(function)], None
    for before, formula in pairwise((function, *derivatives)):
        if amounts[-1].is_defined:
            derivative, beside = _derivative(spot, before, formula, amounts[-1], variable)
            amounts.append(derivative)
    order_of_sides = len(amounts) - 1
    amounts += [UNDEFINED] * (1 + len(derivatives) - len(amounts))
    height, slope, asked = amounts[0], amounts[1], amounts[-1]
    return AtPoint(
        point,
        {name: spot.amount(Name(name)) for name in point},
        variable,
        len(derivatives),
        height,
        slope,
        asked,
        _cut(spot, height.exact or function, slope.exact or derivatives[0], variable) if slope.is_defined else slope,
        tuple(_layers(spot, root, variable)),
        beside,
        order_of_sides,
    )


def _derivative(spot: Spot, before: Node, formula: Node, height: Amount, variable: str) -> tuple[Amount, Sides | None]:
    """The derivative of what has the value `height` here, and what is on both sides where its formula does not tell."""
    amount = spot.amount(formula)
    if (
        not height.has_ball
        or amount.has_letters
        or (amount.is_defined and is_smooth(before, formula, variable, spot.point))
    ):
        return amount, None
    beside = sides(before, formula, height, variable, spot.point)
    slope = slope_of(beside)
    if amount.is_defined and (slope.is_same(amount) or all(side.kind in ("none", "outside") for side in beside)):
        return amount, None
    return slope, beside


def _cut(spot: Spot, height: Node, slope: Node, variable: str) -> Amount:
    return spot.amount(Sum((height, Negation(Product((slope, Name(variable)))))))


def _layers(spot: Spot, root: Step, variable: str) -> Iterator[Layer]:
    step = root
    while composition := step.composition:
        outer, inner = composition
        inside = {composition.letter: inner.goal.expression}
        yield _layer(spot, outer.goal.expression, composition.letter, outer.result, inside)
        step = inner
    if step is not root:
        yield _layer(spot, step.goal.expression, variable, step.result, {})


def _layer(spot: Spot, function: Node, letter: str, rate: Node, inside: Mapping[str, Node]) -> Layer:
    """A layer has a rate only where it has a value, and is continuous around it."""
    height = spot.amount(substitute(function, inside))
    worth = {name: spot.amount(inner).exact or substitute(inner, spot.point) for name, inner in inside.items()}
    amount = spot.amount(substitute(rate, inside)) if height.is_defined else UNDEFINED
    is_sure = not height.has_ball or amount.has_letters or is_smooth(function, rate, letter, {**spot.point, **worth})
    return Layer(function, letter, height, amount if is_sure else UNDEFINED)
