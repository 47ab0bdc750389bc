"""Gradebooks as learning platforms export them: reading them, and finding our students in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from derivtutor.classroom.listing import amount
from derivtutor.classroom.names import folded as folded
from derivtutor.classroom.results import Results
from derivtutor.classroom.submissions.row import BadRow
from derivtutor.classroom.submissions.workbook import rows_of_file
from derivtutor.render import sentences
from derivtutor.render.reports import spreadsheet_cell
from derivtutor.render.reports.words import number, plain


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that say who somebody is, in lower case.

    `identifiers` come first, the most telling of them first; then the name, which stands in one column as
    `Last, First`, or in two.
    """

    identifiers: tuple[str, ...]
    whole: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gradebook:
    """An exported table, cell by cell as it was; every row is as long as the header."""

    header: list[str]
    rows: list[list[str]]

    def column(self, names: Sequence[str]) -> int | None:
        """The first of the columns that there is."""
        known = [folded(name) for name in self.header]
        return next((known.index(name) for name in names if name in known), None)

    def add(self, name: str, empty: str = "") -> int:
        """A new column at the end."""
        self.header.append(spreadsheet_cell(name))
        for row in self.rows:
            row.append(empty)
        return len(self.header) - 1


def read(path: Path) -> Gradebook:
    """Read what a platform exported, whatever separates its columns, with or without a byte-order mark.

    Raises:
        UserError: where it cannot be read, or a row is damaged.
    """
    sound = [_sound(row, path) for row in rows_of_file(path)]
    rows = [(line, cells) for line, cells in sound if any(cell.strip() for cell in cells)]
    if not rows:
        raise sentences.EMPTY_GRADEBOOK(path=path)
    header = rows[0][1]
    for line, cells in rows:
        if len(cells) > len(header):
            raise sentences.TOO_MANY_COLUMNS(path=path, line=line, columns=len(cells), header=len(header))
        cells += [""] * (len(header) - len(cells))
    return Gradebook(header, [cells for _, cells in rows[1:]])


def _sound(row: tuple[int, Sequence[str]] | BadRow, path: Path) -> tuple[int, list[str]]:
    if isinstance(row, BadRow):
        raise sentences.DAMAGED_ROW(path=path, line=row.line, why=row.message)
    return row[0], list(row[1])


def matched(book: Gradebook, columns: Columns, results: Results) -> dict[str, int]:
    """The row of each of our students that is in the gradebook.

    What is the same for two rows, such as a name, finds neither; a row is found by one student only, by the one whose
    identifier is the more telling.
    """
    waiting = {student.name: student.words for student in results.students()}
    row_of: dict[str, int] = {}
    taken: set[int] = set()
    for way in _ways(book, columns):
        for same in (str.strip, folded):
            places = _places(book, way, same)
            for student, words in list(waiting.items()):
                place = next((places[same(word)] for word in words if same(word) in places), None)
                if place is not None and place not in taken:
                    row_of[student] = place
                    taken.add(place)
                    del waiting[student]
    return row_of


def unmatched(row_of: dict[str, int], results: Results) -> list[str]:
    """Our students that are not in the gradebook."""
    return [student.name for student in results.students() if student.name not in row_of]


_Words = Callable[[list[str]], tuple[str, ...]]
"""What somebody may be called, from a row."""


def name_of_set(results: Results) -> str:
    """What the set is called in a gradebook."""
    return plain(results.plan.exercises.title)


def worth_otherwise(platform: str, name: str, worth: str, results: Results) -> list[str]:
    """Scores are not converted: that a column is worth something else than the set is told.

    Args:
        platform: whose gradebook it is.
        name: what the column is called.
        worth: its points as they are written there; empty where they are not known.
        results: the graded set.
    """
    if not worth or amount(worth) == round(results.possible, 4):
        return []
    possible = number(results.possible)
    return [sentences.WORTH_OTHERWISE.format(platform=platform, name=name, worth=worth, possible=possible)]


def _ways(book: Gradebook, columns: Columns) -> Iterator[_Words]:
    for name in columns.identifiers:
        column = book.column((name,))
        if column is not None:
            yield lambda row, column=column: (row[column],)  # type: ignore[misc]
    whole, first, last = map(book.column, (columns.whole, columns.first, columns.last))
    if whole is not None:
        yield lambda row: _both_ways(*_divided(row[whole]))
    if first is not None and last is not None:
        yield lambda row: _both_ways(row[first].strip(), row[last].strip())


def _divided(name: str) -> tuple[str, str]:
    last, comma, first = name.partition(",")
    return (first.strip(), last.strip()) if comma else ("", name.strip())


def _both_ways(first: str, last: str) -> tuple[str, ...]:
    return (f"{first} {last}", f"{last}, {first}") if first else (last,)


def _places(book: Gradebook, words: _Words, same: Callable[[str], str]) -> dict[str, int]:
    """The row of each word that is in one row only."""
    places: dict[str, int] = {}
    shared: set[str] = set()
    for place, row in enumerate(book.rows):
        for word in set(map(same, words(row))) - {""}:
            if places.setdefault(word, place) != place:
                shared.add(word)
    return {word: place for word, place in places.items() if word not in shared}
