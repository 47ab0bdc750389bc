"""Every decision of a run as JSON Lines, complete enough to trace how a score came about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from derivtutor.classroom.results import Decision, Results
    from derivtutor.render.reports import Options

SCHEMA = "derivtutor/decision/1"
_BATCH = 500


def pages(results: Results, options: Options) -> Iterator[str]:
    """The lines: a decision each, then the rows that could not be graded."""
    encode = msgspec.json.Encoder().encode
    batch: list[bytes] = []
    for decision in results.decisions():
        batch.append(encode(document(decision, results.plan.seed)))
        if len(batch) == _BATCH:
            yield b"\n".join([*batch, b""]).decode()
            batch.clear()
    batch += [
        encode({"schema": "derivtutor/refused/1", "file": row.file, "line": row.line, "message": row.message})
        for row in results.refused()
    ]
    if batch:
        yield b"\n".join([*batch, b""]).decode()


def document(decision: Decision, seed: int) -> dict[str, Any]:
    """One decision as JSON; `seed` is that of the run, `numbers` what it gave this student."""
    mark = decision.mark
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
        "verdict": mark.verdict,
        "credit": mark.credit,
        "reason": mark.reason,
        "read_as": mark.read_as,
        "says": mark.says,
        "slips": [{"slip": slip.id, "rule": slip.rule, "at": slip.at, "hint": slip.hint} for slip in mark.slips],
        "others": mark.others,
        "evidence": mark.evidence,
        "notes": mark.notes,
        "parts": mark.parts,
        "seed": seed,
        "numbers": decision.numbers,
    }
