"""`derivtutor exercises show`: the questions of a set, as a student gets them."""

from __future__ import annotations

import json

import click

from derivtutor.cli import suggesting
from derivtutor.cli.choices import Format
from derivtutor.cli.screen import Screen
from derivtutor.exercises.catalogue import described
from derivtutor.render import catalogue


@click.command("show")
@click.argument("name", metavar="SET", shell_complete=suggesting.sets)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--key", is_flag=True, help="Show the answers too.")
@click.option("--student", default="", metavar="NAME", help="Show this student's numbers.")
@click.option("--seed", type=int, help="Where the students' numbers come from (default: as the set says).")
@click.option("--format", "style", type=Format(["terminal", "json"]), default="terminal", help="What to print.")
def command(name: str, ids: tuple[str, ...], key: bool, student: str, seed: int | None, style: str) -> None:
    """Show the exercises of SET, or those with the given IDs."""
    exercise_set = described(name, ids, student, seed)
    if style == "json":
        click.echo(json.dumps(exercise_set.as_dict(key), ensure_ascii=False, indent=2))
        return
    screen = Screen.here()
    click.echo(catalogue.questions(exercise_set, key, screen.width, screen.unicode, screen.colour))
