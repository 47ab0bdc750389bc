"""Gradescope's results.json, by the output format in Gradescope's autograder specifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import msgspec

from derivtutor.render import sentences
from derivtutor.render.reports.sheet import Item, Sheet, only_sheet
from derivtutor.render.reports.words import plain, typed

if TYPE_CHECKING:
    from derivtutor.classroom.results import Decision, Refused, Remark, Results
    from derivtutor.render.reports import Options

_MOST_NOTES = 10
"""So many rows that could not be graded, and files that were passed over, are told."""


def pages(results: Results, options: Options) -> Iterator[str]:
    """The document for the only student of the run."""
    yield text_of(document(results, only_sheet(results, "Gradescope")))


def text_of(found: Mapping[str, Any]) -> str:
    """A document as the text of a file."""
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def document(results: Results, sheet: Sheet, with_key: bool = False) -> dict[str, Any]:
    """What Gradescope shows of a student's answers.

    Args:
        results: the run.
        sheet: the student's answers.
        with_key: whether the right answers are told, in a test that Gradescope shows once grades are published.
    """
    last = {decision.exercise: decision for decision in results.decisions(sheet.student)}
    tests = [_test(number, item, last.get(item.exercise.id)) for number, item in enumerate(sheet.items, 1)]
    return {
        "score": sheet.total,
        "output": "\n".join([plain(results.plan.exercises.title), *_notes(results)]),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [*tests, _keys(results, sheet)] if with_key else tests,
    }


def _notes(results: Results) -> Iterator[str]:
    """What could not be graded, and what else there is to say of files; nothing that is for the teacher alone."""
    about_files = (remark for remark in results.remarks() if remark.about == "file")
    notes: Iterator[Refused | Remark] = chain(results.refused(), about_files)
    for note in islice(notes, _MOST_NOTES):
        place = note.file if note.line == 1 else f"{note.file}:{note.line}"
        yield f"{plain(place)}: {plain(note.message)}" if place != "." else plain(note.message)
    more = sum(1 for _ in notes)
    if more:
        yield sentences.MORE_NOTES.format(many=more)


def _test(number: int, item: Item, last: Decision | None) -> dict[str, Any]:
    return {
        "score": item.score,
        "max_score": item.exercise.points,
        "status": "passed" if item.is_right else "failed",
        "name": item.title,
        "name_format": "text",
        "number": str(number),
        "output": "\n".join(_told(item, last)),
        "output_format": "text",
        "tags": [plain(tag) for tag in item.exercise.tags],
        "visibility": "visible",
    }


def _told(item: Item, last: Decision | None) -> Iterator[str]:
    """What is said of the last attempt; then of the one that counts, if another has another score."""
    if item.numbers:
        numbers = ", ".join(f"{name} = {value}" for name, value in item.numbers.items())
        yield sentences.YOUR_NUMBERS.format(numbers=numbers)
    if last is not None:
        yield f"Answer: {typed(last.answer)}"
    yield Item(item.exercise, item.numbers, last).remark
    if item.decision is not None and last is not None and item.decision.score != last.score:
        if item.exercise.attempts and last.attempt > item.exercise.attempts:
            yield sentences.ATTEMPTS_USED.format(many=item.exercise.attempts)
        attempt = sentences.ANOTHER_ATTEMPT_COUNTS.format(attempt=item.decision.attempt)
        yield f"{attempt} {typed(item.decision.answer)}"
        yield item.remark


def _keys(results: Results, sheet: Sheet) -> dict[str, Any]:
    """The right answers."""
    lines = []
    for item in sheet.items:
        key = results.marker(item.exercise.id, item.numbers).question.key
        lines.append(f"{item.title}: {key.text}{f' ≈ {key.about}' if key.about else ''}")
    return {
        "name": sentences.RIGHT_ANSWERS,
        "name_format": "text",
        "output": "\n".join(lines),
        "output_format": "text",
        "visibility": "after_published",
    }
