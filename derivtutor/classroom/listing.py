"""Lists that a teacher writes, such as rosters: rows whose columns have known names, each with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from derivtutor.classroom import sentences
from derivtutor.classroom.names import folded
from derivtutor.classroom.submissions.row import BadRow
from derivtutor.classroom.submissions.workbook import rows_of_file
from derivtutor.errors import Refusal, UserError
from derivtutor.exercises.document import Located, read_document, text_of
from derivtutor.libraries import difflib


@dataclass(frozen=True, slots=True)
class Column:
    """What a column has, and what it may be called, the likeliest first; every one of them is read if it is `many`.

    `says` is told where editors help to write the list.
    """

    role: str
    names: tuple[str, ...]
    needed: bool = False
    many: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its texts by the roles of their columns; several of one column have a line each."""

    file: str
    line: int
    texts: Mapping[str, str]

    def text(self, role: str) -> str:
        """What stands there; empty where nothing does."""
        return self.texts.get(role, "")

    def fault(self, refusal: Refusal, /, **values: object) -> UserError:
        """What is wrong with this row."""
        return fault(self.file, self.line, refusal, **values)


def fault(file: str, line: int, refusal: Refusal, /, **values: object) -> UserError:
    """What is wrong at a line of a list."""
    message, remedy = refusal.words(**values)
    return UserError(f"{file}:{line}:1: {message}", remedy)


_DOCUMENTS = frozenset({".yaml", ".yml", ".json", ".toml"})
_NO_TEXT = frozenset({".xls", ".ods", ".numbers", ".pdf", ".docx", ".zip", ".parquet"})

_Row: TypeAlias = tuple[int, Mapping[str, str]]
"""A line, and the texts by the names of their columns, as these are written."""


def entries(path: Path, columns: Sequence[Column], what: str) -> list[Entry]:
    """The rows of a list: a table in a text file, or a list of objects in YAML, JSON or TOML.

    Args:
        path: the file.
        columns: those that are read; others may be there.
        what: what the list is called in messages.

    Raises:
        UserError: where it cannot be read, a column is missing, or a row is damaged.
    """
    suffix = path.suffix.lower()
    if suffix in _NO_TEXT:
        raise sentences.LIST_NO_TEXT(what=what, path=path)
    line, names, rows = _of_document(path, what) if suffix in _DOCUMENTS else _of_table(path, what)
    roles = _roles(names, columns, what, (str(path), line))
    listed = [Entry(str(path), number, _by_role(texts, roles)) for number, texts in rows]
    if not listed:
        raise fault(str(path), line, sentences.NO_ROWS, what=what)
    return listed


def _of_table(path: Path, what: str) -> tuple[int, list[str], list[_Row]]:
    sound = map(_sound, rows_of_file(path))
    rows = [(line, cells) for line, cells in sound if any(cell.strip() for cell in cells)]
    if not rows:
        raise fault(str(path), 1, sentences.EMPTY_LIST, what=what)
    line, header = rows[0]
    for number, cells in rows[1:]:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            raise fault(str(path), number, sentences.MORE_CELLS, count=len(cells), wanted=len(header))
    names = [name.strip() for name in header]
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice is not None:
        raise fault(str(path), line, sentences.COLUMN_TWICE, name=twice)
    return line, names, [(number, dict(zip(names, cells, strict=False))) for number, cells in rows[1:]]


def _sound(row: tuple[int, Sequence[str]] | BadRow) -> tuple[int, Sequence[str]]:
    if isinstance(row, BadRow):
        raise fault(row.file, row.line, sentences.ROW_DAMAGED, why=row.message)
    return row


def _of_document(path: Path, what: str) -> tuple[int, list[str], list[_Row]]:
    document = read_document(text_of(path), str(path))
    if isinstance(document.value, dict) and len(document.value) == 1:  # students: […]
        document = next(iter(document.value.values()))
    if not isinstance(document.value, list):
        raise fault(str(path), document.place.line, sentences.NO_LIST, what=what)
    rows = [_object(item, what) for item in document.value]
    return document.place.line, list(dict.fromkeys(name for _, texts in rows for name in texts)), rows


def _object(item: Located, what: str) -> _Row:
    if not isinstance(item.value, dict):
        raise fault(item.place.file, item.place.line, sentences.NO_FIELDS, what=what)
    if item.repeated:
        name, at = item.repeated[0]
        raise fault(at.file, at.line, sentences.FIELD_TWICE, name=name)
    return item.place.line, {name: _written(value) for name, value in item.value.items()}


def _written(value: Located) -> str:
    if isinstance(value.value, list):
        return "\n".join(map(_written, value.value))
    return "" if value.value is None else value.text or str(value.value)


def _roles(names: Sequence[str], columns: Sequence[Column], what: str, place: tuple[str, int]) -> list[tuple[str, str]]:
    """What the columns have: roles, each with the name that its column has in this list."""
    column_of = {folded(name).replace("_", " "): name for name in names}
    roles: list[tuple[str, str]] = []
    for column in columns:
        there = [name for name in column.names if name in column_of]
        roles += [(column.role, column_of.pop(name)) for name in (there if column.many else there[:1])]
    present = {role for role, _ in roles}
    for column in columns:
        if column.role not in present:
            _check_missing(column, column_of, names, what, place)
    return roles


def _check_missing(
    column: Column, unknown: Mapping[str, str], names: Sequence[str], what: str, place: tuple[str, int]
) -> None:
    """A column that is not there may have been meant by another, or is needed."""
    for near, name in unknown.items():
        if difflib.get_close_matches(near, column.names, 1, 0.8):
            raise fault(*place, sentences.COLUMN_NOT_KNOWN, name=name, meant=column.names[0])
    if column.needed:
        listed = ", ".join(name or "(empty)" for name in names[:12])
        raise fault(*place, sentences.COLUMN_MISSING, what=what, name=column.names[0], names=listed)


def _by_role(texts: Mapping[str, str], roles: Sequence[tuple[str, str]]) -> dict[str, str]:
    entry: dict[str, str] = {}
    for role, name in roles:
        text = texts.get(name, "").strip()
        if text:
            entry[role] = f"{entry[role]}\n{text}" if role in entry else text
    return entry


_PARTED = re.compile(r"[;|\n]")


def parted(text: str) -> tuple[str, ...]:
    """Several texts in one: on lines of their own, or with a semicolon or a bar between them.

    >>> parted("ada; Lovelace, Ada")
    ('ada', 'Lovelace, Ada')
    """
    return tuple(part.strip() for part in _PARTED.split(text) if part.strip())


_AMOUNT = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")


def amount(text: str) -> float | None:
    """A number of points as gradebooks write it; None where it is none.

    >>> amount("1.00"), amount(" 2,5 "), amount("nan")
    (1.0, 2.5, None)
    """
    digits = text.strip()
    return float(digits.replace(",", ".")) if _AMOUNT.fullmatch(digits) else None
