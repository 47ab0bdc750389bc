"""The keys of an explorer: in a line at the bottom, and all of them on a screen of help."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from derivtutor.exploring.subject import Key
from derivtutor.language import translated

_SIGNS = {"left": "←", "right": "→", "up": "↑", "down": "↓", "plus": "+", "minus": "−", "question_mark": "?"}
_OWN = {
    "tab": "next panel",
    "shift+tab": "panel before",
    "e": "another function",
    "up": "turn over",
    "down": "turn over",
    "?": "help",
    "q": "quit",
}
"""Keys that an explorer has whatever is explored; up and down are the subject's where it has them."""
_GAP = "  "


def sign(name: str) -> str:
    """A key as it is called on a keyboard.

    >>> sign("shift+left"), sign("plus")
    ('shift ←', '+')
    """
    return " ".join(_SIGNS.get(part, part) for part in name.split("+"))


def in_short(keys: Sequence[Key], width: int) -> str:
    """Keys in one line, the most needed first, as many as there is room for."""
    shown = _GAP.join(
        [f"? {translated('help')}", f"q {translated('quit')}", f"tab {translated('panel')}", f"e {translated('edit')}"]
    )
    for key in keys:
        longer = f"{shown}{_GAP}{sign(key.name)} {translated(key.says)}"
        if len(longer) > width:
            break
        shown = longer
    return shown


class HelpScreen(ModalScreen[None]):
    """All keys; any of them leads back, but up and down turn over what does not fit."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen VerticalScroll {
        width: 50; max-width: 100%; height: auto; max-height: 100%; border: round ansi_default; padding: 0 1;
    }
    """

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self.keys = keys

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("\n".join(self.rows()), markup=False)

    def rows(self) -> Iterator[str]:
        """What each key does; those that do the same stand together."""
        does: dict[str, list[str]] = {}
        known = {name: translated(_OWN[name]) for name in _OWN}
        for name, says in [*[(key.name, translated(key.says)) for key in self.keys], *known.items()]:
            if sign(name) not in itertools.chain(*does.values()):
                does.setdefault(says, []).append(sign(name))
        does[translated("move the point in a figure")] = [translated("mouse")]
        width = max(len(", ".join(names)) for names in does.values())
        yield from [f"{', '.join(names).ljust(width)}   {says}" for says, names in does.items()]

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if event.key in ("up", "down"):
            self.query_one(VerticalScroll).scroll_relative(y=1 if event.key == "down" else -1, animate=False)
        else:
            self.dismiss()

    def on_click(self) -> None:
        self.dismiss()
