"""What grades a submission on Gradescope: `python -m derivtutor.cli.autograder /autograder`.

The archive of `derivtutor exercises export --format gradescope-autograder` runs it, in a folder that is laid out as
Gradescope does it: `source` is the archive, `submission` what the student handed in.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from derivtutor.classroom import roster
from derivtutor.classroom.grading import Plan, grade
from derivtutor.classroom.results import Results
from derivtutor.classroom.roster import Person, Roster
from derivtutor.classroom.store import Store
from derivtutor.classroom.submissions.gradescope import Metadata, kept, metadata
from derivtutor.classroom.submissions.one_student import handed_in
from derivtutor.classroom.workers import LocalWorkers, Workers
from derivtutor.exercises.loading import exercise_set
from derivtutor.exercises.moments import last_moment
from derivtutor.exercises.zones import zone_of
from derivtutor.render.autograders.layout import EXERCISES, ROSTER, SETTINGS, Settings
from derivtutor.render.reports.gradescope import document, text_of
from derivtutor.render.reports.sheet import sheet

_NOBODY = "student"
"""Whose numbers a student has of whom Gradescope tells nothing."""


def main() -> None:
    """Grade what lies in the folder that is named, and write its results."""
    home = Path(sys.argv[1])
    with LocalWorkers(1) as workers:
        results = graded(home, workers)
    target = home / "results" / "results.json"
    unfinished = target.with_name("unfinished.json")
    unfinished.write_text(text_of(results), encoding="utf-8")
    unfinished.replace(target)


def graded(home: Path, workers: Workers) -> dict[str, Any]:
    """The results of a submission.

    Args:
        home: the folder, as Gradescope lays it out.
        workers: where answers are marked.

    Raises:
        UserError: where what the teacher uploaded is not in order.
    """
    source = home / "source"
    settings = msgspec.json.decode((source / SETTINGS).read_bytes(), type=Settings)
    clock = zone_of(settings.time_zone) if settings.time_zone else UTC
    exercises = exercise_set(source / EXERCISES)
    known = _metadata(home / "submission_metadata.json")
    names = known.names or (_NOBODY,)
    person = _person(source, clock, names)
    if person is not None and person.due is not None:
        exercises = msgspec.structs.replace(exercises, due=person.due.isoformat())
    words = (*names, person.id, person.name, *person.words) if person else names
    given = handed_in(
        home / "submission", exercises, settings.seed, words, known.created_at, person.id if person else ""
    )
    plan = Plan(exercises, settings.seed, settings.count, settings.timeout, zone=clock)
    store = Store(":memory:")
    try:
        grade(plan, [*known.earlier(given.student), *given.rows], store, workers, lambda *_: None)
        results = Results(plan, store)
        found = document(results, sheet(results, given.student), settings.key)
    finally:
        store.close()
    return found | {"extra_data": msgspec.to_builtins(kept(given.answers))}


def _metadata(file: Path) -> Metadata:
    try:
        return metadata(file.read_bytes())
    except OSError:
        return Metadata()


def _person(source: Path, clock: tzinfo, names: tuple[str, ...]) -> Person | None:
    """The student on the roster, where there is one."""
    lists = [path for path in source.glob(f"{ROSTER}.*")]
    people: Roster | None = roster.read(lists[0], partial(last_moment, zone=clock)) if lists else None
    found = (people.find(name) for name in names) if people else iter(())
    return next((each for each in found if each), None)


if __name__ == "__main__":
    main()
