"""Where things of a layer stand: in order, as near as possible to what they are linked to, none upon another."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from derivtutor.render.graphs.layers import Layered, Link

_ROUNDS = 4
_BEND, _ALONE = 8.0, 0.01
"""How much a bend wants to be straight, and a box that is linked to nothing on one side to stand anywhere."""


class Thing(Struct):
    """A box or a bend: how broad it is, what is left free beside it, and where its lines start and end on it."""

    breadth: int
    gap: int
    out: int
    is_bend: bool
    into: dict[Link, int] = {}


def spaced(wanted: Sequence[float], weights: Sequence[float], steps: Sequence[int]) -> list[int]:
    """Places in order, each at least its step behind the one before, that are least away from what is wanted.

    What would overlap is put together and moved as one (isotonic regression by pooling adjacent violators: Ayer et
    al., 1955).

    >>> spaced([0, 0, 9], [1, 1, 1], [0, 4, 4])
    [-2, 2, 9]
    """
    starts = list(itertools.accumulate(steps))
    pools: list[tuple[float, float, int]] = []
    for want, weight, start in zip(wanted, weights, starts, strict=True):
        place, heavy, count = float(want - start), float(weight), 1
        while pools and pools[-1][0] > place:
            other, weight_before, count_before = pools.pop()
            place = (place * heavy + other * weight_before) / (heavy + weight_before)
            heavy, count = heavy + weight_before, count + count_before
        pools.append((place, heavy, count))
    moved = [math.floor(place + 0.5) for place, _, count in pools for _ in range(count)]
    return [place + start for place, start in zip(moved, starts, strict=True)]


def placed(graph: Layered, things: Mapping[int, Thing]) -> dict[int, int]:
    """Where each thing begins; the first one at 0."""
    at: dict[int, int] = {}
    for layer in graph.layers:
        for thing, place in zip(layer, _packed([things[thing] for thing in layer]), strict=True):
            at[thing] = place
    numbers = range(len(graph.layers))
    for _ in range(_ROUNDS):
        for number in reversed(numbers):
            _move(graph, things, at, number, forward=False)
        for number in numbers:
            _move(graph, things, at, number, forward=True)
    least = min(at.values(), default=0)
    return {thing: place - least for thing, place in at.items()}


def _steps(things: Sequence[Thing]) -> list[int]:
    """How far each begins at least behind the one before."""
    return [0, *[before.breadth + max(before.gap, after.gap) for before, after in itertools.pairwise(things)]]


def _packed(things: Sequence[Thing]) -> list[int]:
    return list(itertools.accumulate(_steps(things)))


def _move(graph: Layered, things: Mapping[int, Thing], at: dict[int, int], layer: int, forward: bool) -> None:
    """One layer, to where the layer before wants it, or the one behind; what none wants goes to the other side."""
    before = graph.links[layer - 1] if layer else []
    behind = graph.links[layer] if layer < len(graph.links) else []
    back: dict[int, list[int]] = {thing: [] for thing in graph.layers[layer]}
    ahead: dict[int, list[int]] = {thing: [] for thing in graph.layers[layer]}
    for link in before:
        back[link.right].append(at[link.left] + things[link.left].out - things[link.right].into[link])
    for link in behind:
        ahead[link.left].append(at[link.right] + things[link.right].into[link] - things[link.left].out)
    wanted, weights = [], []
    for thing in graph.layers[layer]:
        first, second = (back, ahead) if forward else (ahead, back)
        places = first[thing] or second[thing] or [at[thing]]
        wanted.append(sum(places) / len(places))
        weights.append((_BEND if things[thing].is_bend else 1.0) if first[thing] else _ALONE)
    row = [things[thing] for thing in graph.layers[layer]]
    for thing, place in zip(graph.layers[layer], spaced(wanted, weights, _steps(row)), strict=True):
        at[thing] = place
