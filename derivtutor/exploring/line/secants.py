"""The panel of the secant: a second point comes nearer, the line through both tips over into the tangent."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from derivtutor.calculus.explanation import Table, Words, worded
from derivtutor.calculus.figures.figure import Dot, Kind
from derivtutor.calculus.values import worked_out
from derivtutor.derivation.amount import UNDEFINED, Amount, Spot
from derivtutor.exploring.line.explored import value
from derivtutor.exploring.line.figures import height, with_line
from derivtutor.exploring.line.moving import decimal
from derivtutor.exploring.line.noticing import why_no_slope, without_value
from derivtutor.exploring.line.panels import tangent
from derivtutor.exploring.line.state import LineState
from derivtutor.exploring.line.words import at, cell, difference, of_fraction
from derivtutor.exploring.subject import View
from derivtutor.exploring.worth import in_words, size_in_words
from derivtutor.language import translated
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Name, Node, Quotient, Sum

_ROWS = 3
"""So many second points stand in the table, each twice as far away as the one below."""
_ABOUT = 0.15
"""How near a ratio must be to a number that is said to be about it."""


class Secant(Struct, frozen=True):
    """The line through the point and one `gap` further: its slope, and by how much the tangent's differs from that."""

    gap: Fraction
    height: Amount
    slope: Amount = UNDEFINED
    error: Amount = UNDEFINED


def secant(state: LineState, gap: Fraction) -> Secant:
    """The secant through the point and the one at a distance."""
    here = state.at
    end = value(state.explored, _beside(state.place, gap))
    slope = _divided(difference(end, here.height), gap)
    return Secant(gap, end, slope, difference(slope, here.steepness))


def _divided(amount: Amount, gap: Fraction) -> Amount:
    if amount.fraction is not None:
        return of_fraction(amount.fraction / gap)
    if amount.exact is not None:
        return Spot({}, written_in_decimals=True).amount(Quotient(amount.exact, decimal(gap)))
    if amount.ball is None:
        return UNDEFINED
    return Amount(None, amount.ball * gap.denominator / gap.numerator)


def _beside(place: Node, gap: Fraction) -> Node:
    exact = rational(place)
    return worked_out(Sum((place, decimal(gap)))) if exact is None else decimal(exact + gap)


def of_secants(state: LineState) -> View:
    """The curve with a secant and the tangent; the slopes of the last few secants."""
    says = translated("{name} with a secant and the tangent.").format(name=state.explored.name)
    touching = tangent(state.at)
    if state.gap is None:
        return View(_before(state), (), with_line(state, says, slopes=touching))
    secants = [secant(state, state.gap * 2**power) for power in reversed(range(_ROWS))]
    last = secants[-1]
    end, slope = (height(each) if each.is_defined else None for each in (last.height, last.slope))
    lines: list[tuple[Kind, float]] = [] if slope is None else [("secant", slope)]
    x = state.x + float(last.gap)
    is_seen = end is not None and state.window.low <= x <= state.window.high
    dots = [Dot((x, end))] if is_seen and end is not None else []
    figure = with_line(state, says, [dot.at[1] for dot in dots], [*lines, *touching], dots)
    rows = tuple([((decimal(each.gap),), cell(each.slope), cell(each.error)) for each in secants])
    columns: tuple[Words, ...] = (("h",), worded("Slope of the secant"), worded("Gap to the tangent's"))
    return View(_noticed(state, secants[-2], last), (Table(columns, rows),), figure)


def _before(state: LineState) -> Words:
    """Where there is no second point yet."""
    if not state.at.height.is_defined:
        return without_value(state)
    return worded("Press h: a second point, h away, makes a secant, and each h more brings it nearer.")


def _noticed(state: LineState, wider: Secant, last: Secant) -> Words:
    here, name = state.at, state.explored.name
    if not here.height.is_defined:
        return without_value(state)
    if not last.slope.is_defined:
        where = at(state.explored.variable, _beside(state.place, last.gap))
        return worded(_NO_SECOND, name=Name(name), place=where)
    if state.picture.is_cut_between(state.x, state.x + float(last.gap)):
        return worded("The curve is cut between both points: this secant says nothing about the slope here.")
    if not here.steepness.is_defined:
        return worded(_NO_TANGENT, slope=in_words(last.slope), why=why_no_slope(here, name))
    if last.error.sign == 0:
        return worded("The secant has the slope of the tangent already: the gap is 0.")
    secant_slope, slope = in_words(last.slope), in_words(here.steepness)
    return worded(_GAPS[_order(wider, last)], secant=secant_slope, tangent=slope, gap=size_in_words(last.error))


_NO_SECOND = "{name} has no value at the second point, {place}, so there is no secant."
_NO_TANGENT = "The secant has the slope {slope}, but no tangent to tip into. {why}"
_GAPS = {
    (0, True): "Secant {secant}, tangent {tangent}: the gap is {gap}.",
    (2, True): "Secant {secant}, tangent {tangent}: the gap is {gap}, half of what it is at twice the h.",
    (2, False): "Secant {secant}, tangent {tangent}: the gap is {gap}, about half of what it is at twice the h.",
    (4, True): "Secant {secant}, tangent {tangent}: the gap is {gap}, a quarter of what it is at twice the h.",
    (4, False): "Secant {secant}, tangent {tangent}: the gap is {gap}, about a quarter of what it is at twice the h.",
    (8, True): "Secant {secant}, tangent {tangent}: the gap is {gap}, an eighth of what it is at twice the h.",
    (8, False): "Secant {secant}, tangent {tangent}: the gap is {gap}, about an eighth of what it is at twice the h.",
}
"""What is said of a gap, by how many times as large it is at twice the h, and whether that is exact."""


def _order(wider: Secant, last: Secant) -> tuple[int, bool]:
    """By how much halving h divided the gap, and whether exactly so; 0 where there is no such number."""
    if wider.error.is_defined and last.error.value:
        ratio = wider.error.value / last.error.value
        for times in sorted({times for times, _ in _GAPS if times}):
            if abs(ratio - times) < _ABOUT * times:
                one, other = wider.error.fraction, last.error.fraction
                return times, one is not None and other is not None and one == times * other
    return 0, True
