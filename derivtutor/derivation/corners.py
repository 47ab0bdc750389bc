"""Corners, cusps, jumps and vertical tangents: where a function has a value and no derivative."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from derivtutor.analysis.domain import is_in_pieces
from derivtutor.analysis.limits import Limit, value_side
from derivtutor.analysis.place import Place, recognised
from derivtutor.analysis.samples import Sample
from derivtutor.analysis.smoothness import SIDES, Kind, Kink, meets, slopes
from derivtutor.derivation.region import Condition, bound
from derivtutor.derivation.tidy import tidied
from derivtutor.language import decimals, raised, translated
from derivtutor.notation import linear
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import (
    Comparison,
    Name,
    Negation,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    parts,
)

_FAR = 20
"""A gap so many times as long as the shortest leads to periods far away."""

_MOST = 3
"""So many places of a kind in a row, at equal distances, go on for ever if any do."""


_SMALLEST, _LARGEST = 1e-9, 1e12
"""Between these, numbers are told without powers of ten."""

_SHOWN = 6
"""So many are told where they are endless and no law is seen."""


@dataclass(frozen=True, slots=True)
class Corner:
    """A place, or endlessly many (`n pi`), with the slopes from both sides; None where there is none or it is infinite.

    Attributes:
        at: the place; with several letters it may be an equation.
        kind: what is there, such as a kink, a jump or a cusp.
        left: the slope from the left.
        right: the slope from the right.
        limits: what the values tend to from both sides, and the value itself, where there is a jump.
        inner: False where the domain ends.
        exact: False where the place is rounded.
        endless: whether there are endlessly many such places.
        upright: the only side, left or right, on which the slope is infinite.
    """

    at: Node
    kind: Kind
    left: float | int | None
    right: float | int | None
    limits: tuple[str, ...] = ()
    inner: bool = True
    exact: bool = True
    endless: bool = False
    upright: str = ""

    def place(self, variable: str) -> str:
        """`at x = 0`, `where w x + b = 0`.

        Args:
            variable: what the function is one of.
        """
        return _where(variable, self.at, self.exact)

    def sentence(self, where: str) -> str:
        """What is to be said of it.

        Args:
            where: the place in words, as `place` has it.
        """
        if self.kind == "jump" and not self.limits:
            return translated("Not continuous {where}.").format(where=where)
        if self.kind == "jump":
            left, right, value = (limit or translated("none") for limit in self.limits)
            says = _HOLE if left == right else _JUMP
            return translated(says).format(where=where, left=left, right=right, value=value)
        if self.kind == "vertical":
            return translated("Not differentiable {where}: the tangent is vertical.").format(where=where)
        if self.kind == "cusp":
            return translated(_CUSP).format(where=where)
        if self.left is None and self.right is None:
            return translated("Not differentiable {where}.").format(where=where)
        left, right = (
            translated("a vertical tangent") if self.upright == side else _slope_text(slope)
            for side, slope in (("left", self.left), ("right", self.right))
        )
        return translated(_CORNER).format(where=where, left=left, right=right)


_JUMP = "Not continuous {where}: left {left}, right {right}."
_HOLE = "Not continuous {where}: left {left}, right {right}, value {value}."
_CUSP = "Not differentiable {where}: there is a cusp with a vertical tangent."
_CORNER = "Not differentiable {where}: left {left}, right {right}."


def where(equation: Comparison) -> str:
    """`where x = y`, within a sentence."""
    return translated("where {equation}").format(equation=linear.unicode(equation))


def _where(variable: str, at: Node, exact: bool) -> str:
    if isinstance(at, Comparison):
        return where(at)
    place = f"{variable} = {linear.unicode(at)}" if exact else f"{variable} ≈ {shown(float(rational(at) or 0))}"
    return translated("at {place}").format(place=place)


def _slope_text(slope: float | int | None) -> str:
    return translated("none") if slope is None else shown(slope)


def shown(value: float) -> str:
    """A number for a sentence: with six digits, whole where it is whole, small ones without an exponent."""
    text = f"{value or 0:.6g}"
    if "e" in text and _SMALLEST < abs(value) < _LARGEST:
        text = f"{Decimal(text):f}"
    mantissa, _, exponent = text.partition("e")
    return decimals((f"{mantissa}·10^{int(exponent)}" if exponent else mantissa).replace("-", "−"))


def corners(at: Sample, ends: bool = True) -> tuple[Corner, ...]:
    """The corners of a function of one letter, in order, with ends of the domain or without them.

    Those of a periodic function are told together where they are alike.
    """
    if at.line.complete:
        kinks = at.kinks if ends else at.inner_kinks
        return tuple(_corner(bound(place, tidied), kink, exact=place.form is not None) for place, kink in kinks)
    return tuple(corner for corner in _in_rows(at.kinks, at.variable) if ends or corner.inner)


def joints(at: Sample) -> Iterator[str]:
    """What is to be said of the places at which pieces meet and value and slope fit together."""
    function, variable = at.functions[0], at.variable
    pieces = [part for part in parts(function) if is_in_pieces(part)] if at.line.complete else []
    for place, valid in zip(at.line.places, at.valid[len(at.line.gaps) :], strict=True):
        if valid and any(meets(part, variable, place) for part in pieces):
            slope = slope_number(slopes(function, at.functions[1], variable, place)[0])
            where = _where(variable, bound(place, tidied), place.form is not None)
            yield translated("{where} the pieces join smoothly: the slope there is {slope}.").format(
                where=raised(where), slope=_slope_text(slope)
            )


def breaks(at: Sample) -> Iterator[str]:
    """What is to be said of the places at which the function has a slope, but no derivative of a higher order."""
    for place, order in at.breaks if at.line.complete else ():
        formula, point = at.functions[order], {at.variable: place}
        left, right = (slope_number(value_side(formula, at.variable, point, side)) for side in SIDES)
        if left is None or right is None or left == right:
            slopes = ""
        else:
            slopes = translated(": left {left}, right {right}").format(left=shown(left), right=shown(right))
        there = _where(at.variable, bound(place, tidied), place.form is not None)
        yield translated("No derivative of order {order} {where}{slopes}.").format(
            order=order, where=there, slopes=slopes
        )


def corners_by_letters(valid: Condition | None, variable: str, samples: Sequence[Sample]) -> Iterator[Corner]:
    """Corners of a function of several letters: the equations are those that the conditions exclude."""
    for clause in valid.clauses if valid else ():
        condition = clause[0]
        kinks = [kink for at in samples if not at.is_special for kink in at.kinks_at(condition)]
        if condition.relations == ("!=",) and kinks:
            left, right = condition.operands
            solution = right if left == Name(variable) else Comparison((left, right), ("=",))
            yield _alike([_corner(solution, kink) for kink in kinks])


def _alike(corners: Sequence[Corner]) -> Corner:
    """Corners for several values of the letters as one, with the slopes that do not depend on them."""
    sides = [{corner.left for corner in corners}, {corner.right for corner in corners}]
    left, right = (side.pop() if len(side) == 1 else None for side in sides)
    kinds, limits = {corner.kind for corner in corners}, {corner.limits for corner in corners}
    return replace(
        corners[0],
        kind=kinds.pop() if len(kinds) == 1 else "corner",
        left=left,
        right=right,
        limits=limits.pop() if len(limits) == 1 else (),
    )


def _corner(at: Node, kink: Kink, exact: bool = True, endless: bool = False) -> Corner:
    left, right = (slope_number(slope) for slope in kink.slopes)
    limits = tuple(map(_limit_text, (*kink.values, kink.value)))
    infinite = [name for name, slope in zip(("left", "right"), kink.slopes, strict=True) if slope.infinite]
    upright = infinite[0] if len(infinite) == 1 else ""
    return Corner(at, kink.kind, left, right, limits, not any(kink.ends), exact, endless, upright)


def slope_number(limit: Limit) -> float | int | None:
    """A finite limit as a number, whole where it is whole."""
    if limit.value is None:
        return None
    value = float(limit.value.mid())
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def _limit_text(limit: Limit) -> str:
    if limit.infinite:
        return "∞" if limit.infinite > 0 else "−∞"
    value = slope_number(limit)
    return "" if value is None else shown(value)


def _in_rows(kinks: Sequence[tuple[Place, Kink]], variable: str) -> Iterable[Corner]:
    """Corners that are alike as one, where they follow each other at equal distances."""
    groups: dict[object, list[tuple[Place, Kink]]] = {}
    for place, kink in kinks:
        key = kink.kind, kink.ends, *map(slope_number, kink.slopes), *map(_limit_text, (*kink.values, kink.value))
        groups.setdefault(key, []).append((place, kink))
    rows: list[tuple[Fraction, Corner]] = []
    for group in groups.values():
        row = _row([place for place, _ in group], [place for place, _ in kinks], variable)
        if row is None:
            nearest = sorted(group, key=lambda pair: abs(pair[0].middle))[:_SHOWN]
            rows.extend(
                (place.middle, _corner(bound(place, tidied), kink, place.form is not None)) for place, kink in nearest
            )
        else:
            rows.append((abs(group[0][0].middle), _corner(row, group[0][1], endless=True)))
    first = sorted(rows, key=lambda entry: abs(entry[0]))[:_SHOWN]
    return [corner for _, corner in sorted(first, key=lambda entry: entry[0])]


def _without_far(places: Sequence[Place]) -> Sequence[Place]:
    """The places of a few periods, without those that were looked at far away."""
    gaps = [right.middle - left.middle for left, right in pairwise(places)]
    if gaps and max(gaps) > _FAR * min(gaps):
        return places[: gaps.index(max(gaps)) + 1]
    return places


def _row(places: Sequence[Place], among: Sequence[Place], variable: str) -> Node | None:
    """`pi/2 + n pi` for places that follow each other at equal distances, from the first to the last among all."""
    near, all_near = _without_far(places), _without_far(among)
    if len(near) < _MOST or any(place.form is None for place in near):
        return None
    steps = [right.middle - left.middle for left, right in pairwise(near)]
    if any(abs(step - steps[0]) > Fraction(1, 2**60) for step in steps):
        return None
    if near[0].middle - all_near[0].middle > steps[0] or all_near[-1].middle - near[-1].middle > steps[0]:
        return None
    start = min(near, key=lambda place: (place.middle < 0, abs(place.middle)))
    following = near[near.index(start) - 1] if start is near[-1] else near[near.index(start) + 1]
    assert start.form is not None
    assert following.form is not None
    period = recognised(Sum((following.form, Negation(start.form))))
    period = period.operand if isinstance(period, Negation) else period
    letter = Name("n" if variable != "n" else "k")
    times = _times(letter, period)
    return times if start.rational == 0 else Sum((bound(start, tidied), times))


def _times(letter: Name, period: Node) -> Node:
    """`n pi`, `2n pi`, `n pi/2`."""
    if isinstance(period, Quotient):
        return Quotient(_times(letter, period.top), period.bottom)
    if isinstance(period, Product):
        return Product((period.factors[0], letter, *period.factors[1:]))
    return (
        letter if period == Number(1) else Product((period, letter) if isinstance(period, Number) else (letter, period))
    )
