"""Corners, cusps, jumps and vertical tangents: where a function has a value and no derivative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from derivtutor.analysis.limits import Limit
from derivtutor.analysis.place import Place, recognised
from derivtutor.analysis.samples import Sample
from derivtutor.analysis.smoothness import Kind, Kink, kink
from derivtutor.derivation.conditions import bound, tidied
from derivtutor.notation import linear
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Name, Negation, Node, Number, Product, Quotient, Sum

_MOST = 3
"""So many places of a kind in a row, at equal distances, go on for ever if any do."""


@dataclass(frozen=True, slots=True)
class Corner:
    """A place, or endlessly many (`n pi`), with the slopes from both sides; None where there is none or it is infinite.

    `limits` is what the values tend to where they jump, `inner` is False where the domain ends.
    """

    at: Node
    kind: Kind
    left: float | int | None
    right: float | int | None
    limits: tuple[str, str] = ("", "")
    inner: bool = True
    endless: bool = False

    def sentence(self, where: str) -> str:
        """What is to be said of it; `where` names the place."""
        if self.kind == "jump":
            left, right = (limit or "none" for limit in self.limits)
            return f"Not continuous {where}: left {left}, right {right}."
        if self.kind == "vertical":
            return f"Not differentiable {where}: the tangent is vertical."
        if self.kind == "cusp":
            return f"Not differentiable {where}: there is a cusp with a vertical tangent."
        if self.left is None and self.right is None:
            return f"Not differentiable {where}."
        return f"Not differentiable {where}: left {_told(self.left)}, right {_told(self.right)}."


def _told(slope: float | int | None) -> str:
    return "none" if slope is None else shown(slope)


def shown(value: float) -> str:
    """A number for a sentence: with six digits, whole where it is whole."""
    return f"{value or 0:.6g}".replace("-", "−")


def corners(at: Sample) -> tuple[Corner, ...]:
    """All corners of a function, in order; those of a periodic one together where they are alike."""
    (function, derivative, *_), variable = at.functions, at.variable
    found = [
        (place, kink(function, derivative, variable, place))
        for place, valid in zip(at.line.places, at.valid[len(at.line.gaps) :], strict=True)
        if not valid and at.line.has_value_at(place)
    ]
    found = [(place, each) for place, each in found if not all(each.ends)]
    if at.line.complete:
        return tuple(_corner(bound(place), each) for place, each in found)
    return tuple(_in_rows(found, variable))


def _corner(where: Node, found: Kink, endless: bool = False) -> Corner:
    left, right = (slope_number(slope) for slope in found.slopes)
    limits = tuple(map(_limit_text, found.values)) if found.kind == "jump" else ("", "")
    return Corner(where, found.kind, left, right, (limits[0], limits[1]), not any(found.ends), endless)


def slope_number(limit: Limit) -> float | int | None:
    """A finite limit as a number, whole where it is whole."""
    if limit.value is None:
        return None
    value = float(limit.value.mid())
    return int(value) if value == int(value) else value


def _limit_text(limit: Limit) -> str:
    if limit.infinite:
        return "∞" if limit.infinite > 0 else "−∞"
    value = slope_number(limit)
    return "" if value is None else shown(value)


def _in_rows(found: Sequence[tuple[Place, Kink]], variable: str) -> Iterable[Corner]:
    """Corners that are alike as one, where they follow each other at equal distances."""
    groups: dict[object, list[tuple[Place, Kink]]] = {}
    for place, each in found:
        key = each.kind, each.ends, *map(slope_number, each.slopes), *map(_limit_text, each.values)
        groups.setdefault(key, []).append((place, each))
    rows: list[tuple[Fraction, Corner]] = []
    for group in groups.values():
        row = _row([place for place, _ in group], variable)
        if row is None:
            rows.extend((place.middle, _corner(bound(place), each)) for place, each in group[: 2 * _MOST])
        else:
            rows.append((abs(group[0][0].middle), _corner(row, group[0][1], endless=True)))
    return [corner for _, corner in sorted(rows, key=lambda each: each[0])]


def _row(places: Sequence[Place], variable: str) -> Node | None:
    """`pi/2 + n pi` for places that follow each other at equal distances; the last, far away, may be one of them."""
    near = [place for place in places if place.form is not None and abs(place.middle) < 100]
    if len(near) < _MOST:
        return None
    steps = [right.middle - left.middle for left, right in pairwise(near)]
    if any(abs(step - steps[0]) > Fraction(1, 2**60) for step in steps):
        return None
    start = min(near, key=lambda place: (place.middle < 0, abs(place.middle)))
    following = near[near.index(start) - 1] if start is near[-1] else near[near.index(start) + 1]
    assert start.form is not None
    assert following.form is not None
    period = recognised(Sum((following.form, Negation(start.form))))
    period = period.operand if isinstance(period, Negation) else period
    letter = Name("n" if variable != "n" else "k")
    times = _times(letter, period)
    return times if start.rational == 0 else Sum((bound(start), times))


def _times(letter: Name, period: Node) -> Node:
    """`n pi`, `2n pi`, `n pi/2`."""
    if isinstance(period, Quotient):
        return Quotient(_times(letter, period.top), period.bottom)
    if isinstance(period, Product):
        return Product((period.factors[0], letter, *period.factors[1:]))
    return letter if period == Number(1) else Product((period, letter) if isinstance(period, Number) else (letter, period))
