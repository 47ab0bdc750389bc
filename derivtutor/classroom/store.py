"""The state of a grading run in one SQLite file: rows as they were read, distinct answers, and their marks."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

import derivtutor
from derivtutor.classroom import sentences
from derivtutor.errors import Refusal, UserError
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme

_VERSION = 3
_TABLES = """
CREATE TABLE IF NOT EXISTS run (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS problem (id INTEGER PRIMARY KEY, fingerprint BLOB UNIQUE, exercise TEXT, numbers TEXT);
CREATE TABLE IF NOT EXISTS answer (
    id INTEGER PRIMARY KEY, problem INTEGER, digest BLOB, text TEXT, verdict TEXT, credit REAL, mark BLOB,
    UNIQUE (problem, digest)
);
CREATE TABLE IF NOT EXISTS slip (
    answer INTEGER, slip TEXT, rule TEXT, hint TEXT, PRIMARY KEY (answer, slip)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS student (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS submission (
    number INTEGER PRIMARY KEY, student INTEGER, answer INTEGER, file INTEGER, line INTEGER, submitted TEXT,
    moment TEXT, late INTEGER
);
CREATE TABLE IF NOT EXISTS bad_row (number INTEGER PRIMARY KEY, file TEXT, line INTEGER, message TEXT);
CREATE TABLE IF NOT EXISTS remark (number INTEGER PRIMARY KEY, about TEXT, file TEXT, line INTEGER, message TEXT);
CREATE TABLE IF NOT EXISTS overruled (number INTEGER PRIMARY KEY, judged REAL, reason TEXT, file TEXT, line INTEGER);
CREATE TEMP TABLE IF NOT EXISTS ruling (
    student INTEGER, exercise TEXT, score REAL, reason TEXT, file TEXT, line INTEGER, PRIMARY KEY (student, exercise)
);
CREATE TABLE IF NOT EXISTS ungraded (student INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS handed_in (word TEXT PRIMARY KEY, files INTEGER);
"""
_MOST_REMEMBERED = 100_000
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Pending:
    """Answers to one problem that are not marked yet."""

    exercise: str
    numbers: Mapping[str, str]
    answers: tuple[tuple[int, str], ...]


class Store:
    """One file. Everything in it but the marks is written anew whenever a run begins, since reading is cheap; marks are
    kept under what they depend on (exercise, credit scheme, the student's numbers, answer), so none is found twice.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = path
        with _errors_explained(path):
            self._connection = sqlite3.connect(path, isolation_level=None)
        try:
            self._execute("PRAGMA locking_mode = EXCLUSIVE")
            self._execute("PRAGMA journal_mode = WAL")
            self._execute("PRAGMA synchronous = NORMAL")
            with _errors_explained(path):
                self._connection.executescript(_TABLES)
            self._check_version()
        except UserError:
            self._connection.close()
            raise
        self._problems = _Ids(self, "problem", "fingerprint, exercise, numbers")
        self._answers = _Ids(self, "answer", "problem, digest, text", keys=2)
        self._students = _Ids(self, "student", "name")
        self._files = _Ids(self, "file", "name")
        self._known_answers: dict[tuple[int, str], int] = {}
        self._rows: list[tuple[Any, ...]] = []

    def _check_version(self) -> None:
        version = self.value("version")
        if version not in (None, str(_VERSION)):
            raise sentences.OTHER_VERSION(path=self.path)
        self.remember("version", str(_VERSION))

    def close(self) -> None:
        """Close the file; what was not committed is given up."""
        if self._connection.in_transaction:
            self._connection.rollback()
        self._connection.close()

    def _execute(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        with _errors_explained(self.path):
            return self._connection.execute(statement, values)

    def _executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        with _errors_explained(self.path):
            self._connection.executemany(statement, rows)

    def write(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> None:
        """Change what is in the file."""
        self._execute(statement, values)

    def query(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one after the other."""
        with _errors_explained(self.path), closing(self._connection.cursor()) as cursor:
            yield from cursor.execute(statement, values)

    def one(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """The only value that a query finds; None where there is none."""
        row = self._execute(statement, values).fetchone()
        return None if row is None else row[0]

    def value(self, key: str) -> str | None:
        """What was remembered of the run."""
        value: str | None = self.one("SELECT value FROM run WHERE key = ?", (key,))
        return value

    @property
    def marked(self) -> int:
        """How many different answers have a mark."""
        return int(self.one("SELECT COUNT(*) FROM answer WHERE mark IS NOT NULL"))

    def remember(self, key: str, value: str) -> None:
        """Remember something of the run."""
        self._execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (key, value))

    def forget(self) -> None:
        """Forget everything that was read and marked."""
        for table in ("problem", "answer", "slip", "student", "file", "submission", "overruled"):
            self._execute(f"DELETE FROM {table}")

    # -- rows --------------------------------------------------------------------------------------------------

    def begin_reading(self) -> None:
        """Forget the rows of an earlier run; its marks stay, but for those that were given up: they are tried again."""
        self._execute("BEGIN")
        self._execute("UPDATE answer SET mark = NULL WHERE verdict IN ('timeout', 'crashed')")
        for table in ("submission", "bad_row", "remark", "ruling", "ungraded", "handed_in"):
            self._execute(f"DELETE FROM {table}")
        self._execute("DROP INDEX IF EXISTS submission_student")  # it is faster made afterwards
        self._execute("DROP TABLE IF EXISTS counted")

    def problem(self, exercise: Exercise, scheme: Scheme, numbers: Mapping[str, str]) -> int:
        """The number of an exercise with a student's numbers."""
        encoded = json.dumps(numbers, sort_keys=True)
        return self._problems.id((fingerprint(exercise, scheme, encoded), exercise.id, encoded))

    def add(
        self,
        number: int,
        student: str,
        problem: int,
        answer: str,
        place: tuple[str, int],
        when: tuple[str, str | None, int],
    ) -> None:
        """Add a row: `place` is file and line, `when` the time as it was given and in UTC, and whether it is late; in
        UTC it is None as long as it is not decided."""
        file = self._files.id((place[0],))
        row = (number, self._students.id((student,)), self._answer(problem, answer), file, place[1], *when)
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self._write_rows()

    def _answer(self, problem: int, answer: str) -> int:
        number = self._known_answers.get((problem, answer))
        if number is None:
            encoded = answer.encode("utf-8", "replace")
            digest = hashlib.blake2b(encoded, digest_size=16).digest()
            number = self._answers.id((problem, digest, encoded.decode("utf-8")))
            if len(self._known_answers) >= _MOST_REMEMBERED:
                self._known_answers.clear()
            self._known_answers[problem, answer] = number
        return number

    def undecided(self) -> Iterator[tuple[Any, ...]]:
        """The rows whose time is not decided: number, file, student, and the time as it was given."""
        self._write_rows()
        yield from self.query(
            "SELECT number, file.name, student.name, submitted FROM submission JOIN file ON file.id = submission.file"
            " JOIN student ON student.id = submission.student WHERE moment IS NULL ORDER BY number"
        )

    def say_when(self, decided: Sequence[tuple[str, int, int]]) -> None:
        """Decide on times: each in UTC, whether it is late, and the number of its row."""
        self._executemany("UPDATE submission SET moment = ?, late = ? WHERE number = ?", decided)

    def add_bad_row(self, number: int, file: str, line: int, message: str) -> None:
        """Add a row that cannot be graded."""
        values = (number, _storable(file), line, _storable(message))
        self._execute("INSERT OR REPLACE INTO bad_row VALUES (?, ?, ?, ?)", values)

    def add_remark(self, about: str, file: str, line: int, message: str) -> None:
        """Add what a teacher should know, and what costs nobody a point."""
        values = (about, _storable(file), line, _storable(message))
        self._execute("INSERT INTO remark (about, file, line, message) VALUES (?, ?, ?, ?)", values)

    def students(self) -> Iterator[str]:
        """Whoever handed in something."""
        self._write_rows()
        for (name,) in self.query("SELECT name FROM student WHERE id IN (SELECT student FROM submission)"):
            yield name

    def overrule(self, student: str | None, exercise: str, score: float, reason: str, place: tuple[str, int]) -> None:
        """Say what a student has for an exercise, whatever was said before; None is all who handed something in."""
        self._write_rows()
        values = (exercise, score, _storable(reason), _storable(place[0]), place[1])
        if student is None:
            statement = "INSERT OR REPLACE INTO ruling SELECT DISTINCT student, ?, ?, ?, ?, ? FROM submission"
            self._execute(statement, values)
        else:
            number = self._students.id((student,))
            self._execute("INSERT OR REPLACE INTO ruling VALUES (?, ?, ?, ?, ?, ?)", (number, *values))

    def overruled_without_answer(self) -> list[tuple[str, str, str, int]]:
        """Students and exercises that are overruled and have no row, each with the file and line that says so."""
        if not self.one("SELECT COUNT(*) FROM ruling"):
            return []
        return list(
            self.query(
                "SELECT student.name, exercise, file, line FROM ruling JOIN student ON student.id = ruling.student"
                " WHERE (student, exercise) IN (SELECT student, exercise FROM ruling EXCEPT"
                "  SELECT student, exercise FROM submission JOIN answer ON answer.id = submission.answer"
                "  JOIN problem ON problem.id = answer.problem) ORDER BY student.name, exercise"
            )
        )

    def add_ungraded(self, student: str) -> None:
        """Add a student of whom something was refused."""
        self._execute("INSERT OR IGNORE INTO ungraded VALUES (?)", (self._students.id((student,)),))

    def add_fate(self, word: str, files: int) -> None:
        """Count files that were graded, refused or passed over."""
        count = "INSERT INTO handed_in VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET files = files + excluded.files"
        self._execute(count, (word, files))

    def end_reading(self) -> None:
        """Commit what was read."""
        self._write_rows()
        self._execute("CREATE INDEX IF NOT EXISTS submission_student ON submission (student)")
        self._execute("COMMIT")

    def _write_rows(self) -> None:
        self._executemany("INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._rows)
        self._rows.clear()

    # -- marks -------------------------------------------------------------------------------------------------

    def unmarked(self) -> int:
        """How many distinct answers of this run have no mark yet."""
        self._execute("DROP TABLE IF EXISTS wanted")
        self._execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY)")
        self._execute(
            "INSERT INTO wanted SELECT DISTINCT answer FROM submission"
            " JOIN answer ON answer.id = submission.answer WHERE answer.mark IS NULL"
        )
        return int(self.one("SELECT COUNT(*) FROM wanted"))

    def pending(self, size: int) -> Iterator[Pending]:
        """The answers that `unmarked` counted, a few at a time, all of a problem together."""
        last = (-1, b"")
        while True:
            rows = list(
                self.query(
                    "SELECT answer.problem, answer.digest, answer.id, answer.text FROM answer"
                    " WHERE (answer.problem, answer.digest) > (?, ?) AND answer.mark IS NULL"
                    " AND answer.id IN (SELECT id FROM wanted)"
                    " ORDER BY answer.problem, answer.digest LIMIT ?",
                    (*last, size),
                )
            )
            if not rows:
                return
            problem = rows[0][0]
            same = [row for row in rows if row[0] == problem]
            last = (problem, same[-1][1])
            exercise, numbers = next(self.query("SELECT exercise, numbers FROM problem WHERE id = ?", (problem,)))
            yield Pending(exercise, json.loads(numbers), tuple((row[2], row[3]) for row in same))

    def write_marks(self, marks: Iterable[tuple[int, Mark]]) -> None:
        """Commit the marks of answers, all of them or none."""
        rows = list(marks)
        self._execute("BEGIN")
        try:
            self._executemany(
                "UPDATE answer SET verdict = ?, credit = ?, mark = ? WHERE id = ?",
                [(mark.verdict, mark.credit, msgspec.json.encode(mark), answer) for answer, mark in rows],
            )
            self._executemany(
                "INSERT OR REPLACE INTO slip VALUES (?, ?, ?, ?)",
                [(answer, slip.id, slip.rule, slip.hint) for answer, mark in rows for slip in mark.slips],
            )
            self._execute("COMMIT")
        finally:
            if self._connection.in_transaction:  # it is tried once more when the run ends
                self._connection.rollback()

    # -- attempts ----------------------------------------------------------------------------------------------

    def begin_counting(self) -> None:
        """Forget what the attempts of an earlier run were worth."""
        self._execute("BEGIN")
        self._execute("DROP TABLE IF EXISTS worth")
        self._execute("CREATE TEMP TABLE worth (exercise TEXT PRIMARY KEY, points REAL, attempts INTEGER)")
        self._execute("DROP TABLE IF EXISTS counted")
        self._execute("DELETE FROM overruled")
        self._find_unproved()

    def _find_unproved(self) -> None:
        """The answers that are right without a proof; only marks that have the word at all are taken apart."""
        self._execute("DROP TABLE IF EXISTS unproved")
        self._execute("CREATE TEMP TABLE unproved (answer INTEGER PRIMARY KEY)")
        decode = msgspec.json.Decoder(Mark).decode
        may_be = self.query("SELECT id, mark FROM answer WHERE instr(mark, CAST('\"agrees\"' AS BLOB))")
        self._executemany(
            "INSERT INTO unproved VALUES (?)", [(answer,) for answer, mark in may_be if decode(mark).is_unproved]
        )

    def say_worth(self, exercise: str, points: float, attempts: int | None) -> None:
        """How many points an exercise is worth, and how many attempts at it count (all if None)."""
        self._execute("INSERT INTO worth VALUES (?, ?, ?)", (exercise, points, attempts))

    def count_attempts(self, late: float, count: str) -> None:
        """Number the attempts of every student at every exercise, and choose the one that counts.

        Args:
            late: the share of the points that a late answer keeps.
            count: best, last or first. What was not judged counts only where there is nothing else, and what cannot be
                read or is empty only after that: it is no attempt, and has the number of the one that it was to be.
        """
        self._execute(
            "CREATE TABLE counted (number INTEGER PRIMARY KEY, student INTEGER, exercise TEXT, attempt INTEGER,"
            " score REAL, points REAL, verdict TEXT, credit REAL, doubtful INTEGER, unproved INTEGER, counts INTEGER)"
        )
        order = {"best": "score DESC, turn", "last": "turn DESC", "first": "turn"}[count]
        self._execute(
            "INSERT INTO counted WITH attempts AS ("
            " SELECT number, student, worth.rowid AS place, problem.exercise AS exercise, verdict, late,"
            "  answer.id IN (SELECT answer FROM unproved) AS unproved,"
            "  credit, points * credit * CASE WHEN late THEN :late ELSE 1 END AS score, points, attempts,"
            "  ROW_NUMBER() OVER turns AS turn, verdict IN ('unreadable', 'empty') AS says_nothing,"
            "  1 + COALESCE(SUM(verdict NOT IN ('unreadable', 'empty')) OVER"
            "   (turns ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS attempt"
            " FROM submission JOIN answer ON answer.id = submission.answer"
            " JOIN problem ON problem.id = answer.problem JOIN worth ON worth.exercise = problem.exercise"
            " WINDOW turns AS (PARTITION BY student, worth.rowid ORDER BY moment, number))"
            " SELECT number, student, exercise, attempt, ROUND(score, 2) AS score, points, verdict, credit,"
            "  verdict IN ('timeout', 'crashed') AS doubtful, unproved,"
            "  ROW_NUMBER() OVER (PARTITION BY student, place ORDER BY"
            "   says_nothing, attempts IS NOT NULL AND attempt > attempts, verdict IN ('timeout', 'crashed'),"
            f"   verdict = 'empty', {order}) = 1 AS counts"
            " FROM attempts ORDER BY number",
            {"late": late},
        )
        if self.one("SELECT COUNT(*) FROM ruling"):
            self._overrule()
        self._execute("COMMIT")

    def _overrule(self) -> None:
        """Put what was said by hand in the place of the scores that count; what they were is kept beside it."""
        self._execute(
            "INSERT INTO overruled SELECT number, counted.score, reason, file, line FROM counted"
            " JOIN ruling ON ruling.student = counted.student AND ruling.exercise = counted.exercise WHERE counts"
        )
        self._execute(
            "UPDATE counted SET doubtful = 0, unproved = 0, (score, verdict, credit) = ("
            "  SELECT ruling.score, IIF(ruling.score >= points, 'correct', 'incorrect'), ruling.score >= points"
            "  FROM ruling WHERE ruling.student = counted.student AND ruling.exercise = counted.exercise)"
            " WHERE number IN (SELECT number FROM overruled)"
        )


def _storable(text: str) -> str:
    """Text that can be written as UTF-8, whatever a file system made of it."""
    return text.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def _errors_explained(path: Path | str) -> Iterator[None]:
    """What can be wrong with the file, in one sentence."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _refusal(error)(path=path, why=error) from None


def _refusal(error: sqlite3.DatabaseError) -> Refusal:
    said = str(error)
    if "locked" in said or "disk I/O" in said:
        return sentences.STATE_IN_USE
    if "full" in said:
        return sentences.DISK_FULL
    return sentences.STATE_NOT_OPENED if isinstance(error, sqlite3.OperationalError) else sentences.STATE_DAMAGED


def fingerprint(exercise: Exercise, scheme: Scheme, numbers: str) -> bytes:
    """What the mark of an answer depends on, besides the answer."""
    content = [
        derivtutor.__version__.encode(),
        msgspec.json.encode(exercise),
        msgspec.json.encode(scheme),
        numbers.encode(),
    ]
    return hashlib.blake2b(b"\x1f".join(content), digest_size=16).digest()


class _Ids:
    """Numbers for values of a table; those used lately are remembered, all others are looked up."""

    def __init__(self, store: Store, table: str, columns: str, keys: int = 1) -> None:
        named = columns.split(", ")
        self._store = store
        self._keys = keys
        self._known: dict[tuple[Any, ...], int] = {}
        self._insert = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({', '.join('?' * len(named))})"
        where = " AND ".join(f"{name} = ?" for name in named[:keys])
        self._select = f"SELECT id FROM {table} WHERE {where}"

    def id(self, values: tuple[Any, ...]) -> int:
        key = values[: self._keys]
        number = self._known.get(key)
        if number is None:
            storable = tuple([_storable(value) if isinstance(value, str) else value for value in values])
            cursor = self._store._execute(self._insert, storable)
            number = cursor.lastrowid if cursor.rowcount == 1 else self._store.one(self._select, storable[: self._keys])
            assert number is not None
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = number
        return number
