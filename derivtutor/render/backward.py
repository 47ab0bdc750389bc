"""A judged backward pass: each line with its mark, and below it what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derivtutor.language import translated
from derivtutor.render.safe import ascii_text, safe, wrapped

if TYPE_CHECKING:
    from derivtutor.grading.backward.verdict import Backward, JudgedLine

MARKS = {
    "exact": ("✓", "ok", "green"),
    "rounded": ("✓", "ok", "green"),
    "part": ("+", "+", "green"),
    "wrong": ("✗", "NO", "bold red"),
    "follow-through": ("→", "->", "magenta"),
    "early": ("?", "?", "magenta"),
    "unreadable": ("?", "?", "magenta"),
    "not-a-gradient": ("?", "?", "magenta"),
    "note": (" ", " ", "dim"),
}
"""How a line's status is shown: the sign, the same in ASCII, and its colour."""

_STYLES = {"correct": "bold green", "incorrect": "bold red", "unfinished": "bold magenta"}
_LONGEST = 2_000
"""So much of a line is shown."""


def render(backward: Backward, width: int, unicode: bool, colour: bool) -> str:
    """A judged page for the terminal, or plain where there is no colour."""
    from rich.console import Console
    from rich.text import Text

    console = Console(width=width, color_system="standard" if colour else None, force_terminal=colour, highlight=False)
    with console.capture() as captured:
        for line, style in _lines(backward, width, unicode):
            console.print(Text(line if unicode else ascii_text(line), style=style), soft_wrap=True)
    return captured.get().rstrip("\n")


def _lines(backward: Backward, width: int, unicode: bool) -> Iterator[tuple[str, str]]:
    for line in backward.lines:
        sign, plain, style = MARKS[line.status]
        mark = (sign if unicode else plain).ljust(1 if unicode else 2)
        text = line.text if len(line.text) <= _LONGEST else f"{line.text[:_LONGEST]} …"
        yield f"{line.number:>3} {mark} {safe(text)}".rstrip(), style
        for sentence in said_of(line):
            for piece in wrapped(sentence, width - 6):
                yield f"      {piece}", ""
    yield from [(piece, _STYLES[backward.verdict]) for piece in wrapped(backward.message, width)]


def said_of(line: JudgedLine) -> Iterator[str]:
    """What is told of a line."""
    if line.message:
        yield safe(line.message)  # it may repeat what was typed
    if line.diagnosis is not None:
        yield safe(translated(line.diagnosis.says))
        if line.diagnosis.hint:
            yield translated("Hint: {hint}").format(hint=safe(translated(line.diagnosis.hint)))
