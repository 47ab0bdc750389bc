"""`derivtutor next`: the next step of a working."""

from __future__ import annotations

import json
from typing import Any

import click

from derivtutor.cli import limit, options
from derivtutor.cli.check import read_lines
from derivtutor.cli.choices import Format, Outward
from derivtutor.cli.screen import Screen
from derivtutor.grading.next_step import next_step
from derivtutor.render import working


@click.command("next", cls=options.ExpressionCommand)
@click.argument("problem")
@click.option("--work", cls=Outward, metavar="FILE", help="The working so far, one line each; - reads standard input.")
@options.wrt
@options.log
@click.option("--order", type=int, default=1, show_default=True, help="Differentiate this many times.")
@click.option("--timeout", type=float, default=2.0, show_default=True, help="Give up after this many seconds.")
@click.option("--format", "style", type=Format(["terminal", "json"]), default="terminal", help="What to print.")
def command(problem: str, work: str | None, wrt: str | None, log: Any, order: int, timeout: float, style: str) -> None:
    """Show the next step of the derivative of PROBLEM, and how many lines remain."""
    with limit.at_most(timeout):
        step = next_step(problem, read_lines(work) if work is not None else (), wrt, order, log)
    if style == "json":
        click.echo(json.dumps(step.as_dict(), ensure_ascii=False, indent=2))
        return
    screen = Screen.here()
    click.echo(working.next_step(step, screen.width, screen.unicode))
