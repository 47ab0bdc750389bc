"""Topics, sets and questions for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from derivtutor.render.prose import to_unicode
from derivtutor.render.safe import ascii_text, safe

if TYPE_CHECKING:
    from rich.console import Console

    from derivtutor.exercises.catalogue import Described, Topic


def console(width: int, colour: bool) -> Console:
    """A screen of so many columns."""
    from rich.console import Console

    return Console(width=width, color_system="standard" if colour else None, force_terminal=colour, highlight=False)


def table(*columns: str, right: Sequence[str] = ()) -> Any:
    """A table without lines; the columns named in `right` are set flush right."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        made.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return made


def topics(found: Sequence[Topic], width: int, unicode: bool, colour: bool) -> str:
    """The shipped topics."""
    screen = console(width, colour)
    rows = table("Topic", "Exercises", "Title", right=("Exercises",))
    for topic in found:
        rows.add_row(topic.name, str(topic.exercises), _words(topic.title, unicode))
    with screen.capture() as captured:
        screen.print(rows)
        screen.print("\nderivtutor exercises list TOPIC lists its exercises, show TOPIC shows them.", markup=False)
    return _trimmed(captured.get())


def sets(found: Sequence[Described], width: int, unicode: bool, colour: bool) -> str:
    """The exercises of sets, a line each."""
    screen = console(width, colour)
    with screen.capture() as captured:
        for number, each in enumerate(found):
            if number:
                screen.print()
            screen.print(_words(each.title, unicode), style="bold", markup=False)
            rows = table("Id", "Kind", "Level", "Points", "Skills", right=("Level", "Points"))
            for entry in each.entries:
                points = f"{entry.exercise.points:g}"
                skills = ", ".join(map(safe, entry.skills))
                rows.add_row(entry.exercise.id, entry.exercise.kind, str(entry.difficulty), points, skills)
            screen.print(rows)
    return _trimmed(captured.get())


def questions(found: Described, key: bool, width: int, unicode: bool, colour: bool) -> str:
    """The questions of a set, numbered, with the answers if asked."""
    from rich.padding import Padding
    from rich.text import Text

    screen = console(width, colour)
    with screen.capture() as captured:
        screen.print(Text(_words(found.title, unicode), style="bold"))
        if found.introduction:
            screen.print(Text(_lines(found.introduction, unicode)))
        for number, entry in enumerate(found.entries, 1):
            worth = "1 point" if entry.exercise.points == 1 else f"{entry.exercise.points:g} points"
            screen.print()
            screen.print(Text(f"{number}. {_words(entry.title, unicode)} ({worth})", style="bold"))
            screen.print(Padding(Text(_lines(entry.statement, unicode)), (0, 0, 0, 3)))
            if key:
                screen.print(Padding(Text(f"Answer: {_words(entry.key, unicode)}"), (0, 0, 0, 3)))
    return _trimmed(captured.get())


def _words(text: str, unicode: bool) -> str:
    shown = safe(to_unicode(text))
    return shown if unicode else ascii_text(shown)


def _lines(text: str, unicode: bool) -> str:
    return "\n".join(_words(line, unicode) for line in text.strip().split("\n"))


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip("\n").split("\n"))
