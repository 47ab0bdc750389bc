"""What a session meets its student with: how lines are read, how things are said, what time it is, how it is ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn

from derivtutor.cli import options, sentences
from derivtutor.cli.conversation.editor import Editor
from derivtutor.cli.conversation.reading import PlainReader
from derivtutor.cli.conversation.talk import Clock
from derivtutor.cli.screen import Screen
from derivtutor.render.practice import Voice

if TYPE_CHECKING:
    from derivtutor.cli.conversation.reading import Reader


def face(plain: bool, ready: Callable[[], None]) -> tuple[Reader, Voice]:
    """How lines are read, and how things are said: plainly, unless there is a terminal on both sides.

    Args:
        plain: whether that is wanted anyway.
        ready: is called when the first prompt is on the screen.
    """
    screen = Screen.here()
    on_terminal = all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))
    on_terminal = on_terminal and os.environ.get("TERM") != "dumb"
    if plain or not on_terminal:
        return PlainReader(), Voice(screen.width, screen.unicode, plain=True)
    return Editor(ready), Voice(screen.width, screen.unicode, screen.colour)


def clock_of(moment: str | None) -> Clock:
    """The clock; one that stands still at a moment.

    Raises:
        UserError: where that is none.
    """
    if moment is None:
        return Clock(lambda: datetime.now(UTC))
    try:
        now = datetime.fromisoformat(moment)
    except ValueError:
        raise sentences.NO_TIME(text=moment or sentences.NOTHING) from None
    options.check_year(now)
    fixed = (now if now.tzinfo else now.replace(tzinfo=UTC)).astimezone(UTC)
    return Clock(lambda: fixed, now.tzinfo or UTC)


def leave(*_: object) -> NoReturn:
    """The end that the system asks for: the terminal is left as it was."""
    sys.exit(143)
