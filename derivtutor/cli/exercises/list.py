"""`derivtutor exercises list`: the topics, or the exercises of a set."""

from __future__ import annotations

import json

import click

from derivtutor.cli import suggesting
from derivtutor.cli.choices import Format
from derivtutor.cli.screen import Screen
from derivtutor.exercises.catalogue import described, overview
from derivtutor.render import catalogue


@click.command("list")
@click.argument("sets", metavar="[SET]...", nargs=-1, shell_complete=suggesting.sets)
@click.option("--format", "style", type=Format(["terminal", "json"]), default="terminal", help="What to print.")
def command(sets: tuple[str, ...], style: str) -> None:
    """List the topics, or the exercises of each SET."""
    screen = Screen.here()
    if sets:
        exercise_sets = [described(name) for name in sets]
        page = catalogue.sets(exercise_sets, screen.width, screen.unicode, screen.colour)
        document = [exercise_set.as_dict() for exercise_set in exercise_sets]
    else:
        shipped = overview()
        page = catalogue.topics(shipped, screen.width, screen.unicode, screen.colour)
        document = [topic.as_dict() for topic in shipped]
    click.echo(json.dumps(document, ensure_ascii=False, indent=2) if style == "json" else page)
