"""How lines run between two layers: each from its start to a track, along that, and from there to its ends.

Lines of one net may share what they have in common; lines of two nets only cross. Whatever the direction of a drawing
is, `rows` are here what lines run along, and tracks are across.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


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
    while waiting:
        free = [net for net in waiting if not any(_must(other, net) for other in waiting)]
        if free:
            ordered.append(min(free, key=lambda net: _crossings_more(net, waiting)))
            waiting.remove(ordered[-1])
        else:
            net = _of_a_circle(waiting)
            row = _spare(net, used)
            used.add(row)
            first = Net(net.number, net.start, (row,), net.after)
            waiting.remove(net)
            waiting += [first, Net(net.number, row, net.ends, first)]
    return ordered


def _must(first: Net, second: Net) -> bool:
    """Whether one net has to have its track before the other's: it starts in a row where the other ends."""
    if second.after is first or first.after is second:
        return second.after is first
    return first is not second and first.start in second.ends


def _of_a_circle(nets: Sequence[Net]) -> Net:
    """A net that waits for itself in the end."""
    net, met = nets[0], set[int]()
    while id(net) not in met:
        met.add(id(net))
        net = next(other for other in nets if _must(other, net))
    return net


def _spare(net: Net, used: set[int]) -> int:
    """The free row that is nearest to the middle of where a net goes."""
    middle = (net.start + net.ends[0]) // 2
    return min(set(range(max(used) + 2)) - used, key=lambda row: (abs(row - middle), row))


def _crossings_more(net: Net, others: Sequence[Net]) -> int:
    """How many crossings there are more if a net goes before the others than if it goes behind them."""
    return sum([_crossings(net, other) - _crossings(other, net) for other in others if other is not net])


def _crossings(first: Net, second: Net) -> int:
    low, high = first.span
    bottom, top = second.span
    return (low <= second.start <= high) + sum([bottom <= end <= top for end in first.ends])


def _meet(first: Net, second: Net) -> bool:
    """Whether it matters which of two nets comes first."""
    (low, high), (bottom, top) = first.span, second.span
    if low <= top + 1 and bottom <= high + 1:
        return True
    return _must(first, second) or _crossings(first, second) != _crossings(second, first)
