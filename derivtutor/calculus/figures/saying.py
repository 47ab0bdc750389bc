"""The sentences under the graph of a function: only what is certain, and about what is seen alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivtutor.calculus.figures.axes import written
from derivtutor.calculus.figures.shape import Part, Shape, Spot
from derivtutor.derivation.region import listed
from derivtutor.derivation.tidy import tidied
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.tree import Name

_GOES = {"+": "rises", "-": "falls", "0": "is constant", "": "has no values"}
_ON_EVERY_PIECE = {"+": "rises on every piece", "-": "falls on every piece", "0": "is constant on every piece"}
_THROUGHOUT = {"+": "rises throughout", "-": "falls throughout", "0": "is constant"}
_UNTIL = {
    "+": "rises until {place}",
    "-": "falls until {place}",
    "0": "is constant until {place}",
    "": "has no values until {place}",
}
_AGAIN_UNTIL = {
    "+": "rises again until {place}",
    "-": "falls again until {place}",
    "0": "is constant again until {place}",
    "": "has no values again until {place}",
}
_THEN = {"+": "then rises", "-": "then falls", "0": "then is constant", "": "then has no values"}
_THEN_AGAIN = {
    "+": "then rises again",
    "-": "then falls again",
    "0": "then is constant again",
    "": "then has no values again",
}
"""What a function does on a part, all of it without saying which function that is."""

_MOST_PARTS, _MOST_PLACES = 7, 6
_DIGITS, _LONGEST = 4, 9

_OF_PLACES = {
    "zeros": ("Zero at {places}.", "Zeros at {places}."),
    "poles": ("Vertical asymptote at {places}.", "Vertical asymptotes at {places}."),
    "jumps": ("Jump at {places}.", "Jumps at {places}."),
    "holes": ("Hole at {places}.", "Holes at {places}."),
    "corners": ("Corner at {places}.", "Corners at {places}."),
}
"""What is said of one place of a kind, and of several."""


def sentences(name: str, variable: str, shape: Shape, ends: tuple[str, str]) -> str:
    """What a graph shows, in a few sentences; `ends` are the ends of the window as they are written."""
    course = _course(variable, shape.parts)
    letter = linear.unicode(Name(variable))
    low, high = (f"{letter} = {end}" for end in ends)
    if shape.fewest_turns > 1:
        course = translated("turns at least {times} times").format(times=shape.fewest_turns)
    says = translated("From {low} to {high}, {name} {course}." if course else "{name} from {low} to {high}.")
    return " ".join([says.format(low=low, high=high, name=name, course=course), *_places(variable, shape)])


def _course(variable: str, parts: Sequence[Part]) -> str:
    """`rises until x = 1, then falls`; empty where that is not known."""
    goings = {part.going for part in parts} - {""}
    if "?" in goings or not parts:
        return ""
    if not goings:
        return translated(_GOES[""])
    pieces = sum(part.going != "" for part in parts)
    if len(goings) == 1 and (pieces > 2 or (pieces == 2 and goings == {"0"})):
        return translated(_ON_EVERY_PIECE[goings.pop()])
    if len(parts) == 1:
        return translated(_THROUGHOUT[parts[0].going])
    if len(parts) > _MOST_PARTS:
        return translated("rises and falls in turn") if goings == {"+", "-"} else ""
    return _narrated(variable, parts)


def _narrated(variable: str, parts: Sequence[Part]) -> str:
    told: list[str] = []
    for number, part in enumerate(parts):
        is_again = number and parts[number - 1].going == part.going
        if number == len(parts) - 1:
            told.append(translated((_THEN_AGAIN if is_again else _THEN)[part.going]))
        else:
            says = translated((_AGAIN_UNTIL if is_again else _UNTIL)[part.going])
            told.append(says.format(place=_at(variable, part.high)))
    return ", ".join(told) if len(told) > 2 else listed(told, "and")


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
            says = translated(_OF_PLACES[kind][len(spots) > 1])
            yield says.format(places=listed([_at(variable, spot) for spot in spots], "and"))


def _at(variable: str, spot: Spot) -> str:
    """`x = √3`, `x ≈ 1.234`."""
    name = linear.unicode(Name(variable))
    if spot.place is not None and spot.place.form is not None:
        text = linear.unicode(tidied(spot.place.form))
        if len(text) <= _LONGEST:
            return f"{name} = {text}"
    return f"{name} ≈ {written(float(f'{spot.at:.{_DIGITS}g}'))}"
