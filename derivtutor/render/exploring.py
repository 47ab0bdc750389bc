"""What an explorer shows of a state, in characters: panels of any size, and all of them one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from derivtutor.calculus.drawing import Drawing
from derivtutor.calculus.explanation import Item, Words
from derivtutor.calculus.figures.figure import Figure, Point
from derivtutor.exploring.subject import Panel, State, Subject, View
from derivtutor.language import translated
from derivtutor.notation.block import columns, padded
from derivtutor.render import terminal
from derivtutor.render.board import Board
from derivtutor.render.figures.text import beside, in_pieces, point_at, rows_around
from derivtutor.render.graphs.text import rows as graph_rows
from derivtutor.render.page import CURVES, Row
from derivtutor.render.safe import ascii_text, safe
from derivtutor.render.telling.blocks import Block, Document, Prose
from derivtutor.render.telling.explanation import told

_FIELD = 12
"""Rows of a figure where there is room for everything."""
_FEWEST, _MOST = 5, 24
"""So many rows the field of a figure has where there is little room, and where there is much."""


class Look(Struct, frozen=True):
    """How a screen shows things: more than ASCII, the dots of Braille, codes for colours."""

    unicode: bool = True
    dots: bool = True
    colour: bool = False


_LOOK = Look()


class Laid(Struct, frozen=True):
    """A panel as rows of text: first `top` of what is to be noticed, then a figure whose field has so many `rows`.

    What happens now stands in the `marked` lines, if it stands anywhere.
    """

    lines: tuple[str, ...]
    top: int = 0
    figure: Figure | None = None
    rows: int = 0
    width: int = 80
    dots: bool = True
    marked: range = range(0)

    def point(self, column: int, row: int) -> Point | None:
        """Which point of the figure stands in a character."""
        if self.figure is None:
            return None
        return point_at(self.figure, (column, row - self.top), self.width, self.dots, self.rows)


def laid(view: View, width: int, height: int | None = None, look: Look = _LOOK) -> Laid:
    """A view as text.

    Args:
        width: in columns.
        height: in rows, which the figure makes use of; more are needed where its fewest rows do not fit.
    """
    notice = _blocks((Prose(view.notice),), width, look)
    items: list[str] = []
    marked = range(0)
    for item in view.items:
        if isinstance(item, Drawing):  # without its sentence, as the notice has said what to see
            drawing, of_now = graph_rows(item, width, look.unicode)
            start = len(notice) + len(items)
            marked = range(start + of_now.start, start + of_now.stop) if of_now else marked
            items += drawing
        else:
            items += _item(item, width, look)
    if view.figure is None:
        return Laid((*notice, *items), len(notice), marked=marked)
    dots = look.unicode and look.dots
    used = len(notice) + rows_around(view.figure, width, dots) + len(items)
    field = _FIELD if height is None else max(_FEWEST, min(_MOST, height - used))
    drawn = _drawn(view.figure, width, dots, field, look.colour)
    return Laid((*notice, *drawn, *items), len(notice), view.figure, field, width, dots)


def _drawn(figure: Figure, width: int, dots: bool, rows: int, colour: bool) -> list[str]:
    """The rows of a figure, each curve in its colour if there are any."""
    drawn = [
        Row([(text, "" if style is None else CURVES[style]) for text, style in pieces])
        for panels, each in beside(figure, width)
        for pieces in in_pieces(panels, each, dots, rows)
    ]
    return [row.coloured if colour else row.plain for row in drawn]


def _item(item: Item, width: int, look: Look) -> list[str]:
    """An item without empty rows."""
    return [row for row in _blocks(told((item,)), width, look) if row]


def _blocks(blocks: Sequence[Block], width: int, look: Look) -> list[str]:
    if not blocks:
        return []
    text = terminal.render(Document((), (), tuple(blocks)), width, look.unicode, look.colour, look.dots)
    return text.strip("\n").split("\n")


def line(words: Words, width: int, look: Look = _LOOK) -> str:
    """Words in one row, which ends where the screen does."""
    board = Board(look.unicode)
    plain = safe if look.unicode else lambda text: ascii_text(safe(text))
    text = "".join(plain(each) if isinstance(each, str) else board.line(each) for each in words)
    if columns(text) <= width:
        return text
    while columns(text) >= width:
        text = text[:-1]
    return text + ("…" if look.unicode else ">")


def views(subject: Subject, state: State) -> list[tuple[Panel, View]]:
    """The panels that have something to show."""
    found = [(panel, panel.seen(state)) for panel in subject.panels]
    return [(panel, view) for panel, view in found if view is not None]


def frame(subject: Subject, state: State, width: int = 80, look: Look = _LOOK) -> str:
    """All panels of a state, one below the other."""
    parts = [] if subject.status is None else [line(subject.status(state), width, look)]
    for panel, view in views(subject, state):
        parts += ["", heading(translated(panel.title), width, look), *laid(view, width, None, look).lines]
    return "\n".join([part.rstrip() for part in parts])


def heading(title: str, width: int, look: Look = _LOOK) -> str:
    """A title in a line across the screen."""
    rule = "─" if look.unicode else "-"
    return padded(f"{rule * 2} {title} ", width, rule)
