"""Whose answer a row is, and when it was due: by the roster, where there is one."""

from __future__ import annotations

from datetime import datetime

from derivtutor.classroom import sentences
from derivtutor.classroom.names import folded_name
from derivtutor.classroom.roster import Roster
from derivtutor.classroom.store import Store


class Enrolment:
    """Finds the student that is meant. Whoever is not in the roster is told once, and graded like all others."""

    def __init__(self, roster: Roster | None, due: datetime | None, store: Store) -> None:
        self._roster = roster
        self._due = due
        self._store = store
        self._known: dict[str, tuple[str, datetime | None]] = {}
        self._strangers: dict[str, str] = {}

    def of(self, written: str, file: str, line: int) -> tuple[str, datetime | None]:
        """The name of a student in all reports, and their due date."""
        if self._roster is None:
            return written, self._due
        student = self._known.get(written)
        if student is None:
            student = self._known[written] = self._met(self._roster, written, file, line)
        return student

    def _met(self, roster: Roster, written: str, file: str, line: int) -> tuple[str, datetime | None]:
        person = roster.find(written)
        if person is not None:
            return person.label, person.due or self._due
        key = folded_name(written)
        if key not in self._strangers:
            self._strangers[key] = written
            says = f"{roster.why_unknown(written)} {sentences.STRANGER_IS_GRADED}"
            self._store.add_remark("student", file, line, says)
        return self._strangers[key], self._due
