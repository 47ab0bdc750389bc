"""The summary of a run as one JSON document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from derivtutor.classroom.results import Example, ExerciseResult, Misconception, Refused, Remark, Results, Student
    from derivtutor.render.reports import Options

SCHEMA = "derivtutor/grading/1"


def pages(results: Results, options: Options) -> Iterator[str]:
    """The document, an entry of its lists a line."""
    head = {"schema": SCHEMA, "title": results.plan.exercises.title, "seed": results.plan.seed}
    yield _json({**head, "count": results.plan.count, "totals": _totals(results)})[:-1]
    yield from _list("exercises", map(_exercise, results.by_exercise))
    yield from _list("students", map(_student, results.students(with_ungraded=True)))
    yield from _list("misconceptions", map(_misconception, results.misconceptions))
    yield from _list("refused", map(_refused, results.refused()))
    yield from _list("remarks", map(remark, results.remarks()))
    yield "\n}\n"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _list(name: str, entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f",\n{_json(name)}:["
    for place, entry in enumerate(entries):
        yield f"{',' if place else ''}\n{_json(entry)}"
    yield "]"


def _totals(results: Results) -> dict[str, Any]:
    return {
        "students": results.student_count,
        "answers": results.rows,
        "possible": results.possible,
        "mean": round(results.mean, 4),
        "not_judged": results.doubtful,
        "not_proved": results.unproved,
        "unreadable": results.unreadable,
        "blank": results.blank,
        "refused": results.refused_count,
        "missing": len(results.missing),
        "overridden": results.overruled_count,
        "remarks": results.remark_count,
        "ungraded": len(results.ungraded),
        "files": results.files,
    }


def _exercise(found: ExerciseResult) -> dict[str, Any]:
    return {
        "id": found.exercise.id,
        "kind": found.exercise.kind,
        "points": found.exercise.points,
        "students": found.students,
        "attempts": found.attempts,
        "mean_share": round(found.mean, 4),
        "fully_right": found.right,
    }


def _student(found: Student) -> dict[str, Any]:
    """Exercises that were not answered have no score."""
    return {
        "student": found.name,
        "total": found.total,
        "scores": found.scores,
        "not_judged": sorted(found.doubtful),
        "not_proved": sorted(found.unproved),
        "overridden": sorted(found.overruled),
        "id": found.person.id if found.person else None,
        "due": found.person.due.isoformat() if found.person and found.person.due else None,
        "missing": found.is_missing,
        **({"graded": False} if found.is_ungraded else {}),
    }


def _misconception(found: Misconception) -> dict[str, Any]:
    return {
        "slip": found.slip,
        "rule": found.rule,
        "hint": found.hint,
        "students": found.students,
        "answers": found.rows,
        "examples": [_example(example) for example in found.examples],
    }


def _example(found: Example) -> dict[str, Any]:
    return {
        "exercise": found.exercise,
        "numbers": found.numbers,
        "answer": found.answer,
        "answers": found.rows,
    }


def remark(found: Remark) -> dict[str, Any]:
    """What a teacher should know."""
    return {"about": found.about, "file": found.file, "line": found.line, "message": found.message}


def _refused(row: Refused) -> dict[str, Any]:
    return {"file": row.file, "line": row.line, "message": row.message}
