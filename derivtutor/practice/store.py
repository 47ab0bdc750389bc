"""Where a student's progress is kept: one SQLite file, written after every answer; nothing else writes it."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from derivtutor.errors import UserError
from derivtutor.practice.due import COUNT, utc_text
from derivtutor.practice.skills import CURRICULUM

_MIGRATIONS = (
    """
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE skill (
        id TEXT PRIMARY KEY, card TEXT NOT NULL, due TEXT NOT NULL, mastery REAL NOT NULL, asked INTEGER NOT NULL,
        correct INTEGER NOT NULL, last TEXT NOT NULL
    );
    CREATE TABLE session (
        id INTEGER PRIMARY KEY, begun TEXT NOT NULL, ended TEXT, plan TEXT NOT NULL, state TEXT NOT NULL
    );
    CREATE TABLE answer (
        id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session, at TEXT NOT NULL, kind TEXT NOT NULL,
        function TEXT NOT NULL, skills TEXT NOT NULL, difficulty INTEGER NOT NULL, given TEXT NOT NULL,
        correct INTEGER NOT NULL, tries INTEGER NOT NULL, hints INTEGER NOT NULL, seconds REAL NOT NULL,
        rating INTEGER NOT NULL, slips TEXT NOT NULL, before TEXT NOT NULL, flagged INTEGER NOT NULL DEFAULT 0,
        undone INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX answer_at ON answer (at);
    CREATE TABLE misconception (
        slip TEXT PRIMARY KEY, rule TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, count INTEGER NOT NULL,
        clean INTEGER NOT NULL
    );
    CREATE TABLE seen (function TEXT PRIMARY KEY);
    """,
)
"""What makes each version from the one before; the number of a file's version is SQLite's `user_version`."""

VERSION = len(_MIGRATIONS)


@dataclass(frozen=True, slots=True)
class SkillState:
    """What is known of a student and a skill: the scheduler's card, when it is due, and the mastery from 0 to 1."""

    id: str
    card: Mapping[str, Any]
    due: datetime
    mastery: float
    asked: int
    correct: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was answered, given up or skipped.

    `given` are all tries, `correct` is whether the first one was right without a hint, `rating` is the scheduler's from
    1 to 4, and 0 where the answer does not count.
    """

    id: int
    session: int
    at: datetime
    kind: str
    function: str
    skills: tuple[str, ...]
    difficulty: int
    given: tuple[str, ...]
    correct: bool
    tries: int
    hints: int
    seconds: float
    rating: int
    slips: tuple[str, ...]
    flagged: bool


@dataclass(frozen=True, slots=True)
class Misconception:
    """A slip that was made: how often, when, and how many right answers there were since where it was possible."""

    slip: str
    rule: str
    first: datetime
    last: datetime
    count: int
    clean: int


@dataclass(frozen=True, slots=True)
class SavedSession:
    """A session as it was left."""

    id: int
    begun: datetime
    plan: Mapping[str, Any]
    state: Mapping[str, Any]


class Store:
    """A student's progress. Every change is committed at once; two sessions may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _told(path):
                self._connection = sqlite3.connect(path, isolation_level=None, timeout=5)
        except OSError as error:
            raise UserError(f"The folder {path.parent} cannot be made: {error.strerror}.", _ELSEWHERE) from None
        try:
            with _told(path):
                self._prepare()
        except UserError:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        version = self._one("PRAGMA user_version")
        if version > VERSION:
            message = f"The progress in {self.path} was written by a newer derivtutor."
            raise UserError(message, "Update derivtutor, or use another profile with --profile.")
        self._share()
        self._connection.execute("PRAGMA synchronous = NORMAL")
        if version < VERSION:
            self._migrate()
        if self._one("PRAGMA quick_check(1)") != "ok":
            raise sqlite3.DatabaseError("its content does not fit together")

    def _share(self) -> None:
        """Let readers and a writer work at once. Two that begin a file together get in each other's way: none waits."""
        for wait in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0):
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
            time.sleep(wait)
        raise sqlite3.OperationalError("database is locked")

    def _migrate(self) -> None:
        with self.transaction():
            version = self._one("PRAGMA user_version")  # another session may have been faster
            for number, script in enumerate(_MIGRATIONS[version:], version + 1):
                for statement in script.split(";"):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {number}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes within are made, or none of them.

        Raises:
            UserError: where the file cannot be written.
        """
        with _told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _one(self, statement: str, values: Sequence[Any] = ()) -> Any:
        found = self._connection.execute(statement, values).fetchone()
        return None if found is None else found[0]

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with _told(self.path):
            return self._connection.execute(statement, values).fetchall()

    def _write(self, statement: str, values: Sequence[Any] = ()) -> int:
        with _told(self.path):
            return self._connection.execute(statement, values).lastrowid or 0

    # -- skills ------------------------------------------------------------------------------------------------

    def skills(self) -> dict[str, SkillState]:
        """The skills that were practised."""
        rows = self._rows("SELECT id, card, due, mastery, asked, correct, last FROM skill ORDER BY id")
        return {row[0]: _skill([row[0], json.loads(row[1]), *row[2:]]) for row in rows}

    def write_skill(self, skill: SkillState) -> None:
        """Remember the state of a skill."""
        values = (skill.id, json.dumps(skill.card), utc_text(skill.due), skill.mastery, skill.asked, skill.correct)
        self._write("INSERT OR REPLACE INTO skill VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, utc_text(skill.last)))

    def forget_skill(self, name: str) -> None:
        """Forget that a skill was ever practised."""
        self._write("DELETE FROM skill WHERE id = ?", (name,))

    def due(self, now: datetime) -> int:
        """How many skills are due."""
        return int(self._rows(COUNT, (utc_text(now),))[0][0])

    def next_due(self) -> datetime | None:
        """When the next skill is due."""
        found = self._rows("SELECT MIN(due) FROM skill")[0][0]
        return None if found is None else _moment(found)

    # -- sessions ----------------------------------------------------------------------------------------------

    def begin_session(self, now: datetime, plan: Mapping[str, Any]) -> int:
        """Begin a session; its number."""
        values = (utc_text(now), json.dumps(plan), "{}")
        return self._write("INSERT INTO session (begun, plan, state) VALUES (?, ?, ?)", values)

    def write_state(self, session: int, state: Mapping[str, Any]) -> None:
        """Remember how far a session has come."""
        self._write("UPDATE session SET state = ? WHERE id = ?", (json.dumps(state), session))

    def end_session(self, session: int, now: datetime) -> None:
        """End a session."""
        self._write("UPDATE session SET ended = ? WHERE id = ?", (utc_text(now), session))

    def open_session(self) -> SavedSession | None:
        """The last session, if it was cut off."""
        rows = self._rows(
            "SELECT id, begun, plan, state FROM session WHERE ended IS NULL AND state <> '{}'"
            " AND id = (SELECT MAX(id) FROM session)"
        )
        return SavedSession(rows[0][0], _moment(rows[0][1]), *map(json.loads, rows[0][2:])) if rows else None

    # -- answers -----------------------------------------------------------------------------------------------

    def write_answer(self, answered: Answered, before: Mapping[str, SkillState | None]) -> int:
        """Remember an answer and what was known of its skills before, so that it can be undone; its number."""
        known = {name: None if state is None else _plain(state) for name, state in before.items()}
        self._write("INSERT OR IGNORE INTO seen VALUES (?)", (answered.function,))
        return self._write(
            "INSERT INTO answer (session, at, kind, function, skills, difficulty, given, correct, tries, hints,"
            " seconds, rating, slips, before, flagged) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                answered.session, utc_text(answered.at), answered.kind, answered.function, json.dumps(answered.skills),
                answered.difficulty, json.dumps(answered.given), answered.correct, answered.tries, answered.hints,
                answered.seconds, answered.rating, json.dumps(answered.slips), json.dumps(known), answered.flagged,
            ),
        )  # fmt: skip

    def answers(self, session: int | None = None) -> list[Answered]:
        """The answers that count, in their order; those of one session only."""
        where = "" if session is None else "AND session = ?"
        rows = self._rows(
            "SELECT id, session, at, kind, function, skills, difficulty, given, correct, tries, hints, seconds, rating,"
            f" slips, flagged FROM answer WHERE NOT undone {where} ORDER BY id",
            () if session is None else (session,),
        )
        return [_answered(*row) for row in rows]

    def undo(self, answer: int) -> None:
        """Take an answer back: its skills are as they were before it, and its slips were not made."""
        found = self._rows("SELECT before, slips, skills, correct FROM answer WHERE id = ? AND NOT undone", (answer,))
        if not found:
            return
        before, slips, skills = map(json.loads, found[0][:3])
        with self.transaction():
            for name, state in before.items():
                if state is None:
                    self.forget_skill(name)
                else:
                    self.write_skill(_skill(state))
            for slip in slips:
                self._write("UPDATE misconception SET count = count - 1 WHERE slip = ?", (slip,))
            self._write("DELETE FROM misconception WHERE count <= 0")
            if found[0][3]:
                self.add_clean([rule for name in skills for rule in name.split("+")], -1)
            self._write("UPDATE answer SET undone = 1 WHERE id = ?", (answer,))

    def flag(self, answer: int) -> None:
        """Mark an answer, to be looked at again."""
        self._write("UPDATE answer SET flagged = 1 WHERE id = ?", (answer,))

    def before(self, answer: int) -> dict[str, SkillState | None]:
        """What was known of the skills of an answer before it."""
        found = json.loads(self._rows("SELECT before FROM answer WHERE id = ?", (answer,))[0][0])
        return {name: None if state is None else _skill(state) for name, state in found.items()}

    def rate(self, answer: int, rating: int) -> None:
        """Change the rating of an answer."""
        self._write("UPDATE answer SET rating = ? WHERE id = ?", (rating, answer))

    def seen(self) -> frozenset[str]:
        """All functions that were ever asked."""
        return frozenset(row[0] for row in self._rows("SELECT function FROM seen"))

    # -- misconceptions ----------------------------------------------------------------------------------------

    def misconceptions(self) -> list[Misconception]:
        """The slips that were made, the latest first."""
        rows = self._rows("SELECT slip, rule, first, last, count, clean FROM misconception ORDER BY last DESC, slip")
        return [Misconception(row[0], row[1], _moment(row[2]), _moment(row[3]), row[4], row[5]) for row in rows]

    def add_slip(self, slip: str, rule: str, now: datetime) -> None:
        """Remember that a slip was made."""
        self._write(
            "INSERT INTO misconception VALUES (?, ?, ?, ?, 1, 0) ON CONFLICT (slip) DO UPDATE SET"
            " last = excluded.last, count = count + 1, clean = 0",
            (slip, rule, utc_text(now), utc_text(now)),
        )

    def add_clean(self, rules: Sequence[str], count: int = 1) -> None:
        """Remember a right answer that needed these rules: slips in them were possible and not made.

        So were slips of rules that are no skills (sums, constant multiples) and of no rule at all (misreadings).
        """
        elsewhere = {rule for each in CURRICULUM for rule in each.rules}.difference(rules)
        marks = ", ".join("?" * len(elsewhere))
        statement = f"UPDATE misconception SET clean = MAX(clean + ?, 0) WHERE rule NOT IN ({marks})"
        self._write(statement, (count, *elsewhere))

    # -- settings ----------------------------------------------------------------------------------------------

    def setting(self, key: str) -> str | None:
        """What was set."""
        rows = self._rows("SELECT value FROM setting WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def set(self, key: str, value: str) -> None:
        """Set something."""
        self._write("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))

    # -- all of it ---------------------------------------------------------------------------------------------

    def export(self) -> dict[str, Any]:
        """Everything, as plain data."""
        return {
            "schema": EXPORT_SCHEMA,
            "version": VERSION,
            **{name: self._table(name) for name in TABLES},
        }

    def _table(self, name: str) -> list[dict[str, Any]]:
        with _told(self.path):
            cursor = self._connection.execute(f"SELECT * FROM {name} ORDER BY 1")
            columns = [column[0] for column in cursor.description]
            return [dict(zip(columns, row, strict=True)) for row in cursor]

    def replace(self, exported: Mapping[str, Any]) -> None:
        """Put what was exported in the place of everything, or change nothing.

        Raises:
            UserError: where that is no export, or one of another version.
        """
        if exported.get("schema") != EXPORT_SCHEMA or exported.get("version") != VERSION:
            raise UserError("This is no export of progress, or one of another version.", _EXPORTED)
        with self.transaction():
            for name in TABLES:
                self._fill(name, exported.get(name))

    def _fill(self, table: str, rows: object) -> None:
        columns = [column[1] for column in self._rows(f"PRAGMA table_info({table})")]
        if not isinstance(rows, list) or not all(isinstance(row, dict) and row.keys() == {*columns} for row in rows):
            raise UserError(f"In this export of progress, {table} has other fields than it should.", _EXPORTED)
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        self._write(f"DELETE FROM {table}")
        try:
            self._connection.executemany(statement, ([row[column] for column in columns] for row in rows))
        except (*_UNFIT, ValueError, OverflowError):
            raise UserError(f"In this export of progress, {table} has a value that cannot be.", _EXPORTED) from None

    def copy(self, to: Path) -> None:
        """Write everything to another file, which must not be there yet.

        Raises:
            UserError: where that file cannot be written.
        """
        with _told(to):
            self._connection.execute("VACUUM INTO ?", (str(to),))


TABLES = ("setting", "skill", "session", "answer", "misconception", "seen")
EXPORT_SCHEMA = "derivtutor/progress-export/1"
_EXPORTED = "Use a file that derivtutor progress export has written."
_UNFIT = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.DataError)
"""What SQLite raises where a value does not fit into its column."""

_ELSEWHERE = "Choose another place with DERIVTUTOR_HOME, or another profile with --profile."


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What can be wrong with a file, in one sentence."""
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "readonly" in said or "unable to open" in said:
            raise UserError(f"The progress in {path} cannot be written.", _ELSEWHERE) from None
        if "full" in said:
            raise UserError(
                f"The disk is full: the progress in {path} cannot be written.", "Make room on it."
            ) from None
        if "locked" in said:
            raise UserError(f"The progress in {path} is in use.", "Wait until the other session is done.") from None
        raise _damaged(path, said) from None
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from None


class DamagedError(UserError):
    """A file of progress cannot be read any more."""


def _damaged(path: Path, said: str) -> DamagedError:
    remedy = "derivtutor progress reset begins anew and keeps the old file beside it."
    return DamagedError(f"The progress in {path} is damaged ({said}); nothing was changed.", remedy)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _plain(state: SkillState) -> list[Any]:
    return [state.id, state.card, utc_text(state.due), state.mastery, state.asked, state.correct, utc_text(state.last)]


def _skill(plain: Sequence[Any]) -> SkillState:
    name, card, due, mastery, asked, correct, last = plain
    return SkillState(name, card, _moment(due), mastery, asked, correct, _moment(last))


def _answered(number: int, session: int, at: str, kind: str, function: str, skills: str, *others: Any) -> Answered:
    difficulty, given, correct, tries, hints, seconds, rating, slips, flagged = others
    return Answered(
        number, session, _moment(at), kind, function, tuple(json.loads(skills)), difficulty, tuple(json.loads(given)),
        bool(correct), tries, hints, seconds, rating, tuple(json.loads(slips)), bool(flagged),
    )  # fmt: skip
