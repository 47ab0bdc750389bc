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


def _exercise(result: ExerciseResult) -> dict[str, Any]:
    return {
        "id": result.exercise.id,
        "kind": result.exercise.kind,
        "points": result.exercise.points,
        "students": result.students,
        "attempts": result.attempts,
        "mean_share": round(result.mean, 4),
        "fully_right": result.right,
    }


def _student(student: Student) -> dict[str, Any]:
    """Exercises that were not answered have no score."""
    return {
        "student": student.name,
        "total": student.total,
        "scores": student.scores,
        "not_judged": sorted(student.doubtful),
        "not_proved": sorted(student.unproved),
        "overridden": sorted(student.overruled),
        "id": student.person.id if student.person else None,
        "due": student.person.due.isoformat() if student.person and student.person.due else None,
        "missing": student.is_missing,
        **({"graded": False} if student.is_ungraded else {}),
    }


def _misconception(misconception: Misconception) -> dict[str, Any]:
    return {
        "slip": misconception.slip,
        "rule": misconception.rule,
        "hint": misconception.hint,
        "students": misconception.students,
        "answers": misconception.rows,
        "examples": [_example(example) for example in misconception.examples],
    }


def _example(example: Example) -> dict[str, Any]:
    return {
        "exercise": example.exercise,
        "numbers": example.numbers,
        "answer": example.answer,
        "answers": example.rows,
    }


def remark(remark: Remark) -> dict[str, Any]:
    """What a teacher should know."""
    return {"about": remark.about, "file": remark.file, "line": remark.line, "message": remark.message}


def _refused(row: Refused) -> dict[str, Any]:
    return {"file": row.file, "line": row.line, "message": row.message}
