"""Topics, sets and questions for the terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from derivtutor.language import aside, counted, decimals, translated
from derivtutor.render.prose import to_unicode
from derivtutor.render.safe import ascii_text, safe

if TYPE_CHECKING:
    from rich.console import Console

    from derivtutor.exercises.catalogue import Described, Topic
    from derivtutor.exercises.kinds.question import Key


def console(width: int, colour: bool) -> Console:
    """A screen of so many columns."""
    from rich.console import Console

    return Console(width=width, color_system="standard" if colour else None, force_terminal=colour, highlight=False)


def table(*columns: str, right: Sequence[str] = (), whole: str = "") -> Any:
    """A table without lines; the columns named in `right` are set flush right, one that is `whole` is never broken."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        justify: Literal["right", "left"] = "right" if column in right else "left"
        made.add_column(column, justify=justify, overflow="fold", no_wrap=column == whole)
    return made


def topics(shipped: Sequence[Topic], width: int, unicode: bool, colour: bool) -> str:
    """The shipped topics."""
    screen = console(width, colour)
    topic_head, exercises, title = translated("Topic"), translated("Exercises"), translated("Title")
    rows = table(topic_head, exercises, title, right=(exercises,), whole=topic_head)  # what is typed again
    for topic in shipped:
        rows.add_row(topic.name, str(topic.exercises), _words(topic.title, unicode))
    with screen.capture() as captured:
        screen.print(rows)
        says = translated("derivtutor exercises list TOPIC lists its exercises, and show TOPIC shows them.")
        screen.print(f"\n{says}", markup=False)
    return _trimmed(captured.get())


def sets(described: Sequence[Described], width: int, unicode: bool, colour: bool) -> str:
    """The exercises of sets, a line each."""
    screen = console(width, colour)
    name, level, worth = translated("Id"), translated("Level"), translated("Points")
    heads = (name, translated("Title"), translated("Kind"), level, worth, translated("Skills"))
    with screen.capture() as captured:
        for number, each in enumerate(described):
            if number:
                screen.print()
            screen.print(_words(each.title, unicode), style="bold", markup=False)
            rows = table(*heads, right=(level, worth), whole=name)
            for entry in each.entries:
                points = decimals(f"{entry.exercise.points:g}")
                skills = ", ".join(map(safe, entry.skills))
                title = _words(entry.exercise.title, unicode)
                rows.add_row(entry.exercise.id, title, entry.exercise.kind, str(entry.difficulty), points, skills)
            screen.print(rows)
    return _trimmed(captured.get())


def questions(described: Described, key: bool, width: int, unicode: bool, colour: bool) -> str:
    """The questions of a set, numbered, with the answers if asked."""
    from rich.text import Text

    screen = console(width, colour)
    with screen.capture() as captured:
        screen.print(Text(_words(described.title, unicode), style="bold"))
        for line in _paragraphs(described.introduction, unicode):
            screen.print(Text(line))
        for number, entry in enumerate(described.entries, 1):
            screen.print()
            heading = f"{number}. {_words(entry.title, unicode)}{aside(_worth(entry.exercise.points))}"
            screen.print(Text(heading, style="bold"))
            answer = [translated("Answer: {key}").format(key=_key(entry.key, unicode))] if key else []
            for line in [*_paragraphs(entry.statement, unicode), *answer]:
                _indented(screen, line, len(f"{number}. "))
    return _trimmed(captured.get())


def _worth(points: float) -> str:
    says = counted("1 point", "{points} points", 1 if points == 1 else 2)
    return says.format(points=decimals(f"{points:g}"))


def _key(key: Key, unicode: bool) -> str:
    return _words(f"{key.text} ≈ {key.about}" if key.about else key.text, unicode)


def _indented(screen: Console, line: str, indent: int) -> None:
    """A line below a number; an item of a list hangs below its first word."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    mark = re.match(r"(?:[-*]|\d+\.)(?: \([a-z]\))? ", line)
    if mark is None:
        screen.print(Padding(Text(line), (0, 0, 0, indent)))
        return
    row = Table.grid()
    row.add_column(width=len(mark[0]), no_wrap=True)
    row.add_column()
    row.add_row(Text(mark[0]), Text(line[mark.end() :]))
    screen.print(Padding(row, (0, 0, 0, indent)))


def _paragraphs(markdown: str, unicode: bool) -> list[str]:
    """Lines as they are to be filled: those of a paragraph are one, items of a list each one."""
    if not markdown.strip():
        return []
    lines = [""]
    for line in markdown.strip().split("\n"):
        begins = not line.strip() or re.match(r"\s*([-*]|\d+\.)\s", line)
        if begins or not lines[-1]:
            lines.append(line.strip())
        else:
            lines[-1] += f" {line.strip()}"
    return [_words(line, unicode) for line in lines[1:]]


def _words(text: str, unicode: bool) -> str:
    shown = safe(to_unicode(text))
    return shown if unicode else ascii_text(shown)


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip("\n").split("\n"))
