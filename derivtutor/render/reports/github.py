"""What GitHub Classroom's autograding-grading-reporter reads, as its autograding-command-grader writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from derivtutor.render.reports.sheet import Item, only_sheet
from derivtutor.render.reports.words import typed
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from derivtutor.classroom.results import Results
    from derivtutor.render.reports import Options


def pages(results: Results, options: Options) -> Iterator[str]:
    """The document for the only student of the run; an action hands it on in Base64."""
    tests = [_test(item) for item in only_sheet(results, "GitHub Classroom").items]
    statuses = {test["status"] for test in tests}
    document = {
        "version": 1,
        "status": next((status for status in ("fail", "error") if status in statuses), "pass"),
        "max_score": results.possible,
        "tests": tests,
    }
    yield msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _test(item: Item) -> dict[str, Any]:
    decision = item.decision
    return {
        "name": item.exercise.id,
        "status": "pass" if item.is_right else "fail" if item.is_judged else "error",
        "score": item.score,
        "message": None if item.is_right and not item.by_hand else item.remark,
        "test_code": "" if decision is None else typed(decision.answer),
        "filename": "" if decision is None else safe(decision.file),
        "line_no": 0 if decision is None else decision.line,
        "duration": 0,
    }
