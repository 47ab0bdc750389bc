"""`derivtutor hint`: a hint that gives away as little as was asked for."""

from __future__ import annotations

import json
from typing import Any

import click

from derivtutor.cli import options
from derivtutor.cli.choices import Format
from derivtutor.cli.screen import Screen
from derivtutor.grading.hints import LADDER, hint
from derivtutor.language import translated
from derivtutor.render.safe import ascii_text, wrapped


@click.command("hint", cls=options.ExpressionCommand)
@click.argument("problem")
@click.option("--level", type=int, default=1, show_default=True, help="From 1, the principle, to 6, the answer.")
@click.option("--answer", help="A wrong answer: the first hint is about what went wrong.")
@options.wrt
@options.log
@click.option("--order", type=int, default=1, show_default=True, help="Differentiate this many times.")
@click.option("--format", "style", type=Format(["terminal", "json"]), default="terminal", help="What to print.")
def command(problem: str, level: int, answer: str | None, wrt: str | None, log: Any, order: int, style: str) -> None:
    """Give a hint for the derivative of PROBLEM."""
    rung = hint(problem, level, answer, wrt, order, log=log)
    if style == "json":
        click.echo(json.dumps(rung.as_dict(), ensure_ascii=False, indent=2))
        return
    screen = Screen.here()
    text = translated("Hint {level} of {of}. {says}").format(
        level=rung.level, of=len(LADDER), says=translated(rung.says)
    )
    click.echo("\n".join(wrapped(text if screen.unicode else ascii_text(text), screen.width)))
