"""A grid of characters on which boxes, lines and words are put."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from derivtutor.notation.block import ACCENTS, columns
from derivtutor.render.graphs.picture import Frame, Label, Picture, Point

UP, RIGHT, DOWN, LEFT = 1, 2, 4, 8
_ARMS = {(0, -1): UP, (1, 0): RIGHT, (0, 1): DOWN, (-1, 0): LEFT}

# by the arms of a cell: none, up, right, up and right, down, …
_THIN, _THICK = " │─╰││╭├─╯─┴╮┤┬┼", " ┃━┗┃┃┏┣━┛━┻┓┫┳╋"
_PLAIN, _MARKED = " |-+||++-+-+++++", " " + "#" * 15
_DOUBLE = {"│": "║", "─": "═", "╭": "╔", "╮": "╗", "╰": "╚", "╯": "╝", "┬": "╤", "├": "╟", "┤": "╢", "┴": "╧"}
_DOUBLE_PLAIN = {"-": "="}


def segments(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """The steps of a line from cell to cell."""
    for (x, y), (right, below) in pairwise(points):
        across, down = (right > x) - (right < x), (below > y) - (below < y)
        while (x, y) != (right, below):
            yield (x, y), (x + across, y + down)
            x, y = x + across, y + down


def arms_of(picture: Picture) -> dict[Point, dict[int, list[int]]]:
    """At each cell that lines go through, by the box they come from, the arms of all lines and of highlighted ones.

    A box's own border is among its lines, so that what leaves it grows out of that.
    """
    arms: dict[Point, dict[int, list[int]]] = {}

    def add(points: Sequence[Point], source: int, is_highlighted: bool) -> None:
        for (x, y), (right, below) in segments(points):
            for here, (across, down) in (((x, y), (right - x, below - y)), ((right, below), (x - right, y - below))):
                cell = arms.setdefault(here, {}).setdefault(source, [0, 0])
                arm = _ARMS[across, down]
                cell[0] |= arm
                cell[1] |= arm if is_highlighted else 0

    for place, frame in enumerate(picture.frames):
        if frame.has_border:
            add(border(frame), place, frame.box.is_highlighted)
    for wire in picture.wires:
        add(wire.points, wire.source, wire.is_highlighted)
    return arms


def border(frame: Frame) -> list[Point]:
    """The corners of a box, all around."""
    right, below = frame.left + frame.width - 1, frame.top + frame.height - 1
    return [(frame.left, frame.top), (right, frame.top), (right, below), (frame.left, below), (frame.left, frame.top)]


class Canvas:
    """A picture in characters."""

    def __init__(self, picture: Picture, unicode: bool) -> None:
        self.picture, self.unicode = picture, unicode
        self.cells = [[" "] * picture.width for _ in range(picture.height)]

    def text(self) -> str:
        self.lines()
        for frame in self.picture.frames:
            self.frame(frame)
        for label in self.picture.labels:
            self.label(label)
        return "\n".join("".join(row).rstrip() for row in self.cells)

    def label(self, label: Label) -> None:
        """The words beside a line, or within a level one, which they interrupt."""
        if self.picture.is_down:
            self.words(label.text, label.at)
        else:
            self.words(f" {label.text} ", (label.at[0] - 1, label.at[1]))

    def put(self, sign: str, at: Point) -> None:
        self.cells[at[1]][at[0]] = sign

    def words(self, text: str, at: Point) -> None:
        """Words from a cell on; an accent goes into the cell of its letter."""
        x, y = at
        for sign in text:
            if sign in ACCENTS:
                self.cells[y][x - 1] += sign
            else:
                self.put(sign, (x, y))
                x += 1

    def lines(self) -> None:
        """Where two lines cross that have nothing to do with each other, the level one is broken."""
        thin, thick = (_THIN, _THICK) if self.unicode else (_PLAIN, _MARKED)
        for at, nets in arms_of(self.picture).items():
            arms, marked = next((cell for cell in nets.values() if cell[0] == UP | DOWN), next(iter(nets.values())))
            self.put((thick if marked else thin)[arms], at)
        right, down = ("►", "▼") if self.unicode else (">", "v")
        for wire in self.picture.wires:
            if wire.has_head:
                self.put(down if self.picture.is_down else right, wire.points[-1])

    def frame(self, frame: Frame) -> None:
        """A box, its words in its middle; the last one has a double border, one without border marks at its sides."""
        box = frame.box
        if box.sort == "loss" and not box.is_highlighted:
            double = _DOUBLE if self.unicode else _DOUBLE_PLAIN
            for _, (x, y) in segments(border(frame)):
                self.put(double.get(self.cells[y][x], self.cells[y][x]), (x, y))
        if box.is_highlighted and not frame.has_border:
            for row in range(frame.height):
                for x in (frame.left, frame.left + frame.width - 1):
                    self.put("┃" if self.unicode else "*", (x, frame.top + row))
        top = frame.top + (frame.height - len(box.lines)) // 2
        for row, line in enumerate(box.lines):
            self.words(line, (frame.left + (frame.width - columns(line)) // 2, top + row))
