"""Points of a curve that an equation describes: some to check what is said of it; whether a given one lies on it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, pairwise
from typing import Any

from derivtutor.analysis.place import Place
from derivtutor.calculus import sentences
from derivtutor.calculus.values import put_in
from derivtutor.derivation.amount import Spot
from derivtutor.errors import Refusal
from derivtutor.language import between
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.rational import number
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Comparison, Name, Negation, Node, Sum, names

_PRECISION = 192
_MOST = 3
_NEAR = 1e-9
"""So near, relative to its size, a point in decimals must be to a curve to count as lying on it."""

_PLACES = tuple(
    map(Fraction, ("3/5", "7/4", "-4/7", "13/6", "-9/4", "31/9", "1/7", "-25/6", "53/10", "1/23", "-1/190", "1/2100"))
)
_FAR = [Fraction(9) * 2**power for power in range(20)]
_CLOSE = [Fraction(sign, 8 * 2**power) for power in range(10) for sign in (1, -1)]
_SCAN = (
    *(-place for place in reversed(_FAR)),
    *sorted([*_CLOSE, *(Fraction(place, 7) + Fraction(1, 97) for place in range(-56, 57))]),
    *_FAR,
)
"""Where the curve is looked for along the second letter: between these numbers a sign may change."""


def zero_form(equation: Comparison) -> Node:
    """What is zero on the curve: the left side without the right one."""
    left, right = equation.operands
    return Sum((left, Negation(right)))


def points_on(equation: Comparison, first: str, second: str) -> list[dict[str, Any]]:
    """Some points of the curve, a few; each letter with a fraction or a ball. None where none are found at once."""
    both = (
        islice(_along(zero_form(equation), first, second), _MOST),
        islice(_along(zero_form(equation), second, first), _MOST),
    )
    return [point for points in both for point in points]


def _along(node: Node, first: str, second: str) -> Iterator[dict[str, Any]]:
    others = sorted(names(node) - {first, second})
    for turn, place in enumerate(_PLACES):
        values = {first: place, **{other: _PLACES[(turn + rank) % 2] for rank, other in enumerate(others, 1)}}
        inside = put_in(node, {name: number(value) for name, value in values.items()})
        for low, high in _changes(inside, second):
            ball = Place(None, inside, second, low, high).ball(_PRECISION)
            residue = evaluate_ball(inside, {second: ball}, _PRECISION)
            if residue is not None and residue.contains(0) and abs(residue) < 1:  # and no pole
                yield {**values, second: ball}
                break


def _changes(node: Node, letter: str) -> Iterator[tuple[Fraction, Fraction]]:
    run = compile_real(node, (letter,))
    signed = [(place, run((float(place),))) for place in _SCAN]
    for (low, below), (high, above) in pairwise(signed):
        if math.isfinite(below) and math.isfinite(above) and below * above < 0:
            yield low, high


def require_on(equation: Comparison, point: Mapping[str, Node], refusal: Refusal = sentences.NOT_ON_CURVE) -> None:
    """Raise the refusal of a point that does not lie on a curve or surface, or at which a side has no value."""
    spot = Spot(point)
    left, right = (spot.amount(side) for side in equation.operands)
    for side, amount in zip(equation.operands, (left, right), strict=True):
        if not amount.is_defined:
            raise sentences.UNDEFINED_THERE(expression=linear.unicode(put_in(side, point)))
    if left.is_same(right) or left.has_letters or right.has_letters:
        return
    if abs(left.value - right.value) > _NEAR * max(1, abs(left.value)) or _is_exact(point):
        raise refusal(point=shown(point), left=left.text, right=right.text)


def _is_exact(point: Mapping[str, Node]) -> bool:
    """Whether no value was written as a long decimal, which may be rounded."""
    return all(len(linear.text(value)) < 8 for value in point.values())


def shown(point: Mapping[str, Node]) -> str:
    """A point in a sentence: `x = 3, y = 4`."""
    return between().join(f"{linear.unicode(Name(name))} = {linear.unicode(value)}" for name, value in point.items())
