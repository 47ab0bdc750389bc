"""A student's file: SQLite, opened, brought up to date and changed safely; what is wrong with it in one sentence."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from derivtutor.errors import UserError, reason
from derivtutor.practice import sentences

MIGRATIONS = (
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
    # The example at the beginning of a skill was counted as a question.
    """
    ALTER TABLE skill ADD COLUMN support INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE skill ADD COLUMN level INTEGER NOT NULL DEFAULT 1;
    UPDATE skill SET support = 1 WHERE asked < 2;
    UPDATE skill SET asked = MAX(asked - 1, correct, 0);
    ALTER TABLE answer ADD COLUMN exercise TEXT NOT NULL DEFAULT '';
    ALTER TABLE answer ADD COLUMN misconceptions TEXT NOT NULL DEFAULT '{}';
    """,
    # What was found late could not be told from what was given up.
    """
    ALTER TABLE answer ADD COLUMN solved INTEGER NOT NULL DEFAULT 0;
    UPDATE answer SET solved = 1 WHERE correct OR rating > 1;
    """,
    # Lessons: sections that were read, exercises that were answered, and when a lesson was done.
    """
    CREATE TABLE lesson (
        lesson TEXT NOT NULL, kind TEXT NOT NULL, part TEXT NOT NULL, at TEXT NOT NULL,
        answer INTEGER REFERENCES answer, PRIMARY KEY (lesson, kind, part)
    );
    """,
)
"""What makes each version from the one before; the number of a file's version is SQLite's `user_version`."""

VERSION = len(MIGRATIONS)


class ProgressFile:
    """The file. Every change is committed at once; two sessions may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._number: int | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _errors_explained(path):
                self._connection = sqlite3.connect(path, isolation_level=None, timeout=5)
        except OSError as error:
            raise sentences.FOLDER_NOT_MADE(folder=path.parent, error=reason(error)) from None
        try:
            with _errors_explained(path):
                self._prepare()
            self._number = _number(path)
        except UserError:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        version = self._one("PRAGMA user_version")
        if version > VERSION:
            raise sentences.NEWER_VERSION(path=self.path)
        self._share()
        self._connection.execute("PRAGMA synchronous = NORMAL")
        if version < VERSION:
            self._migrate()
        if self._one("PRAGMA quick_check(1)") != "ok":
            raise sqlite3.DatabaseError(sentences.DOES_NOT_FIT)

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
            _migrate(self._connection, version, VERSION)
            self._connection.execute(f"PRAGMA user_version = {VERSION}")

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
        with _errors_explained(self.path):
            self._check_place()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _check_place(self) -> None:
        """Whether the file is still where it was: what is written to a deleted one is lost."""
        if self._number is not None and self._number != _number(self.path):
            raise sentences.REMOVED_MEANWHILE(path=self.path)

    @contextmanager
    def _decoding(self) -> Iterator[None]:
        """What is wrong with what is written in a file, in one sentence."""
        try:
            yield
        except (ValueError, TypeError, KeyError, AttributeError):
            raise _damaged(self.path, sentences.IMPOSSIBLE_VALUE) from None

    def _one(self, statement: str, values: Sequence[Any] = ()) -> Any:
        row = self._connection.execute(statement, values).fetchone()
        return None if row is None else row[0]

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with _errors_explained(self.path):
            return self._connection.execute(statement, values).fetchall()

    def _write(self, statement: str, values: Sequence[Any] = ()) -> int:
        with _errors_explained(self.path):
            return self._connection.execute(statement, values).lastrowid or 0

    # -- all of it ---------------------------------------------------------------------------------------------

    def export(self) -> dict[str, Any]:
        """Everything, as plain data."""
        with _errors_explained(self.path):
            return _exported(self._connection)

    def replace(self, exported: Mapping[str, Any]) -> None:
        """Put an export of this version in the place of everything, or change nothing.

        Raises:
            UserError: where its tables have other fields than they should.
        """
        with self.transaction():
            _fill(self._connection, exported)

    def copy(self, to: Path) -> None:
        """Write everything to another file, which must not be there yet.

        Raises:
            UserError: where that file cannot be written.
        """
        with _errors_explained(to):
            self._connection.execute("VACUUM INTO ?", (str(to),))


TABLES = ("setting", "skill", "session", "answer", "misconception", "seen", "lesson")
EXPORT_SCHEMA = "derivtutor/progress-export/1"
_UNFIT = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.DataError)
"""What SQLite raises where a value does not fit into its column."""


def _number(path: Path) -> int | None:
    """What the system knows a file by; None where there is none."""
    with suppress(OSError):
        return path.stat().st_ino
    return None


def upgraded(exported: Mapping[str, Any]) -> dict[str, Any]:
    """An export as this version writes it.

    Raises:
        UserError: where it is none, or one of a newer version.
    """
    version = exported.get("version")
    if exported.get("schema") != EXPORT_SCHEMA or type(version) is not int or not 1 <= version <= VERSION:
        raise sentences.NOT_AN_EXPORT()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _migrate(connection, 0, version)
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        _fill(connection, exported, [name for name in TABLES if name in there])
        _migrate(connection, version, VERSION)
        return _exported(connection)


def _migrate(connection: sqlite3.Connection, version: int, to: int) -> None:
    for statement in ";".join(MIGRATIONS[version:to]).split(";"):
        connection.execute(statement)


def _exported(connection: sqlite3.Connection) -> dict[str, Any]:
    return {"schema": EXPORT_SCHEMA, "version": VERSION, **{name: _table(connection, name) for name in TABLES}}


def _table(connection: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {name} ORDER BY 1")
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]


def _fill(connection: sqlite3.Connection, exported: Mapping[str, Any], tables: Sequence[str] = TABLES) -> None:
    """Put an export of the same version, which may be one with fewer tables, in the place of everything in a file."""
    for table in tables:
        rows = exported.get(table)
        columns = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
        if not isinstance(rows, list) or not all(isinstance(row, dict) and row.keys() == {*columns} for row in rows):
            raise sentences.OTHER_FIELDS(table=table)
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        connection.execute(f"DELETE FROM {table}")
        try:
            connection.executemany(statement, ([row[column] for column in columns] for row in rows))
        except (*_UNFIT, ValueError, OverflowError):
            raise sentences.VALUE_IN_EXPORT(table=table) from None


@contextmanager
def _errors_explained(path: Path) -> Iterator[None]:
    """What can be wrong with a file, in one sentence."""
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "readonly" in said or "unable to open" in said:
            raise sentences.NOT_WRITABLE(path=path) from None
        if "full" in said or "disk I/O" in said:
            raise sentences.DISK_FULL(path=path) from None
        if "locked" in said:
            raise sentences.IN_USE(path=path) from None
        raise _damaged(path, said) from None
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from None


class DamagedError(UserError):
    """A file of progress cannot be read any more."""


def _damaged(path: Path, said: str) -> DamagedError:
    return DamagedError(*sentences.DAMAGED.words(path=path, said=said))
