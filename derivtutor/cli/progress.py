"""`derivtutor progress`: what was learnt; and taking it elsewhere, bringing it back, beginning anew."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from derivtutor.cli import options, sentences
from derivtutor.cli.choices import Format
from derivtutor.cli.screen import Screen
from derivtutor.cli.translation import agrees
from derivtutor.errors import reason
from derivtutor.language import translated
from derivtutor.lessons.catalogue import all_standings, begun_files
from derivtutor.practice.backup import NOTHING, replaced
from derivtutor.practice.place import is_begun, progress_file
from derivtutor.practice.progress import overview
from derivtutor.practice.store import Store
from derivtutor.render.progress import render
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from derivtutor.lessons.standing import Standing
    from derivtutor.practice.progress import Overview

_profile = click.option("--profile", metavar="NAME", help="Whose progress (default: student).")
_yes = click.option("--yes", is_flag=True, help="Do not ask.")


@click.group("progress", invoke_without_command=True)
@_profile
@click.option("--format", "form", type=Format(["terminal", "json"]), default="terminal", help="What to print.")
@click.option("--now", metavar="ISO", help="Use this as the current time: 2026-03-01T09:00+01:00.")
@click.pass_context
def command(context: click.Context, profile: str | None, form: str, now: str | None) -> None:
    """Show what was learnt, what is due, and what still goes wrong."""
    context.obj = profile
    if context.invoked_subcommand:
        return
    path = progress_file(profile)
    overview, lessons = _overview(path, _moment(now)), _lessons(path)
    if form == "json":
        document = overview.as_dict() | {"lessons": [each.as_dict() for each in lessons if each.last]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    screen = Screen.here()
    click.echo(render(overview, screen.width, screen.unicode, screen.colour, lessons))


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_profile
@_yes
@click.pass_obj
def export(default: str | None, file: Path, profile: str | None, yes: bool) -> None:
    """Write everything that is remembered to FILE, as JSON."""
    path = _file(profile or default)
    if not is_begun(path):
        raise sentences.NO_PROGRESS_TO_EXPORT(path=path)
    if file.exists() and file.samefile(path):
        raise sentences.IS_PROGRESS(file=safe(str(file)))
    with Store(path) as store:
        document = store.export()
    if (
        not file.exists()
        or yes
        or _agreed(translated("{file} already exists. Overwrite it?").format(file=safe(str(file))))
    ):
        options.write(json.dumps(document, ensure_ascii=False, indent=1), file)
        click.echo(translated("Exported everything to {file}.").format(file=safe(str(file))))


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_profile
@_yes
@click.pass_obj
def import_(default: str | None, file: Path, profile: str | None, yes: bool) -> None:
    """Replace the progress with what was exported to FILE; the old progress is kept beside it."""
    document = _exported(file)
    path = _file(profile or default)
    asked = translated("Replace the progress in {path} with {file}?").format(path=safe(str(path)), file=safe(str(file)))
    if not is_begun(path) or yes or _agreed(asked):
        _replace(path, document, translated("Imported {file}.").format(file=safe(str(file))))


@command.command("reset")
@_profile
@_yes
@click.pass_obj
def reset(default: str | None, profile: str | None, yes: bool) -> None:
    """Start over; the old progress, even if it is damaged, is kept beside it."""
    path = _file(profile or default)
    if not is_begun(path):
        click.echo(sentences.NO_PROGRESS)
    elif yes or _agreed(translated("Reset the progress in {path}?").format(path=safe(str(path)))):
        _replace(path, NOTHING, translated("The progress was reset."))


def _file(profile: str | None) -> Path:
    return progress_file(profile)


def _overview(path: Path, now: datetime) -> Overview:
    """The progress in a file; a file that is not there is not made."""
    # an offset that was given is where the days begin; else the machine knows, and it knows about daylight saving
    zone = now.tzinfo
    now = now.astimezone()
    if not is_begun(path):
        return overview({}, (), (), now, zone)
    with Store(path) as store:
        return overview(store.skills(), store.answers(), store.misconceptions(), now, zone, store.masteries())


def _lessons(path: Path) -> list[Standing]:
    """The lessons and how far they have come; none as long as nothing was done in them."""
    if not is_begun(path):
        return []
    with Store(path) as store:
        parts = store.lessons()
    return [*all_standings(parts), *begun_files(parts)] if parts else []


def _moment(text: str | None) -> datetime:
    """A moment; without an offset it is that of this machine.

    Raises:
        UserError: where it is none.
    """
    if text is None:
        return datetime.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise sentences.NO_MOMENT(text=text or sentences.NOTHING) from None
    options.check_year(moment)
    return moment


def _exported(file: Path) -> Mapping[str, Any]:
    """What a file has.

    Raises:
        UserError: where it cannot be read, or is no JSON object.
    """
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise sentences.EXPORT_UNREADABLE(file=file, why=reason(error)) from None
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise sentences.NO_EXPORT(file=file)
    return document


def _decided(answer: str) -> bool:
    if answer.strip() and agrees(answer) is None:
        raise click.UsageError(sentences.INVALID_INPUT)
    return bool(agrees(answer))


def _agreed(question: str) -> bool:
    try:
        is_agreed = click.prompt(
            sentences.YES_NO_ELSE_NO.format(question=question), default="", show_default=False, value_proc=_decided
        )
    except click.Abort:
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        raise sentences.NOBODY_ANSWERED() from None
    if is_agreed:
        return True
    click.echo(translated("Nothing was changed."))
    return False


def _replace(path: Path, document: Mapping[str, Any], done: str) -> None:
    kept = replaced(path, document)
    says = translated("The old progress is kept in {path}.").format(path=safe(str(kept)))
    click.echo(f"{done} {says}" if kept else done)
