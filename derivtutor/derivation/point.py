"""The derivative at a point in numbers: value, slope, tangent, and what each layer of a composition contributes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from derivtutor.derivation.model import Step
from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.expression import variable_name
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node, names

Point = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a composition: its function of a letter, the value there and the local rate."""

    function: Node
    letter: str
    value: float
    rate: float


@dataclass(frozen=True, slots=True)
class AtPoint:
    """Value and slope at a point; what is undefined there is not a number.

    `derivative` is the derivative of the order that was asked for: the slope itself for the first.
    """

    point: Point
    variable: str
    value: float
    slope: float
    derivative: float
    layers: tuple[Layer, ...]

    @property
    def intercept(self) -> float:
        """Where the tangent cuts the vertical axis."""
        return self.value - self.slope * self.point[self.variable]

    @property
    def trend(self) -> str:
        """What the function does there, in a word."""
        if math.isnan(self.slope):
            return "no slope"
        return "flat" if abs(self.slope) < 1e-12 else "rising" if self.slope > 0 else "falling"


def read_point(given: str | float | Mapping[str, object], variable: str, letters: frozenset[str]) -> dict[str, float]:
    """A point from `2`, `"x=2"`, `"x=pi/2, a=3"` or a mapping.

    Raises:
        UserError: where a value cannot be read or a letter of the expression has none.
    """
    point = {name: _finite(value) for name, value in exact_point(given, variable, letters).items()}
    missing = sorted((letters | {variable}) - set(point))
    if missing:
        example = ", ".join(f"{name}=1" for name in [*point, *missing])
        raise UserError(f"The point gives no value for {', '.join(missing)}.", f'Write for example --at "{example}".')
    return point


def exact_point(given: str | float | Mapping[str, object], variable: str, letters: frozenset[str]) -> dict[str, Node]:
    """As `read_point`, with the values as they were written: `pi/2` stays that; not every letter needs one.

    Raises:
        UserError: where a value cannot be read or a letter does not occur.
    """
    if isinstance(given, Mapping):
        pairs = [(str(name), value) for name, value in given.items()]
    elif isinstance(given, str):
        pairs = [_pair(piece, variable) for piece in re.split(r"[,;]\s*(?=[^()]*(?:\(|$))", given) if piece.strip()]
    else:
        pairs = [(variable, given)]
    point = {variable_name(name): _number(value) for name, value in pairs}
    unknown = [name for name in point if name not in letters and name != variable]
    if unknown:
        raise UserError(
            f"The letter {unknown[0]} does not occur here.",
            f"Give values for {', '.join(sorted(letters | {variable}))}.",
        )
    return point


def _pair(piece: str, variable: str) -> tuple[str, str]:
    name, equals, value = piece.partition("=")
    return (name.strip(), value) if equals else (variable, piece)


def _number(value: object) -> Node:
    text = repr(value) if isinstance(value, int | float) else str(value)
    if not text.strip():
        raise UserError("The point gives no value.", "Write for example --at x=2.")
    tree = read(text).tree
    if names(tree):
        raise UserError(f"{text.strip()} is not a number.", "Write a number, such as 2, 1/3 or pi/2.", text, 0)
    _finite(tree)
    return tree


def _finite(tree: Node) -> float:
    found = compile_real(tree, ())(())
    if not math.isfinite(found):
        raise UserError(f"{linear.text(tree)} has no finite value.", "Write a number, such as 2, 1/3 or pi/2.")
    return found


def at_point(function: Node, root: Step, derivative: Node, variable: str, point: Point) -> AtPoint:
    """Evaluate a function, its slope, the derivative that was asked for and, for a composition, every layer.

    `root` is the step of the first derivative.
    """

    def value(node: Node) -> float:
        return compile_real(node, tuple(point))(tuple(point.values()))

    layers: list[Layer] = []
    step = root
    while step.rule.id == "chain" and step.goal.variable == variable:
        outer, inner = step.match.parts[0].expression, step.match.parts[1].expression
        letter = step.match.parts[0].letter
        inside = value(inner)
        here = (*point.values(), inside)
        rates = compile_real(step.steps[0].result, (*point, letter))(here)
        layers.append(Layer(outer, letter, compile_real(outer, (*point, letter))(here), rates))
        step = step.steps[1]
    if layers:
        layers.append(Layer(step.goal.expression, variable, value(step.goal.expression), value(step.result)))
    height = value(function)
    slope, asked = (math.nan, math.nan) if math.isnan(height) else (value(root.result), value(derivative))
    return AtPoint(point, variable, height, slope, asked, tuple(layers))
