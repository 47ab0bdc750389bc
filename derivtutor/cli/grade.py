"""`derivtutor grade`: a worksheet, or the answers of a whole class."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from derivtutor.cli import bar, options
from derivtutor.cli.screen import Screen
from derivtutor.errors import UserError

if TYPE_CHECKING:
    from derivtutor.classroom.results import Results
    from derivtutor.classroom.store import Store
    from derivtutor.classroom.workers import Workers
    from derivtutor.exercises.model import ExerciseSet

STATE = ".grading.sqlite"
"""What the name of the state's file ends in."""


@click.command("grade", cls=options.ExpressionCommand)
@click.argument("exercises")
@click.argument("submissions", nargs=-1)
@click.option("--report", "reports", multiple=True, metavar="FORMAT[=FILE]", help="Write a report; may be repeated.")
@click.option("--workers", type=click.IntRange(1, 512), help="So many processes (default: one for each core).")
@click.option("--scheduler", metavar="ADDRESS", help="Use a Dask cluster: tcp://…, or local to start one here.")
@click.option("--resume", is_flag=True, help="Go on where a run was cut off, or add answers to a finished one.")
@click.option("--seed", type=int, help="Where the students' numbers come from (default: as the set says).")
@click.option(
    "--count",
    type=click.Choice(["best", "last", "first"]),
    default="best",
    show_default=True,
    help="Which of several attempts counts.",
)
@click.option("--timeout", type=float, default=5.0, show_default=True, help="Give an answer up after so many seconds.")
@click.option("--column", "columns", multiple=True, metavar="WHAT=COLUMN", help="Which column has what: student=Login.")
@click.option(
    "--gradebook", type=click.Path(path_type=Path, dir_okay=False), help="The gradebook exported from Canvas or Moodle."
)
def command(
    exercises: str,
    submissions: tuple[str, ...],
    reports: tuple[str, ...],
    workers: int | None,
    scheduler: str | None,
    resume: bool,
    seed: int | None,
    count: str,
    timeout: float,
    columns: tuple[str, ...],
    gradebook: Path | None,
) -> None:
    """Grade SUBMISSIONS (worksheets, folders, .zip, .csv, .jsonl, .parquet; - reads standard input) to EXERCISES.

    One worksheet alone names its exercises itself: derivtutor grade ada.yaml

    Exit code 0: graded (one worksheet: all right); 1: a worksheet with something not right.
    """
    from derivtutor.classroom.grading import Plan, grade
    from derivtutor.classroom.results import Results
    from derivtutor.classroom.submissions.sources import rows

    wanted = _reports(reports, gradebook)
    found, names = _what(exercises, submissions)
    told = _columns(columns)
    if not 0 < timeout < 86_400:
        raise UserError(f"The time limit {timeout:g} is not possible.", "Use a number of seconds, such as 5.")
    plan = Plan(found, found.seed if seed is None else seed, count, timeout)  # type: ignore[arg-type]
    with _state(wanted, names, resume) as store:
        with _workers(scheduler, workers or _cores()) as pool, bar.shown() as tell:
            grade(plan, rows(names, found, told), store, pool, tell)
        store.remember("finished", "yes")
        results = Results(plan, store)
        _write(wanted, results, gradebook)
        alone = not submissions
        wrong = (
            any(not decision.mark.is_right for decision in results.decisions(only_counting=True)) if alone else False
        )
    sys.exit(1 if wrong else 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that was asked for; without a file it is printed."""

    form: str
    file: Path | None


def _reports(given: Sequence[str], gradebook: Path | None) -> list[Wanted]:
    from derivtutor.render.reports import FORMATS, Options, check

    found = []
    for each in given or ("terminal",):
        form, _, file = each.partition("=")
        if form not in FORMATS:
            import difflib

            near = difflib.get_close_matches(form, FORMATS, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"There are {', '.join(FORMATS)}."
            raise UserError(f"There is no report {form}.", remedy)
        if form == "html" and not file:
            raise UserError("The report html needs a file.", "Write --report html=report.html.")
        check(form, Options(gradebook))
        found.append(Wanted(form, Path(file) if file else None))
    files = [each.file for each in found if each.file]
    if len(set(files)) < len(files):
        raise UserError("Two reports have the same file.", "Give each its own.")
    if sum(each.file is None for each in found) > 1:
        raise UserError("Two reports cannot be printed at once.", "Write one to a file: --report csv=grades.csv.")
    return found


def _what(exercises: str, submissions: Sequence[str]) -> tuple[ExerciseSet, list[str]]:
    """The set, and what was handed in; a worksheet alone says which set it is of."""
    from derivtutor.exercises.catalogue import together
    from derivtutor.exercises.library import find
    from derivtutor.exercises.worksheet import read

    if submissions:
        return together(find(exercises)), list(submissions)
    sheet = read(Path(exercises))
    beside = Path(exercises).parent / sheet.exercises
    name = str(beside) if beside.exists() else sheet.exercises
    if not name:
        raise UserError("The worksheet does not say which exercises it is of.", "Name them: derivtutor grade SET FILE.")
    return together(find(name)), [exercises]


def _columns(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for each in given:
        what, equals, column = each.partition("=")
        if not equals or not column:
            raise UserError(f"--column {each} does not name a column.", "Write for example --column student=Login.")
        found[what.strip()] = column.strip()
    return found


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextmanager
def _workers(scheduler: str | None, count: int) -> Iterator[Workers]:
    from derivtutor.classroom.workers import DaskWorkers, LocalWorkers

    pool = DaskWorkers(scheduler, count) if scheduler else LocalWorkers(count)
    try:
        yield pool
    finally:
        pool.close()


@contextmanager
def _state(wanted: Sequence[Wanted], names: Sequence[str], resume: bool) -> Iterator[Store]:
    """The state of the run: beside the first report, where it stays; else beside what was handed in, until the end."""
    from derivtutor.classroom.store import Store

    report = next((each.file for each in wanted if each.file), None)
    beside = report or (Path("derivtutor") if names[0] == "-" else Path(names[0].rstrip("/\\")))
    path = beside.with_name(beside.name + STATE)
    if path.exists() and not resume:
        store = Store(path)
        finished = store.value("finished") == "yes"
        store.close()
        if not finished:
            message = f"An earlier run was cut off; {path} has what it did."
            raise UserError(message, "Add --resume to go on, or delete that file to begin anew.")
        path.unlink()
    store = Store(path)
    store.remember("finished", "no")
    try:
        yield store
    except KeyboardInterrupt:
        marked = store.one("SELECT COUNT(*) FROM answer WHERE mark IS NOT NULL")
        click.echo(f"Stopped. {marked:,} different answers are marked; go on with --resume.", err=True)
        raise
    finally:
        finished = store.value("finished") == "yes"
        has_marks = store.one("SELECT 1 FROM answer WHERE mark IS NOT NULL LIMIT 1") is not None
        store.close()
        if not has_marks or (finished and report is None):
            path.unlink()


def _write(wanted: Sequence[Wanted], results: Results, gradebook: Path | None) -> None:
    from derivtutor.render.reports import Options, pages, unmatched, write
    from derivtutor.render.safe import safe

    screen = Screen.here()
    shown = Options(gradebook, screen.width, screen.unicode, screen.colour)
    for each in wanted:
        if each.file is not None:
            write(each.form, results, each.file, Options(gradebook))
            click.echo(f"Wrote {each.file}.", err=True)
        else:
            for piece in pages(each.form, results, shown):
                click.echo(piece, nl=False)
        missing = unmatched(each.form, results, shown)
        if missing:
            few = ", ".join(map(safe, missing[:10])) + (" …" if len(missing) > 10 else "")
            click.echo(f"{len(missing)} not found in {gradebook}: {few}.", err=True)
