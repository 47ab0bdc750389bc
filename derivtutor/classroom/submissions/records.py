"""Answers in JSON: an object a line, or a list of them, with student, exercise and answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import msgspec

from derivtutor.classroom import sentences
from derivtutor.classroom.submissions.row import BadRow, Row, Submission
from derivtutor.classroom.submissions.table import ANSWER, EXERCISE, STUDENT, SUBMITTED
from derivtutor.classroom.submissions.text import mended
from derivtutor.exercises.escapes import doubled


def records(lines: Iterable[str], file: str, whose: str = "") -> Iterator[Row]:
    """JSON Lines: an object a line, with student, exercise and answer; `whose` are those that say nobody."""
    decode = msgspec.json.Decoder().decode
    for number, line in enumerate(lines, 1):
        text = line.strip("\ufeff \t\r\n")
        if not text:
            continue
        record = _decoded(mended(text), decode)
        yield _no_record(text, file, number) if record is msgspec.UNSET else _record(record, file, number, whose)


def _decoded(text: str, decode: Callable[[str], object]) -> object:
    """A line as JSON. Backslashes that JSON does not know were typed by hand, all of them, as LaTeX."""
    try:
        return decode(text)
    except (msgspec.DecodeError, RecursionError):
        if "\\" in text:
            with suppress(msgspec.DecodeError, RecursionError):
                return decode(doubled(text))
    return msgspec.UNSET


_STUDENT_IN_LINE = re.compile(rf'"(?:{"|".join(STUDENT)})"\s*:\s*"?([^",}}]+)', re.IGNORECASE)


def _no_record(text: str, file: str, number: int) -> BadRow:
    student = _STUDENT_IN_LINE.search(text)
    if student is None:
        return BadRow(file, number, sentences.LINE_NO_JSON)
    return BadRow(file, number, sentences.LINE_OF_STUDENT_NO_JSON.format(student=student[1].strip()[:80]))


def listed_records(text: str, file: str, whose: str = "") -> Iterator[Row]:
    """A list of objects in JSON; what stands for the line is the place in the list."""
    for escaped in (text, doubled(text)):
        with suppress(msgspec.DecodeError, RecursionError):
            records = msgspec.json.decode(escaped, type=list)
            yield from (_record(record, file, place, whose) for place, record in enumerate(records, 1))
            return
    yield BadRow(file, 1, sentences.FILE_NO_JSON)


def _record(record: object, file: str, line: int, whose: str) -> Row:
    if not isinstance(record, dict):
        return BadRow(file, line, sentences.NO_OBJECT)
    fields = {str(key).casefold(): value for key, value in record.items()}
    student, exercise, answer, submitted = (
        next((fields[name] for name in names if fields.get(name) is not None), None)
        for names in (STUDENT, EXERCISE, ANSWER, SUBMITTED)
    )
    name = whose if student is None else str(student).strip() or whose
    if (student is None and not name) or exercise is None:
        field = "student" if student is None and not name else "exercise"
        return BadRow(file, line, sentences.NO_FIELD.format(field=field))
    if not name:
        return BadRow(file, line, sentences.ROW_OF_NOBODY)
    return Submission(name, str(exercise), text_of_cell(answer), file, line, text_of_cell(submitted))


def text_of_cell(value: object) -> str:
    """An answer as text: the lines of a working may be a list."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return value if isinstance(value, str) else str(value)
