"""The paths from a loss back to one number: one factor an edge, and how many there are."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

from msgspec import Struct

from derivtutor.network.graph import Graph
from derivtutor.network.passes import Forward, Local
from derivtutor.network.shapes import size
from derivtutor.network.targets import Target

Number: TypeAlias = tuple[int, int]
"""One number of a graph: the place of its vertex, and the entry there."""


class Hop(Struct, frozen=True):
    """One edge of a path: from an entry of a result to an entry of its operand `turn`, and the slope there."""

    result: Number
    operand: Number
    turn: int
    slope: float


Path: TypeAlias = tuple[Hop, ...]
_Trail: TypeAlias = "tuple[_Trail, Hop] | None"


class Paths(Struct, frozen=True):
    """How many paths there are, and some of them."""

    count: int
    some: tuple[Path, ...]


def paths(graph: Graph, forward: Forward, target: Target, most: int = 12) -> Paths:
    """The paths from the loss to a number; of many the first `most`.

    Edges between entries that have nothing to do with each other are no edges.
    """
    goal = (target.place, target.entry or 0)
    start = (graph.loss, 0)

    @functools.cache
    def hops(at: Number) -> tuple[Hop, ...]:
        return tuple(_hops(graph, forward, at))

    counts: dict[Number, int] = {goal: 1}
    for number in _from_the_leaves(start, hops):
        if number != goal:
            counts[number] = sum(counts.get(hop.operand, 0) for hop in hops(number))

    def walks(at: Number) -> Iterator[Path]:
        stack: list[tuple[Number, _Trail]] = [(at, None)]
        while stack:
            here, before = stack.pop()
            if here == goal:
                yield _followed(before)
                continue
            onward = [hop for hop in hops(here) if counts.get(hop.operand)]
            stack += [(hop.operand, (before, hop)) for hop in reversed(onward)]

    return Paths(counts.get(start, 0), tuple(islice(walks(start), most)) if counts.get(start) else ())


def _followed(trail: _Trail) -> Path:
    hops = []
    while trail is not None:
        trail, hop = trail
        hops.append(hop)
    return tuple(reversed(hops))


def _from_the_leaves(start: Number, hops: functools._lru_cache_wrapper[tuple[Hop, ...]]) -> list[Number]:
    """All numbers that the first one depends on, each after those that it depends on."""
    seen, pending = {start}, [start]
    while pending:
        for hop in hops(pending.pop()):
            if hop.operand not in seen:
                seen.add(hop.operand)
                pending.append(hop.operand)
    return sorted(seen)


def _hops(graph: Graph, forward: Forward, at: Number) -> Iterator[Hop]:
    place, entry = at
    vertex = graph.vertices[place]
    for turn, (operand, local) in enumerate(zip(vertex.operands, forward.locals[place], strict=False)):
        if local is None:
            continue
        for into, slope in _slopes(graph, place, entry, operand, local):
            yield Hop(at, (operand, into), turn, slope)


def _slopes(graph: Graph, place: int, entry: int, operand: int, local: Local) -> Iterator[tuple[int, float]]:
    """The entries of an operand that one entry of a result depends on, with the slopes."""
    if isinstance(local, float):
        yield 0, local
        return
    vertex, shape = graph.vertices[place], graph.vertices[operand].shape
    assert callable(local)
    assert vertex.operation is not None
    unit = [float(at == entry) for at in range(size(vertex.shape))] if vertex.shape else 1.0
    shares = local(unit)
    if not shape:
        yield 0, shares
        return
    is_own = vertex.operation.formula is not None
    yield from [(at, share) for at, share in enumerate(shares) if (at == entry if is_own else share)]
