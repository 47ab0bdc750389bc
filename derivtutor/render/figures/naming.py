"""What each part of a figure is called where it is met one by one, as by a screen reader or with arrow keys."""

from __future__ import annotations

from derivtutor.calculus.figures.axes import short
from derivtutor.calculus.figures.figure import Arrow, Axis, Contour, Curve, Dot, Point, Sign, Straight
from derivtutor.language import between

_GOES = {"+": "rises", "-": "falls", "0": "is constant"}
_KINDS = {"asymptote": "Vertical asymptote", "tangent": "Tangent", "secant": "Secant"}


def axis(shown: Axis, direction: str) -> str:
    """`Horizontal axis, x from −5 to 5`."""
    name = f", {shown.name}" if shown.name else ""
    powers = ", in powers of ten" if shown.is_log else ""
    return f"{direction} axis{name} from {short(shown.low)} to {short(shown.high)}{powers}"


def curve(shown: Curve) -> str:
    """`Curve f, in 2 pieces`."""
    pieces = f", in {len(shown.stretches)} pieces" if len(shown.stretches) > 1 else ""
    return f"Curve {shown.label}".rstrip() + pieces


def trend(name: str, variable: str, sign: Sign) -> str:
    """`f rises from x = −1 to x = 1`; at a single number it is level."""
    if sign.low == sign.high:
        return f"{name} is level at {_equation(variable, sign.low)}".strip()
    ends = f"from {_equation(variable, sign.low)} to {_equation(variable, sign.high)}"
    return f"{name} {_GOES[sign.sign]} {ends}".strip()


def straight(shown: Straight, variable: str) -> str:
    """`Vertical asymptote at x = 1`; of other lines between which points they are seen."""
    if shown.start[0] == shown.end[0]:
        return f"{_KINDS[shown.kind]} at {_equation(variable, shown.start[0])}"
    return f"{_KINDS[shown.kind]} from {_pair(shown.start)} to {_pair(shown.end)}"


def dot(shown: Dot) -> str:
    """`Point (1, 2)`, with its words where these are others; an open one does not belong to the curve."""
    place = _pair(shown.at)
    words = f": {shown.label}" if shown.label and shown.label != place else ""
    return f"{'Open point' if shown.is_open else 'Point'} {place}{words}"


def arrow(shown: Arrow) -> str:
    """`Arrow from (1, 1) to (2, 3)`."""
    return f"Arrow {shown.label}".rstrip() + f" from {_pair(shown.start)} to {_pair(shown.end)}"


def contour(shown: Contour) -> str:
    """`Contour at height 4`."""
    return f"Contour at height {shown.label or short(shown.level)}"


def _equation(variable: str, number: float) -> str:
    """`x = 1`, or `x ≈ 1.732` where that is rounded."""
    return f"{variable} {'=' if float(f'{number:.4g}') == number else '≈'} {short(number)}"


def _pair(point: Point) -> str:
    return f"({short(point[0])}{between()}{short(point[1])})"
