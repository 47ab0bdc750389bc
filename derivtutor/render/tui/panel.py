"""A panel on the screen: rows of text under a title, and a figure that can be clicked at."""

from __future__ import annotations

import functools
import re

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from derivtutor.calculus.figures.figure import Point
from derivtutor.exploring.subject import Panel, View
from derivtutor.language import translated
from derivtutor.render.exploring import Laid, Look, laid

_NOTICE = Style(bold=True)
_CODES = re.compile(r"\x1b\[([\d;]*)m")
"""What switches a style on, or all of them off."""
_NARROWEST = 20
"""What is narrower is cut off."""


class PanelView(ScrollView, can_focus=False):
    """One panel; what it shows is laid out anew when that or its size changes."""

    DEFAULT_CSS = """
    PanelView {
        height: 1fr; width: 1fr; overflow-x: hidden;
        scrollbar-size-vertical: 1; scrollbar-color: ansi_bright_black; scrollbar-background: ansi_default;
    }
    PanelView.many { border-top: solid ansi_default; }
    PanelView.many.active { border-top: heavy ansi_default; border-title-style: bold reverse; }
    """

    class Clicked(Message):
        """A point of the figure was clicked at, or dragged to."""

        def __init__(self, panel: Panel, point: Point) -> None:
            super().__init__()
            self.panel, self.point = panel, point

    def __init__(self, panel: Panel, look: Look) -> None:
        super().__init__(id=f"panel-{panel.id}")
        self.panel, self.look = panel, look
        self.border_title = translated(panel.title)
        self.shown: View | None = None
        self.laid = Laid(())
        self.strips: list[Strip] = []
        self.blank = Strip([])
        self.is_held = False

    def show(self, view: View) -> None:
        """Show a view from now on."""
        self.shown = view
        self.lay_out()

    def on_resize(self) -> None:
        self.lay_out()

    def lay_out(self) -> None:
        """Make rows of what is shown, as wide and as high as the panel is."""
        size = self.scrollable_content_region.size
        if self.shown is None or not size.width or not size.height:
            return
        before, old_size = self.strips, self.virtual_size
        self.laid = laid(self.shown, max(size.width, _NARROWEST), size.height, self.look)
        self.strips = [self.strip(number, text) for number, text in enumerate(self.laid.lines)]
        self.blank = Strip.blank(size.width, self.rich_style)
        self.virtual_size = Size(size.width, len(self.strips))
        self.turn_to(self.laid.marked)
        if self.virtual_size != old_size:
            self.refresh()
            return
        for number, (old, new) in enumerate(zip(before, self.strips, strict=True)):
            if old is not new:
                self.refresh_line(number)

    def turn_to(self, rows: range) -> None:
        """Turn over so far that some rows are seen, the first ones where there is no room for all."""
        if rows:
            room, now = self.scrollable_content_region.height, self.scroll_offset.y
            turned = min(max(now, rows.stop - room), rows.start)
            self.scroll_to(y=turned, animate=False, force=True)

    def strip(self, number: int, text: str) -> Strip:
        """A row as Textual shows it; what is to be noticed is bold."""
        return _strip(text, number < self.laid.top)

    def render_line(self, y: int) -> Strip:
        """A row of the screen."""
        row = y + self.scroll_offset.y
        if row >= len(self.strips):
            return self.blank
        return self.strips[row].adjust_cell_length(self.blank.cell_length)

    # -- the mouse ---------------------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self.is_held = True
        self.capture_mouse()
        self.point_at(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.is_held:
            self.point_at(event)

    def on_mouse_up(self) -> None:
        self.is_held = False
        self.release_mouse()

    def point_at(self, event: events.MouseEvent) -> None:
        """Tell which point of the figure the mouse is at."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        point = self.laid.point(offset.x, offset.y + self.scroll_offset.y)
        if point is not None and self.panel.put is not None:
            self.post_message(self.Clicked(self.panel, point))


@functools.lru_cache(maxsize=1024)
def _strip(text: str, is_notice: bool) -> Strip:
    """A row as Textual shows it; most stay what they are while a point moves."""
    plain, *coded = _CODES.split(text)
    segments = [Segment(plain, _NOTICE if is_notice else None)]
    segments += [Segment(piece, _style(code)) for code, piece in zip(coded[::2], coded[1::2], strict=True)]
    return Strip([segment for segment in segments if segment.text])


@functools.cache
def _style(code: str) -> Style | None:
    """The style that a terminal switches on by a code."""
    spans = Text.from_ansi(f"\x1b[{code}m-").spans
    return Style.parse(str(spans[0].style)) if spans else None
