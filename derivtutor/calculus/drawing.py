"""A graph to be drawn, as data: boxes with words in them and arrows between them; every format draws it in its way."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.showing import Shown

Sort: TypeAlias = Literal["input", "operation", "loss"]
"""What a box is: where the graph begins, what is done on the way, where it ends."""


class Box(Struct, frozen=True):
    """One node of a graph: `name` is its own, `lines` are what stands in it, such as `z = w x` and `0.33`."""

    name: str
    lines: tuple[str, ...]
    sort: Sort = "operation"
    is_highlighted: bool = False


class Arrow(Struct, frozen=True):
    """From one box to another, both by their names; `label` stands beside it."""

    start: str
    end: str
    label: str = ""
    is_highlighted: bool = False


class Drawing(Shown, Struct, frozen=True):
    """A graph without cycles, and a sentence that says what it shows.

    Each box stands in it once, however many arrows leave it; several arrows may go the same way.

    Raises:
        ValueError: where two boxes have one name, an arrow goes nowhere, or arrows go round in a circle.
    """

    says: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...] = ()

    def __post_init__(self) -> None:
        names = {box.name for box in self.boxes}
        if len(names) < len(self.boxes):
            raise ValueError("two boxes have the same name")
        for arrow in self.arrows:
            if arrow.start not in names or arrow.end not in names:
                raise ValueError(f"no box for the arrow from {arrow.start} to {arrow.end}")
        self.in_order()

    def _in_short(self) -> str:
        return f"graph of {len(self.boxes)} boxes: {self.says}"

    @property
    def places(self) -> dict[str, int]:
        """Where each box is, by its name."""
        return {box.name: place for place, box in enumerate(self.boxes)}

    def in_order(self) -> list[int]:
        """The places of the boxes, each behind all that have an arrow to it, else as they were given."""
        places = self.places
        waiting = [0] * len(self.boxes)
        following: list[list[int]] = [[] for _ in self.boxes]
        for arrow in self.arrows:
            waiting[places[arrow.end]] += 1
            following[places[arrow.start]].append(places[arrow.end])
        ordered = [place for place, count in enumerate(waiting) if not count]
        for place in ordered:
            for after in following[place]:
                waiting[after] -= 1
                if not waiting[after]:
                    ordered.append(after)
        if len(ordered) < len(self.boxes):
            raise ValueError("the arrows go round in a circle")
        return ordered

    def marked(self, boxes: Collection[str] = (), arrows: Collection[tuple[str, str]] = ()) -> Drawing:
        """The same with these boxes and arrows highlighted and no others; everything stays where it is."""
        marked = [replace(box, is_highlighted=box.name in boxes) for box in self.boxes]
        ways = [replace(arrow, is_highlighted=(arrow.start, arrow.end) in arrows) for arrow in self.arrows]
        return replace(self, boxes=tuple(marked), arrows=tuple(ways))

    def around(self, names: Collection[str]) -> Drawing:
        """The part of it that these boxes are in, with those that an arrow leads to from them, or from there."""
        ends = {
            name for arrow in self.arrows for name in (arrow.start, arrow.end) if {arrow.start, arrow.end} & {*names}
        }
        kept = ends | {*names}
        arrows = [arrow for arrow in self.arrows if arrow.start in kept and arrow.end in kept]
        return replace(self, boxes=tuple([box for box in self.boxes if box.name in kept]), arrows=tuple(arrows))

    def as_dict(self) -> dict[str, Any]:
        """The graph for programs."""
        return {
            "says": self.says,
            "nodes": [
                {"name": box.name, "lines": list(box.lines), "sort": box.sort, "highlighted": box.is_highlighted}
                for box in self.boxes
            ],
            "edges": [
                {"from": arrow.start, "to": arrow.end, "label": arrow.label, "highlighted": arrow.is_highlighted}
                for arrow in self.arrows
            ],
        }
