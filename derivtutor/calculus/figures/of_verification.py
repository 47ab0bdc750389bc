"""The figure of a verification: how far difference quotients are from the derivative, against h, on log axes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from derivtutor.calculus.figures.axes import decades, power_of_ten
from derivtutor.calculus.figures.figure import Axis, Curve, Dot, Figure, Point
from derivtutor.derivation.region import listed
from derivtutor.language import counted, translated
from derivtutor.notation import linear
from derivtutor.notation.tree import Name

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Explanation

_WAYS = {"forward": "forward", "central": "central"}
_BEST = {"forward": "h ≈ {h} forward", "central": "h ≈ {h} central"}


def figure(explanation: Explanation) -> Figure:
    """The errors of the differences by the first variable."""
    facts = explanation.document
    is_one = len(facts["wrt"]) == 1
    slope, rows = (facts[key] if is_one else facts[key][0] for key in ("value", "differences"))
    best = {way: found if is_one else found[0] for way, found in facts["best_h"].items()}
    errors = {way: points for way in _WAYS if (points := _errors(rows, way, slope))}
    steps = [row["h"] for row in rows]
    known = [error for points in errors.values() for _, error in points] or [1.0]
    low, high = math.floor(math.log10(min(known))), math.ceil(math.log10(max(known)))
    up = Axis(translated("error"), 10.0 ** (low - (low == high)), 10.0**high, decades(low, high, 6), is_log=True)
    first, last = (round(math.log10(end)) for end in (min(steps), max(steps)))
    return Figure(
        _says("" if is_one else linear.unicode(Name(facts["wrt"][0])), {way: best[way] for way in errors}),
        Axis("h", min(steps), max(steps), decades(first, last, 8), is_log=True),
        up,
        tuple(
            [
                Curve(translated(_WAYS[way]), (tuple(points),), style)
                for style, (way, points) in enumerate(errors.items())
            ]
        ),
        tuple([Dot(point) for way, points in errors.items() for point in points if point[0] == best[way]]),
    )


def _errors(rows: list[dict[str, float]], way: str, slope: float) -> list[Point]:
    """An error of zero has no place on a log axis."""
    found = [(row["h"], abs(row[way] - slope)) for row in rows]
    return [(h, error) for h, error in sorted(found) if error > 0 and math.isfinite(error)]


def _says(variable: str, best: dict[str, float]) -> str:
    if not best:
        says = translated(_NONE_OF if variable else _NONE)
        return says.format(variable=variable)
    steps = [translated(_BEST[way]).format(h=power_of_ten(round(math.log10(h)))) for way, h in best.items()]
    errors = translated(_ERRORS_OF if variable else _ERRORS).format(variable=variable)
    told = counted("Best is {steps}.", "Best are {steps}.", len(best)).format(steps=listed(steps, "and"))
    return f"{errors} {told}"


_NONE = "The difference quotients have no error that could be shown."
_NONE_OF = "The difference quotients with respect to {variable} have no error that could be shown."
_ERRORS = "Errors of difference quotients against h."
_ERRORS_OF = "Errors of difference quotients with respect to {variable} against h."
