"""The line that touches the graph of a function at a point: its equation, slope and height."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from derivtutor.calculus import sentences
from derivtutor.calculus.reading import exact_values
from derivtutor.calculus.steps import through
from derivtutor.derivation.amount import Spot
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.tidy import tidied
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import (
    Name,
    Negation,
    Node,
    Product,
    Sum,
    Unknown,
    names,
    parts,
    substitute,
)


@dataclass(frozen=True, slots=True)
class Tangent:
    """A tangent, with the derivation of its slope. Letters without a value at the point stay."""

    derivation: Derivation
    point: Mapping[str, Node]
    slope: Node
    value: Node

    @property
    def letters(self) -> frozenset[str]:
        """The letters of the line's equation, without its height."""
        return (names(self.derivation.function.tree) - self.point.keys()) | {self.derivation.variable}

    @property
    def height(self) -> str:
        """The letter for what is on the left side of the line's equation."""
        return "z" if "y" in self.letters else "y"

    @property
    def place(self) -> Node:
        """The value of the variable at the point."""
        return self.point[self.derivation.variable]

    @property
    def cut(self) -> Node:
        """The height at which the line cuts the vertical axis, as it is worked out."""
        return Sum((self.value, Negation(Product((self.slope, self.place)))))

    @property
    def through_point(self) -> Node:
        """The right side in point-slope form, `m (x - a) + f(a)`."""
        return self.with_slope(self.slope)

    def with_slope(self, slope: Node) -> Node:
        """The right side of the line through the point with another slope."""
        return through({self.derivation.variable: self.place}, (slope,), self.value)

    @property
    def line(self) -> Node:
        """The right side, tidied: `m x + b` unless other letters are in it."""
        if self.letters - {self.derivation.variable}:
            return tidied(self.through_point)
        return slope_intercept(self.slope, self.cut, self.derivation.variable)


def slope_intercept(slope: Node, cut: Node, variable: str) -> Node:
    """A line as `m x + b`, tidied."""
    return tidied(Sum((Product((slope, Name(variable))), cut)))


def tangent_line(
    function: Any, at: str | float | Mapping[str, object], wrt: str | None = None, log: Base = "e"
) -> Tangent:
    """The line that touches a function at a point.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        at: the point, such as `"x=2"`; other letters may have values, and need none.
        wrt: the variable; the only one, else x, when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> from derivtutor.notation import linear
    >>> linear.text(tangent_line("x^2", at="x=3").line)
    '6x - 9'

    Raises:
        UserError: where there is none, or something cannot be read.
    """
    derivation = explain(function, wrt=wrt, log=log)
    point = exact_values(at, derivation.variable, names(derivation.function.tree))
    if derivation.variable not in point:
        raise sentences.NO_POINT(variable=derivation.variable)
    there = derivation.there(point)
    if not (_is_defined(derivation, point) if there is None else there.asked.is_defined and there.height.is_defined):
        raise sentences.NO_TANGENT()
    if there is None:
        slope, value = (tidied(substitute(node, point)) for node in (derivation.answer, derivation.function.tree))
        return Tangent(derivation, point, slope, value)
    value = there.height.exact or tidied(substitute(derivation.function.tree, point))
    by_limits = there.asked.node if there.sides is not None else None
    slope = there.asked.exact or by_limits or tidied(substitute(derivation.answer, point))
    return Tangent(derivation, point, slope, value)


def _is_defined(derivation: Derivation, point: Mapping[str, Node]) -> bool:
    """Whether there are values at a point that leaves letters; of functions that only have a name nothing is known."""
    trees = (derivation.answer, derivation.function.tree)
    if any(isinstance(part, Unknown) for tree in trees for part in parts(tree)):
        return True
    spot = Spot(point)
    return all(spot.amount(tree).is_defined for tree in trees)
