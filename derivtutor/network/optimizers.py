"""How a gradient becomes a step: plain descent, momentum (Polyak, 1964) and Adam (Kingma and Ba, 2015)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

State: TypeAlias = tuple[float, ...]
"""What is remembered of one number from step to step."""

_MOMENTUM, _FIRST, _SECOND, _TINY = 0.9, 0.9, 0.999, 1e-8


class Optimizer(NamedTuple):
    """One way to step.

    Args:
        says: the formula of a step.
        memory: what is remembered before the first step.
        step: by how much a number changes, of its gradient, the rate, the count of the step from 1 and what is
            remembered; and what is remembered then.
    """

    name: str
    says: str
    memory: State
    step: Callable[[float, float, int, State], tuple[float, State]]


def _plain(gradient: float, rate: float, count: int, memory: State) -> tuple[float, State]:
    return -rate * gradient, ()


def _momentum(gradient: float, rate: float, count: int, memory: State) -> tuple[float, State]:
    velocity = _MOMENTUM * memory[0] + gradient
    return -rate * velocity, (velocity,)


def _adam(gradient: float, rate: float, count: int, memory: State) -> tuple[float, State]:
    first = _FIRST * memory[0] + (1 - _FIRST) * gradient
    second = _SECOND * memory[1] + (1 - _SECOND) * gradient * gradient
    mean, spread = first / (1 - _FIRST**count), second / (1 - _SECOND**count)
    return -rate * mean / (math.sqrt(spread) + _TINY), (first, second)


OPTIMIZERS: Mapping[str, Optimizer] = {
    row.name: row
    for row in (
        Optimizer("sgd", "new = old − rate · gradient", (), _plain),
        Optimizer("momentum", "velocity = 0.9 · velocity + gradient; new = old − rate · velocity", (0.0,), _momentum),
        Optimizer(
            "adam",
            "m = 0.9 m + 0.1 g and v = 0.999 v + 0.001 g², both divided by 1 − 0.9ⁿ and 1 − 0.999ⁿ in step n; "
            "new = old − rate · m/(√v + 10⁻⁸)",
            (0.0, 0.0),
            _adam,
        ),
    )
}  # fmt: skip
"""The optimizers by name."""
