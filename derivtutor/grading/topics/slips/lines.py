"""Slips about tangents and tangent planes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivtutor.derivation.account import Result
from derivtutor.derivation.differentiator import derivative
from derivtutor.grading.topics.slips.model import Slip, Wanted
from derivtutor.notation.tree import Comparison, Name, Negation, Node, Number, Product, Sum, substitute


class _Touching:
    """A function, the point at which a line or plane touches it, the height and the slopes there."""

    def __init__(self, wanted: Wanted) -> None:
        document = wanted.document
        self.function: Node = document["expression"]
        self.variables = [document["wrt"]] if isinstance(document["wrt"], str) else list(document["wrt"])
        self.point: Mapping[str, Node] = document["at"]
        self.height = substitute(self.function, dict(self.point))
        self.everywhere = [derivative(self.function, variable) for variable in self.variables]
        self.slopes = [substitute(slope, dict(self.point)) for slope in self.everywhere]

    def rising(self, slopes: list[Node], sign: int = -1) -> list[Node]:
        """What the line or plane rises from the point on; from the origin where the sign is 0."""
        return [
            Product((slope, Sum((Name(letter), Product((Number(sign), self.point[letter]))))))
            for slope, letter in zip(slopes, self.variables, strict=True)
        ]


def _touching(wanted: Wanted) -> _Touching | None:
    return None if isinstance(wanted.document["expression"], Comparison) else _Touching(wanted)


def _slope_alone(wanted: Wanted) -> Iterator[Result]:
    if there := _touching(wanted):
        yield from (Result((slope,)) for slope in there.slopes)


def _not_evaluated(wanted: Wanted) -> Iterator[Result]:
    """The derivative itself, or a line with it for a slope."""
    if there := _touching(wanted):
        yield Result((Sum((there.height, *there.rising(there.everywhere))),))
        if len(there.everywhere) == 1:
            yield Result((there.everywhere[0],))


def _not_moved(wanted: Wanted) -> Iterator[Result]:
    if there := _touching(wanted):
        yield Result((Sum((there.height, *there.rising(there.slopes, 0))),))
        yield Result((Sum(tuple(there.rising(there.slopes, 0))),))


def _moved_backwards(wanted: Wanted) -> Iterator[Result]:
    if there := _touching(wanted):
        yield Result((Sum((there.height, *there.rising(there.slopes, 1))),))


def _height_missing(wanted: Wanted) -> Iterator[Result]:
    if there := _touching(wanted):
        yield Result((Sum(tuple(there.rising(there.slopes))),))


def _height_sign(wanted: Wanted) -> Iterator[Result]:
    if there := _touching(wanted):
        yield Result((Sum((Negation(there.height), *there.rising(there.slopes))),))
        yield Result((Sum((there.height, *map(Negation, there.rising(there.slopes)))),))


def _normal(wanted: Wanted) -> Iterator[Result]:
    if isinstance(normal := wanted.document.get("normal"), Node):
        yield Result((normal,))


_OF_BOTH = (
    (
        "tangent-slope-only",
        "the tangent is its slope",
        "That is a slope. The equation also needs the point that the tangent goes through.",
        _slope_alone,
    ),
    (
        "tangent-slope-not-evaluated",
        "the slope is the derivative everywhere",
        "The slope of a tangent is a number: put the point into the derivative.",
        _not_evaluated,
    ),
    (
        "tangent-not-through-point",
        "the tangent starts at the origin",
        "Put the point into your equation: does it hold? Measure from the point on, as in x − a.",
        _not_moved,
    ),
    (
        "tangent-shift-sign",
        "the distance from the point is x + a",
        "How far is x from the point? Subtract the coordinate of the point.",
        _moved_backwards,
    ),
    (
        "tangent-height-missing",
        "the height at the point is 0",
        "Put the point into your equation: which height comes out, and which should?",
        _height_missing,
    ),
    (
        "tangent-height-sign",
        "the height and the slopes have opposite signs",
        "Look at the signs: which terms stand on the same side of the equation as the height?",
        _height_sign,
    ),
)
"""What goes wrong with lines and planes alike."""

SLIPS: tuple[Slip, ...] = (
    *[Slip(row[0], topic, *row[1:]) for topic in ("tangent", "tangent-plane") for row in _OF_BOTH],
    Slip(
        "tangent-normal-given",
        "tangent",
        "the tangent is perpendicular to the curve",
        "That is the normal. The tangent has the slope of the function.",
        _normal,
    ),
)
