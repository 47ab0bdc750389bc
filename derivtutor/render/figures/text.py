"""A figure in characters: as wide as the screen, told apart without colour, in ASCII where there is no more."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct

from derivtutor.calculus.figures.figure import Axis, Curve, Dot, Figure, Point, Sign, Stretch, Tick
from derivtutor.notation.block import columns
from derivtutor.render.figures.canvas import Canvas, Piece, Pixel
from derivtutor.render.figures.scale import along, number_along
from derivtutor.render.safe import ascii_text, safe

_TALLEST, _LOWEST, _SLOPE = 20, 12, 4
"""Rows; there is one for so many columns."""
_WIDEST, _NARROWEST, _GAP = 100, 38, 2
"""Columns of a figure, of one that has others beside it, and between these."""
_SAMPLE = 4
"""Columns of a curve beside its name."""
_STYLES = {"asymptote": 1, "tangent": 2, "secant": 3}
"""As which curve a straight line is drawn that is not upright."""


class Signs(Struct, frozen=True):
    """The characters of a figure."""

    left: str
    tick: str
    below: str
    notch: str
    corner: str
    level: str
    upright: str
    asymptote: str
    closed: str
    open: str
    heads: str


FINE = Signs("│", "┤", "─", "┬", "└", "┈", "┊", "╎", "●", "○", "→↗↑↖←↙↓↘")
PLAIN = Signs("|", "+", "-", "+", "+", "-", "|", ":", "@", "O", ">/^\\</v\\")


def to_text(figure: Figure, width: int = 80, unicode: bool = True, rows: int | None = None) -> str:
    """A figure for a screen `width` columns wide, without spaces at the ends of lines.

    The field has so many `rows`, or as many as suit its width.

    >>> from derivtutor.calculus.figures.figure import Axis, Curve, Dot, Figure, Tick
    >>> x = Axis("x", 0.0, 4.0, (Tick(0.0, "0"), Tick(4.0, "4")))
    >>> y = Axis("", 0.0, 4.0, (Tick(0.0, "0"), Tick(4.0, "4")))
    >>> print(to_text(Figure("A line.", x, y, (Curve("f", (((0.0, 0.0), (4.0, 4.0)),)),)), 16, unicode=False))
    4 +           *
      |          *
      |         *
      |        *
      |       *
      |      *
      |     **
      |    *
      |   *
      |  *
      | *
    0 +*-----------
      ++----------+
       0           x
    """
    shown = [row for panels, each in beside(figure, width) for row in (*in_pieces(panels, each, unicode, rows), [])]
    return "\n".join("".join(piece for piece, _ in row) for row in shown[:-1])


def beside(figure: Figure, width: int) -> Iterator[tuple[Sequence[Figure], int]]:
    """A figure and those beside it, as many in a row as the screen is wide enough for, and how wide each is."""
    panels = figure.panels
    most = max(1, (width + _GAP) // (_NARROWEST + _GAP))
    rows = -(-len(panels) // most)
    count = -(-len(panels) // rows)
    for start in range(0, len(panels), count):
        yield panels[start : start + count], min((width + _GAP) // count - _GAP, _WIDEST)


def in_pieces(panels: Sequence[Figure], width: int, unicode: bool, rows: int | None = None) -> Iterator[list[Piece]]:
    """The rows of figures side by side, each of a width, in pieces that belong to one curve or to none."""
    drawn = [_Drawn(panel, width, unicode, rows).rows() for panel in panels]
    for abreast in zip_longest(*drawn, fillvalue=None):
        whole: list[Piece] = []
        for place, row in enumerate(abreast):
            missing = place * (width + _GAP) - sum(columns(piece) for piece, _ in whole)
            whole += [(" " * missing, None), *(row or [])]
        yield _ending(whole)


def _ending(row: list[Piece]) -> list[Piece]:
    """A row without spaces at its end."""
    while row and not row[-1][0].rstrip():
        row.pop()
    return [*row[:-1], (row[-1][0].rstrip(), row[-1][1])] if row else row


def point_at(
    figure: Figure, cell: tuple[int, int], width: int = 80, unicode: bool = True, rows: int | None = None
) -> Point | None:
    """Which point of a figure stands in a character of its text; None beside the field.

    Args:
        cell: the column and the row of the character, from the upper left one.
    """
    drawn = _Drawn(figure, min(width, _WIDEST), unicode, rows)
    column, row = cell[0] - drawn.gutter - 1, cell[1] - len(list(drawn.legend()))
    if not (0 <= column < drawn.canvas.columns and 0 <= row < drawn.canvas.rows):
        return None
    share = (column + 0.5) / drawn.canvas.columns, 1 - (row + 0.5) / drawn.canvas.rows
    return number_along(figure.across, share[0]), number_along(figure.up, share[1])


def rows_around(figure: Figure, width: int = 80, unicode: bool = True) -> int:
    """How many rows a figure's text has above and below its field."""
    drawn = _Drawn(figure, min(width, _WIDEST), unicode, 1)
    return len(list(drawn.legend())) + len(list(drawn.bottom()))


