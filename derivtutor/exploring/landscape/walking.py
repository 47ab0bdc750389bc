"""A walk on a function of one or two variables: where the point is, how it came there, and what part of it is seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.calculus.descending.descent import Ground, descent_along
from derivtutor.calculus.descending.model import Descent
from derivtutor.calculus.descending.walking import Landscape, Path, Vector, length, mover, walk
from derivtutor.calculus.figures.axes import nice, with_room
from derivtutor.calculus.figures.cells import Interval
from derivtutor.calculus.figures.figure import Point
from derivtutor.calculus.figures.landscape import around
from derivtutor.calculus.figures.of_descent import graph_within, seen_of
from derivtutor.calculus.figures.survey import Questioned
from derivtutor.calculus.figures.window import Window, window
from derivtutor.calculus.values import value_of
from derivtutor.exploring.worth import next_round
from derivtutor.notation.rational import constant_value, number
from derivtutor.notation.tree import Node

_INNER, _ON_CURVE, _SMALL = 0.6, 0.95, 0.2
"""A frame is kept while all points are within this part of it, those on a curve within that one across, and while
they do not take up less than the last one."""

_LEAST, _FARTHEST = 2.0, 1e60
_NEAR, _PART = 10.0, 0.1
"""Within this distance the origin is in the frame too; farther away that is at least this part of the distance high."""

_STEPS_ACROSS = 40
_MOST_STEPS = 500
_MOST_CHANGES = 20
"""So many times the rate can be doubled or halved."""

_PLACES = (-0.8, -0.4, 0.0, 0.4, 0.8)
_STEEPEST = 0.8
"""An arrow of full length is longer than those at this share of all places."""


class Frame(Struct, frozen=True):
    """What is seen of a function, across and up; gradients as long as `steep` have arrows of full length."""

    across: Window
    up: Interval
    steep: float = 1.0

    @property
    def window(self) -> tuple[Interval, Interval]:
        return (self.across.low, self.across.high), self.up


class Walk(Struct, frozen=True, eq=False):
    """A path of descent so far, and the `rate` at which it goes on; `rates` are those of the steps taken.

    Where the point was moved by hand the path begins there, in fractions. `first` is how it all began.
    """

    ground: Ground
    landscape: Landscape
    path: Path
    rate: Fraction
    frame: Frame
    rates: tuple[Fraction, ...] = ()
    first: Walk | None = None

    @property
    def point(self) -> Vector:
        """Where the point is."""
        return self.path.points[-1]

    @property
    def height(self) -> float:
        """The value there; nan where there is none."""
        return float(self.path.heights[-1])

    @property
    def gradient(self) -> tuple[float, ...]:
        """The gradient there, with nan for what does not exist."""
        return tuple(map(float, self.path.gradients[-1]))

    @property
    def has_slope(self) -> bool:
        """Whether there are a value and a gradient here, so that there is a step to take."""
        return not math.isnan(self.height) and all(map(math.isfinite, self.gradient))

    @property
    def ahead(self) -> tuple[float, ...]:
        """Where the next step leads."""
        return tuple([float(old) - float(self.rate) * by for old, by in zip(self.point, self.gradient, strict=True)])

    @property
    def is_exact(self) -> bool:
        """Whether the point is known exactly."""
        return all(isinstance(value, Fraction) for value in self.point)

    @property
    def place(self) -> dict[str, Node]:
        """The values of all letters there."""
        here = {
            variable: number(Fraction(value)) for variable, value in zip(self.ground.variables, self.point, strict=True)
        }
        return {**self.ground.point, **here}

    @property
    def leg(self) -> Path:
        """The last part of the path, of steps at the rate of now."""
        count = next((n for n, rate in enumerate(reversed(self.rates)) if rate != self.rate), len(self.rates))
        start = len(self.path.points) - 1 - count
        return Path(self.path.points[start:], self.path.heights[start:], self.path.gradients[start:], self.path.ends)

    @property
    def descent(self) -> Descent:
        """What the steps at this rate come to; of a function that is not quadratic there must have been one."""
        leg = self.leg
        start = {
            variable: number(Fraction(value))
            for variable, value in zip(self.ground.variables, leg.points[0], strict=True)
        }
        return descent_along(self.ground, self.landscape, start, (leg, leg), self.rate)

    @property
    def seen(self) -> Sequence[Point]:
        """The points of the path as they are drawn, as long as it does not leave for good."""
        places = seen_of([tuple(map(float, point)) for point in self.path.points])
        if len(self.ground.variables) == 2:
            return [(place[0], place[1]) for place in places]
        return [(place[0], float(height)) for place, height in zip(places, self.path.heights, strict=False)]

    @property
    def is_seen(self) -> bool:
        """Whether the point is within the frame, which does not follow a path that leaves for good."""
        return len(self.seen) == len(self.path.points)


def began(ground: Ground, rate: Fraction) -> Walk:
    """A walk that has not begun: the point is at the start."""
    exact = [constant_value(value) for value in ground.start.values()]
    start = tuple(
        [
            value_of(value) if fraction is None else fraction
            for value, fraction in zip(ground.start.values(), exact, strict=True)
        ]
    )
    landscape = ground.landscape()
    walk_ = Walk(ground, landscape, _at(landscape, start), rate, Frame(Window(-_LEAST, _LEAST), (-_LEAST, _LEAST)))
    return replace(walk_, frame=_frame(walk_))


def _at(landscape: Landscape, point: Vector) -> Path:
    return Path((point,), (landscape.height(point),), (landscape.gradient(point),))


# What keys do


def step(walk_: Walk) -> Walk:
    """One step against the gradient, if there is one."""
    if walk_.path.ends or not walk_.has_slope or not any(walk_.gradient) or len(walk_.rates) >= _MOST_STEPS:
        return walk_
    start = tuple(map(float, walk_.point))
    taken = walk(walk_.landscape, start, mover("plain", walk_.landscape, float(walk_.rate), 0.0), 1)
    if taken.ends or not all(abs(float(value)) < _FARTHEST for value in taken.points[-1]):
        return replace(walk_, path=replace(walk_.path, ends=taken.ends or "outside"))
    path = Path(
        (*walk_.path.points, taken.points[-1]),
        (*walk_.path.heights, taken.heights[-1]),
        (*walk_.path.gradients, taken.gradients[-1]),
    )
    return _framed(replace(walk_, path=path, rates=(*walk_.rates, walk_.rate), first=origin(walk_)))


def undo(walk_: Walk) -> Walk:
    """One step back."""
    if walk_.path.ends or not walk_.rates:
        return replace(walk_, path=replace(walk_.path, ends=""))
    path = walk_.path
    before = Path(path.points[:-1], path.heights[:-1], path.gradients[:-1])
    return _framed(replace(walk_, path=before, rates=walk_.rates[:-1]))


def faster(walk_: Walk) -> Walk:
    """Twice the rate."""
    return _at_rate(walk_, walk_.rate * 2)


def slower(walk_: Walk) -> Walk:
    """Half the rate."""
    return _at_rate(walk_, walk_.rate / 2)


def _at_rate(walk_: Walk, rate: Fraction) -> Walk:
    share = rate / origin(walk_).rate
    if not Fraction(1, 2**_MOST_CHANGES) <= share <= 2**_MOST_CHANGES:
        return walk_
    return replace(walk_, rate=rate, path=replace(walk_.path, ends=""), first=origin(walk_))


def reset(walk_: Walk) -> Walk:
    """As it all began."""
    return origin(walk_)


def origin(walk_: Walk) -> Walk:
    """How a walk began."""
    return walk_.first or walk_


def moved(walk_: Walk, turn: int, by: int) -> Walk:
    """The point moved by hand along one variable, to the next round number or so many; a new path begins there."""
    if turn >= len(walk_.point):
        return walk_
    value = next_round(walk_.point[turn], step_of(walk_, turn), by)
    return put(walk_, tuple([value if place == turn else old for place, old in enumerate(walk_.point)]))


def step_of(walk_: Walk, turn: int) -> Fraction:
    """The distance between round numbers along one variable."""
    low, high = walk_.frame.window[1 if len(walk_.ground.variables) == 2 else 0]
    return Fraction(f"{nice((high - low) / _STEPS_ACROSS):.6g}")


def put_near(walk_: Walk, at: Point) -> Walk:
    """The point at the round numbers nearest to a place of the figure; on a curve it stays on that."""
    places = at[: len(walk_.ground.variables)]
    steps = [step_of(walk_, turn) for turn in range(len(places))]
    return put(
        walk_, tuple([round(Fraction(place) / step_) * step_ for place, step_ in zip(places, steps, strict=True)])
    )


def put(walk_: Walk, point: Vector) -> Walk:
    """The point put somewhere else, where a new path begins."""
    if not all(abs(float(value)) < _FARTHEST for value in point):
        return walk_
    return _framed(replace(walk_, path=_at(walk_.landscape, point), rates=(), first=origin(walk_)))


# What is seen


def _framed(walk_: Walk) -> Walk:
    """The same frame, while the path is well within it and not small."""
    across, up = walk_.frame.window
    if len(walk_.ground.variables) == 2:
        points, least = _to_be_seen(walk_)
        is_kept = all(_is_within(x, across) and _is_within(y, up) for x, y in points) and _fills(points, up, least)
    else:
        is_kept = all(_is_within(x, across, _ON_CURVE) and not (y < up[0] or y > up[1]) for x, y in walk_.seen)
    return walk_ if is_kept else replace(walk_, frame=_frame(walk_))


def _is_within(value: float, interval: Interval, part: float = _INNER) -> bool:
    low, high = interval
    return abs(value - (low + high) / 2) <= (high - low) / 2 * part + 1e-12 * (high - low)


def _to_be_seen(walk_: Walk) -> tuple[list[Point], float]:
    """What is well within a frame of contours, and half of the least height of that."""
    seen = [*walk_.seen]
    far = max([max(map(abs, point)) for point in seen])
    return [*seen, *[(0.0, 0.0)] * (far <= _NEAR)], max(_LEAST, far * _PART)


def _fills(points: Sequence[Point], up: Interval, least: float) -> bool:
    reach = max([max(abs(one - other) for one, other in zip(point, points[-1], strict=True)) for point in points])
    return reach >= (up[1] - up[0]) * _SMALL or up[1] - up[0] <= 2 * least * (1 + 1e-9)


def _frame(walk_: Walk) -> Frame:
    return _frame_of_two(walk_) if len(walk_.ground.variables) == 2 else _frame_of_one(walk_)


def _frame_of_two(walk_: Walk) -> Frame:
    points, least = _to_be_seen(walk_)
    across, up = around(points, least, 1.05 / _INNER)
    middles, halves = zip(*[((low + high) / 2, (high - low) / 2) for low, high in (across, up)], strict=True)
    gradients = [
        walk_.landscape.gradient((middles[0] + x * halves[0], middles[1] + y * halves[1]))
        for x in _PLACES
        for y in _PLACES
    ]
    lengths = sorted([size for gradient in gradients if math.isfinite(size := length(gradient)) and size > 0])
    steep = lengths[int(len(lengths) * _STEEPEST)] if lengths else 1.0
    return Frame(Window(*across), up, steep)


def _frame_of_one(walk_: Walk) -> Frame:
    ground, variable = walk_.ground, walk_.ground.variables[0]
    seen = [point for point in walk_.seen if math.isfinite(point[1])]
    asked = Questioned(ground.there, ground.slopes[0], variable)
    places = [point[0] for point in walk_.seen]
    chosen = window(asked, places)
    if not all(_is_within(place, (chosen.low, chosen.high), _ON_CURVE) for place in places):
        low, high = min(chosen.low, *places), max(chosen.high, *places)
        room = (high - low) * (1 / _INNER - 1) / 2 * 1.05
        chosen = Window(low - room, high + room, chosen.of_pi)
    heights = [point[1] for point in seen]
    up = graph_within(ground.there, variable, chosen).height(heights)
    return Frame(chosen, with_room(up or (-1.0, 1.0)))
