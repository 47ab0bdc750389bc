"""What each part of a figure is called where it is met one by one, as by a screen reader or with arrow keys."""

from __future__ import annotations

from typing import Literal

from derivtutor.calculus.figures.axes import short
from derivtutor.calculus.figures.figure import Arrow, Axis, Contour, Curve, Dot, Sign, Straight
from derivtutor.calculus.figures.of_function import pair
from derivtutor.language import mark, translated

_GOES = {
    "+": "{name} rises from {low} to {high}",
    "-": "{name} falls from {low} to {high}",
    "0": "{name} is constant from {low} to {high}",
}
_UPRIGHT = {
    "asymptote": "Vertical asymptote at {place}",
    "tangent": "Tangent at {place}",
    "secant": "Secant at {place}",
}
_BETWEEN = {
    "asymptote": "Vertical asymptote from {start} to {end}",
    "tangent": "Tangent from {start} to {end}",
    "secant": "Secant from {start} to {end}",
}
_AXES = {
    ("across", False): "Horizontal axis from {low} to {high}",
    ("up", False): "Vertical axis from {low} to {high}",
    ("across", True): "Horizontal axis, {name} from {low} to {high}",
    ("up", True): "Vertical axis, {name} from {low} to {high}",
}


def axis(shown: Axis, direction: Literal["across", "up"]) -> str:
    """`Horizontal axis, x from −5 to 5`."""
    says = translated(_AXES[direction, bool(shown.name)])
    told = says.format(name=shown.name, low=short(shown.low), high=short(shown.high))
    return translated("{axis}, in powers of ten").format(axis=told) if shown.is_log else told


def curve(shown: Curve) -> str:
    """`Curve f, in 2 pieces`."""
    says = translated("Curve {name}").format(name=shown.label).rstrip()
    pieces = len(shown.stretches)
    return translated("{curve}, in {count} pieces").format(curve=says, count=pieces) if pieces > 1 else says


def trend(name: str, variable: str, sign: Sign) -> str:
    """`f rises from x = −1 to x = 1`; at a single number it is level."""
    if sign.low == sign.high:
        return translated("{name} is level at {place}").format(name=name, place=_equation(variable, sign.low)).strip()
    low, high = (_equation(variable, end) for end in (sign.low, sign.high))
    return translated(_GOES[sign.sign]).format(name=name, low=low, high=high).strip()


def straight(shown: Straight, variable: str) -> str:
    """`Vertical asymptote at x = 1`; of other lines between which points they are seen."""
    if shown.start[0] == shown.end[0]:
        return translated(_UPRIGHT[shown.kind]).format(place=_equation(variable, shown.start[0]))
    return translated(_BETWEEN[shown.kind]).format(start=pair(shown.start), end=pair(shown.end))


def dot(shown: Dot) -> str:
    """`Point (1, 2)`, with its words where these are others; an open one does not belong to the curve."""
    place = pair(shown.at)
    says = translated("Open point {place}" if shown.is_open else "Point {place}").format(place=place)
    return f"{says}{mark(': ')}{shown.label}" if shown.label and shown.label != place else says


def arrow(shown: Arrow) -> str:
    """`Arrow from (1, 1) to (2, 3)`."""
    says = translated("Arrow {name} from {start} to {end}" if shown.label else "Arrow from {start} to {end}")
    return says.format(name=shown.label, start=pair(shown.start), end=pair(shown.end))


def contour(shown: Contour) -> str:
    """`Contour at height 4`."""
    return translated("Contour at height {height}").format(height=shown.label or short(shown.level))


def _equation(variable: str, number: float) -> str:
    """`x = 1`, or `x ≈ 1.732` where that is rounded."""
    return f"{variable} {'=' if float(f'{number:.4g}') == number else '≈'} {short(number)}"
