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
    found, names, own_seed = _what(exercises, submissions)
    _check_targets(wanted, [*map(Path, names), *_exercise_files(exercises, submissions)], gradebook)
    told = _columns(columns)
    if not 0 < timeout < 86_400:
        raise UserError(f"The time limit {timeout:g} is not possible.", "Use a number of seconds, such as 5.")
    chosen = next(each for each in (seed, own_seed, found.seed) if each is not None)
    plan = Plan(found, chosen, count, timeout)  # type: ignore[arg-type]
    with _state(wanted, names, resume) as store:
        with _workers(scheduler, workers or _cores()) as pool, bar.shown() as tell:
            grade(plan, rows(names, found, told), store, pool, tell)
        results = Results(plan, store)
        _check_any(results)
        _write(wanted, results, gradebook)
        store.remember("finished", "yes")
        is_all_right = bool(submissions) or results.is_all_right
    sys.exit(0 if is_all_right else 1)


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


def _what(exercises: str, submissions: Sequence[str]) -> tuple[ExerciseSet, list[str], int | None]:
    """The set, what was handed in, and the seed of a worksheet; a worksheet alone says which set it is of."""
    from derivtutor.exercises.catalogue import together
    from derivtutor.exercises.library import find
    from derivtutor.exercises.worksheet import read

    if submissions:
        return together(find(exercises)), list(submissions), None
    if Path(exercises).is_dir():
        message = f"{exercises} is a folder: it does not say which exercises it is of."
        raise UserError(message, f"Name them first: derivtutor grade SET {exercises}")
    sheet = read(Path(exercises))
    return together(_set_of(sheet.set_name, Path(exercises))), [exercises], sheet.seed


def _set_of(name: str, sheet: Path) -> list[Path]:
    """The files of the set that a worksheet names: a file beside it or here, or a topic. Folders are for teachers."""
    from derivtutor.exercises.library import find, topics

    remedy = f"Name it: derivtutor grade SET {sheet}"
    if not name.strip():
        raise UserError("The worksheet does not say which exercises it is of.", remedy)
    for path in (sheet.parent / name, Path(name)):
        if path.is_file():
            return [path]
    if name not in topics():
        raise UserError(f"There is no set {name}, of which the worksheet is.", remedy)
    return find(name)


def _exercise_files(exercises: str, submissions: Sequence[str]) -> list[Path]:
    from derivtutor.exercises.library import find

    return find(exercises) if submissions else []


def _check_targets(wanted: Sequence[Wanted], sources: Sequence[Path], gradebook: Path | None) -> None:
    """No report may take the place of what it is made from, and its folder must be there."""
    read = [path.resolve() for path in (*sources, *([gradebook] if gradebook else []))]
    for each in wanted:
        if each.file is None:
            continue
        target = each.file.resolve()
        if target in read:
            raise UserError(f"The report {each.file} would replace what is graded.", "Choose another name.")
        if any(source.is_dir() and source in target.parents for source in read):
            raise UserError(f"The report {each.file} would lie among the submissions.", "Choose another folder.")
        if not target.parent.is_dir():
            raise UserError(f"There is no folder {each.file.parent}.", "Make it first, or choose another.")
        if target.is_dir() and each.form != "markdown":
            raise UserError(f"{each.file} is a folder.", f"Write for example {each.form}={each.file / 'grades'}.")


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
    beside = report or (Path("derivtutor") if names[0] == "-" else Path(names[0]))
    path = beside.resolve().parent / (f"{beside.resolve().name or 'derivtutor'}{STATE}")
    if path.exists() and not resume:
        _check_finished(path)
        path.unlink()
    store = Store(path)
    store.remember("finished", "no")
    try:
        yield store
    except KeyboardInterrupt:
        marked = store.one("SELECT COUNT(*) FROM answer WHERE mark IS NOT NULL")
        click.echo(f"Stopped. {marked:,} different answers are marked; go on with --resume.", err=True)
        sys.exit(130)
    finally:
        keep = _is_worth_keeping(store, report is not None)
        store.close()
        if not keep:
            path.unlink()


def _check_finished(path: Path) -> None:
    """A state that was not finished is not thrown away.

    Raises:
        UserError: where it was cut off.
    """
    from derivtutor.classroom.store import Store

    store = Store(path)
    finished = store.value("finished") == "yes"
    store.close()
    if not finished:
        message = f"An earlier run was cut off; {path} has what it did."
        raise UserError(message, "Add --resume to go on, or delete that file to begin anew.")


def _is_worth_keeping(store: Store, has_report: bool) -> bool:
    """Whether the state is of use later: to go on, or to add answers to a report."""
    try:
        has_marks = store.one("SELECT 1 FROM answer WHERE mark IS NOT NULL LIMIT 1") is not None
        return has_marks and (has_report or store.value("finished") != "yes")
    except UserError:
        return True


def _write(wanted: Sequence[Wanted], results: Results, gradebook: Path | None) -> None:
    from derivtutor.render.reports import Options, pages, unmatched, warnings, write
    from derivtutor.render.safe import safe

    screen = Screen.here()
    shown = Options(gradebook, screen.width, screen.unicode, screen.colour)
    for each in wanted:
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
            few = ", ".join(map(safe, missing[:10])) + (" …" if len(missing) > 10 else "")
            click.echo(f"{len(missing)} not found in {gradebook}: {few}.", err=True)
    if all(each.form not in ("terminal", "html", "json", "jsonl") for each in wanted):
        _say_what_is_missing(results)


def _check_any(results: Results) -> None:
    """Grading nothing is a mistake: of the set, of the seed, or of the names of columns.

    Raises:
        UserError: where nothing could be graded.
    """
    if not results.rows:
        first = next(results.refused(), None)
        why = f"{first.file}:{first.line}: {first.message}" if first else "Check the files."
        raise UserError("Nothing in what was handed in could be graded.", why)


def _say_what_is_missing(results: Results) -> None:
    """A table of scores does not show what has no score."""
    first = next(results.refused(), None)
    if first is not None:
        from derivtutor.render.safe import safe

        told = f"{first.file}:{first.line}: {first.message}"
        more = f" {results.refused_count - 1} more: --report terminal." if results.refused_count > 1 else ""
        click.echo(f"Not everything is in order. {safe(told)}{more}", err=True)
    if results.doubtful:
        click.echo(f"{results.doubtful} could not be judged in time: look at them yourself.", err=True)
