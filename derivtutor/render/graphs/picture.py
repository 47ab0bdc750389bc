"""A graph on a grid of characters: where its boxes stand, how its lines run, where their labels are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from derivtutor.calculus.drawing import Box, Drawing
from derivtutor.notation.block import columns
from derivtutor.render.graphs.channels import Net, tracks
from derivtutor.render.graphs.layers import Layered, Link, layered
from derivtutor.render.graphs.places import Thing, placed

Point: TypeAlias = tuple[int, int]
"""Column and row."""


class Frame(Struct, frozen=True):
    """Where a box stands; one without border has the room of one at its sides."""

    box: Box
    left: int
    top: int
    width: int
    height: int
    has_border: bool


class Wire(Struct, frozen=True):
    """A line from corner to corner; it comes from the box `source`, and `has_head` where it arrives at one."""

    source: int
    points: tuple[Point, ...]
    has_head: bool
    is_highlighted: bool


class Label(Struct, frozen=True):
    """What is written beside a line, and where it begins."""

    text: str
    at: Point


class Picture(Struct, frozen=True):
    """A graph as it stands on the grid."""

    width: int
    height: int
    is_down: bool
    frames: tuple[Frame, ...]
    wires: tuple[Wire, ...]
    labels: tuple[Label, ...]


def picture(drawing: Drawing, is_down: bool = False) -> Picture:
    """A graph as it stands on the grid, its arrows to the right or down."""
    return _Placing(drawing, is_down).picture()


class _Placing:
    """Everything is said here by how far `along` the arrows it is, and how far `across`."""

    def __init__(self, drawing: Drawing, is_down: bool) -> None:
        self.drawing, self.is_down = drawing, is_down
        self.graph = layered(drawing)
        self.sources = _sources(self.graph, len(drawing.boxes))
        self.into = _into(self.graph)
        self.things = {thing: self.thing(thing) for layer in self.graph.layers for thing in layer}
        self.across = placed(self.graph, self.things)
        self.along: dict[int, int] = {}
        self.wires: list[Wire] = []
        self.labels: list[Label] = []

    def picture(self) -> Picture:
        start = 0
        ends: list[int] = []
        for layer, things in enumerate(self.graph.layers):
            depth = max([self.length(thing) for thing in things])
            for thing in things:
                spare = depth - self.length(thing)
                self.along[thing] = start + (0 if self.into.get(thing) or self.is_bend(thing) else spare)
            ends.append(start + depth)
            if layer < len(self.graph.links):
                start = self.channel(layer, ends)
        frames = [self.frame(place) for place in range(len(self.drawing.boxes))]
        corners = [(frame.left + frame.width, frame.top + frame.height) for frame in frames]
        corners += [(x + 1, y + 1) for wire in self.wires for x, y in wire.points]
        corners += [(label.at[0] + columns(label.text), label.at[1] + 1) for label in self.labels]
        width, height = (max([corner[side] for corner in corners], default=0) for side in (0, 1))
        return Picture(width, height, self.is_down, tuple(frames), tuple(self.wires), tuple(self.labels))

    # -- how large things are ----------------------------------------------------------------------------------

    def is_bend(self, thing: int) -> bool:
        return thing >= len(self.drawing.boxes)

    def has_border(self, thing: int) -> bool:
        """An input is words alone, unless something leads to it after all."""
        return not self.is_bend(thing) and (self.drawing.boxes[thing].sort != "input" or bool(self.into.get(thing)))

    def size(self, thing: int) -> tuple[int, int]:
        """Width and height of a box, without what it needs for its lines."""
        box = self.drawing.boxes[thing]
        inside = max([columns(line) for line in box.lines], default=0)
        high = max(len(box.lines), 1)
        return (inside + 4, high + 2) if self.has_border(thing) else (inside + 2, high)

    def length(self, thing: int) -> int:
        return 1 if self.is_bend(thing) else self.size(thing)[self.is_down]

    def thing(self, thing: int) -> Thing:
        links = self.into.get(thing, [])
        if self.is_bend(thing):
            return Thing(1, 0, 0, True, dict.fromkeys(links, 0))
        breadth = self.size(thing)[not self.is_down]
        border = int(self.is_down or self.has_border(thing))
        rooms = [self.room(link) for link in links]
        breadth = max(breadth, sum(rooms) + 2 * border)
        inner, count = breadth - 2 * border, len(links)
        if self.is_down and max(rooms, default=1) > 1:
            offsets = [(inner - sum(rooms)) // 2 + sum(rooms[:turn]) for turn in range(count)]
        else:
            offsets = [(2 * turn + 1) * inner // (2 * count) for turn in range(count)]
        into = {link: border + offset for link, offset in zip(links, offsets, strict=True)}
        return Thing(breadth, 2 if self.is_down else 1, border + inner // 2, False, into)

    def room(self, link: Link) -> int:
        """How much of a side an arrow takes; downwards its label stands beside it."""
        text = self.label(link)
        return columns(text) + 3 if self.is_down and text else 1

    def label(self, link: Link) -> str:
        return "" if link.arrow is None else self.drawing.arrows[link.arrow].label

    # -- how lines run -----------------------------------------------------------------------------------------

    def channel(self, layer: int, ends: Sequence[int]) -> int:
        """The lines from one layer to the next, and where that begins."""
        links = self.graph.links[layer]
        leaving: dict[int, list[Link]] = {}
        for link in links:
            leaving.setdefault(link.left, []).append(link)
        nets = [Net(left, self.start(left), tuple(map(self.end, of_net))) for left, of_net in leaving.items()]
        ways, count = tracks(nets)
        longest = max([columns(self.label(link)) for link in links])
        lead, step, tail = (0, 1, 1 + (longest > 0)) if self.is_down else (1, 2, 2 + (longest and longest + 2))
        first = ends[layer] + lead
        start = first + max(step * (count - 1) + 1 if count else 0, 1) + tail
        for left, of_net in leaving.items():
            turns = [(first + step * track, row) for track, row in ways[left]]
            for link in of_net:
                self.wire(link, turns, start)
        return start

    def start(self, thing: int) -> int:
        return self.across[thing] + self.things[thing].out

    def end(self, link: Link) -> int:
        return self.across[link.right] + self.things[link.right].into[link]

    def wire(self, link: Link, turns: Sequence[tuple[int, int]], start: int) -> None:
        """One link: from the box or bend, by its tracks, to the next layer, which begins at `start`."""
        is_bend = self.is_bend(link.right)
        row, end = self.start(link.left), self.end(link)
        points = [(self.along[link.left] + self.length(link.left) - self.joins(link.left), row)]
        if end != row:
            rows = [*[row for _, row in turns[1:]], end]
            for (track, before), after in zip(turns, rows, strict=True):
                points += [(track, before), (track, after)]
        points.append((start if is_bend else start - 1, end))
        wire = tuple([self.point(*point) for point in points])
        self.wires.append(Wire(self.sources[link.left], wire, not is_bend, link.is_highlighted))
        if self.label(link):
            text = self.label(link)
            back = (start - 2, end + 2) if self.is_down else (start - 3 - columns(text), end)
            self.labels.append(Label(text, self.point(*back)))

    def joins(self, thing: int) -> bool:
        """Whether a line begins within a thing: not beside the words of an input."""
        return self.is_down or self.is_bend(thing) or self.has_border(thing)

    def point(self, along: int, across: int) -> Point:
        return (across, along) if self.is_down else (along, across)

    def frame(self, place: int) -> Frame:
        width, height = self.size(place)
        breadth = self.things[place].breadth
        width, height = (breadth, height) if self.is_down else (width, breadth)
        left, top = self.point(self.along[place], self.across[place])
        return Frame(self.drawing.boxes[place], left, top, width, height, self.has_border(place))


def _sources(graph: Layered, boxes: int) -> dict[int, int]:
    """Of each thing the box that the lines through it come from."""
    sources = {place: place for place in range(boxes)}
    for links in graph.links:
        for link in links:
            sources.setdefault(link.right, sources[link.left])
    return sources


def _into(graph: Layered) -> Mapping[int, list[Link]]:
    """What arrives at each thing, in the order in which it comes from the layer before."""
    into: dict[int, list[Link]] = {}
    for layer, links in enumerate(graph.links):
        at = {thing: place for place, thing in enumerate(graph.layers[layer])}
        for link in sorted(links, key=lambda link: at[link.left]):
            into.setdefault(link.right, []).append(link)
    return into
