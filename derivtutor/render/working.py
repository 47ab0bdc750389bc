"""A checked working: each line with its mark, and below it what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derivtutor.notation import linear
from derivtutor.render import sentences
from derivtutor.render.safe import ascii_text, safe, wrapped
from derivtutor.render.verdict import explained

if TYPE_CHECKING:
    from derivtutor.grading.next_step import NextStep
    from derivtutor.grading.workings.verdict import JudgedLine, Working

MARKS = {
    "right": ("✓", "ok", "green"),
    "definition": ("✓", "ok", "green"),
    "wrong": ("✗", "NO", "bold red"),
    "follow-through": ("→", "->", "magenta"),
    "unreadable": ("?", "?", "magenta"),
    "note": (" ", " ", "dim"),
}
"""How a line's status is shown: the sign, the same in ASCII, and its colour."""

_STYLES = {"correct": "bold green", "incorrect": "bold red", "unfinished": "bold magenta"}


def render(working: Working, width: int, unicode: bool, colour: bool) -> str:
    """A checked working for the terminal, or plain where there is no colour."""
    from rich.console import Console
    from rich.text import Text

    console = Console(width=width, color_system="standard" if colour else None, force_terminal=colour, highlight=False)
    with console.capture() as captured:
        for line, style in _lines(working, width, unicode):
            console.print(Text(line if unicode else ascii_text(line), style=style), soft_wrap=True)
    return captured.get().rstrip("\n")


def _lines(working: Working, width: int, unicode: bool) -> Iterator[tuple[str, str]]:
    for line in working.lines:
        sign, plain, style = MARKS[line.status]
        mark = (sign if unicode else plain).ljust(1 if unicode else 2)
        yield f"{line.number:>3} {mark} {safe(line.text)}".rstrip(), style
        for sentence in said_of(line):
            for piece in wrapped(sentence, width - 6):
                yield f"      {piece}", ""
    yield working.message, _STYLES[working.verdict]


def said_of(line: JudgedLine) -> Iterator[str]:
    """What is told of a line."""
    if line.message and line.status != "note":
        yield safe(line.message)  # it may repeat what was typed
    yield from explained(line.finding.diagnosis)


def next_step(step: NextStep, width: int, unicode: bool) -> str:
    """The next step in words."""
    lines = [piece for sentence in _about(step) for piece in wrapped(sentence, width)]
    text = "\n".join(lines)
    return text if unicode else ascii_text(text)


def _about(step: NextStep) -> Iterator[str]:
    yield step.says
    if step.line is not None:
        yield f"= {linear.unicode(step.line)}"
    if step.remaining > 1:
        yield sentences.REMAIN.format(lines=step.remaining)
