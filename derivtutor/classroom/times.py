"""When answers were handed in, and whether that was late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from itertools import islice
from typing import TypeAlias

from derivtutor.classroom import sentences
from derivtutor.classroom.store import Store
from derivtutor.classroom.submissions.row import Submission
from derivtutor.exercises.moments import First, first_of, moment

When: TypeAlias = tuple[str, str | None, int]
"""A time as it was written, in UTC, and whether it is late; None in UTC is not decided yet."""

_BATCH = 10_000


class Times:
    """Reads the times of rows. Where a date could be 3 April or 4 March, the rest of its file decides when all is read:
    a column with 14/3/2026 in it has the day first everywhere."""

    def __init__(self, zone: tzinfo, store: Store) -> None:
        self._zone = zone
        self._store = store
        self._seen: dict[str, set[First]] = {}
        self._either: dict[str, tuple[int, int, str]] = {}
        """The first undecided row of each file: its number, its line, and what stands there."""

    def of(self, number: int, row: Submission, due: datetime | None) -> When:
        """The time of a row; one that is not understood is told where something is due."""
        text = row.submitted
        if not text:
            return "", "", 0
        first = first_of(text) if "/" in text[:3] or "-" in text[:3] else None
        if first == "either":
            self._either.setdefault(row.file, (number, row.line, text))
            return text, None, 0
        if first is not None:
            self._seen.setdefault(row.file, set()).add(first)
        at = moment(text, self._zone)
        if at is None and due is not None:
            says = sentences.DATE_NOT_UNDERSTOOD.format(date=text[:40])
            self._store.add_bad_row(number, row.file, row.line, says)
        return (text, *_judged(at, due))

    def settle(self, due_of: Callable[[str], datetime | None]) -> None:
        """Decide what waited. `due_of` says of a student when the answers were due."""
        if not self._either:
            return
        orders = {file: self._order(file) for file in self._either}
        decided = self._decided(orders, due_of)
        while batch := list(islice(decided, _BATCH)):
            self._store.say_when(batch)

    def _order(self, file: str) -> First | None:
        seen = self._seen.get(file, set())
        return next(iter(seen)) if len(seen) == 1 else None

    def _decided(
        self, orders: dict[str, First | None], due_of: Callable[[str], datetime | None]
    ) -> Iterator[tuple[str, int, int]]:
        warned = set()
        for number, file, student, text in self._store.undecided():
            due = due_of(student)
            if orders[file] is None and due is not None and file not in warned:
                warned.add(file)
                self._tell(file)
            at = moment(text, self._zone, orders[file])
            yield (*_judged(at, due), number)

    def _tell(self, file: str) -> None:
        number, line, text = self._either[file]
        self._store.add_bad_row(number, file, line, sentences.DAY_OR_MONTH.format(date=text[:40]))


def _judged(at: datetime | None, due: datetime | None) -> tuple[str, int]:
    """The time in UTC, where no hour comes twice, and whether it is late."""
    if at is None:
        return "", 0
    at = at.astimezone(UTC)
    return at.isoformat(), int(due is not None and at > due)
