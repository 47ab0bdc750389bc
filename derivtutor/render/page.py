"""Rows of text and mathematics on a page of so many columns: equations below each other, tables, labels at the side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from derivtutor.language import aside
from derivtutor.notation.block import columns
from derivtutor.notation.pretty import Block, text_block
from derivtutor.notation.tree import Node
from derivtutor.render.board import Board, Setting
from derivtutor.render.safe import ascii_text, safe, wrapped
from derivtutor.render.telling.blocks import Equation, Turn

GAP = 3
HANGING = 4
NUMBER, TITLE, RESULT, WHY, FRAME = "1", "1;35", "1", "3", "32"
"""Styles, as terminals number them, that read on a light and on a dark screen: bold, bold magenta, italic, green.

None carries a meaning that the text does not have.
"""
CURVES = ("35", "32", "31", "1")
"""Those of curves by their styles, which differ by their dots as well."""

Segment: TypeAlias = tuple[Block, str]
"""A block and its style."""


class Row(Struct):
    """A row of text, piece by piece, each with its style."""

    pieces: list[tuple[str, str]] = []

    def append(self, text: str, style: str = "") -> Row:
        """This row with one more piece at its end."""
        self.pieces.append((text, style))
        return self

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join([text for text, _ in self.pieces])

    @property
    def coloured(self) -> str:
        """The text with the codes that switch styles on and off."""
        return "".join([f"\x1b[{style}m{text}\x1b[0m" if text and style else text for text, style in self.pieces])

    @property
    def width(self) -> int:
        return columns(self.plain)


class Page(Struct):
    """What is written so far, row by row."""

    width: int
    board: Board
    rows: list[Row] = []
    _baseline: int = 0
    _hangs: bool = False

    # -- text --------------------------------------------------------------------------------------------------

    def blank(self) -> None:
        """An empty row, unless there is one."""
        if self.rows and not self._ends_empty():
            self.rows.append(Row())

    def text(self, text: str, style: str = "", indent: int = 0) -> None:
        """A row of words."""
        if self._hangs:
            self.blank()
        self._hangs = False
        self.rows.append(Row().append(" " * indent).append(self.words(text), style))

    def cut(self, text: str) -> None:
        """A row of words that ends where the page does."""
        words = self.words(text)
        more = self.words(" …")
        if columns(words) > self.width:
            words = words[: self.width - len(more)]
            while columns(words + more) > self.width:
                words = words[:-1]
            words += more
        self.text(words)

    def sentence(self, text: str, indent: int = 0, style: str = "") -> None:
        """Words in as many rows as they need."""
        for row in wrapped(self.words(text), self.width - indent):
            self.text(row, style, indent)

    def words(self, text: str) -> str:
        """Words as this screen can show them; what a problem brought along may stand in them."""
        return safe(text) if self.board.unicode else ascii_text(safe(text))

    def indented(self, indent: int, by: int) -> int:
        """An indentation further in, but never beyond a third of the page."""
        return min(indent + by, self.width // 3)

    def framed(self, rows: Sequence[Row]) -> None:
        """Rows in a frame that is as wide as they need."""
        top, across, bottom, down = ("╭╮", "─", "╰╯", "│") if self.board.unicode else ("++", "-", "++", "|")
        width = max([row.width for row in rows])
        edges = [corners[0] + across * (width + 2) + corners[1] for corners in (top, bottom)]
        self.rows.append(Row().append(edges[0], FRAME))
        for row in rows:
            room = " " * (width - row.width + 1)
            self.rows.append(Row([(down, FRAME), (" ", ""), *row.pieces, (room, ""), (down, FRAME)]))
        self.rows.append(Row().append(edges[1], FRAME))

    # -- rows of blocks ----------------------------------------------------------------------------------------

    def heading(self, segments: Sequence[Segment], formula: Equation | None, indent: int) -> None:
        """A number, a title and a formula in one row; the formula goes below where that is too wide."""
        if formula is None:
            self.in_rows(segments, indent)
            return
        row = [*segments, (self.board.equation(formula.left, formula.right), "")]
        if indent + _length(row) <= self.width:
            self._row(row, indent)
            return
        self._row(segments, indent)
        self.chain(self.board.left(formula.left), [Turn(formula.right)], self.indented(indent, HANGING))

    def table(self, rows: Sequence[Sequence[Segment]], indent: int) -> None:
        """Segments in columns; each row in a row of its own where the columns are too wide."""
        depth = max((len(row) for row in rows), default=0)
        if all(len(row) == 1 for row in rows):
            self.in_rows([row[0] for row in rows], indent)
            return
        widths = _widths(rows)
        starts = [indent + sum(widths[:place]) + GAP * place for place in range(depth)]
        last = max((starts[len(row) - 1] + row[-1][0].width for row in rows), default=0)
        for row in rows:
            if last <= self.width:
                self._placed([(start, *segment) for start, segment in zip(starts, row, strict=False)])
            else:
                self.in_rows(row, indent)

    def has_room(self, rows: Sequence[Sequence[Segment]]) -> bool:
        """Whether segments fit side by side in columns."""
        widths = _widths(rows)
        return sum(widths) + GAP * (len(widths) - 1) <= self.width

    def flow(self, label: str, equations: Iterable[Equation]) -> None:
        """A label and short equations, as many in a row as fit."""
        row: list[Segment] = [(text_block(label), "")]
        for equation in equations:
            block = self.fitting(equation.left, equation.right, HANGING)
            if len(row) > 1 - (not row[0][0].lines[0]) and _length([*row, (block, "")]) > self.width:
                self._row(row)
                row = [(text_block("  "), "")]
            row.append((block, ""))
        self._row(row)

    def fitting(self, left: Node, right: Node, indent: int) -> Block:
        """An equation on several lines if that fits, else on one."""
        board, beside = self.board, self.board.left(left)
        setting = board.set(right, self.width - indent - beside.width - GAP)
        if setting.is_two_dimensional and len(setting.blocks) == 1:
            return board.equation(left, right)
        return text_block(f"{board.line(left)} = {board.line(right)}")

    # -- equations ---------------------------------------------------------------------------------------------

    def chain(self, left: Block, turns: Sequence[Turn], indent: int = 0, style: str = "", airy: bool = False) -> None:
        """`left = … = …`, the signs below each other and the reasons at the side."""
        lead, settings = self._settings(left, turns, indent)
        first: list[tuple[int, Block, str]] = [(indent, left, style)]
        if lead != left.width + GAP:
            self._placed(first)
            first = []
        start = indent + lead
        for turn, setting in zip(turns, settings, strict=True):
            if airy:
                self.blank()
            for place, block in enumerate(setting.blocks):
                equals = self.board.about if turn.is_about else "="
                sign = [] if place else [*first, (start - 2, text_block(equals), style)]
                self._placed([*sign, (start, block, style)])
            first = []
            self._why(turn.why, start, start + setting.blocks[-1].width + GAP)

    def line(self, label: Sequence[Segment], left: Block, turns: Sequence[Turn], indent: int) -> None:
        """A label and `left = … = …` in one row; the equation goes below where that is too wide."""
        row = [*label]
        equation: list[Segment] = [(left, "")]
        settings = [self.board.set(turn.expression, self.width) for turn in turns]
        for setting in settings:
            equation += [(text_block("="), ""), (setting.blocks[0], "")]
        whole = indent + _length(row) + GAP + _length(equation, 1)
        if whole <= self.width and all(setting.is_two_dimensional and len(setting.blocks) == 1 for setting in settings):
            start = indent + _length(row) + GAP
            self._placed([*_side_by_side(row, indent, GAP), *_side_by_side(equation, start, 1)])
            return
        self._row(row, indent)
        self.chain(left, turns, self.indented(indent, HANGING))

    def _settings(self, left: Block, turns: Sequence[Turn], indent: int) -> tuple[int, list[Setting]]:
        """The expressions as they are set, and how far in: beside the left side, or below it where only that fits."""
        settings: dict[int, list[Setting]] = {}
        leads = (left.width + GAP, 2 + HANGING)
        for lead in leads:
            settings[lead] = [self.board.set(turn.expression, self.width - indent - lead) for turn in turns]
            if all(setting.is_two_dimensional for setting in settings[lead]):
                return lead, settings[lead]
        lead = next((lead for lead in leads if all(setting.fits for setting in settings[lead])), min(leads))
        return lead, settings[lead]

    def _why(self, why: str, start: int, side: int) -> None:
        """A reason beside the row of an equation, else below it."""
        if not why:
            return
        words = self.words(aside(why).strip())
        if side + columns(words) <= self.width:
            self._beside_last(words, side)
        else:
            hangs, self._hangs = self._hangs, False
            self.sentence(words, min(start, self.width // 2), WHY)
            self._hangs = hangs

    def _beside_last(self, words: str, column: int) -> None:
        row = self.rows[self._baseline]
        row.append(" " * (column - row.width)).append(words, WHY)

    # -- where things stand ------------------------------------------------------------------------------------

    def _row(self, segments: Sequence[Segment], indent: int = 0) -> None:
        self._placed(_side_by_side(segments, indent, GAP))

    def in_rows(self, segments: Sequence[Segment], indent: int) -> None:
        if not segments:
            return
        row: list[Segment] = []
        for segment in segments:
            if row and indent + _length([*row, segment]) > self.width:
                self._row(row, indent)
                row, indent = [], self.indented(indent, HANGING)
            row.append(segment)
        self._row(row, indent)

    def _placed(self, placed: Sequence[tuple[int, Block, str]]) -> None:
        """Blocks at their columns on one baseline; an empty row keeps what is tall apart from what is above."""
        above = max(block.baseline for _, block, _ in placed)
        below = max(block.height - block.baseline for _, block, _ in placed)
        if self._hangs or (above and below > 1):
            self.blank()
        self._baseline = len(self.rows) + above
        self._hangs = below > 1
        for row in range(-above, below):
            text = Row()
            for column, block, style in placed:
                line = block.lines[row + block.baseline].rstrip() if 0 <= row + block.baseline < block.height else ""
                if line:
                    text.append(" " * (column - text.width)).append(line, style)
            self.rows.append(text)

    def _ends_empty(self) -> bool:
        return bool(self.rows) and not self.rows[-1].plain


def _length(segments: Sequence[Segment], gap: int = GAP) -> int:
    return sum(block.width for block, _ in segments) + gap * (len(segments) - 1)


def _side_by_side(segments: Sequence[Segment], start: int, gap: int) -> list[tuple[int, Block, str]]:
    placed = []
    for block, style in segments:
        placed.append((start, block, style))
        start += block.width + gap
    return placed


def _widths(rows: Sequence[Sequence[Segment]]) -> list[int]:
    """How wide each column is."""
    depth = max(map(len, rows), default=0)
    return [max((row[place][0].width for row in rows if place < len(row)), default=0) for place in range(depth)]
