"""How a derivation at a point is told in numbers: rounded decimals, local rates, the tangent."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.point import AtPoint
from derivtutor.notation.tree import Derivative, Name, Negation, Node, Number, Power, Product, Sum
from derivtutor.render.presentation import Equation

_TRENDS = {
    "rising": "The function is rising there.",
    "falling": "The function is falling there.",
    "flat": "The tangent is horizontal there.",
    "no slope": "The function has no slope there.",
}


@dataclass(frozen=True, slots=True)
class Value:
    """`left = right`, or `≈` where the decimal is rounded; `right` is missing where there is no number."""

    left: Node
    right: Node | None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class LayerNumbers:
    """One layer of a composition: `u = e^v`, its value and its local rate `du/dv`."""

    function: Equation
    value: Value
    rate: Value


@dataclass(frozen=True, slots=True)
class Numbers:
    """All that is told about a point; `tangent` and `trend` belong to a first derivative."""

    point: tuple[Value, ...]
    value: Value
    layers: tuple[LayerNumbers, ...]
    slope: Value
    tangent: Value | None
    trend: str


def numbers_of(derivation: Derivation, y: Name) -> Numbers:
    """The numbers of a derivation that has a point.

    Raises:
        ValueError: where it has none.
    """
    at = derivation.at
    if at is None:
        raise ValueError("this derivation has no point")
    first = derivation.order == 1
    return Numbers(
        tuple(valued(Name(name), value) for name, value in at.point.items()),
        valued(y, at.value),
        _layers(at, y) if first else (),
        valued(Derivative(y, at.variable, derivation.order), at.slope),
        _tangent(at, y) if first else None,
        _TRENDS[at.trend] if first else "",
    )


def valued(left: Node, value: float) -> Value:
    """A number as six significant digits show it.

    >>> valued(Name("x"), 0.5).right
    Number(value=Fraction(1, 2), text='0.5')
    """
    if not math.isfinite(value):
        return Value(left, None)
    digits, _, exponent = f"{abs(value):.6g}".partition("e")
    whole = digits.isdigit()
    found: Node = Number(int(digits) if whole else Fraction(digits), "" if whole else digits)
    if exponent:
        power = int(exponent)
        raised: Node = Number(power) if power > 0 else Negation(Number(-power))
        found = Product((found, Power(Number(10), raised)))
    return Value(left, Negation(found) if value < 0 else found, float(f"{value:.6g}") == value)


def _layers(at: AtPoint, y: Name) -> tuple[LayerNumbers, ...]:
    outer = y
    found: list[LayerNumbers] = []
    for layer in at.layers:
        rate = valued(Derivative(outer, layer.letter), layer.rate)
        found.append(LayerNumbers(Equation(outer, layer.function), valued(outer, layer.value), rate))
        outer = Name(layer.letter)
    return tuple(found)


def _tangent(at: AtPoint, y: Name) -> Value | None:
    slope, intercept = valued(y, at.slope), valued(y, at.intercept)
    if slope.right is None or intercept.right is None:
        return None
    x, exact = Name(at.variable), slope.exact and intercept.exact
    if at.slope == 0:
        return Value(y, intercept.right, exact)
    rise: Node = x if at.slope == 1 else Negation(x) if at.slope == -1 else _times(slope.right, x)
    return Value(y, rise if at.intercept == 0 else Sum((rise, intercept.right)), exact)


def _times(number: Node, x: Name) -> Node:
    if isinstance(number, Negation):
        return Negation(_times(number.operand, x))
    return Product((*(number.factors if isinstance(number, Product) else (number,)), x))
