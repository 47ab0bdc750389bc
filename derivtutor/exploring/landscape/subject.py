"""A function of two variables: the gradient on its contours, one variable at a time, and descent."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct

from derivtutor.calculus import naming
from derivtutor.calculus.descending.descent import ground_of, positive, shape_at_end
from derivtutor.calculus.descending.walking import Scalar
from derivtutor.calculus.explanation import Table, Words, worded
from derivtutor.calculus.figures.figure import Arrow, Dot, Figure, Point
from derivtutor.calculus.figures.landscape import landscape
from derivtutor.calculus.gradients.gradient import length, scaled, slopes_at
from derivtutor.calculus.reading import read_function, read_variables
from derivtutor.calculus.values import worked_out
from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.exploring.landscape import descent, walking
from derivtutor.exploring.landscape.walking import Walk
from derivtutor.exploring.subject import Key, Panel, Subject, View
from derivtutor.exploring.worth import as_text, in_words, number_of, shortest, vector, words
from derivtutor.language import between
from derivtutor.notation.rational import constant_value
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Name, Node, names, substitute

_LONGEST_ARROW = 0.38
"""Of the height of half a figure; a point is not nearer to the edge."""

_FIRST_RATE = "0.1"
_LARGE = 10


class Steepness(Struct, frozen=True):
    """The partial derivatives at a point, exact ones as expressions; the length of the gradient; the way uphill."""

    slopes: tuple[Node | float, ...]
    norm: Node | Scalar
    uphill: tuple[Node | float, ...] | None
    downhill: tuple[Node | float, ...] | None

    @property
    def numbers(self) -> tuple[float, ...]:
        return tuple([number_of(slope) for slope in self.slopes])


@functools.lru_cache(maxsize=4)
def steepness(walk: Walk) -> Steepness | None:
    """How steep it is at the point, and which way; None where there is no gradient. Both panels ask for it."""
    if math.isnan(walk.height):
        return None
    try:
        return _exactly(walk) if walk.is_exact else _in_doubles(walk)
    except (UserError, OverflowError):
        return None


def _exactly(walk: Walk) -> Steepness:
    """Slopes exactly; the length and the ways too, where these are short because the slopes are rational."""
    _, slopes = slopes_at(walk.ground.parts, walk.place)
    numbers = tuple(map(number_of, slopes.entries))
    if any(constant_value(slope) is None for slope in slopes.entries) or not any(numbers):
        return _with_ways(slopes.entries, numbers)
    norm = worked_out(length(slopes))
    up, down = (scaled(slopes, norm, sign).entries for sign in (1, -1))
    return Steepness(slopes.entries, norm, up, down)


def _in_doubles(walk: Walk) -> Steepness | None:
    return _with_ways(walk.gradient, walk.gradient) if all(map(math.isfinite, walk.gradient)) else None


def _with_ways(slopes: tuple[Node | float, ...], numbers: tuple[float, ...]) -> Steepness:
    norm = math.hypot(*numbers)
    if norm == math.inf:
        raise OverflowError
    if not norm:
        return Steepness(slopes, Fraction(0), None, None)
    return Steepness(slopes, norm, tuple([x / norm for x in numbers]), tuple([-x / norm for x in numbers]))


# The gradient on the contours


def gradient(walk: Walk) -> View | None:
    """The gradient as an arrow: its direction and its length; on a curve there is none."""
    if len(walk.point) == 1:
        return None
    found = steepness(walk)
    notice = _of_gradient(walk, found)
    if found is None:
        return View(notice, (), _figure(walk, notice))
    return View(notice, (_read_off(walk, found),), _figure(walk, notice, _arrows(walk, found, (found.numbers,))))


def _read_off(walk: Walk, found: Steepness) -> Table:
    """The partial derivatives, the length, and the directions, each with its value here."""
    name, rows = walk.ground.name, list[tuple[Words, ...]]()
    for variable, formula, slope in zip(walk.ground.variables, walk.ground.slopes, found.slopes, strict=True):
        rows.append(((naming.partial(name, variable),), (formula,), _cell(slope)))
    rows.append(((naming.length(naming.gradient(name)),), worded("steepness"), _cell(found.norm)))
    for label, way in ((worded("uphill"), found.uphill), (worded("downhill"), found.downhill)):
        if way:
            turn = vector(way)
            rows.append((label, worded("direction"), ("≈ " if turn.is_about else "= ", turn.right)))
    return Table((("",), ("",), worded("here")), tuple(rows))


def _cell(value: Node | Scalar) -> Words:
    """`= 6`, at the left of its column."""
    first, *others = words(value)
    return (first.lstrip() if isinstance(first, str) else first, *others)


def _of_gradient(walk: Walk, found: Steepness | None) -> Words:
    if found is None:
        return _missing(walk)
    if found.uphill is None:
        return _level(walk)
    return worded(_UPHILL, slope=in_words(found.norm))


_UPHILL = "The gradient points straight uphill, across the contour: slope {slope} that way, and 0 along the contour."


def _missing(walk: Walk) -> Words:
    """Why there is nothing to read off."""
    name = Name(walk.ground.name)
    if math.isnan(walk.height):
        return worded("{name} has no value here, or too large a one: move the point.", name=name)
    return worded("{name} has no gradient here, or too steep a one: move the point.", name=name)


def _level(walk: Walk) -> Words:
    """What a level point is, by the eigenvalues of the second derivatives."""
    bowl = shape_at_end(walk.landscape, walk.path)
    low, high = (bowl.eigenvalues[0], bowl.eigenvalues[-1]) if bowl else (0.0, 0.0)
    if low > 0:
        return worded("The gradient is 0: here is the bottom of a bowl, a minimum.")
    if high < 0:
        return worded("The gradient is 0: here is the top of a hill, a maximum.")
    if low < 0 < high:
        return worded("The gradient is 0: here is a saddle, uphill one way and downhill another.")
    return worded("The gradient is 0: here is level ground.")


def _arrows(walk: Walk, found: Steepness, vectors: Sequence[tuple[float, ...]]) -> list[Arrow]:
    """Arrows from the point in one scale: that of the gradient is as long as it is steep, as far as there is room."""
    norm, (low, high) = math.hypot(*found.numbers), walk.frame.up
    if not 0 < norm < math.inf or not walk.is_seen:
        return []
    scale = (high - low) / 2 * _LONGEST_ARROW * min(1.0, norm / walk.frame.steep) / norm
    x, y = _here(walk)
    ends = [(x + right * scale, y + above * scale) for right, above in vectors]
    return [Arrow((x, y), end) for end in ends if end != (x, y)]


def _here(walk: Walk) -> Point:
    x, y = map(float, walk.point)
    return x, y


def _figure(walk: Walk, notice: Words, arrows: Sequence[Arrow] = ()) -> Figure:
    """Contours, the one through the point among them."""
    ground, at = walk.ground, _here(walk)
    pair, dots = (ground.variables[0], ground.variables[1]), [Dot(at)] if walk.is_seen else []
    return landscape(as_text(notice), ground.there, pair, walk.frame.window, arrows, dots, through=at)


# One variable at a time


def compass(walk: Walk) -> View | None:
    """Both partial derivatives as arrows along their axes, with the gradient, their sum; on a curve there are none."""
    if len(walk.point) == 1:
        return None
    found = steepness(walk)
    notice = _of_compass(walk, found)
    if found is None:
        return View(notice, (), _figure(walk, notice))
    x, y = found.numbers
    arrows = _arrows(walk, found, ((x, 0.0), (0.0, y), (x, y)))
    return View(notice, (_held(walk, found),), _figure(walk, notice, arrows))


def _held(walk: Walk, found: Steepness) -> Table:
    """The value that is held, what is left of the function where that is short, and its slope."""
    ground, rows = walk.ground, list[tuple[Words, ...]]()
    values = [shortest(value) for value in walk.point]
    is_short = not any(is_about for _, is_about in values)
    for turn, (variable, slope) in enumerate(zip(ground.variables, found.slopes, strict=True)):
        other, (value, is_about) = ground.variables[1 - turn], values[1 - turn]
        held: Words = (Name(other), " ≈ " if is_about else " = ", value)
        left: list[Words] = [(tidied(substitute(ground.there, {other: value})),)] if is_short else []
        rows.append((held, *left, (naming.partial(ground.name, variable), *words(slope))))
    columns: tuple[Words, ...] = (worded("held"), *([(Name(ground.name),)] if is_short else []), worded("slope"))
    return Table(columns, tuple(rows))


def _of_compass(walk: Walk, found: Steepness | None) -> Words:
    if found is None:
        return _missing(walk)
    x, y = map(Name, walk.ground.variables)
    across, up = (abs(slope) for slope in found.numbers)
    if not across and not up:
        return worded(_LEVEL, one=x, other=y)
    if not across or not up:
        still, steep = (x, y) if not across else (y, x)
        return worded("Along {level} it is level, so the gradient points along {way} alone.", level=still, way=steep)
    if across == up:
        return worded("Both variables pull equally, so the gradient points halfway between their axes.")
    strong, weak = (x, y) if across > up else (y, x)
    times = in_words(max(across, up) / min(across, up))
    return worded(_LEANS, strong=strong, weak=weak, name=Name(walk.ground.name), times=times)


_LEVEL = "Neither a small step along {one} nor one along {other} changes anything at first: level."
_LEANS = (
    "A small step along {strong} changes {name} {times} times as much as one along {weak}: "
    "the gradient leans towards the axis of {strong}."
)


# The subject


def start(*operands: Any, at: Any = None, wrt: Any = None, rate: Any = None, log: Base = "e") -> Walk | None:
    """A walk on a function of two variables, or of one where a rate is given; None of anything else.

    Raises:
        UserError: where something cannot be read, or a letter has no value.
    """
    if len(operands) != 1:
        return None
    variables = read_variables(wrt, names(read_function(operands[0], log).tree))
    if len(variables) != 2 and (len(variables) > 2 or rate is None):
        return None
    point = dict.fromkeys(variables, "1") if at is None else at
    return walking.began(ground_of(operands[0], point, variables, log), positive(_FIRST_RATE if rate is None else rate))


_ARROWS = (("right", 0, 1), ("left", 0, -1), ("up", 1, 1), ("down", 1, -1))


def _moving(prefix: str, says: str, by: int) -> tuple[Key, ...]:
    """The arrow keys, which move the point so many round numbers."""

    def changed(turn: int, steps: int) -> Callable[[Walk], Walk]:
        return lambda walk: walking.moved(walk, turn, steps)

    return tuple([Key(prefix + name, says + name, changed(turn, sign * by)) for name, turn, sign in _ARROWS])


def _status(walk: Walk) -> Words:
    """Where the point is, how high that is, the rate, and the function."""
    ground, turn = walk.ground, vector(walk.point)
    whole = naming.function(ground.name, ground.variables)
    several = len(ground.variables) > 1
    pair = f"({between().join(ground.variables)})" if several else ground.variables[0]
    pair += " ≈ " if turn.is_about else " = "
    value: Words = () if math.isnan(walk.height) else ("   ", Name(ground.name), *words(walk.path.heights[-1]))
    rate = worded("rate {rate}", rate=shortest(walk.rate)[0])
    return (pair, turn.right, *value, "   ", *rate, "   ", whole, " = ", ground.there)


SUBJECT = Subject(
    "landscape",
    start,
    (
        *_moving("", "", 1),
        *descent.KEYS,
        *_moving("shift+", "far ", _LARGE),
        Key("home", "back to the start", walking.reset),
        Key("0", "back to the start", walking.reset),
    ),
    (
        Panel("gradient", "Gradient", gradient, walking.put_near),
        Panel("compass", "One variable at a time", compass, walking.put_near),
        Panel("descent", "Descent", descent.view, walking.put_near),
    ),
    _status,
)
