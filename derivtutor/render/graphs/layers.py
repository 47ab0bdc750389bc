"""Which layer each box of a graph stands in, and in which order: layers by the longest path, order by barycentres.

An arrow over several layers bends in each of those between; arrows that leave one box together bend together
(Sugiyama, Tagawa and Toda, Methods for Visual Understanding of Hierarchical System Structures, 1981).
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from msgspec import Struct

from derivtutor.calculus.drawing import Drawing

_ROUNDS = 12
"""How often the layers are put in order, to and fro; small graphs do not change any more after half of that."""


class Link(Struct, frozen=True):
    """A piece of an arrow between two things in neighbouring layers; `arrow` is None where it only leads to a bend."""

    left: int
    right: int
    arrow: int | None
    is_highlighted: bool = False


class Layered(Struct):
    """Things in layers: the first ones are the boxes, by their places, the others are bends.

    `layers` has the things of each layer in order, `links` what is between each layer and the next.
    """

    layers: list[list[int]]
    links: list[list[Link]]


def depths(drawing: Drawing) -> list[int]:
    """The layer of each box: as many steps in as its longest way; what nothing leads to stands before its first use."""
    places = drawing.places
    into: list[list[int]] = [[] for _ in drawing.boxes]
    out: list[list[int]] = [[] for _ in drawing.boxes]
    for arrow in drawing.arrows:
        into[places[arrow.end]].append(places[arrow.start])
        out[places[arrow.start]].append(places[arrow.end])
    depth = [0] * len(drawing.boxes)
    for place in drawing.in_order():
        depth[place] = max([depth[before] + 1 for before in into[place]], default=0)
    for place, uses in enumerate(out):
        if not into[place] and uses:
            depth[place] = min([depth[use] for use in uses]) - 1
    return depth


def layered(drawing: Drawing) -> Layered:
    """A graph in layers, ordered so that few arrows cross."""
    depth, places = depths(drawing), drawing.places
    layers: list[list[int]] = [[] for _ in range(max(depth, default=-1) + 1)]
    for place in _from_the_end(drawing):
        layers[depth[place]].append(place)
    links: list[list[Link]] = [[] for _ in layers[1:]]
    bends: dict[tuple[int, int], int] = {}
    through: dict[tuple[int, int], bool] = {}
    for number, arrow in enumerate(drawing.arrows):
        left, end = places[arrow.start], places[arrow.end]
        for layer in range(depth[left] + 1, depth[end]):
            key = (places[arrow.start], layer)
            if key not in bends:
                bends[key] = len(drawing.boxes) + len(bends)
                layers[layer].append(bends[key])
            through[left, bends[key]] = through.get((left, bends[key]), False) or arrow.is_highlighted
            left = bends[key]
        links[depth[end] - 1].append(Link(left, end, number, arrow.is_highlighted))
    of = {thing: layer for layer, things in enumerate(layers) for thing in things}
    for (left, right), is_highlighted in through.items():
        links[of[left]].append(Link(left, right, None, is_highlighted))
    graph = Layered(layers, links)
    _order(graph)
    return graph


def _from_the_end(drawing: Drawing) -> list[int]:
    """The boxes as they are met on the way back from the last ones: what goes into one box stands together."""
    places = drawing.places
    into: list[list[int]] = [[] for _ in drawing.boxes]
    for arrow in drawing.arrows:
        into[places[arrow.end]].append(places[arrow.start])
    met: dict[int, None] = {}
    for end in reversed(drawing.in_order()):
        pending = [end]
        while pending:
            place = pending.pop()
            if place not in met:
                met[place] = None
                pending += reversed(into[place])
    return list(met)


def _order(graph: Layered) -> None:
    """Put every layer in the order of the middles of what is linked to it, to and fro, and keep the best."""
    best, least = [list(layer) for layer in graph.layers], crossings(graph)
    for turn in range(_ROUNDS):
        if not least:
            break
        forward = turn % 2 == 0
        for layer in range(1, len(graph.layers)) if forward else range(len(graph.layers) - 2, -1, -1):
            _sort(graph, layer, forward)
        count = crossings(graph)
        if count < least:
            best, least = [list(layer) for layer in graph.layers], count
    graph.layers = best


def _sort(graph: Layered, layer: int, forward: bool) -> None:
    things = graph.layers[layer]
    fixed = {thing: place for place, thing in enumerate(graph.layers[layer - 1 if forward else layer + 1])}
    at: dict[int, list[int]] = {thing: [] for thing in things}
    for link in graph.links[layer - 1 if forward else layer]:
        here, there = (link.right, link.left) if forward else (link.left, link.right)
        at[here].append(fixed[there])
    free = {thing: place for place, thing in enumerate(things)}
    middle = {thing: sum(there) / len(there) if there else free[thing] for thing, there in at.items()}
    graph.layers[layer] = sorted(things, key=lambda thing: middle[thing])


def crossings(graph: Layered) -> int:
    """How many pairs of links cross."""
    return sum([_crossings(graph, layer) for layer in range(len(graph.links))])


def _crossings(graph: Layered, layer: int) -> int:
    left, right = ({thing: at for at, thing in enumerate(things)} for things in graph.layers[layer : layer + 2])
    pairs = sorted([(left[link.left], right[link.right]) for link in graph.links[layer]])
    return _inversions([end for _, end in pairs])


def _inversions(ends: Sequence[int]) -> int:
    seen: list[int] = []
    count = 0
    for end in ends:
        count += len(seen) - bisect.bisect_right(seen, end)
        bisect.insort(seen, end)
    return count
