"""The sentences under the graph of a function: only what is certain, and about what is seen alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivtutor.calculus.figures.axes import written
from derivtutor.calculus.figures.shape import Going, Part, Shape, Spot
from derivtutor.derivation.region import listed
from derivtutor.derivation.tidy import tidied
from derivtutor.notation import linear
from derivtutor.notation.tree import Name

_VERBS: dict[Going, str] = {"+": "rises", "-": "falls", "0": "is constant", "": "has no values"}
_MOST_PARTS, _MOST_PLACES = 7, 6
_DIGITS, _LONGEST = 4, 9

_OF_PLACES = {
    "zeros": ("Zero at {}.", "Zeros at {}."),
    "poles": ("Vertical asymptote at {}.", "Vertical asymptotes at {}."),
    "jumps": ("Jump at {}.", "Jumps at {}."),
    "holes": ("Hole at {}.", "Holes at {}."),
    "corners": ("Corner at {}.", "Corners at {}."),
}
"""What is said of one place of a kind, and of several."""


def sentences(name: str, variable: str, shape: Shape, ends: tuple[str, str]) -> str:
    """What a graph shows, in a few sentences; `ends` are the ends of the window as they are written."""
    course = _course(variable, shape.parts)
    letter = linear.unicode(Name(variable))
    window = f"rom {letter} = {ends[0]} to {letter} = {ends[1]}"
    if shape.fewest_turns > 1:
        course = f"turns at least {shape.fewest_turns} times"
    first = f"F{window}, {name} {course}." if course else f"{name} f{window}."
    return " ".join([first, *_places(variable, shape)])


def _course(variable: str, parts: Sequence[Part]) -> str:
    """`rises until x = 1, then falls`; empty where that is not known."""
    goings = {part.going for part in parts} - {""}
    if "?" in goings or not parts:
        return ""
    if not goings:
        return "has no values"
    pieces = sum(part.going != "" for part in parts)
    if len(goings) == 1 and (pieces > 2 or (pieces == 2 and goings == {"0"})):
        return f"{_VERBS[goings.pop()]} on every piece"
    if len(parts) == 1:
        return f"{_VERBS[parts[0].going]}{'' if parts[0].going == '0' else ' throughout'}"
    if len(parts) > _MOST_PARTS:
        return "rises and falls in turn" if goings == {"+", "-"} else ""
    return _narrated(variable, parts)


def _narrated(variable: str, parts: Sequence[Part]) -> str:
    told: list[str] = []
    for number, part in enumerate(parts):
        is_again = number and parts[number - 1].going == part.going
        verb = _VERBS[part.going] + (" again" if is_again else "")
        is_last = number == len(parts) - 1
        told.append(f"then {verb}" if is_last else f"{verb} until {_at(variable, part.high)}")
    return ", ".join(told) if len(told) > 2 else " and ".join(told)


def _places(variable: str, shape: Shape) -> Iterator[str]:
    cut = shape.marks
    found = {
        "zeros": list(shape.zeros),
        "poles": [Spot(mark.at, mark.place) for mark in cut if mark.is_pole],
        "jumps": [Spot(mark.at, mark.place) for mark in cut if mark.is_jump],
        "holes": [Spot(mark.at, mark.place) for mark in cut if mark.is_hole],
        "corners": [Spot(mark.at, mark.place) for mark in shape.corners],
    }
    for kind, spots in found.items():
        if 0 < len(spots) <= _MOST_PLACES:
            yield _OF_PLACES[kind][len(spots) > 1].format(listed([_at(variable, spot) for spot in spots], "and"))


def _at(variable: str, spot: Spot) -> str:
    """`x = √3`, `x ≈ 1.234`."""
    name = linear.unicode(Name(variable))
    if spot.place is not None and spot.place.form is not None:
        text = linear.unicode(tidied(spot.place.form))
        if len(text) <= _LONGEST:
            return f"{name} = {text}"
    return f"{name} ≈ {written(float(f'{spot.at:.{_DIGITS}g}'))}"
