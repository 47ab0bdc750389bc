"""The derivative at a point in numbers: value, slope, tangent, and what each layer of a composition contributes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from derivtutor.derivation.amount import UNDEFINED, Amount, Place
from derivtutor.derivation.model import Step
from derivtutor.notation.tree import Name, Negation, Node, Number, Product, Sum, parts, substitute


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a composition: its function of a letter, what it is worth there, and its local rate."""

    function: Node
    letter: str
    height: Amount
    steepness: Amount

    @property
    def value(self) -> float:
        return self.height.value

    @property
    def rate(self) -> float:
        return self.steepness.value


@dataclass(frozen=True, slots=True)
class AtPoint:
    """Value and slope at a point; the numbers `value`, `slope` and `derivative` are nan where undefined.

    `asked` is the derivative of the order that was asked for: the slope itself for the first. `intercept` is where the
    tangent cuts the vertical axis.
    """

    point: Mapping[str, Node]
    place: Mapping[str, Amount]
    variable: str
    order: int
    height: Amount
    steepness: Amount
    asked: Amount
    cut: Amount
    layers: tuple[Layer, ...]

    @property
    def value(self) -> float:
        return self.height.value

    @property
    def slope(self) -> float:
        return self.steepness.value

    @property
    def derivative(self) -> float:
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
    place = Place(point, any(isinstance(node, Number) and "." in node.text for tree in trees for node in parts(tree)))
    found = [place.amount(function)]
    for before, formula in pairwise((function, *derivatives)):
        found.append(_derivative(place, before, formula, found[-1]))
    slope = found[1]
    return AtPoint(
        point,
        {name: place.amount(Name(name)) for name in point},
        variable,
        len(derivatives),
        found[0],
        slope,
        found[-1],
        _cut(place, found[0].exact or function, slope.exact or derivatives[0], variable) if slope.is_defined else slope,
        tuple(_layers(place, root, variable)),
    )


def _derivative(place: Place, before: Node, formula: Node, height: Amount) -> Amount:
    return place.amount(formula) if height.is_defined else UNDEFINED


def _cut(place: Place, height: Node, slope: Node, variable: str) -> Amount:
    return place.amount(Sum((height, Negation(Product((slope, Name(variable)))))))


def _layers(place: Place, root: Step, variable: str) -> Iterator[Layer]:
    step = root
    while step.rule.id == "chain" and step.goal.variable == variable:
        outer, inner = step.match.parts[:2]
        here = {outer.letter: inner.expression}
        yield _layer(place, outer.expression, outer.letter, step.steps[0].result, here)
        step = step.steps[1]
    if step is not root:
        yield _layer(place, step.goal.expression, variable, step.result, {})


def _layer(place: Place, function: Node, letter: str, rate: Node, here: Mapping[str, Node]) -> Layer:
    """A layer has a rate only where it has a value."""
    height = place.amount(substitute(function, here))
    return Layer(function, letter, height, place.amount(substitute(rate, here)) if height.is_defined else UNDEFINED)
