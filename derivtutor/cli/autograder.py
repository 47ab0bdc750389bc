"""What grades a submission on Gradescope: `python -m derivtutor.cli.autograder /autograder`.

The archive of `derivtutor exercises export --format gradescope-autograder` runs it, in a folder that is laid out as
Gradescope does it: `source` is the archive, `submission` what the student handed in.
"""

from __future__ import annotations

import sys
from datetime import UTC, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from derivtutor.classroom import roster
from derivtutor.classroom.grading import Plan, grade
from derivtutor.classroom.results import Results
from derivtutor.classroom.roster import Person
from derivtutor.classroom.store import Store
from derivtutor.classroom.submissions.gradescope import Metadata, kept, metadata
from derivtutor.classroom.submissions.one_student import Known, handed_in
from derivtutor.classroom.workers import LocalWorkers, Workers
from derivtutor.errors import UserError
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
    try:
        with LocalWorkers(1) as workers:
            results = graded(home, workers)
    except UserError as error:
        sys.exit(str(error))
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
    told = _metadata(home / "submission_metadata.json")
    names = told.names or (_NOBODY,)
    person = _person(source / ROSTER, clock, names)
    if person is not None and person.due is not None:
        exercises = msgspec.structs.replace(exercises, due=person.due.isoformat())
    known = Known((*names, person.name, *person.words), person.id) if person else Known(names, "", told.numbers_of)
    given = handed_in(home / "submission", exercises, settings.seed, known, told.created_at)
    plan = Plan(exercises, settings.seed, settings.count, settings.timeout, zone=clock)
    store = Store(":memory:")
    try:
        grade(plan, [*told.earlier(given.student), *given.rows], store, workers, lambda *_: None)
        results = Results(plan, store)
        found = document(results, sheet(results, given.student), settings.key)
    finally:
        store.close()
    return found | {"extra_data": msgspec.to_builtins(kept(given.answers, given.student))}


def _metadata(file: Path) -> Metadata:
    try:
        return metadata(file.read_bytes())
    except OSError:
        return Metadata()


def _person(file: Path, clock: tzinfo, names: tuple[str, ...]) -> Person | None:
    """The student on the roster; None where there is none, or nobody of these names is on it."""
    if not file.exists():
        return None
    people = roster.read(file, partial(last_moment, zone=clock))
    return next((person for name in names if (person := people.find(name))), None)


if __name__ == "__main__":
    main()
