"""A field of characters on which curves are drawn: in the dots of Braille, or with one mark for each curve.

Braille has two by four dots to a character: curves are fine, and a style is told by how far its dots are apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct

Pixel = tuple[int, int]

Piece: TypeAlias = tuple[str, int | None]
"""A piece of a row, and the style of the curve that it shows."""

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot, row by row from above."""
_BRAILLE = 0x2800

_PATTERNS = ((1, 1), (1, 4), (5, 9), (2, 6))
"""Of so many dots in a row the first ones are set, by style."""
_MARKS = "*.+o"
"""Of a curve by its style, where there are no dots."""


class Canvas(Struct):
    """Characters in rows; across and down count from the upper left corner."""

    columns: int
    rows: int
    fine: bool
    cells: dict[Pixel, str] = {}
    dots: dict[Pixel, int] = {}
    styles: dict[Pixel, int] = {}

    @property
    def across(self) -> int:
        """How many dots there are in a row."""
        return self.columns * 2 if self.fine else self.columns

    @property
    def down(self) -> int:
        return self.rows * 4 if self.fine else self.rows

    def put(self, sign: str, column: int, row: int) -> None:
        """A character in place of whatever is there."""
        if 0 <= column < self.columns and 0 <= row < self.rows:
            self.cells[column, row] = sign
            self.dots.pop((column, row), None)
            self.styles.pop((column, row), None)

    def under(self, sign: str, column: int, row: int) -> None:
        """A character where there is none yet."""
        if (column, row) not in self.cells:
            self.put(sign, column, row)

    def words(self, text: str, column: int, row: int) -> None:
        for place, sign in enumerate(text):
            self.put(sign, column + place, row)

    def line(self, points: list[tuple[float, float]], style: int) -> None:
        """A line through points, given in dots from the upper left corner."""
        shown, length = _PATTERNS[style % len(_PATTERNS)]
        for number, pixel in enumerate(_pixels(points)):
            if not self.fine:
                self._mark(pixel, style)
            elif number % length < shown:
                self._dot(pixel, style)

    def add(self, dots: Mapping[Pixel, int], styles: Mapping[Pixel, int]) -> None:
        """The dots of another field of this size."""
        for cell, bits in dots.items():
            self.dots[cell] = self.dots.get(cell, 0) | bits
        for cell, style in styles.items():
            self.styles[cell] = min(style, self.styles.get(cell, style))

    def _mark(self, pixel: Pixel, style: int) -> None:
        """The first curve is on top."""
        if self.cells.get(pixel) not in _CURVES:
            self.put(_MARKS[style % len(_MARKS)], *pixel)
            self.styles[pixel] = style

    def _dot(self, pixel: Pixel, style: int) -> None:
        """Dots of several curves in one character have the style of the first."""
        x, y = pixel
        cell = (x // 2, y // 4)
        if 0 <= cell[0] < self.columns and 0 <= cell[1] < self.rows:
            self.dots[cell] = self.dots.get(cell, 0) | _DOTS[y % 4][x % 2]
            self.styles[cell] = min(style, self.styles.get(cell, style))

    def text(self) -> list[str]:
        """The rows."""
        return ["".join(piece for piece, _ in row) for row in self.pieces()]

    def pieces(self) -> list[list[Piece]]:
        """The rows, in pieces of one style."""
        return [list(self._row(row)) for row in range(self.rows)]

    def _row(self, row: int) -> Iterator[Piece]:
        cells = [(column, row) for column in range(self.columns)]
        for style, alike in groupby(cells, self.styles.get):
            yield "".join(map(self._sign, alike)), style

    def _sign(self, cell: Pixel) -> str:
        if cell in self.dots:
            return chr(_BRAILLE + self.dots[cell])
        return self.cells.get(cell, " ")


_CURVES = frozenset(_MARKS)


def _pixels(points: list[tuple[float, float]]) -> Iterator[Pixel]:
    """The dots of a line, each once in a row."""
    last: Pixel | None = None
    first = 0
    for (x, y), (right, below) in zip(points, points[1:] or points, strict=False):
        far, deep = right - x, below - y
        steps = max(1, round(max(abs(far), abs(deep)) * 1.5))
        for step in range(first, steps + 1):
            pixel = round(x + far * step / steps), round(y + deep * step / steps)
            if pixel != last:
                yield pixel
                last = pixel
        first = 1  # a piece begins where the one before has ended
