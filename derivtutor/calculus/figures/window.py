"""Which part of the line shows what is interesting of a function: its zeros, turning points, poles, kinks and ends."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from derivtutor.analysis.behaviour import BEHAVIOURS
from derivtutor.calculus.figures.axes import nice
from derivtutor.calculus.figures.cells import Cell, Interval
from derivtutor.calculus.figures.places import solved
from derivtutor.calculus.figures.survey import Questioned, survey
from derivtutor.notation.real import Run, compile_real
from derivtutor.notation.tree import Call, names, parts

_SMALLEST, _LARGEST, _HALVINGS = -7, 16, 5
_MOST = 9
"""More places than these are not all to be seen."""
_FARTHEST = 1e12
_USUAL, _SMALL = 5.0, 1.0
_ROOM = (1.5, 1.0, 0.6, 0.4, 0.25, 0.15)
"""As parts of what lies between the places, the room beside them: the first that does not lead too far up or down."""
_FARTHER = 3
"""So many times the height of what lies between may be seen above and below."""
_PARTS = 20
"""A window ends at a multiple of a nice part of it; there are about so many."""


class Window(Struct, frozen=True):
    """From where to where, and whether its numbers are multiples of pi."""

    low: float
    high: float
    of_pi: bool = False


def window(asked: Questioned, points: Sequence[float] = ()) -> Window:
    """The part of the line to be shown; some `points` lie well within it."""
    chosen = _of_waves(asked) or _of_places(asked, points)
    if all(chosen.low < point < chosen.high for point in points):
        return chosen
    half = (chosen.high - chosen.low) / 2
    return Window(
        min(chosen.low, *(p - half for p in points)), max(chosen.high, *(p + half for p in points)), chosen.of_pi
    )


def containing(chosen: Window, low: float, high: float) -> Window:
    """A window that has at least these numbers in it."""
    if chosen.low <= low and high <= chosen.high:
        return chosen
    return Window(min(chosen.low, low), max(chosen.high, high), chosen.of_pi)


def _of_waves(asked: Questioned) -> Window | None:
    """Of waves a few of the longest ones."""
    halves = [half for part in parts(asked.function) if type(part) is Call and (half := _wave(part, asked.variable))]
    if not halves:
        return None
    half = max(halves)
    share = half / math.pi
    if 0.1 < share < 1e3 and any(abs(share * number - round(share * number)) < 1e-9 for number in range(1, 13)):
        return Window(-half, half, True)
    return Window(-nice(half), nice(half))


def _wave(call: Call, variable: str) -> float | None:
    """How far two full turns of an angle are that grows evenly."""
    if not BEHAVIOURS[call.function].period or names(call) != {variable}:
        return None
    angle = compile_real(call.arguments[0], (variable,))
    rate = angle((1.0,)) - angle((0.0,))
    is_even = math.isclose(angle((3.0,)) - angle((1.0,)), 2 * rate, rel_tol=1e-9) and rate
    return 2 * math.pi / abs(rate) if is_even else None


def _of_places(asked: Questioned, points: Sequence[float]) -> Window:
    seen = survey(asked, list(_powers()), _HALVINGS)
    sides = zip(seen.have_values, seen.have_values[1:], strict=False)
    cuts = [cut.middle for cut, beside in zip(seen.cuts, sides, strict=True) if any(beside) and _is_small(cut)]
    slope = compile_real(asked.derivative, (asked.variable,))
    found = [*[cell for cell in seen.turns if _vanishes(slope, cell)], *seen.zeros]
    others = [cell.middle for cell in found if _is_small(cell) and not seen.is_beside_cut(cell)]
    is_exact = not (cuts or others) or not any(seen.have_values)
    if is_exact:
        cuts, others = _solved_places(asked), []
    places = sorted({_plain(place) for place in (*cuts, *others)} | set(points))
    if len(cuts) + len(others) > _MOST:
        near = sum(abs(place) < _SMALL for place in places)
        half = _SMALL if 2 * near > len(places) else _USUAL
        return Window(-half, half)
    if not places:
        return Window(-_USUAL, _USUAL)
    run = compile_real(asked.function, (asked.variable,))
    ends = (math.isfinite(run((_beyond(places[0], -1),))), math.isfinite(run((_beyond(places[-1], 1),))))
    if places[-1] - places[0] <= (1e-12 if is_exact else 1e-3) * max(map(abs, places)):
        return _rounded(*_around(places[0], *ends))
    return _rounded(*(_beside_cuts(places, ends) if cuts else _beside_turns(run, places)))


def _solved_places(asked: Questioned) -> list[float]:
    """What school algebra finds of functions that do everything in a small or far place: `arcsin(x - 100)`."""
    found = [place for node in (*asked.turning, asked.function) for place in solved(node, asked.variable)]
    return [float(place.middle) for place in found if place.form is not None and abs(place.middle) < _FARTHEST]


def _beside_cuts(places: list[float], ends: tuple[bool, bool]) -> Interval:
    """With room beside poles and ends, and much where there are values on one side alone."""
    low, high = places[0], places[-1]
    share = 1.0 if ends[0] == ends[1] else 3.0
    left, right = ((high - low) * (share if has_values else 0.25) for has_values in ends)
    return low - left, high + right


def _beyond(place: float, side: int) -> float:
    """A number beside a place that is roughly known."""
    return place + side * max(abs(place), 0.1) * 0.1


def _beside_turns(run: Run, places: list[float]) -> Interval:
    """With so much room that what lies between is not made small by what rises beside it."""
    low, high = places[0], places[-1]
    heights = [height for place in places if math.isfinite(height := run((place,)))]
    size = _FARTHER * (max(heights, default=0.0) - min(heights, default=0.0))

    def room(edge: float, side: int) -> float:
        for share in _ROOM:
            height = run((edge + side * share * (high - low),))
            if not size or (not height < min(heights) - size and not height > max(heights) + size):
                return share * (high - low)
        return _ROOM[-1] * (high - low)

    return low - room(low, -1), high + room(high, 1)


def _is_small(cell: Cell) -> bool:
    return cell.high - cell.low <= max(abs(cell.middle), 0.1) / 4


def _around(place: float, left: bool, right: bool) -> Interval:
    half = max(abs(place) * 1.2, 2.0) if place else _USUAL
    return place - (half if left else half / 8), place + (half if right else half / 8)


def _vanishes(run: Run, cell: Cell) -> bool:
    """Whether something is zero in a cell as numbers see it: balls are in doubt near holes, where much cancels out."""
    low, middle, high = (run((place,)) for place in (cell.low, cell.middle, cell.high))
    return not (low * middle > 0 and middle * high > 0 and abs(middle) > min(abs(low), abs(high)) / 2)


def _plain(place: float) -> float:
    """A place that is known roughly, without the digits that are not."""
    return 0.0 if abs(place) < 1e-3 else place


def _rounded(low: float, high: float) -> Window:
    step = nice((high - low) / _PARTS)
    return Window(math.floor(low / step + 0.01) * step, math.ceil(high / step - 0.01) * step)


def _powers() -> Iterator[Interval]:
    """The line in pieces that grow with their distance from zero."""
    powers = [2.0**exponent for exponent in range(_SMALLEST, _LARGEST + 1)]
    beside = list(pairwise(powers))
    yield from [(-high, -low) for low, high in reversed(beside)]
    yield -powers[0], powers[0]
    yield from beside
