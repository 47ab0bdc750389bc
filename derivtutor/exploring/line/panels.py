"""The panels of the point: the curve with its tangent, the slope as a function, several functions side by side."""

from __future__ import annotations

from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Chain, Table, Turn, Words, filled, listed, worded
from derivtutor.calculus.figures.figure import Kind
from derivtutor.calculus.steps import through
from derivtutor.derivation.amount import Amount
from derivtutor.derivation.numbers import AtPoint
from derivtutor.exploring.line.explored import Explored, there
from derivtutor.exploring.line.figures import height, of_functions, of_slopes, with_line
from derivtutor.exploring.line.noticing import is_saturated, of_point
from derivtutor.exploring.line.state import LineState
from derivtutor.exploring.line.words import called, cell, equation
from derivtutor.exploring.subject import View
from derivtutor.exploring.worth import in_words, is_short, short
from derivtutor.language import counted, translated
from derivtutor.notation.tree import Name


def of_the_point(state: LineState) -> View:
    """The point on the curve, and the line that touches there."""
    here, explored = state.at, state.explored
    items = (*equation(called(explored, state.place, 1), here.steepness), *_line(state))
    says = translated("{name} with the point and the tangent there.").format(name=explored.name)
    return View(of_point(state), items, with_line(state, says, slopes=tangent(here), has_signs=True))


def _line(state: LineState) -> tuple[Chain, ...]:
    """The equation of the tangent, with rounded numbers where the exact ones are long."""
    here = state.at
    numbers = [short(each) for each in (here.height, here.steepness)]
    if not here.steepness.is_defined or None in numbers:
        return ()
    height, slope = [each for each in numbers if each is not None]
    is_rounded = not (is_short(here.height) and is_short(here.steepness))
    right = through({state.explored.variable: state.place}, (slope,), height)
    letter = "y" if state.explored.variable != "y" else "z"
    return (Chain(naming.symbol(letter), (Turn(right, translated("tangent"), is_rounded),)),)


def tangent(here: AtPoint) -> list[tuple[Kind, float]]:
    """The line that touches, if there is one that can be drawn."""
    slope = height(here.steepness) if here.steepness.is_defined else None
    return [] if slope is None else [("tangent", slope)]


def of_the_slope(state: LineState) -> View:
    """The slope as a function: its height is the steepness of the curve."""
    here, explored = state.at, state.explored
    slope = called(explored, order=1)
    if len(state.functions) > 1:
        notice = _steepest(state)
    elif not here.steepness.is_defined:
        notice = worded("{slope} has no value here: there is no slope to be read.", slope=slope)
    else:
        height_told = "The height of {slope} is the slope of {name}: here {value}."
        notice = worded(height_told, slope=slope, name=Name(explored.name), value=in_words(here.steepness))
    return View(notice, (), of_slopes(state))


def side_by_side(state: LineState) -> View | None:
    """Several functions with their values and slopes at the same point."""
    if len(state.functions) < 2:
        return None
    rows = []
    for each in state.functions:
        here = there(each, state.place)
        rows.append(((called(each), " = ", each.function), cell(here.height), cell(here.steepness)))
    columns = (worded("Function"), worded("Value"), worded("Slope"))
    return View(_steepest(state), (Table(columns, tuple(rows)),), of_functions(state))


def _steepest(state: LineState) -> Words:
    """Which functions are flat here, or which one is the steepest."""
    slopes = [(each, there(each, state.place).steepness) for each in state.functions]
    flat = [each for each, slope in slopes if is_saturated(each.function, each.variable, slope)]
    known = [(each, slope) for each, slope in slopes if slope.is_defined and slope.sign is not None]
    if flat:
        told = counted(
            "{names} is saturated here: nearly level, so that little of a change gets through.",
            "{names} are saturated here: nearly level, so that little of a change gets through.",
            len(flat),
        )
        return filled(told, names=_listed(flat))
    if len(known) < len(slopes):
        missing = [each for each in state.functions if each not in [one for one, _ in known]]
        told = counted("{names} has no slope here.", "{names} have no slope here.", len(missing))
        return filled(told, names=_listed(missing))
    if all(slope.sign == 0 for _, slope in known):
        return worded("All tangents are horizontal here.")
    most, slope = max(known, key=lambda pair: abs(pair[1].value))
    as_steep = [each for each, other in known if each is not most and _is_as_steep(other, slope)]
    if as_steep:
        names = _listed([most, *as_steep])
        return worded("{names} are equally steep here, and nothing is steeper.", names=names)
    return worded("{name} is the steepest here: its slope is {slope}.", name=Name(most.name), slope=in_words(slope))


def _is_as_steep(one: Amount, other: Amount) -> bool:
    return abs(abs(one.value) - abs(other.value)) <= 1e-9 * abs(other.value)


def _listed(functions: list[Explored]) -> Words:
    return listed([Name(each.name) for each in functions])
