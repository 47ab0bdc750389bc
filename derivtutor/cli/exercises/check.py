"""`derivtutor exercises check`: every mistake in files of exercises."""

from __future__ import annotations

import sys

import click

from derivtutor.cli import sentences, suggesting
from derivtutor.errors import UserError
from derivtutor.exercises.checking import check
from derivtutor.exercises.library import find
from derivtutor.exercises.loading import load
from derivtutor.render.safe import safe


@click.command("check")
@click.argument("names", metavar="SET...", nargs=-1, required=True, shell_complete=suggesting.sets)
def command(names: tuple[str, ...]) -> None:
    """Find every mistake in SETs: keys, expressions, ids, skills, answers.

    Exit code 0: there is none; 1: there are some.
    """
    mistakes, exercises = 0, 0
    for path in [path for name in names for path in find(name)]:
        try:
            loaded = load(path)
        except UserError as error:
            complaints = [str(error)]
        else:
            complaints = [str(each) for each in check(loaded)]
            exercises += len(loaded.exercise_set.exercises)
        mistakes += len(complaints)
        for each in complaints:
            click.echo("\n".join(map(safe, each.split("\n"))))
    if mistakes:
        click.echo((sentences.MISTAKE if mistakes == 1 else sentences.MISTAKES).format(many=mistakes))
        sys.exit(1)
    click.echo((sentences.IN_ORDER if exercises == 1 else sentences.ALL_IN_ORDER).format(many=exercises))
