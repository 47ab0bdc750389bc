"""The app: a status line, tabs, as many panels as there is room for, and a line of keys."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from derivtutor.errors import UserError
from derivtutor.exploring.subject import State, Subject
from derivtutor.exploring.subjects import start
from derivtutor.language import translated
from derivtutor.render.exploring import Look, line, views
from derivtutor.render.safe import safe
from derivtutor.render.tui.keys import HelpScreen, in_short
from derivtutor.render.tui.panel import PanelView

_NARROWEST, _LOWEST = 50, 16
"""A panel beside others has at least so many columns and rows."""
_MOST_ACROSS = 3


class Explorer(App[None]):
    """A subject on the screen. Keys change its state, and all panels show the new one."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    CSS = """
    #status { height: 1; text-style: bold; }
    #tabs { height: 1; }
    .tab { width: auto; margin-right: 1; }
    .tab.active { text-style: bold reverse; }
    #panels { height: 1fr; grid-gutter: 0 1; }
    #message { height: auto; max-height: 3; display: none; text-style: bold; }
    #edit { display: none; height: 1; border: none; padding: 0; }
    #edit > .input--cursor, #edit > .input--selection {
        background: ansi_default; color: ansi_default; text-style: reverse;
    }
    #keys { height: 1; text-style: dim; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "panel(1)", "next panel", priority=True),
        Binding("shift+tab", "panel(-1)", "panel before", priority=True),
    ]

    def __init__(self, subject: Subject, state: State, typed: str, options: Mapping[str, Any]) -> None:
        """An explorer of a state.

        Args:
            typed: what can be edited: `x^2`, or with a point behind it `x^2 at x=2`.
            options: what stays then, such as the base of logarithms.
        """
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"  # the terminal's own colours, be they light or dark
        self.subject, self.state = subject, state
        self.typed, self.options = typed, options
        self.look = Look(colour=not self.no_color)
        self.active = 0
        self.changes = {key.name: key.change for key in subject.keys}

    def compose(self) -> ComposeResult:
        yield Static(id="status", markup=False)
        yield Horizontal(id="tabs")
        yield Panels(id="panels")
        yield Static(id="message", markup=False)
        yield Input(self.typed, id="edit", select_on_focus=False)
        yield Static(id="keys", markup=False)

    async def on_mount(self) -> None:
        await self.build()
        gc.freeze()  # all that is loaded stays: looking through it again and again takes longer than a picture

    # -- what is shown -----------------------------------------------------------------------------------------

    async def build(self) -> None:
        """Make the panels that the subject has for this state."""
        tabs, panels = self.query_one("#tabs"), self.query_one("#panels")
        await tabs.remove_children()
        await panels.remove_children()
        found = [panel for panel, _ in views(self.subject, self.state)]
        self.active = 0
        self.changes = {key.name: key.change for key in self.subject.keys}
        await tabs.mount_all([Tab(translated(panel.title), number) for number, panel in enumerate(found)])
        await panels.mount_all([PanelView(panel, self.look) for panel in found])
        self.arrange()

    def arrange(self) -> None:
        """Show the active panel, and as many others as there is room for."""
        panels, grid = [*self.query(PanelView)], self.query_one("#panels")
        if not panels:
            return
        size = grid.size
        across = max(1, min(_MOST_ACROSS, size.width // _NARROWEST))
        together = across * max(1, size.height // _LOWEST)
        first = self.active // together * together
        shown = panels[first : first + together]
        across = min(across, len(shown))
        grid.styles.grid_size_columns, grid.styles.grid_size_rows = across, -(-len(shown) // across)
        for number, panel in enumerate(panels):
            panel.display = panel in shown
            panel.set_class(len(shown) > 1, "many")
            panel.set_class(number == self.active, "active")
        for tab in self.query(Tab):
            tab.mark(tab.number == self.active)
        self.tell()

    def tell(self) -> None:
        """Show the state in all panels that are seen."""
        width = self.size.width
        status = "" if self.subject.status is None else line(self.subject.status(self.state), width, self.look)
        self.query_one("#status", Static).update(status, layout=False)
        self.query_one("#keys", Static).update(in_short(self.subject.keys, width), layout=False)
        for panel in self.query(PanelView):
            view = panel.panel.seen(self.state) if panel.display else None
            if view is not None:
                panel.show(view)

    # -- keys and the mouse ------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A key of the explorer, or of the subject; up and down turn over what does not fit, if not taken."""
        if self.is_editing:
            if event.key == "escape":
                self.leave()
            return
        own = {"question_mark": self.help, "e": self.edit, "q": self.exit}.get(event.key)
        if own is not None:
            event.stop()
            own()
            return
        change = self.changes.get(event.key)
        if change is not None:
            event.stop()
            self.say("")
            self.state = change(self.state)
            self.tell()
        elif event.key.removeprefix("ctrl+") in ("up", "down"):
            step = 1 if event.key.endswith("down") else -1
            self.query(PanelView)[self.active].scroll_relative(y=step, animate=False)

    def on_panel_view_clicked(self, clicked: PanelView.Clicked) -> None:
        put = clicked.panel.put
        if put is not None:
            self.state = put(self.state, clicked.point)
            self.tell()

    def on_tab_chosen(self, chosen: Tab.Chosen) -> None:
        self.active = chosen.number
        self.arrange()

    def on_panels_resized(self) -> None:
        self.arrange()

    def action_panel(self, by: int) -> None:
        """Another panel."""
        self.active = (self.active + by) % max(1, len(self.query(PanelView)))
        self.arrange()

    def help(self) -> None:
        self.push_screen(HelpScreen(self.subject.keys))

    # -- another function --------------------------------------------------------------------------------------

    @property
    def is_editing(self) -> bool:
        return bool(self.query_one("#edit").display)

    def edit(self) -> None:
        """Ask for another function."""
        field = self.query_one("#edit", Input)
        field.value, field.display = self.typed, True
        field.focus()

    def leave(self) -> None:
        """Back from the field, as if nothing had been typed."""
        self.query_one("#edit").display = False
        self.say("")
        self.set_focus(None)

    async def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Explore what was typed, or say what is wrong with it."""
        typed = submitted.value.strip()
        what, _, point = typed.partition(" at ")
        try:
            if typed:
                self.subject, self.state = start([what], {**self.options, **({"at": point} if point else {})})
        except UserError as error:
            self.say(f"{safe(error.message)} {safe(error.hint)}")
            return
        self.typed = typed or self.typed
        self.leave()
        await self.build()

    def say(self, words: str) -> None:
        """A message above the keys, until there is another one."""
        message = self.query_one("#message", Static)
        if words or message.display:
            message.update(words)
            message.display = bool(words)


class Panels(Grid):
    """The field of the panels: another size has room for others."""

    class Resized(Message):
        """It has become larger or smaller."""

    def on_resize(self) -> None:
        self.post_message(self.Resized())


class Tab(Static):
    """The title of a panel, in a row with the others; brackets mark the active one where there is no colour."""

    class Chosen(Message):
        """A title was clicked at."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, title: str, number: int) -> None:
        super().__init__(f" {title} ", classes="tab", markup=False)
        self.title, self.number = title, number

    def mark(self, is_active: bool) -> None:
        self.set_class(is_active, "active")
        self.update(f"[{self.title}]" if is_active else f" {self.title} ")

    def on_click(self) -> None:
        self.post_message(self.Chosen(self.number))
