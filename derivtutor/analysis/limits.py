"""What a function does at a point: its value, and what values and difference quotients tend to from either side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import pairwise
from typing import Literal, TypeAlias

from msgspec import Struct

from derivtutor.analysis.place import CERTAIN, Place, value
from derivtutor.libraries import flint
from derivtutor.notation.ball import Ball, Column, evaluate_balls, evaluate_settled, whole
from derivtutor.notation.tree import Integral, Node, parts

Side: TypeAlias = Literal[-1, 1]
Where: TypeAlias = Mapping[str, Node | Place]
"""A number for every letter: a constant expression, or a place."""


class _Scale(Struct, frozen=True):
    """With how many bits is reckoned, and how close one comes to a point, as powers of one half."""

    precision: int
    distances: tuple[int, int, int]


_FINE, _COARSE = _Scale(6000, (60, 300, 1500)), _Scale(400, (40, 80, 120))
"""Far enough apart to see even a logarithm grow; integrals are too slow for that."""

_SPREAD = (16, 11, 9)
"""At each distance so many sixteenths of it are looked at, to see whether the quantity keeps changing."""

_NEAR, _SAME = 40, 100
"""What has a limit has come near to it at the second distance, and is the same to so many bits at the third."""

_STEADY = 2
"""What grows or vanishes as slowly as a logarithm does so by more than this factor from one distance to the next."""

_INTEGRABLE = 0.99
"""What grows like this power of the reciprocal distance, or less, has an area below it."""

_BEYOND = 500
"""What has so many bits at the first distance, and none that can be computed closer by, grows beyond bounds."""


class Limit(Struct, frozen=True):
    """What a quantity tends to from one side: a number, as a ball of many digits, or beyond all bounds.

    `infinite` is 1 or -1 where it grows or falls beyond all bounds, else 0; without that and without a `value` there is
    no limit.
    """

    value: Ball | None
    infinite: Literal[-1, 0, 1] = 0


NONE = Limit(None)


def value_at(function: Node, where: Where) -> Ball | None:
    """The value at a point; None where there is none. Zeros and the borders of pieces are recognised."""
    precision = _scale(function).precision
    ball = evaluate_settled(function, {name: [_ball(at, precision)] for name, at in where.items()}, precision)[0]
    return ball if ball.is_finite() else None


def exists_at(function: Node, where: Where) -> bool:
    """Whether there is a value at a point; fewer bits mostly show that there is one."""
    return _roughly(function, where).is_finite() or value_at(function, where) is not None


def sign_at(function: Node, where: Where) -> Ball | None:
    """A number with the sign of the value at a point; None where there is no value."""
    ball = _roughly(function, where)
    return ball if ball > 0 or ball < 0 else value_at(function, where)


def _roughly(function: Node, where: Where) -> Ball:
    return evaluate_balls(function, {name: [_ball(at, CERTAIN)] for name, at in where.items()}, CERTAIN)[0]


def limits_of(function: Node, variable: str, where: Where, side: Side) -> tuple[Limit, Limit]:
    """What value and slope tend to from one side, looked at together."""
    here, *around = _around(function, variable, where, side)
    scale = _scale(function)
    return _tendency(around, scale), _slope(here, around, side, scale)


def value_side(function: Node, variable: str, where: Where, side: Side) -> Limit:
    """What the value tends to as `variable` comes to its number from below (-1) or above (1)."""
    return _tendency(_around(function, variable, where, side)[1:], _scale(function))


def is_integrable(function: Node, variable: str, where: Where, side: Side) -> bool:
    """Whether values do not grow so fast beside a point that the area below them has no bound."""
    scale = _scale(function)
    nearest = _around(function, variable, where, side)[-len(_SPREAD) :]
    with flint.ctx.workprec(scale.precision):
        bound = flint.arb(2) ** (_INTEGRABLE * scale.distances[-1])
        return all(ball.is_finite() and abs(ball) < bound for ball in nearest)


def slope_side(function: Node, variable: str, where: Where, side: Side, at: Ball | None = None) -> Limit:
    """The slope from one side: the limit of `(f(p + h) - f(p)) / h` as `h` goes to zero with the sign of `side`.

    `at` is `f(p)`, where the formula of the function has a gap at the point.
    """
    here, *around = _around(function, variable, where, side)
    return _slope(here if at is None else at, around, side, _scale(function))


def _slope(here: Ball, around: Column, side: Side, scale: _Scale) -> Limit:
    if not here.is_finite():
        return NONE
    with flint.ctx.workprec(scale.precision):
        quotients = [(there - here) / step for there, step in zip(around, _steps(side, scale), strict=True)]
        return _tendency(quotients, scale)


def _around(function: Node, variable: str, where: Where, side: Side) -> Column:
    """The value at a point, then those beside it."""
    scale = _scale(function)
    with flint.ctx.workprec(scale.precision):
        steps = [flint.arb(0), *_steps(side, scale)]
        environment = {name: [_ball(at, scale.precision)] * len(steps) for name, at in where.items()}
        environment[variable] = [at + step for at, step in zip(environment[variable], steps, strict=True)]
    return evaluate_settled(function, environment, scale.precision)


def _steps(side: Side, scale: _Scale) -> Column:
    return [
        flint.arb(side * sixteenths) * flint.arb(2) ** (-4 - power)
        for power in scale.distances
        for sixteenths in _SPREAD
    ]


def _scale(function: Node) -> _Scale:
    return _COARSE if any(isinstance(part, Integral) for part in parts(function)) else _FINE


def _ball(at: Node | Place, precision: int) -> Ball:
    return at.ball(precision) if isinstance(at, Place) else value(at, precision)


def _tendency(seen: Sequence[Ball], scale: _Scale) -> Limit:
    """What numbers tend to of which there are as many for each distance, from far to near."""
    count = len(_SPREAD)
    far, near, nearest = (seen[place : place + count] for place in range(0, len(seen), count))
    with flint.ctx.workprec(scale.precision):
        if not all(ball.is_finite() for ball in seen):
            return _beyond(far)
        vague = flint.arb(2) ** -_SAME
        if any(ball.rad() > (1 + abs(ball.mid())) * vague for ball in seen):
            return NONE
        middle = nearest[0].mid()
        apart = reduce(lambda far, further: far.max(further), (abs(ball - middle).mid() for ball in nearest))
        size = 1 + abs(middle)
        if apart < size * vague and all(abs(b - middle) < size * flint.arb(2) ** -_NEAR for b in near):
            return Limit(whole(flint.arb(middle, 16 * apart.mid() + flint.arb(2) ** (-2 * scale.distances[-1]))))
        sizes = [[abs(ball) for ball in row] for row in (far, near, nearest)]
        if _shrinks(sizes):
            return Limit(flint.arb(0))
        return Limit(None, _sign(seen)) if _shrinks(sizes[::-1]) else NONE


def _beyond(far: Sequence[Ball]) -> Limit:
    huge = flint.arb(2) ** _BEYOND
    return Limit(None, _sign(far)) if all(ball.is_finite() and abs(ball) > huge for ball in far) else NONE


def _shrinks(sizes: Sequence[Sequence[Ball]]) -> bool:
    """Whether every number is clearly smaller than every one of the group before it."""
    return all(_STEADY * small < large for before, after in pairwise(sizes) for large in before for small in after)


def _sign(seen: Sequence[Ball]) -> Literal[-1, 0, 1]:
    return 1 if all(ball > 0 for ball in seen) else -1 if all(ball < 0 for ball in seen) else 0
