"""Who is in the class: each student's id, name, other names and addresses, and a due date of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from derivtutor.classroom import sentences
from derivtutor.classroom.listing import Column, Entry, entries, fault, parted
from derivtutor.classroom.names import folded_name
from derivtutor.errors import UserError
from derivtutor.exercises.moments import last_moment
from derivtutor.libraries import difflib

COLUMNS = (
    Column(
        "id",
        ("id", "student id", "id number", "username", "login", "user", "student"),
        needed=True,
        says="Like nobody else's; the student's own numbers come from it.",
    ),
    Column("name", ("name", "student name", "full name", "student"), says="The name, as reports are to tell it."),
    Column("first", ("first name", "firstname", "given name"), says="The first name, where name is not one column."),
    Column("last", ("last name", "lastname", "surname", "family name"), says="The last name."),
    Column(
        "email",
        ("e-mail", "email", "email address", "e-mail address", "mail", "e-mails", "emails"),
        many=True,
        says="An address; several have semicolons between them.",
    ),
    Column(
        "due",
        ("due", "due date", "extension", "extended to"),
        says="A due date of the student's own, such as 2026-12-02, in place of the set's.",
    ),
    Column(
        "aliases",
        ("aliases", "alias", "other names", "nickname", "sis login id", "sis user id", "username", "login"),
        many=True,
        says="Other names under which answers come in; several have semicolons between them.",
    ),
)

Deadline: TypeAlias = Callable[[str], datetime | None]
"""How a due date is read; None where it is not understood."""


@dataclass(frozen=True, slots=True)
class Person:
    """A student of the class.

    `label` is what reports call them, like nobody else; own numbers come from `id`. `due` takes the place of the set's.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    emails: tuple[str, ...]
    due: datetime | None
    line: int
    label: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What stands for this student alone, the most telling first."""
        return (self.id, *self.emails, *self.aliases)


@dataclass(frozen=True, slots=True)
class Roster:
    """The students of a class, and who is meant by what is written."""

    file: str
    people: tuple[Person, ...]
    index: Mapping[str, Person | None]
    """By what may be written, folded; None where it stands for several."""

    labels: Mapping[str, Person]

    def find(self, written: str) -> Person | None:
        """The student that is meant; None where there is none, or more than one."""
        return self.index.get(folded_name(written))

    def id_of(self, label: str) -> str:
        """The id of somebody that reports call so; strangers have none but their name."""
        person = self.labels.get(label)
        return person.id if person else label

    def why_unknown(self, written: str) -> str:
        """Why nobody is found, in one sentence, with the nearest name."""
        key = folded_name(written)
        if key in self.index:
            return sentences.NAME_OF_SEVERAL.format(name=written[:80])
        near = difflib.get_close_matches(key, self.index, 1)
        person = self.index[near[0]] if near else None
        if person is None:
            return sentences.NOT_IN_ROSTER.format(name=written[:80])
        return sentences.NOT_IN_ROSTER_BUT.format(name=written[:80], near=person.label)


def read(path: Path, deadline: Deadline = last_moment) -> Roster:
    """Read a roster: CSV, or a list in YAML, JSON or TOML.

    Args:
        path: the file.
        deadline: how a due date is read.

    Raises:
        UserError: where it cannot be read, or is not in order, with the line.
    """
    people = [_person(entry, deadline) for entry in entries(path, COLUMNS, sentences.ROSTER)]
    index = _index(str(path), people)
    labelled = [_labelled(person, index) for person in people]
    by_id = {person.id: person for person in labelled}
    by_name = {key: person and by_id[person.id] for key, person in index.items()}
    for person in labelled:
        by_name.setdefault(folded_name(person.label), person)
    return Roster(str(path), tuple(labelled), by_name, {person.label: person for person in labelled})


def _person(entry: Entry, deadline: Deadline) -> Person:
    if not folded_name(entry.text("id")):
        raise entry.fault(sentences.NO_ID)
    due = deadline(entry.text("due")) if entry.text("due") else None
    if entry.text("due") and due is None:
        raise entry.fault(sentences.DUE_NOT_UNDERSTOOD, date=entry.text("due")[:40])
    name = " ".join((entry.text("name") or f"{entry.text('first')} {entry.text('last')}").split())
    return Person(entry.text("id"), name, parted(entry.text("aliases")), parted(entry.text("email")), due, entry.line)


def _index(file: str, people: list[Person]) -> dict[str, Person | None]:
    """Who is meant by what, folded. Only a name may be that of several students: it then stands for none of them.

    Raises:
        UserError: where anything else stands for two.
    """
    index: dict[str, Person | None] = {}
    for person, word in _words(people):
        other = index.setdefault(folded_name(word), person)
        if other is not None and other is not person:
            raise _two(file, person, word, other)
    several = set()
    for person in people:
        name = folded_name(person.name)
        other = index.setdefault(name, person) if name else person
        if other is not None and other is not person:
            if folded_name(other.name) != name or name in map(folded_name, other.words):
                raise _two(file, person, person.name, other)
            several.add(name)
    return index | dict.fromkeys(several)


def _words(people: list[Person]) -> Iterator[tuple[Person, str]]:
    return ((person, word) for person in people for word in person.words)


def _two(file: str, person: Person, word: str, other: Person) -> UserError:
    first, second = sorted((person.line, other.line))
    return fault(file, second, sentences.STANDS_FOR_TWO, word=word[:80], first=first)


def _labelled(person: Person, index: Mapping[str, Person | None]) -> Person:
    """The name serves as label where it is the student's alone, else with the id behind it."""
    alone = bool(person.name) and index[folded_name(person.name)] is person
    label = person.name if alone else f"{person.name} ({person.id})" if person.name else person.id
    return Person(person.id, person.name, person.aliases, person.emails, person.due, person.line, label)
