"""A function that is explored: its derivation, its picture within a window, what is true at a place; each made once."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from msgspec import Struct

from derivtutor.calculus.figures.asked import questioned
from derivtutor.calculus.figures.axes import ticks, with_room
from derivtutor.calculus.figures.cells import Interval
from derivtutor.calculus.figures.figure import Axis, Curve
from derivtutor.calculus.figures.graph import Graph
from derivtutor.calculus.figures.marks import Mark
from derivtutor.calculus.figures.of_function import height_of, number_of
from derivtutor.calculus.figures.shape import Shape, shape
from derivtutor.calculus.figures.survey import Questioned
from derivtutor.calculus.figures.window import Window
from derivtutor.derivation.amount import Amount, Spot
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.model import Step
from derivtutor.derivation.numbers import AtPoint, Layer, at_point
from derivtutor.exploring.line.wrapped import unwrapped
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import Name, Node, names

_LETTERS = "uvwpqrsyzabcdklmno"
"""For what is inside constants."""
_KEPT = 512
"""So many places are remembered: who slides back and forth does not wait again."""


class Layered(Struct, frozen=True):
    """A function of a letter, and its rate."""

    function: Node
    letter: str
    rate: Node


class Explored(Struct, frozen=True, dict=True, eq=False):
    """A function under a name, with numbers for all letters but its variable."""

    name: str
    derivation: Derivation
    given: Mapping[str, Node]

    @property
    def variable(self) -> str:
        return self.derivation.variable

    @functools.cached_property
    def asked(self) -> Questioned:
        return questioned(self.derivation, self.given)

    @property
    def function(self) -> Node:
        return self.asked.function

    @functools.cached_property
    def wrapped(self) -> tuple[Layered, Explored] | None:
        """Of a multiple of a composition or a named function, plus a constant: what stands around, and what is inside.

        What stands around is a function of a letter of its own; None where the function itself is a composition.
        """
        found = None if self.derivation.roots[0].composition else unwrapped(self.function, self.variable)
        if found is None:
            return None
        derivation = explain(Expression(found.inside), wrt=self.variable)
        within = _letters(derivation.roots[0])
        if not (found.is_call or within):
            return None
        taken = {self.name, *names(self.function), *within}
        letter = next(each for each in _LETTERS if each not in taken)
        inside = Explored(letter, derivation, {})
        around = found.around(Name(letter))
        return Layered(around, letter, explain(Expression(around), wrt=letter).answer), inside


def _letters(step: Step) -> tuple[str, ...]:
    """What a composition calls its insides."""
    letters = []
    while composition := step.composition:
        letters.append(composition.letter)
        step = composition.inner
    return tuple(letters)


class Picture(Struct, frozen=True, dict=True, eq=False):
    """The graphs of a function and of its slope within a window."""

    asked: Questioned
    shape: Shape

    @functools.cached_property
    def graph(self) -> Graph:
        return Graph(self.asked.function, self.asked.variable, self.shape, self.shape.marks)

    @functools.cached_property
    def slope(self) -> Graph:
        return Graph(self.asked.derivative, self.asked.variable, self.shape, self.shape.of_slope)

    @functools.cached_property
    def height(self) -> Interval:
        """What is seen of the function, up and down."""
        return height_of(self.graph)

    @functools.cached_property
    def height_of_slope(self) -> Interval:
        return self.slope.height([0.0]) or (-1.0, 1.0)

    def mark_at(self, x: float) -> Mark | None:
        """What is known of a place at which the function may be cut."""
        near = (self.shape.high - self.shape.low) * 1e-9
        return next((mark for mark in self.shape.marks if abs(mark.at - x) <= near), None)

    def is_cut_between(self, one: float, other: float) -> bool:
        """Whether the curve cannot be followed from one place to another."""
        low, high = sorted((one, other))
        return any(low <= mark.at <= high and not mark.goes_on for mark in self.shape.marks)


@functools.lru_cache(maxsize=64)
def picture(explored: Explored, window: Window) -> Picture:
    """What a function does within a window."""
    return Picture(explored.asked, shape(explored.asked, window.low, window.high))


@functools.lru_cache(maxsize=64)
def drawn(seen: Picture, up: Interval, label: str, style: int = 0, of_slope: bool = False) -> Curve:
    """The points of a graph as far as they are seen within a height."""
    return (seen.slope if of_slope else seen.graph).curve(label, up, style)


@functools.lru_cache(maxsize=_KEPT)
def there(explored: Explored, place: Node) -> AtPoint:
    """Value, slope and layers at a place, each exactly where that is short."""
    derivation = explored.derivation
    point = {**explored.given, explored.variable: place}
    return at_point(derivation.function.tree, derivation.roots[0], derivation.derivatives, explored.variable, point)


def layers(explored: Explored, place: Node) -> tuple[Layer, ...]:
    """The layers at a place, from the outside in; constants around a composition are a layer as well."""
    here = there(explored, place)
    if here.layers or explored.wrapped is None:
        return here.layers
    around, inside = explored.wrapped
    within = there(inside, place)
    outer = Layer(around.function, around.letter, here.height, Spot({}).amount(around.rate))
    own = Layer(inside.function, inside.variable, within.height, within.steepness)
    return outer, *(within.layers or (own,))


@functools.lru_cache(maxsize=_KEPT)
def value(explored: Explored, place: Node) -> Amount:
    """The function's value at a place."""
    return Spot({explored.variable: place}).amount(explored.function)


def upwards(low: float, high: float) -> Axis:
    """The vertical axis."""
    up = with_room((low, high))
    return Axis("", *up, ticks(*up))


def as_number(place: Node) -> float:
    """Where a place is on the axis."""
    return _numbers(place)


_numbers = functools.lru_cache(maxsize=_KEPT)(number_of)
