"""MathML of an expression that is too wide for a line: long sums and products within it stand in rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from derivtutor.notation.mathml import ALGEBRA, INVISIBLE_TIMES, Written, multiplied, row, summands, whole
from derivtutor.notation.tree import Memo, Node, Product, Sum, fold

Widths = Mapping[type, Callable[[Any, list[int]], int]]
"""About how many letters wide each kind of expression is, from how wide its parts are."""

_BETWEEN = 3
"""Letters for the sign between two terms, or what stands around a factor."""
_UNSEEN = re.compile(f"<mo[^>]*>{INVISIBLE_TIMES}</mo>")
_TIMES = '<mo form="infix">⋅</mo>'
"""What a row begins with where nothing is to be seen between two factors in a line."""


class Rows(NamedTuple):
    """An expression as written, and how many letters wide that is; of a sum or product also its pieces."""

    written: Written
    width: int
    pieces: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


class Breaking:
    """Writes expressions of which no sum and no product is wider than `most` letters, if that can be."""

    def __init__(self, most: int, widths: Widths) -> None:
        self.most = most
        self.widths = widths
        self.memo: Memo[Rows] = Memo()

    def write(self, node: Node) -> Rows:
        """An expression with all that is long in it in rows."""
        return in_rows(fold(node, dict.fromkeys(ALGEBRA, self._write), self.memo), self.most)

    def _write(self, node: Node, parts: list[Rows]) -> Rows:
        parts = self._fitting(node, parts)
        written = [part.written for part in parts]
        width = self.widths[type(node)](node, [part.width for part in parts])
        if not isinstance(node, Sum | Product):
            return Rows(ALGEBRA[type(node)](node, written), width)
        pieces = summands(node, written) if isinstance(node, Sum) else multiplied(node, written)
        return Rows(row(*pieces), width, tuple(pieces), tuple([part.width + _BETWEEN for part in parts]))

    def _fitting(self, node: Node, parts: list[Rows]) -> list[Rows]:
        """The parts in rows where they are wide; sums in a product leave room for what is beside them."""
        beside = sum(part.width for part in parts) if isinstance(node, Product) else 0
        return [
            in_rows(part, self.most if not beside else max(self.most - beside + part.width, self.most // 2))
            for part in parts
        ]


def in_rows(part: Rows, most: int) -> Rows:
    """A sum or product of more letters in rows; all else as it is."""
    if part.width <= most or len(part.pieces) < 2:
        return part
    places = lines(part.widths, most)
    lengths = [0] * (places[-1] + 1)
    for place, width in zip(places, part.widths, strict=True):
        lengths[place] += width
    by_line = groupby(zip(places, part.pieces, strict=True), key=lambda pair: pair[0])
    rows = [row(*_seen([piece for _, piece in group], place > 0)).inside for place, group in by_line]
    return Rows(whole(_table(rows, '<mspace width="1em"/>')), max(lengths)) if len(rows) > 1 else part


def lines(widths: Sequence[int], most: int) -> list[int]:
    """On which line each piece stands, if every line takes as many as it has room for.

    >>> lines([3, 4, 9, 2], 8)
    [0, 0, 1, 2]
    """
    places: list[int] = []
    line = used = 0
    for width in widths:
        if places and used + width > most:
            line, used = line + 1, 0
        places.append(line)
        used += width
    return places


def _seen(pieces: list[str], goes_on: bool) -> list[str]:
    return [_UNSEEN.sub(_TIMES, pieces[0], count=1) if _UNSEEN.match(pieces[0]) and goes_on else pieces[0], *pieces[1:]]


def _table(rows: Sequence[str], indent: str) -> str:
    cells = [
        f'<mtr><mtd columnalign="left">{indent if place else ""}{each}</mtd></mtr>' for place, each in enumerate(rows)
    ]
    return f'<mtable displaystyle="true">{"".join(cells)}</mtable>'
