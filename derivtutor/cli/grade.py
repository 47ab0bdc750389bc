"""`derivtutor grade`: a worksheet, or the answers of a whole class."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import click

from derivtutor.classroom import overrides as by_hand
from derivtutor.classroom import roster as in_class
from derivtutor.classroom.changes import remember
from derivtutor.classroom.grading import Plan, grade
from derivtutor.classroom.keeping import is_stream, kept
from derivtutor.classroom.results import Results
from derivtutor.classroom.submissions.sources import rows
from derivtutor.classroom.workers import DaskWorkers, LocalWorkers
from derivtutor.cli import bar, options, sentences, suggesting
from derivtutor.cli.choices import Choice
from derivtutor.cli.reports import check_targets, say_what_has_no_time, wanted_reports, write_all
from derivtutor.errors import reason
from derivtutor.exercises.catalogue import together
from derivtutor.exercises.library import files_of_sheet, find
from derivtutor.exercises.moments import last_moment
from derivtutor.exercises.worksheet import read
from derivtutor.exercises.zones import zone_of
from derivtutor.language import in_english

if TYPE_CHECKING:
    from derivtutor.classroom.results import Results
    from derivtutor.classroom.store import Store
    from derivtutor.classroom.workers import Workers
    from derivtutor.exercises.model import ExerciseSet


@click.command("grade", cls=options.ExpressionCommand)
@click.argument("exercises", shell_complete=suggesting.sets)
@click.argument("submissions", nargs=-1, type=click.Path())
@click.option("--report", "reports", multiple=True, metavar="FORMAT[=FILE]", help="Write a report; may be repeated.")
@click.option("--workers", type=click.IntRange(1, 512), help="How many processes (default: one for each core).")
@click.option("--scheduler", metavar="ADDRESS", help="Use a Dask cluster: tcp://…, or local to start one here.")
@click.option("--resume", is_flag=True, help="Continue where a run was interrupted, or add answers to a finished one.")
@click.option("--seed", type=int, help="Where the students' numbers come from (default: as the set says).")
@click.option(
    "--count",
    type=Choice(["best", "last", "first"]),
    default="best",
    show_default=True,
    help="Which of several attempts counts.",
)
@click.option(
    "--timeout", type=float, default=5.0, show_default=True, help="Give up on an answer after this many seconds."
)
@click.option("--column", "columns", multiple=True, metavar="WHAT=COLUMN", help="Which column has what: student=Login.")
@click.option(
    "--time-zone",
    "zone",
    metavar="ZONE",
    help="The time zone of times without an offset: Europe/Berlin (default: UTC).",
)
@click.option(
    "--gradebook", type=click.Path(path_type=Path, dir_okay=False), help="The gradebook exported from the platform."
)
@click.option(
    "--roster", type=click.Path(path_type=Path, dir_okay=False), help="The students: id, name, e-mail, aliases, due."
)
@click.option(
    "--overrides",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Scores decided by hand: student, exercise, credit or points, reason.",
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
    zone: str | None,
    gradebook: Path | None,
    roster: Path | None,
    overrides: Path | None,
) -> None:
    """Grade SUBMISSIONS (worksheets, folders, .zip, .csv, .xlsx, .jsonl, .parquet, - for stdin) against EXERCISES.

    A single worksheet names its exercises itself: derivtutor grade ada.yaml

    Exit code 0: graded (one worksheet: all right); 1: a worksheet with something wrong.
    """
    wanted = wanted_reports(reports, gradebook)
    exercise_set, names, own_seed = _what(exercises, submissions)
    lists = [path for path in (gradebook, roster, overrides) if path]
    sources = [*map(Path, names), *_exercise_files(exercises, submissions), *lists]
    check_targets(wanted, sources)
    titles = _columns(columns)
    if not 0 < timeout < 86_400:
        raise sentences.NO_TIME_LIMIT(limit=timeout, usual=5)
    chosen = next(number for number in (seed, own_seed, exercise_set.seed) if number is not None)
    clock = zone_of(zone) if zone is not None else UTC
    people = in_class.read(roster, lambda text: last_moment(text, clock)) if roster else None
    decided = by_hand.read(overrides, exercise_set) if overrides else ()
    plan = Plan(exercise_set, chosen, count, timeout, people, decided, clock)  # type: ignore[arg-type]
    report = next((each.file for each in wanted if each.file and not is_stream(each.file)), None)
    with kept(report, names[0], resume) as store, _stopping(store):
        # the state is kept, and reports for others are made from it
        with _workers(scheduler, workers or _cores()) as pool, bar.shown() as tell, in_english():
            grade(plan, rows(names, exercise_set, titles), store, pool, tell)
        results = Results(plan, store)
        _check_any(results)
        with _printing(store):
            write_all(wanted, results, gradebook)
            if submissions:
                say_what_has_no_time(results)
        remember(plan, store)
        store.remember("finished", "yes")
        is_all_right = bool(submissions) or results.is_all_right
    sys.exit(0 if is_all_right else 1)


def _what(exercises: str, submissions: Sequence[str]) -> tuple[ExerciseSet, list[str], int | None]:
    """The set, what was handed in, and the seed of a worksheet; a worksheet alone says which set it is of."""
    if submissions:
        return together(find(exercises)), list(submissions), None
    if Path(exercises).is_dir():
        raise sentences.WHICH_EXERCISES(folder=exercises)
    sheet = read(Path(exercises))
    return together(files_of_sheet(sheet.set_name, Path(exercises))), [exercises], sheet.seed


def _exercise_files(exercises: str, submissions: Sequence[str]) -> list[Path]:
    return find(exercises) if submissions else []


def _columns(given: Sequence[str]) -> dict[str, str]:
    titles = {}
    for each in given:
        what, equals, column = each.partition("=")
        if not equals or not column:
            raise sentences.NO_COLUMN(given=each)
        titles[what.strip()] = column.strip()
    return titles


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextmanager
def _workers(scheduler: str | None, count: int) -> Iterator[Workers]:
    pool = DaskWorkers(scheduler, count) if scheduler else LocalWorkers(count)
    try:
        yield pool
    finally:
        pool.close()


@contextmanager
def _stopping(store: Store) -> Iterator[None]:
    """Who stops a run is told how it goes on."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(sentences.STOPPED.format(marked=store.marked), err=True)
        sys.exit(130)


@contextmanager
def _printing(store: Store) -> Iterator[None]:
    """Nothing is marked twice because a report could not be printed; whoever stops reading it has had enough.

    Raises:
        UserError: where standard output takes nothing.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if error.errno == errno.EPIPE:
            store.remember("finished", "yes")
            raise
        raise sentences.REPORT_UNPRINTABLE(why=reason(error)) from None


def _check_any(results: Results) -> None:
    """Grading nothing is a mistake: of the set, of the seed, or of the names of columns.

    Raises:
        UserError: where nothing could be graded.
    """
    if not results.rows:
        first = next(results.refused(), None)
        if first:
            raise sentences.NOTHING_GRADED_BECAUSE(place=f"{first.file}:{first.line}", why=first.message)
        raise sentences.NOTHING_GRADED()
