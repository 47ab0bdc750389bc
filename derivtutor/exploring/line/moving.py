"""What the keys do to a state: slide, look closer, shrink h, another order, another function."""

from __future__ import annotations

import math
from fractions import Fraction

from msgspec.structs import replace

from derivtutor.calculus.figures.axes import nice
from derivtutor.calculus.figures.figure import Point
from derivtutor.calculus.figures.window import Window
from derivtutor.exploring.line.explored import as_number
from derivtutor.exploring.line.state import LineState, grid
from derivtutor.exploring.subject import Key
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Node

HIGHEST_ORDER = 9
_PARTS = 10
"""At first h is about this part of the window."""
_SMALLEST = Fraction(1, 2**16)
_CLOSEST, _WIDEST, _FARTHEST = 1e-3, 1e6, 1e6
"""How narrow a window may become in relation to the point, how wide, and how far away the point may be at least."""


def slide(state: LineState, steps: int, is_large: bool = False) -> LineState:
    """The point further along the axis; the window goes along where it would be left."""
    steps_of = grid(state.window)
    return to(state, (steps_of.coarse() if is_large else steps_of).beyond(state.x, steps))


def to(state: LineState, place: Node) -> LineState:
    """The point at a place."""
    x, window = as_number(place), state.window
    if abs(x) > max(_FARTHEST, 10 * abs(as_number(state.start))):
        return state
    if not window.low <= x <= window.high:
        half = (window.high - window.low) / 2
        middle = as_number(grid(window).coarse().nearest(x))
        window = Window(middle - half, middle + half, window.of_pi)
    return replace(state, place=place, window=window)


def put(state: LineState, point: Point) -> LineState:
    """The point near to where a figure was clicked at."""
    x = min(max(point[0], state.window.low), state.window.high)
    return to(state, grid(state.window).nearest(x))


def home(state: LineState) -> LineState:
    """Back to where everything began."""
    return replace(state, place=state.start, centre=state.start, window=state.whole, gap=None, order=1)


def closer(state: LineState) -> LineState:
    """Half of the window, with the point in its middle."""
    window = state.window
    half = (window.high - window.low) / 4
    if 2 * half < _CLOSEST * max(1.0, abs(state.x)):
        return state
    is_of_pi = window.of_pi and half > math.pi / 2
    return replace(state, window=Window(state.x - half, state.x + half, is_of_pi))


def farther(state: LineState) -> LineState:
    """Twice the window."""
    window, whole = state.window, state.whole
    width = window.high - window.low
    if 2 * width > max(_WIDEST, whole.high - whole.low):
        return state
    middle = (window.low + window.high) / 2
    is_whole = math.isclose(2 * width, whole.high - whole.low) and whole.low <= state.x <= whole.high
    is_of_pi = whole.of_pi and 2 * width >= math.pi
    return replace(state, window=whole if is_whole else Window(middle - width, middle + width, is_of_pi))


def shrink(state: LineState) -> LineState:
    """A second point, or half of its distance."""
    if state.gap is None:
        return replace(state, gap=_first(state))
    return state if abs(state.gap) <= _SMALLEST * abs(_first(state)) else replace(state, gap=state.gap / 2)


def stretch(state: LineState) -> LineState:
    """Twice the distance of the second point; from where it began there is none."""
    if state.gap is None:
        return state
    return replace(state, gap=None if abs(state.gap) >= abs(_first(state)) else state.gap * 2)


def turn(state: LineState) -> LineState:
    """The second point on the other side."""
    return replace(state, gap=-(_first(state) if state.gap is None else state.gap))


def _first(state: LineState) -> Fraction:
    return Fraction(str(nice((state.whole.high - state.whole.low) / _PARTS)))


def raise_order(state: LineState, by: int) -> LineState:
    """Another order of Taylor's polynomial."""
    return replace(state, order=min(max(state.order + by, 0), HIGHEST_ORDER))


def centre_here(state: LineState) -> LineState:
    """Taylor's polynomial around the point."""
    return replace(state, centre=state.place)


def next_function(state: LineState) -> LineState:
    """Look at the next of several functions."""
    return replace(state, chosen=(state.chosen + 1) % len(state.functions))


KEYS = (
    Key("left", "step left", lambda state: slide(state, -1)),
    Key("right", "step right", lambda state: slide(state, 1)),
    Key("h", "shrink h", shrink),
    Key("plus", "higher order", lambda state: raise_order(state, 1)),
    Key("minus", "lower order", lambda state: raise_order(state, -1)),
    Key("z", "look closer", closer),
    Key("Z", "look from farther away", farther),
    Key("H", "stretch h", stretch),
    Key("o", "h on the other side", turn),
    Key("c", "Taylor's centre here", centre_here),
    Key("n", "next function", next_function),
    Key("shift+left", "large step left", lambda state: slide(state, -1, is_large=True)),
    Key("shift+right", "large step right", lambda state: slide(state, 1, is_large=True)),
    Key("pageup", "large step left", lambda state: slide(state, -1, is_large=True)),
    Key("pagedown", "large step right", lambda state: slide(state, 1, is_large=True)),
    Key("home", "back to the start", home),
)


def decimal(value: Fraction) -> Node:
    """A number such as h as it is written."""
    return number(value, decimal=True)
