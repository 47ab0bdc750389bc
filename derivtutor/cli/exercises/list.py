"""`derivtutor exercises list`: the topics, or the exercises of a set."""

from __future__ import annotations

import json

import click

from derivtutor.cli.screen import Screen


@click.command("list")
@click.argument("sets", metavar="[SET]...", nargs=-1)
@click.option("--format", "style", type=click.Choice(["terminal", "json"]), default="terminal", help="What to print.")
def command(sets: tuple[str, ...], style: str) -> None:
    """List the topics, or the exercises of each SET."""
    from derivtutor.exercises.catalogue import described, overview
    from derivtutor.render import catalogue

    found = [described(name) for name in sets] if sets else overview()
    if style == "json":
        click.echo(json.dumps([each.as_dict() for each in found], ensure_ascii=False, indent=2))
        return
    screen = Screen.here()
    render = catalogue.sets if sets else catalogue.topics
    click.echo(render(found, screen.width, screen.unicode, screen.colour))
