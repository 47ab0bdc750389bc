"""`derivtutor exercises check`: every mistake in files of exercises."""

from __future__ import annotations

from collections.abc import Iterator

import click

from derivtutor.cli import printing, sentences, suggesting
from derivtutor.errors import UserError
from derivtutor.exercises.checking import check
from derivtutor.exercises.library import find
from derivtutor.exercises.loading import load


@click.command("check")
@click.argument("names", metavar="SET...", nargs=-1, required=True, shell_complete=suggesting.sets)
def command(names: tuple[str, ...]) -> None:
    """Find every mistake in SETs: keys, expressions, ids, skills, answers.

    Exit code 0: there is none; 1: there are some.
    """
    exercises = 0

    def mistakes() -> Iterator[str]:
        nonlocal exercises
        for path in [path for name in names for path in find(name)]:
            try:
                loaded = load(path)
            except UserError as error:
                yield str(error)
            else:
                yield from map(str, check(loaded))
                exercises += len(loaded.exercise_set.exercises)

    printing.list_mistakes(mistakes())
    click.echo((sentences.IN_ORDER if exercises == 1 else sentences.ALL_IN_ORDER).format(many=exercises))
