"""A graph in characters: to the right where that fits the screen, else downwards, else as a list, never cut off.

Where the boxes are too wide for that, their last lines are left out first: what a box is stands in its first line.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from derivtutor.calculus.drawing import Arrow, Box, Drawing
from derivtutor.language import translated
from derivtutor.render.graphs.canvas import Canvas
from derivtutor.render.graphs.layers import depths
from derivtutor.render.graphs.picture import picture
from derivtutor.render.safe import ascii_text, safe

MOST, MOST_OF_A_PAGE = 40, 150
"""Boxes of a graph that is drawn on a screen, and on a page that scrolls; nobody sees anything in more."""


_MARK = re.compile(r" *\d+  \* ")
"""How a row of a list begins whose box is highlighted."""


def to_text(drawing: Drawing, width: int = 80, unicode: bool = True) -> str:
    """A graph for a screen `width` columns wide, without spaces at the ends of lines.

    >>> from derivtutor.calculus.drawing import Arrow, Box, Drawing
    >>> boxes = (Box("x", ("x = 2",), "input"), Box("s", ("s = x²", "4")))
    >>> print(to_text(Drawing("A square.", boxes, (Arrow("x", "s"),))))
               ╭────────╮
               │ s = x² │
     x = 2 ───►│   4    │
               ╰────────╯
    """
    return "\n".join(rows(drawing, width, unicode)[0])


def rows(drawing: Drawing, width: int = 80, unicode: bool = True) -> tuple[list[str], range]:
    """The rows of that text, and those from the first to the last that something highlighted stands in."""
    harmless = shown(drawing, unicode)
    most = max([len(box.lines) for box in harmless.boxes], default=1)
    for lines in range(most, 0, -1) if len(drawing.boxes) <= MOST else ():
        for is_down in (False, True):
            made = picture(_shortened(harmless, lines), is_down)
            if made.width <= width:
                frames = [frame for frame in made.frames if frame.box.is_highlighted]
                return Canvas(made, unicode).text().split("\n"), _hull(
                    [row for frame in frames for row in (frame.top, frame.top + frame.height - 1)]
                )
    found = list(listed(harmless, width, unicode))
    return found, _hull([place for place, row in enumerate(found) if _MARK.match(row)])


def _hull(places: Sequence[int]) -> range:
    return range(min(places), max(places) + 1) if places else range(0)


def _shortened(drawing: Drawing, lines: int) -> Drawing:
    """A graph whose boxes have so many lines at most."""
    return replace(drawing, boxes=tuple([replace(box, lines=box.lines[:lines]) for box in drawing.boxes]))


def shown(drawing: Drawing, unicode: bool = True) -> Drawing:
    """A graph whose words can be shown as they are."""

    def words(text: str) -> str:
        return safe(text) if unicode else ascii_text(safe(text))

    boxes = [Box(box.name, tuple(map(words, box.lines)), box.sort, box.is_highlighted) for box in drawing.boxes]
    arrows = [Arrow(arrow.start, arrow.end, words(arrow.label), arrow.is_highlighted) for arrow in drawing.arrows]
    return Drawing(words(drawing.says), tuple(boxes), tuple(arrows))


def listed(drawing: Drawing, width: int, unicode: bool = True) -> Iterator[str]:
    """A graph as lines, layer by layer: `2  v1 = w x, 0.3 ← w, x`; what is highlighted has a star."""
    depth = depths(drawing)
    digits = len(str(max(depth, default=0) + 1))
    marks = 2 * any(box.is_highlighted for box in drawing.boxes)
    sign = "←" if unicode else "<-"
    for place, (lines, origins) in _entries(drawing, depth, unicode):
        mark = ("* " if drawing.boxes[place].is_highlighted else "  ")[:marks]
        entry = f"{lines} {sign} {origins}" if origins else lines
        yield from _hanging(f"{depth[place] + 1:>{digits}}  {mark}", entry, width)


def aloud(drawing: Drawing, unicode: bool = False) -> Iterator[str]:
    """A graph as lines that read well aloud."""
    harmless, depth = shown(drawing, unicode), depths(drawing)
    for place, (lines, origins) in _entries(harmless, depth, unicode):
        marked = drawing.boxes[place].is_highlighted
        says = translated("Layer {layer}, marked: {box}" if marked else "Layer {layer}: {box}")
        box = translated("{box} from {origins}").format(box=lines, origins=origins) if origins else lines
        yield says.format(layer=depth[place] + 1, box=box)


def _entries(drawing: Drawing, depth: Sequence[int], unicode: bool) -> Iterator[tuple[int, tuple[str, str]]]:
    """Each box by its place, with what it comes from, in the order of the layers."""
    into = arriving(drawing)
    for place in sorted(range(len(depth)), key=lambda place: depth[place]):
        origins = [_origin(arrow, unicode) for arrow in into[place]]
        yield place, (", ".join(drawing.boxes[place].lines), ", ".join(origins))


def _origin(arrow: Arrow, unicode: bool) -> str:
    name = safe(arrow.start) if unicode else ascii_text(safe(arrow.start))
    mark = "*" if arrow.is_highlighted else ""
    return f"{mark}{name} ({arrow.label})" if arrow.label else f"{mark}{name}"


def arriving(drawing: Drawing) -> list[list[Arrow]]:
    """The arrows that arrive at each box."""
    places = drawing.places
    into: list[list[Arrow]] = [[] for _ in drawing.boxes]
    for arrow in drawing.arrows:
        into[places[arrow.end]].append(arrow)
    return into


def _hanging(start: str, words: str, width: int) -> Iterator[str]:
    """Words behind their number, in as many rows as they need."""
    room = max(width - len(start), 1)
    for row in textwrap.wrap(words, room) or [""]:
        yield f"{start}{row}"
        start = " " * len(start)
