"""`derivtutor learn`: lessons, one idea after the other, each with your turn; and what is wrong with lesson files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from derivtutor.cli import sentences
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from derivtutor.lessons.standing import Standing

CHECK = "check"
"""Instead of a lesson: what follows are files to be checked."""


@click.command("learn")
@click.argument("names", metavar="[LESSON]", nargs=-1)
@click.option("--list", "is_listed", is_flag=True, help="List the lessons, and how far you have come.")
@click.option("--fresh", is_flag=True, help="Begin the lesson again, and not where you left it.")
@click.option("--profile", metavar="NAME", help="Whose progress this is, where several share a computer.")
@click.option("--plain", is_flag=True, help="Whole sentences and no editor, for screen readers and scripts.")
@click.option("--now", "moment", metavar="TIME", help="Use this as the current time, for scripts: 2026-01-31T12:00.")
def command(
    names: tuple[str, ...], is_listed: bool, fresh: bool, profile: str | None, plain: bool, moment: str | None
) -> None:
    """Learn from lessons: go on where you left off, take the next one, or LESSON: its name, or a file of your own.

    Enter goes on, and everything is saved at once. derivtutor learn check FILE... finds every mistake in lesson files;
    exit code 0: there is none; 1: there are some.
    """
    if names[:1] == (CHECK,):
        _check(names[1:])
        return
    if len(names) > 1:
        raise sentences.ONE_LESSON(names=safe(" ".join(names[1:])))
    if is_listed:
        _list(profile)
        return
    from derivtutor.cli.conversation.learning import learnt

    learnt(names[0] if names else None, fresh, profile, plain, moment)


def _list(profile: str | None) -> None:
    from derivtutor.cli.screen import Screen
    from derivtutor.render.lesson import listed

    screen = Screen.here()
    click.echo(listed(standings(profile), screen.width, screen.unicode, screen.colour), color=True)


def standings(profile: str | None) -> list[Standing]:
    """The shipped lessons and how far they have come; a file of progress that is not there is not made."""
    from derivtutor.lessons.catalogue import all_standings
    from derivtutor.practice.place import is_begun, progress_file
    from derivtutor.practice.store import Store

    path: Path = progress_file(profile)
    if not is_begun(path):
        return all_standings(())
    with Store(path) as store:
        return all_standings(store.lessons())


def _check(names: tuple[str, ...]) -> None:
    """Find every mistake in lesson files."""
    from derivtutor.cli.printing import list_mistakes
    from derivtutor.cli.shown import pictured, shown
    from derivtutor.errors import UserError
    from derivtutor.lessons.catalogue import all_around
    from derivtutor.lessons.checking import check
    from derivtutor.lessons.library import files
    from derivtutor.lessons.reading import read

    if not names:
        raise sentences.CHECK_WHAT()
    paths = list(dict.fromkeys([path for name in names for path in files(name)]))
    known = all_around(paths)

    def mistakes() -> Iterator[str]:
        for path in paths:
            try:
                yield from map(str, check(read(path), known, shown, pictured))
            except UserError as error:
                yield str(error)

    list_mistakes(mistakes())
    click.echo((sentences.LESSON_IN_ORDER if len(paths) == 1 else sentences.LESSONS_IN_ORDER).format(many=len(paths)))
