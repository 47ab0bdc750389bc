"""The reports that were asked for on the command line: what they are called, and where they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from derivtutor.classroom.changes import Changes
from derivtutor.classroom.keeping import check_target
from derivtutor.cli import sentences
from derivtutor.cli.screen import Screen
from derivtutor.language import in_english
from derivtutor.libraries import difflib
from derivtutor.render.reports import ALSO_CALLED, FORMATS, HANDED_ON, Options, check, pages, unmatched, warnings, write
from derivtutor.render.reports.changes import summary
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from derivtutor.classroom.results import Refused, Remark, Results


FOR_THE_SCREEN = frozenset({"terminal", "changes"})
"""Reports that are read by whoever grades, where they are printed; others are in English."""


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
            if near:
                raise sentences.NO_SUCH_REPORT_BUT(form=form, near=near[0])
            raise sentences.NO_SUCH_REPORT(form=form, forms=", ".join(FORMATS))
        if form == "html" and not file:
            raise sentences.HTML_WITHOUT_FILE()
        check(form, Options(gradebook))
        wanted.append(Wanted(form, Path(file) if file else None))
    files = [each.file for each in wanted if each.file]
    if len(set(files)) < len(files):
        raise sentences.SAME_FILE()
    if sum(each.file is None for each in wanted) > 1:
        raise sentences.TWO_PRINTED()
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
                raise sentences.IS_FOLDER(folder=each.file, form=each.form, better=each.file / "grades")


def write_all(wanted: Sequence[Wanted], results: Results, gradebook: Path | None) -> None:
    """Write the reports, then print one, and say on standard error what they do not show."""
    screen = Screen.here()
    shown = Options(gradebook, screen.width, screen.unicode, screen.colour)
    for each in sorted(wanted, key=lambda each: each.file is None):  # printing may fail
        if each.file is not None:
            with in_english():
                write(each.form, results, each.file, Options(gradebook))
            _note(sentences.WROTE, file=safe(str(each.file)))
        else:
            _print(each.form, results, shown)
        for warning in warnings(each.form, results, shown):
            click.echo(safe(warning), err=True)
        missing = unmatched(each.form, results, shown)
        if missing:
            _note(sentences.NOT_IN_GRADEBOOK, many=len(missing), gradebook=gradebook, students=_few(missing))
    if all(each.form not in ("terminal", "html", "json", "jsonl") for each in wanted):
        _say_what_is_missing(results)
    if all(each.form != "changes" for each in wanted):
        _say_what_changed(results)
    if all(each.form in HANDED_ON or each.form == "changes" for each in wanted):
        _say_what_is_not_proved(results)


def _print(form: str, results: Results, shown: Options) -> None:
    with nullcontext() if form in FOR_THE_SCREEN else in_english():
        for piece in pages(form, results, shown):
            click.echo(piece, nl=False)


def _note(words: str, **values: object) -> None:
    """Say something on standard error."""
    click.echo(words.format(**values), err=True)


def _few(names: Sequence[str]) -> str:
    """The first of some names."""
    return ", ".join(map(safe, names[:10])) + (" …" if len(names) > 10 else "")


def say_what_has_no_time(results: Results) -> None:
    """An answer without a time is never late: say so where something is due."""
    many = results.without_time
    if many:
        some = sentences.ONE_HAS_NO_TIME if many == 1 else sentences.SOME_HAVE_NO_TIME
        whose = some.format(many=many, rows=results.rows) if many < results.rows else sentences.NONE_HAS_TIME
        due = results.plan.exercises.due
        words = sentences.SET_IS_DUE if due else sentences.ROSTER_HAS_DUE_DATES
        _note(f"{words} {sentences.NAME_THE_TIMES}", due=due, whose=whose)


def _say_what_is_missing(results: Results) -> None:
    """A table of scores does not show what has no score."""
    _say_first(sentences.NOT_IN_ORDER, results.refused(), results.refused_count)
    if results.doubtful:
        _note(sentences.NOT_JUDGED_IN_TIME, many=results.doubtful)
    if results.missing:
        many, students = len(results.missing), _few([person.label for person in results.missing])
        _note(sentences.STUDENT_MISSING if many == 1 else sentences.STUDENTS_MISSING, many=many, students=students)
    _say_first(sentences.WORTH_KNOWING, results.remarks(), results.remark_count)


def _say_first(words: str, rows: Iterator[Refused | Remark], many: int) -> None:
    """What is said of the first of some rows, and how many more there are."""
    first = next(rows, None)
    if first is not None:
        said = words.format(place=safe(f"{first.file}:{first.line}"), why=safe(first.message))
        click.echo(f"{said} {sentences.MORE.format(many=many - 1)}" if many > 1 else said, err=True)


def _say_what_changed(results: Results) -> None:
    """Where the class was graded before, how many students have other scores now."""
    changes = Changes(results)
    if not changes.is_first:
        said = summary(changes)
        click.echo(f"{said} {sentences.CHANGES_ARE_SHOWN}" if changes.students else said, err=True)


def _say_what_is_not_proved(results: Results) -> None:
    """What is handed on to students does not say it."""
    if results.unproved:
        words = sentences.ANSWER_NOT_PROVED if results.unproved == 1 else sentences.ANSWERS_NOT_PROVED
        _note(words, many=results.unproved)
