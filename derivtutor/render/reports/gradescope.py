"""Gradescope's results.json, by the output format in Gradescope's autograder specifications."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from derivtutor.render import sentences
from derivtutor.render.reports.sheet import Item, only_sheet
from derivtutor.render.reports.words import plain, typed

if TYPE_CHECKING:
    from derivtutor.classroom.results import Results
    from derivtutor.render.reports import Options


def pages(results: Results, options: Options) -> Iterator[str]:
    """The document for the only student of the run."""
    sheet = only_sheet(results, "Gradescope")
    document = {
        "score": sheet.total,
        "output": _output(results),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(number, item) for number, item in enumerate(sheet.items, 1)],
    }
    yield msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _output(results: Results) -> str:
    title = plain(results.plan.exercises.title)
    if not results.refused_count:
        return title
    first = next(results.refused())
    refused = sentences.ROW_REFUSED if results.refused_count == 1 else sentences.ROWS_REFUSED
    return f"{title}\n{refused.format(many=results.refused_count, line=first.line, why=plain(first.message))}"


def _test(number: int, item: Item) -> dict[str, Any]:
    answer = "" if item.decision is None else f"Answer: {typed(item.decision.answer)}\n"
    return {
        "score": item.score,
        "max_score": item.exercise.points,
        "status": "passed" if item.is_right else "failed",
        "name": item.title,
        "name_format": "text",
        "number": str(number),
        "output": f"{answer}{item.remark}",
        "output_format": "text",
        "tags": [plain(tag) for tag in item.exercise.tags],
        "visibility": "visible",
    }
