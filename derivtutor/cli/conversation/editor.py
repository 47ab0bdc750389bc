"""The line editor of a terminal: history, a preview below the line, and pasting."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from derivtutor.cli.conversation.reading import Preview, nothing

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent


class Editor:
    """Reads lines with prompt_toolkit, which is loaded when the first prompt is on the screen.

    Args:
        ready: is called then.
    """

    asks = True

    def __init__(self, ready: Callable[[], None]) -> None:
        self._ready = ready
        self._session: PromptSession[str] | None = None

    def line(self, prompt: str, preview: Preview = nothing) -> str:
        """The next line, or all the lines of a paste."""
        if self._session is None:
            with _unechoed():
                sys.stdout.write(prompt)
                sys.stdout.flush()
                self._session = _made()
                sys.stdout.write("\r")
                sys.stdout.flush()
            self._ready()
        session = self._session
        return session.prompt(prompt, bottom_toolbar=lambda: preview(session.default_buffer.text))

    def forget(self) -> None:
        """Take the last line away with its prompt."""
        if self._session is not None:
            screen = self._session.output
            screen.cursor_up(1)
            screen.write_raw("\r")
            screen.erase_down()
            screen.flush()


@contextmanager
def _unechoed() -> Iterator[None]:
    """What is typed before there is an editor is kept for it, and not shown twice."""
    if sys.platform == "win32":
        yield
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSANOW)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)


def _made() -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.filters import Always
    from prompt_toolkit.history import InMemoryHistory
    from prompt_toolkit.layout.containers import HSplit, VerticalAlign
    from prompt_toolkit.styles import Style

    # a grey of its own would be the background of some dark terminals
    plain_below = Style.from_dict({"bottom-toolbar": "noreverse"})
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory(),
        key_bindings=_keys(),
        style=plain_below,
        reserve_space_for_menu=0,
        enable_suspend=True,
    )
    rows, layout = session.layout.container, session.layout
    if isinstance(rows, HSplit):  # the preview belongs below the line, not at the bottom of the screen
        rows.align = VerticalAlign.TOP
        layout.current_window.dont_extend_height = Always()
    return session


def _keys() -> KeyBindings:
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()

    @keys.add("c-c")
    def clear(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt)

    @keys.add(Keys.BracketedPaste)
    def paste(event: KeyPressEvent) -> None:
        lines = [line for line in event.data.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
        if len(lines) > 1 and not event.current_buffer.text:
            event.app.exit(result="\n".join(lines))
        else:
            event.current_buffer.insert_text(" ".join(lines))

    return keys
