"""`derivtutor learn`: lessons, one idea after the other."""

from __future__ import annotations

import sys

import click

from derivtutor.cli import sentences
from derivtutor.render.safe import safe

CHECK = "check"
"""Instead of a lesson: the files that follow are checked."""


@click.command("learn")
@click.argument("names", metavar="[LESSON]", nargs=-1)
def command(names: tuple[str, ...]) -> None:
    """Learn from lessons."""
    if names[:1] == (CHECK,):
        _check(names[1:])


def _check(names: tuple[str, ...]) -> None:
    """Find every mistake in lesson files."""
    from derivtutor.cli.shown import explorable, shown
    from derivtutor.errors import UserError
    from derivtutor.lessons.checking import check
    from derivtutor.lessons.library import files
    from derivtutor.lessons.reading import all_around, read

    if not names:
        raise sentences.CHECK_WHAT()
    paths = list(dict.fromkeys([path for name in names for path in files(name)]))
    known = all_around(paths)
    mistakes = 0
    for path in paths:
        try:
            complaints = [str(each) for each in check(read(path), known, shown, explorable)]
        except UserError as error:
            complaints = [str(error)]
        mistakes += len(complaints)
        for each in complaints:
            click.echo("\n".join(map(safe, each.split("\n"))))
    if mistakes:
        click.echo((sentences.MISTAKE if mistakes == 1 else sentences.MISTAKES).format(many=mistakes))
        sys.exit(1)
    click.echo((sentences.LESSON_IN_ORDER if len(paths) == 1 else sentences.LESSONS_IN_ORDER).format(many=len(paths)))
