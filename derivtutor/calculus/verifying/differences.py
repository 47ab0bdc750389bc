"""Derivatives by numbers: differences for smaller and smaller h, their orders, the complex step, the Taylor test."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import TypeAlias

from msgspec import Struct

from derivtutor.notation.real import compile_real
from derivtutor.notation.slope import STEP, evaluate
from derivtutor.notation.tree import Node

Line: TypeAlias = Callable[[float], float]
"""The function at so far a distance from the point, in one direction."""

STEPS = tuple([float(f"1e-{place}") for place in range(1, 13)])
"""The values of h, each a tenth of the one before."""

_EPSILON = 2.0**-52
_CLEAR = 100
"""An error tells of the order where it is so many times what rounding may do."""

_WHOLE = 0.1
"""So near to a whole number, a measured order is told as that."""


class Differences(Struct, frozen=True):
    """What differences come to at the values of h, each nan where the function has no value."""

    height: float
    forward: tuple[float, ...]
    backward: tuple[float, ...]
    central: tuple[float, ...]


class Accuracy(Struct, frozen=True):
    """How far one kind of difference is from the derivative at the values of h, and how far rounding may bring it.

    `measured` is the power of h with which the error shrinks, None where there is no error but that of rounding.
    """

    errors: tuple[float, ...]
    roundings: tuple[float, ...]
    measured: float | None

    @property
    def order(self) -> float | None:
        """The order as a whole number, where it is nearly one."""
        if self.measured is None or abs(self.measured - round(self.measured)) > _WHOLE:
            return self.measured
        return round(self.measured)

    @property
    def best(self) -> float | None:
        """The h at which error and what rounding may do, whichever is larger, are smallest: below it luck decides."""
        bounds = [
            (max(error, rounding), -h)
            for error, rounding, h in zip(self.errors, self.roundings, STEPS, strict=True)
            if not math.isnan(error)
        ]
        return -min(bounds)[1] if bounds else None


def line(node: Node, point: Mapping[str, float], direction: Mapping[str, float]) -> Line:
    """A function along a direction through a point."""
    value = compile_real(node, list(point))
    places = [(start, direction.get(letter, 0.0)) for letter, start in point.items()]
    return lambda distance: value([start + distance * slope for start, slope in places])


def differences(along: Line) -> Differences:
    """Forward, backward and central differences."""
    here = along(0.0)
    pairs = [(along(h), along(-h)) for h in STEPS]
    return Differences(
        here,
        tuple([(after - here) / h for h, (after, _) in zip(STEPS, pairs, strict=True)]),
        tuple([(here - before) / h for h, (_, before) in zip(STEPS, pairs, strict=True)]),
        tuple([(after - before) / (2 * h) for h, (after, before) in zip(STEPS, pairs, strict=True)]),
    )


def accuracy(values: Sequence[float], slope: float, height: float, place: float) -> Accuracy:
    """How far differences are from a slope; rounding touches the value and, by the slope, the place."""
    errors = tuple([abs(value - slope) for value in values])
    size = abs(height) + abs(place * slope)
    roundings = tuple([_EPSILON * (size / h + abs(slope)) for h in STEPS])
    return Accuracy(errors, roundings, measured_order(errors, roundings))


def measured_order(errors: Sequence[float], roundings: Sequence[float]) -> float | None:
    """The power of h with which errors shrink, by the last two before rounding may show."""
    pairs = list(zip(errors, roundings, strict=True))
    clear = list(takewhile(lambda pair: math.isnan(pair[0]) or pair[0] > _CLEAR * pair[1], pairs))
    known = [error for error, _ in clear if not math.isnan(error)]
    return round(math.log10(known[-2] / known[-1]), 2) if len(known) > 1 else None


def complex_step(node: Node, point: Mapping[str, float], letter: str) -> float:
    """The derivative as the imaginary part beside the real axis; nan where the function is not smooth."""
    environment = {name: [complex(value, STEP if name == letter else 0.0)] for name, value in point.items()}
    return evaluate(node, environment)[0].imag / STEP


class Remainders(Struct, frozen=True):
    """What is left of a function's change without a slope, with the right one, and with one that is a little wrong."""

    plain: tuple[float, ...]
    right: tuple[float, ...]
    wrong: tuple[float, ...]
    orders: tuple[float | None, float | None, float | None]


def remainders(along: Line, slope: float) -> Remainders:
    """The Taylor test in one direction."""
    here = along(0.0)
    off = slope * 1.01 if slope else 0.01
    columns = [tuple([abs(along(h) - here - h * tried) for h in STEPS]) for tried in (0.0, slope, off)]
    roundings = [_EPSILON * max(abs(here), abs(slope) * h) for h in STEPS]
    orders = [Accuracy(column, (), measured_order(column, roundings)).order for column in columns]
    return Remainders(columns[0], columns[1], columns[2], (orders[0], orders[1], orders[2]))
