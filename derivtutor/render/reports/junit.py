"""JUnit XML, a suite for each student; valid against Windy Road's schema for Ant and that of Jenkins' xUnit plugin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from derivtutor.exercises.moments import moment
from derivtutor.render.reports.sheet import Item, Sheet, sheets
from derivtutor.render.reports.words import MISSING, NOT_PROVED, of, typed
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from derivtutor.classroom.results import Results
    from derivtutor.render.reports import Options

# The schema demands a time. Where the answers have none it is this one, so that the same answers give the same file.
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def pages(results: Results, options: Options) -> Iterator[str]:
    """The document. The root has no sums: Ant's schema allows it no attributes."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    package = safe(results.plan.exercises.title) or "derivtutor"
    for number, sheet in enumerate(sheets(results)):
        yield "".join(_suite(number, package, sheet, results.plan.zone))
    yield "</testsuites>\n"


def _suite(number: int, package: str, sheet: Sheet, zone: tzinfo) -> Iterator[str]:
    kinds = Counter(_kind(item) for item in sheet.items)
    attributes = {
        "package": package,
        "id": str(number),
        "name": safe(sheet.student),
        "timestamp": _time(sheet, zone),
        "hostname": "localhost",
        "tests": str(len(sheet.items)),
        "failures": str(kinds["failure"]),
        "errors": str(kinds["error"]),
        "skipped": str(kinds["skipped"]),
        "time": "0",
    }
    yield f"  <testsuite{_attributes(attributes)}>\n    <properties/>\n"
    for item in sheet.items:
        yield _case(item, sheet.student)
    yield f"    {_output(sheet)}\n    <system-err/>\n  </testsuite>\n"


def _output(sheet: Sheet) -> str:
    """What needs a look and yet is no failure; the schema has no warnings."""
    lines = [f"{MISSING}."] if sheet.is_missing else []
    lines += [f"{item.exercise.id}: {NOT_PROVED}" for item in sheet.items if item.is_unproved]
    lines += [f"{item.exercise.id}: {item.by_hand}" for item in sheet.items if item.by_hand]
    return f"<system-out>{escape(chr(10).join(lines))}</system-out>" if lines else "<system-out/>"


def _kind(item: Item) -> str:
    if item.is_right:
        return ""
    if item.word == "empty" and not item.by_hand:
        return "skipped"
    return "failure" if item.is_judged else "error"


def _case(item: Item, student: str) -> str:
    opened = f"    <testcase{_attributes({'name': item.exercise.id, 'classname': safe(student), 'time': '0'})}"
    kind = _kind(item)
    if not kind:
        return f"{opened}/>\n"
    if kind == "skipped" or item.decision is None:
        return f"{opened}><skipped/></testcase>\n"
    detail = f"Answer: {typed(item.decision.answer)}\n{of(item.score, item.exercise.points)}"
    said = _attributes({"message": item.remark, "type": item.word})
    return f"{opened}>\n      <{kind}{said}>{escape(detail)}</{kind}>\n    </testcase>\n"


def _attributes(given: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in given.items())


def _time(sheet: Sheet, zone: tzinfo) -> str:
    """When the last of the answers was handed in, in UTC."""
    times = [moment(item.decision.submitted, zone) for item in sheet.items if item.decision and item.decision.submitted]
    latest = max((time for time in times if time is not None), default=_NO_TIME)
    return latest.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
