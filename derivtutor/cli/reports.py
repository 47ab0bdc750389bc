"""The reports that were asked for on the command line: what they are called, and where they go."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from derivtutor.classroom.changes import Changes
from derivtutor.classroom.keeping import check_target
from derivtutor.cli.screen import Screen
from derivtutor.errors import UserError
from derivtutor.render.reports import ALSO_CALLED, FORMATS, HANDED_ON, Options, check, pages, unmatched, warnings, write
from derivtutor.render.reports.changes import summary
from derivtutor.render.reports.words import MISSING, NOT_PROVED, count
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from derivtutor.classroom.results import Results


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that was asked for; without a file it is printed."""

    form: str
    file: Path | None


def wanted_reports(given: Sequence[str], gradebook: Path | None) -> list[Wanted]:
    """What `--report FORMAT[=FILE]` asks for; a table for the terminal if nothing does.

    Raises:
        UserError: where there is no such report, it needs a file or a gradebook, or two are in each other's way.
    """
    wanted = []
    for each in given or ("terminal",):
        form, _, file = each.partition("=")
        form = ALSO_CALLED.get(form, form)
        if form not in FORMATS:
            near = difflib.get_close_matches(form, FORMATS, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"There are {', '.join(FORMATS)}."
            raise UserError(f"There is no report {form}.", remedy)
        if form == "html" and not file:
            raise UserError("The report html needs a file.", "Write --report html=report.html.")
        check(form, Options(gradebook))
        wanted.append(Wanted(form, Path(file) if file else None))
    files = [each.file for each in wanted if each.file]
    if len(set(files)) < len(files):
        raise UserError("Two reports have the same file.", "Give each its own.")
    if sum(each.file is None for each in wanted) > 1:
        raise UserError("Two reports cannot be printed at once.", "Write one to a file: --report csv=grades.csv.")
    return wanted


def check_targets(wanted: Sequence[Wanted], sources: Sequence[Path]) -> None:
    """No report may take the place of what it is made from, and its folder must be there.

    Raises:
        UserError: where that is not so.
    """
    for each in wanted:
        if each.file is not None:
            check_target(each.file, sources)
            if each.file.is_dir() and each.form != "markdown":
                raise UserError(f"{each.file} is a folder.", f"Write for example {each.form}={each.file / 'grades'}.")


def write_all(wanted: Sequence[Wanted], results: Results, gradebook: Path | None) -> None:
    """Write the reports, then print one, and say on standard error what they do not show."""
    screen = Screen.here()
    shown = Options(gradebook, screen.width, screen.unicode, screen.colour)
    for each in sorted(wanted, key=lambda each: each.file is None):  # printing may fail
        if each.file is not None:
            write(each.form, results, each.file, Options(gradebook))
            click.echo(f"Wrote {safe(str(each.file))}.", err=True)
        else:
            for piece in pages(each.form, results, shown):
                click.echo(piece, nl=False)
        for warning in warnings(each.form, results, shown):
            click.echo(safe(warning), err=True)
        missing = unmatched(each.form, results, shown)
        if missing:
            click.echo(f"{len(missing)} not found in {gradebook}: {_few(missing)}.", err=True)
    if all(each.form not in ("terminal", "html", "json", "jsonl") for each in wanted):
        _say_what_is_missing(results)
    if all(each.form != "changes" for each in wanted):
        _say_what_changed(results)
    if all(each.form in HANDED_ON or each.form == "changes" for each in wanted):
        _say_what_is_not_proved(results)


def _few(names: Sequence[str]) -> str:
    """The first of some names."""
    return ", ".join(map(safe, names[:10])) + (" …" if len(names) > 10 else "")


def say_what_has_no_time(results: Results) -> None:
    """An answer without a time is never late: say so where something is due."""
    many = results.without_time
    if many:
        whose = (
            f"{many} of {results.rows} answers {'has' if many == 1 else 'have'} no time"
            if many < results.rows
            else "no answer has a time"
        )
        due = results.plan.exercises.due
        why = f"{f'The set is due {due}' if due else 'The roster has due dates'}, but {whose}: graded, as on time."
        click.echo(f"{why} If a column has it, name it: --column submitted=NAME.", err=True)


def _say_what_is_missing(results: Results) -> None:
    """A table of scores does not show what has no score."""
    first = next(results.refused(), None)
    if first is not None:
        message = f"{first.file}:{first.line}: {first.message}"
        more = f" {results.refused_count - 1} more: --report terminal." if results.refused_count > 1 else ""
        click.echo(f"Not everything is in order. {safe(message)}{more}", err=True)
    if results.doubtful:
        click.echo(f"{results.doubtful} could not be judged in time: look at them yourself.", err=True)
    if results.missing:
        who = f"{count(len(results.missing), 'student')} of the roster"
        click.echo(f"{MISSING} of {who}: {_few([person.label for person in results.missing])}.", err=True)
    remark = next(results.remarks(), None)
    if remark is not None:
        more = f" {results.remark_count - 1} more: --report terminal." if results.remark_count > 1 else ""
        click.echo(f"Worth knowing. {safe(f'{remark.file}:{remark.line}: {remark.message}')}{more}", err=True)


def _say_what_changed(results: Results) -> None:
    """Where the class was graded before, how many students have other scores now."""
    changes = Changes(results)
    if not changes.is_first:
        hint = " --report changes shows them." if changes.students else ""
        click.echo(f"{summary(changes)}{hint}", err=True)


def _say_what_is_not_proved(results: Results) -> None:
    """What is handed on to students does not say it."""
    if results.unproved:
        says = f"{NOT_PROVED.capitalize()}: {count(results.unproved, 'answer')}"
        click.echo(f"{says}; --report terminal shows them.", err=True)
