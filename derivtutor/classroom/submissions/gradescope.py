"""What Gradescope tells of a submission: its `submission_metadata.json`, as its autograder specifications describe it.

Nothing in it is relied on. What is missing, or of another kind than it was, is as good as empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

from derivtutor.classroom.submissions.row import Submission

_T = TypeVar("_T")
_D = TypeVar("_D")
_MOST = 200
"""So many earlier submissions are looked at, the last ones."""

_LONGEST = 200
"""So many letters of a name are kept."""

_MOST_KEPT, _LONGEST_KEPT = 500, 10_000
"""So many answers are kept for the next submission, and none of more letters."""


class User(Struct, frozen=True):
    """A student; `names` are all that they are called there, the most telling first."""

    email: str | None = None
    sid: str | int | None = None
    name: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        given = (str(each or "").strip()[:_LONGEST] for each in (self.email, self.sid, self.name))
        return tuple(each for each in given if each)


class Answer(Struct, frozen=True):
    """An answer of an earlier submission."""

    exercise: str
    answer: str


class Kept(Struct, frozen=True):
    """What the results of a submission keep for the next one: its answers, and whose numbers the student had."""

    answers: tuple[Answer, ...] = ()
    student: str = ""


class Extra(Struct, frozen=True):
    """The part of the results that Gradescope hands to the next submission, and shows to nobody."""

    derivtutor: Kept = Kept()


class Results(Struct, frozen=True):
    """The results of an earlier submission."""

    extra_data: Extra = Extra()


class Earlier(Struct, frozen=True):
    """An earlier submission."""

    submission_time: str = ""
    results: Results = Results()


class Metadata(Struct, frozen=True):
    """Who handed in, when, and what they had handed in before."""

    users: tuple[User, ...] = ()
    created_at: str = ""
    previous_submissions: tuple[Earlier, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that those who handed in are called, the most telling first."""
        return tuple(name for user in self.users for name in user.names)

    @property
    def numbers_of(self) -> str:
        """Whose numbers the student had the last time; empty where nothing is known of it."""
        known = (each.results.extra_data.derivtutor.student for each in reversed(self.previous_submissions))
        return next(filter(None, known), "")

    def earlier(self, student: str) -> Iterator[Submission]:
        """The answers of the earlier submissions as rows, the oldest first; without times where this one has none."""
        for number, each in enumerate(self.previous_submissions, 1):
            for given in each.results.extra_data.derivtutor.answers:
                where = f"submission {number}"
                yield Submission(
                    student, given.exercise, given.answer, where, 1, each.submission_time if self.created_at else ""
                )


def kept(rows: Iterable[Submission], student: str) -> Extra:
    """What is kept of a submission: its answers, and whose numbers the student had."""
    short = [Answer(row.exercise, row.answer) for row in rows if len(row.answer) <= _LONGEST_KEPT]
    return Extra(Kept(tuple(short[:_MOST_KEPT]), student))


def metadata(content: bytes) -> Metadata:
    """Read `submission_metadata.json`.

    >>> metadata(b'{"created_at": "2026-11-29T10:00", "users": [{"name": "Ada", "email": "ada@example.org"}]}').names
    ('ada@example.org', 'Ada')
    >>> metadata(b'{"users": 7, "created_at": null, "previous_submissions": [null, {"results": []}]}')
    Metadata(users=(), created_at='', previous_submissions=())
    """
    fields = _decoded(content, dict[str, Raw], {})
    return Metadata(
        tuple(_each(fields, "users", User)),
        _decoded(fields.get("created_at"), str, ""),
        tuple(_each(fields, "previous_submissions", Earlier))[-_MOST:],
    )


def _each(fields: Mapping[str, Raw], name: str, kind: type[_T]) -> Iterator[_T]:
    """Those of a list that are what they should be."""
    for raw in _decoded(fields.get(name), list[Raw], []):
        given = _decoded(raw, kind, None)
        if given is not None:
            yield given


def _decoded(content: bytes | Raw | None, kind: type[_T], otherwise: _D) -> _T | _D:
    try:
        return otherwise if content is None else msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, RecursionError):
        return otherwise
