"""Every decision of a run as JSON Lines, complete enough to trace how a score came about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from derivtutor.render.reports.json import remark

if TYPE_CHECKING:
    from derivtutor.classroom.results import Decision, Results
    from derivtutor.exercises.mark import Mark
    from derivtutor.render.reports import Options

SCHEMA = "derivtutor/decision/1"
_BATCH = 500
_REMEMBERED = 2_000


def pages(results: Results, options: Options) -> Iterator[str]:
    """The lines: a decision each, then who is missing, the rows that could not be graded, and what is worth knowing."""
    encode = msgspec.json.Encoder().encode
    batch: list[bytes] = []
    encoded = _Encoded()
    for decision in results.decisions():
        # The middle is the same for everybody who gave this answer.
        head, tail = encode(_head(decision)), encode(_tail(decision, results))
        batch.append(b"%b,%b,%b" % (head[:-1], encoded(decision.mark), tail[1:]))
        if len(batch) == _BATCH:
            yield b"\n".join([*batch, b""]).decode()
            batch.clear()
    batch += [
        encode({"schema": "derivtutor/missing/1", "student": person.label, "id": person.id})
        for person in results.missing
    ]
    batch += [
        encode({"schema": "derivtutor/refused/1", "file": row.file, "line": row.line, "message": row.message})
        for row in results.refused()
    ]
    batch += [encode({"schema": "derivtutor/remark/1", **remark(each)}) for each in results.remarks()]
    if batch:
        yield b"\n".join([*batch, b""]).decode()


class _Encoded:
    """What is told of marks, as JSON without its brackets; that of marks seen lately is kept."""

    def __init__(self) -> None:
        self._encode = msgspec.json.Encoder().encode
        self._known: dict[int, tuple[Mark, bytes]] = {}

    def __call__(self, mark: Mark) -> bytes:
        entry = self._known.get(id(mark))
        if entry is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            # The mark is kept with what is told of it, so that no other can have its place in memory.
            entry = self._known[id(mark)] = (mark, self._encode(_of_mark(mark))[1:-1])
        return entry[1]


def _head(decision: Decision) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "student": decision.student,
        "exercise": decision.exercise,
        "answer": decision.answer,
        "file": decision.file,
        "line": decision.line,
        "submitted": decision.submitted,
        "late": decision.late,
        "attempt": decision.attempt,
        "counts": decision.counts,
        "score": decision.score,
        "points": decision.points,
    }


def _of_mark(mark: Mark) -> dict[str, Any]:
    return {
        "verdict": mark.verdict,
        "credit": mark.credit,
        "reason": mark.reason,
        "read_as": mark.read_as,
        "says": mark.says,
        "slips": [{"slip": slip.id, "rule": slip.rule, "at": slip.at, "hint": slip.hint} for slip in mark.slips],
        "others": mark.others,
        "evidence": mark.evidence,
        "not_proved": mark.is_unproved,
        "notes": mark.notes,
        "parts": mark.parts,
    }


def _tail(decision: Decision, results: Results) -> dict[str, Any]:
    """The seed of the run, the numbers that it gave this student, who that is, and what was decided by hand."""
    person = results.person(decision.student)
    return {
        "seed": results.plan.seed,
        "numbers": decision.numbers,
        "id": person.id if person else None,
        "override": _override(decision),
    }


def _override(decision: Decision) -> dict[str, Any] | None:
    override = decision.overruled
    if override is None:
        return None
    return {
        "score": decision.score,
        "judged": override.judged,
        "reason": override.reason,
        "file": override.file,
        "line": override.line,
    }
