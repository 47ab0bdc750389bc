"""Tables in text files, CSV and its kin: a row that is damaged costs itself and nothing after it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from derivtutor.classroom import sentences
from derivtutor.classroom.submissions.row import MOST_CHARACTERS, BadRow
from derivtutor.classroom.submissions.text import mended

_DELIMITERS = ",;\t|"


def rows_of(stream: Iterable[str], file: str) -> Iterator[tuple[int, list[str]] | BadRow]:
    """The rows of a table, each with the line in which it begins; the first is the header."""
    lines = _Lines(stream)
    first = next(lines, None)
    if first is None:
        return
    delimiter = _delimiter(first)
    lines.back([first])
    for line in lines:
        begin = lines.number
        cells: list[str] | None
        if '"' in line:
            lines.back([line])
            cells = _quoted(lines, delimiter)
        else:
            cells = line.rstrip("\r\n").split(delimiter)  # most rows of most tables, at a third of the cost
        if cells is None:
            yield BadRow(file, begin, sentences.QUOTES_DO_NOT_FIT)
        elif len(line) > MOST_CHARACTERS or sum(map(len, cells)) > MOST_CHARACTERS:
            yield BadRow(file, begin, sentences.ROW_TOO_LONG.format(most=MOST_CHARACTERS))
        else:
            yield begin, [cell if cell.isascii() else mended(cell) for cell in cells]


def _quoted(lines: _Lines, delimiter: str) -> list[str] | None:
    """A row that has quotes, with as many lines as belong to it; None where the quotes do not fit together."""
    used: list[str] = []
    try:
        return next(csv.reader(_noted(lines, used), delimiter=delimiter, strict=True))
    except csv.Error:
        lines.back(used[1:])
        return _alone(used[0], delimiter)


def _noted(lines: _Lines, used: list[str]) -> Iterator[str]:
    """The lines of one row; a row that goes on for too long is damaged."""
    length = 0
    for line in lines:
        used.append(line)
        length += len(line)
        if length > MOST_CHARACTERS and len(used) > 1:
            raise csv.Error
        yield line


def _alone(line: str, delimiter: str) -> list[str] | None:
    """A single line whose quotes stand in odd places, if it can be read all the same."""
    if line.count('"') % 2:
        return None
    try:
        return next(csv.reader([line], delimiter=delimiter), None)
    except csv.Error:
        return None


def _delimiter(header: str) -> str:
    """What separates the columns: what the header has most of, outside quotes."""
    bare = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


class _Lines:
    """Lines that can be put back; `number` counts those that were taken."""

    def __init__(self, stream: Iterable[str]) -> None:
        self.number = 0
        self._stream = iter(stream)
        self._waiting: deque[str] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._stream)
        self.number += 1
        return line

    def back(self, lines: list[str]) -> None:
        """Put lines back."""
        self._waiting.extendleft(reversed(lines))
        self.number -= len(lines)
