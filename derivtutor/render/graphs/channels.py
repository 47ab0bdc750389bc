"""How lines run between two layers: each from its start to a track, along that, and from there to its ends.

Lines of one net may share what they have in common; lines of two nets only cross. Whatever the direction of a drawing
is, `rows` are here what lines run along, and tracks are across.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from msgspec import Struct

_MOST = 60
"""Nets between two layers that are put in the order with the fewest crossings."""


class Net(Struct, frozen=True):
    """Where lines start and where they end; a net that was split goes on `after` another, at the row of its end."""

    number: int
    start: int
    ends: tuple[int, ...]
    after: Net | None = None

    @property
    def is_straight(self) -> bool:
        """Whether no track is needed."""
        return all(end == self.start for end in self.ends)

    @property
    def span(self) -> tuple[int, int]:
        """The rows that its track covers."""
        return min(self.start, *self.ends), max(self.start, *self.ends)


def tracks(nets: Sequence[Net]) -> tuple[dict[int, list[tuple[int, int]]], int]:
    """The way of each net by its number: at which track it leaves for which row, all but its ends; how many tracks.

    A way has one track, or two and the row between them: `[(0, start)]`, `[(0, start), (2, row)]`.
    """
    used = {row for net in nets for row in (net.start, *net.ends)}
    ordered = _ordered([net for net in nets if not net.is_straight], used)
    track: list[int] = []
    for place, net in enumerate(ordered):
        before = [track[other] for other in range(place) if _meet(ordered[other], net)]
        track.append(max(before, default=-1) + 1)
    ways: dict[int, list[tuple[int, int]]] = {net.number: [] for net in nets}
    for net, number in zip(ordered, track, strict=True):
        ways[net.number].append((number, net.start))
    return ways, max(track, default=-1) + 1


def _ordered(waiting: list[Net], used: set[int]) -> list[Net]:
    """Nets by their tracks, so that no two lie upon each other and few cross; one of a circle is split."""
    ordered: list[Net] = []
    worse = _worse(waiting)
    while waiting:
        before = _before(waiting)
        free = [net for net in waiting if not before[id(net)]]
        if free:
            ordered.append(min(free, key=lambda net: _sum_of(worse, net, waiting)) if worse else free[0])
            waiting.remove(ordered[-1])
        else:
            net = _of_a_circle(waiting[0], before)
            row = _spare(net, used)
            used.add(row)
            first = Net(net.number, net.start, (row,), net.after)
            waiting.remove(net)
            waiting += [first, Net(net.number, row, net.ends, first)]
    return ordered


def _before(nets: Sequence[Net]) -> dict[int, list[Net]]:
    """Which nets must have their track before a net's: one that starts where it ends, and one that it goes on after."""
    starting = {net.start: net for net in nets}
    before: dict[int, list[Net]] = {}
    for net in nets:
        there = [starting[end] for end in net.ends if end in starting]
        before[id(net)] = [other for other in there if other.after is not net and other is not net]
        before[id(net)] += [other for other in nets if other is net.after] if net.after else []
    return before


def _of_a_circle(net: Net, before: Mapping[int, Sequence[Net]]) -> Net:
    """A net that waits for itself in the end."""
    met = set[int]()
    while id(net) not in met:
        met.add(id(net))
        net = before[id(net)][0]
    return net


def _spare(net: Net, used: set[int]) -> int:
    """The free row that is nearest to the middle of where a net goes."""
    middle = (net.start + net.ends[0]) // 2
    return min(set(range(max(used) + 2)) - used, key=lambda row: (abs(row - middle), row))


def _worse(nets: Sequence[Net]) -> dict[tuple[int, int], int]:
    """How many crossings there are more, pair by pair, if the first net goes before the second; not of too many."""
    if len(nets) > _MOST:
        return {}
    pairs = itertools.permutations(nets, 2)
    return {(one.number, other.number): _crossings(one, other) - _crossings(other, one) for one, other in pairs}


def _sum_of(worse: Mapping[tuple[int, int], int], net: Net, others: Sequence[Net]) -> int:
    return sum([worse.get((net.number, other.number), 0) for other in others])


def _crossings(first: Net, second: Net) -> int:
    low, high = first.span
    bottom, top = second.span
    return (low <= second.start <= high) + sum([bottom <= end <= top for end in first.ends])


def _meet(first: Net, second: Net) -> bool:
    """Whether it matters which of two nets comes first."""
    (low, high), (bottom, top) = first.span, second.span
    if low <= top + 1 and bottom <= high + 1:
        return True
    return _crossings(first, second) != _crossings(second, first)