def write(figure: Figure, file: str) -> None:
    """Write a figure to a file."""
    from pathlib import Path  # which takes longer to load than a figure to be drawn

    says = "\n".join(panel.says for panel in figure.panels)
    Path(file).write_text(f"{to_text(figure)}\n{says}\n", "utf-8")


class _Drawn:
    """A figure on a canvas, and what stands around it."""

    def __init__(self, figure: Figure, width: int, unicode: bool, rows: int | None = None) -> None:
        self.figure = figure
        self.signs = FINE if unicode else PLAIN
        self.words: Callable[[str], str] = safe if unicode else lambda text: ascii_text(safe(text))
        labels = [columns(self.words(tick.label)) for tick in figure.up.ticks]
        self.gutter = max([*labels, columns(self.words(figure.of_signs)), columns(self.words(figure.up.name))]) + 1
        across = max(width - self.gutter - 2, 10)
        self.canvas = Canvas(across, rows or max(_LOWEST, min(_TALLEST, across // _SLOPE)), unicode)
        self.right = along(figure.across, self.canvas.across - 1)
        self.up = along(figure.up, self.canvas.down - 1)

    def rows(self) -> Iterator[list[Piece]]:
        self.draw()
        yield from self.legend()
        marked = {self.row(tick.at): self.words(tick.label) for tick in self.figure.up.ticks}
        for number, row in enumerate(self.canvas.pieces()):
            label = marked.get(number, "")
            yield [(f"{self.before(label)}{self.signs.tick if label else self.signs.left}", None), *row]
        for below in self.bottom():
            yield [(below, None)]

    def before(self, label: str) -> str:
        return " " * (self.gutter - columns(label) - 1) + label + " "

    # -- places ------------------------------------------------------------------------------------------------

    def column(self, x: float) -> int:
        return int(self.right(x) + 0.5) // (2 if self.canvas.fine else 1)

    def row(self, y: float) -> int:
        return int(self.canvas.down - 1 - self.up(y) + 0.5) // (4 if self.canvas.fine else 1)

    def dots(self, points: Stretch) -> list[tuple[float, float]]:
        return _placed(points, self.right, self.up, self.canvas.down)

    # -- what is drawn -----------------------------------------------------------------------------------------

    def draw(self) -> None:
        """What stands on top of other things comes last, but the first curve hides the others."""
        self.zero_lines()
        for line in self.figure.straights:
            self.straight(line.start, line.end, line.kind)
        for contour in self.figure.contours:
            self.curve(Curve("", contour.stretches, 1))
        for curve in self.figure.curves:
            self.curve(curve)
        for arrow in self.figure.arrows:
            self.arrow(arrow.start, arrow.end)
        for dot in sorted(self.figure.dots, key=lambda dot: not dot.is_open):
            sign = self.signs.open if dot.is_open else self.signs.closed
            self.canvas.put(sign, self.column(dot.at[0]), self.row(dot.at[1]))
            self.label(dot)

    def zero_lines(self) -> None:
        if not self.figure.up.is_log and self.figure.up.low <= 0 <= self.figure.up.high:
            for column in range(self.canvas.columns):
                self.canvas.put(self.signs.level, column, self.row(0))
        if not self.figure.across.is_log and self.figure.across.low < 0 < self.figure.across.high:
            for row in range(self.canvas.rows):
                self.canvas.put(self.signs.upright, self.column(0), row)

    def straight(self, start: tuple[float, float], end: tuple[float, float], kind: str) -> None:
        if start[0] == end[0]:
            for row in range(self.canvas.rows):
                self.canvas.put(self.signs.asymptote, self.column(start[0]), row)
        else:
            self.canvas.line(self.dots((start, end)), _STYLES[kind])

    def curve(self, curve: Curve) -> None:
        for stretch in curve.stretches:
            if self.canvas.fine:
                size = (self.canvas.columns, self.canvas.rows)
                self.canvas.add(*_inked(stretch, curve.style, self.figure.across, self.figure.up, size))
            else:
                self.canvas.line(self.dots(stretch), curve.style)

    def arrow(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A line, and at its end what shows its direction."""
        (x, y), (right, below) = self.dots((start, end))
        self.canvas.line([(x, y), (right, below)], 0)
        turn = round(math.atan2(y - below, right - x) / (math.pi / 4)) % 8
        self.canvas.put(self.signs.heads[turn], self.column(end[0]), self.row(end[1]))

    def label(self, dot: Dot) -> None:
        """The words of a point, to its right, or to its left where there is no room."""
        words = self.words(dot.label)
        column = self.column(dot.at[0])
        row = min(max(self.row(dot.at[1]) + (1 if dot.is_below else -1), 0), self.canvas.rows - 1)
        start = column + 2 if column + 2 + columns(words) <= self.canvas.columns else column - 1 - columns(words)
        if words:
            self.canvas.words(words, start, row)

    # -- what stands around ------------------------------------------------------------------------------------

    def legend(self) -> Iterator[list[Piece]]:
        """What is upwards, and how each curve is drawn, as many in a row as have room."""
        labelled = [(curve.label, curve.style) for curve in self.figure.curves if curve.label]
        labelled += [(line.label, _STYLES[line.kind]) for line in self.figure.straights if line.label]
        name = self.words(self.figure.up.name)
        if len(labelled) < 2 and not name:
            return
        row: list[Piece] = [(f"{self.before(name)} ", None)]
        left = self.canvas.columns
        for label, style in labelled:
            words = f" {self.words(label)}   "
            if left < _SAMPLE + columns(words.rstrip()) and len(row) > 1:
                yield row
                row, left = [(f"{self.before('')} ", None)], self.canvas.columns
            row += [(_sample(style, self.canvas.fine), style), (words, None)]
            left -= _SAMPLE + columns(words)
        yield row

    def bottom(self) -> Iterator[str]:
        """The horizontal axis with its numbers, and signs below."""
        ticks = self.figure.across.ticks
        border = [self.signs.below] * self.canvas.columns
        for tick in ticks:
            border[self.column(tick.at)] = self.signs.notch
        yield " " * self.gutter + self.signs.corner + "".join(border)
        yield self.numbers(self.figure.across, ticks)
        if self.figure.signs:
            signs = self.row_of_signs(self.figure.signs)
            yield self.before(self.words(self.figure.of_signs)) + " " + "".join(signs)

    def numbers(self, axis: Axis, ticks: tuple[Tick, ...]) -> str:
        """Numbers below their places, those that have room, and the variable at the right."""
        name = self.words(axis.name)
        room = self.canvas.columns + self.gutter + 2
        row = [" "] * room
        if name:
            row[room - columns(name) :] = name
        for tick in ticks:
            words = self.words(tick.label)
            start = (
                self.gutter
                + 1
                + self.column(tick.at)
                - (columns(words) - (words[:1] in "-−")) // 2
                - (words[:1] in "-−")
            )
            start = min(max(start, 0), room - columns(words))
            if all(sign == " " for sign in row[max(start - 1, 0) : start + columns(words) + 1]):
                row[start : start + columns(words)] = words
        return "".join(row)

    def row_of_signs(self, signs: tuple[Sign, ...]) -> list[str]:
        """The sign of a slope, again and again where it is the same; its zeros are on top."""
        shown = {"+": "+", "-": self.words("−"), "0": "0"}
        row = [" "] * self.canvas.columns
        for each in signs:
            low, high = self.column(each.low), self.column(each.high)
            for column in [low] if low == high else range(low + 2, high - 1, 2):
                row[column] = shown[each.sign]
        for each in signs:
            if each.low == each.high:
                row[self.column(each.low)] = shown[each.sign]
        return row


def _placed(
    points: Stretch, right: Callable[[float], float], up: Callable[[float], float], down: int
) -> list[tuple[float, float]]:
    """Points in dots from the upper left corner."""
    return [(right(x), down - 1 - up(y)) for x, y in points]


@functools.lru_cache(maxsize=64)
def _inked(
    stretch: Stretch, style: int, across: Axis, up: Axis, size: tuple[int, int]
) -> tuple[Mapping[Pixel, int], Mapping[Pixel, int]]:
    """The dots of a stretch and their styles, which stay where they are while a point moves on it."""
    canvas = Canvas(*size, True)
    canvas.line(_placed(stretch, along(across, canvas.across - 1), along(up, canvas.down - 1), canvas.down), style)
    return canvas.dots, canvas.styles


def _sample(style: int, fine: bool) -> str:
    """How a curve of a style looks."""
    canvas = Canvas(_SAMPLE, 1, fine)
    canvas.line([(0, 2 if fine else 0), (canvas.across - 1, 2 if fine else 0)], style)
    return canvas.text()[0]
