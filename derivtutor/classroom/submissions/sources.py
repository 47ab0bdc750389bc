"""All submissions of a run, from whatever was named: files, folders, archives."""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from derivtutor.classroom import sentences
from derivtutor.classroom.submissions.handed import (
    DAMAGE,
    Archive,
    Budget,
    Handed,
    Member,
    TooMuchError,
    damage,
    in_folder,
    on_disk,
)
from derivtutor.classroom.submissions.nameless import Nameless
from derivtutor.classroom.submissions.records import listed_records, records
from derivtutor.classroom.submissions.row import BadRow, Fate, Remark, Row, Submission
from derivtutor.classroom.submissions.single import MOST_BYTES as MOST_OF_ANSWER
from derivtutor.classroom.submissions.single import answer_in, exercise_of
from derivtutor.classroom.submissions.tables import of_lines, of_parquet, of_rows
from derivtutor.classroom.submissions.text import text_stream
from derivtutor.classroom.submissions.workbook import OLD, SUFFIXES, opened
from derivtutor.errors import UNREADABLE_FILE, Refusal, UserError, reason
from derivtutor.exercises.document import MOST_BYTES, FileError
from derivtutor.exercises.incoming import decoded, encoding_of, with_line_ends
from derivtutor.exercises.model import ExerciseSet
from derivtutor.exercises.worksheet import Worksheet, is_worksheet, read_text, student_of

_TABLES = frozenset({".csv", ".tsv", ".txt"})
_RECORDS = frozenset({".jsonl", ".ndjson"})
_SHEETS = frozenset({".yaml", ".yml", ".md", ".markdown", ".json", ".toml"})
_SPREADSHEETS = frozenset({".xls", ".xlsb", ".ods", ".numbers"})
_NOT_READ = (_SPREADSHEETS - {".xls"}) | frozenset(
    {
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".tif",
        ".tiff",
        ".svg",
        ".heic",
        ".pdf",
        ".doc",
        ".docx",
        ".rtf",
        ".odt",
    }
    | {".ppt", ".pptx", ".key", ".pages", ".html", ".htm", ".tex", ".ipynb", ".one", ".mp4", ".mov", ".m4a", ".mp3"}
)
"""What students hand in as well, and only people can read."""

_OTHER_ARCHIVES = frozenset({".rar", ".7z", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst"})
_LOOKED_AT = 4_000


def rows(names: Sequence[str], exercises: ExerciseSet, columns: Mapping[str, str], whose: str = "") -> Iterator[Row]:
    """Every row of everything that was named; `-` is standard input (CSV or JSON Lines).

    Args:
        names: files, folders and archives.
        exercises: the set that is answered.
        columns: what the columns of tables are, where their names do not tell.
        whose: the only student, where all is from one. It is theirs where it does not say whose it is, a file may be
            called after an exercise and have the answer to it, and what is said of files is said to the student.

    Raises:
        UserError: where what was named cannot be read at all; what is wrong with one row, or with one of several
            files, is a `BadRow`.
    """
    run = _Run(exercises, columns, whose)
    for name in names:
        if name == "-":
            yield from of_lines(text_stream(standard_input()), "standard input", exercises, columns, whose)
        elif Path(name).is_dir():
            yield from run.folder(Path(name))
        else:
            yield from run.named(on_disk(Path(name)), len(names) == 1)


def standard_input() -> BinaryIO:
    """Standard input as bytes; nothing where it is closed."""
    return sys.stdin.buffer if sys.stdin is not None else io.BytesIO()


@dataclass(frozen=True, slots=True)
class _Run:
    """All that is read in one run: every file ends as graded, refused or passed over, and each has a reason."""

    exercises: ExerciseSet
    columns: Mapping[str, str]
    whose: str = ""
    nameless: Nameless = field(default_factory=Nameless)

    def folder(self, folder: Path) -> Iterator[Row]:
        """Everything below a folder; what cannot be read costs nothing but itself."""
        members = in_folder(folder)
        first = next(members, None)
        if first is None:
            raise sentences.NO_SUBMISSIONS(folder=folder)
        yield from self._all(chain([first], members))

    def named(self, handed: Handed, is_alone: bool) -> Iterator[Row]:
        """A file that was named; one that is alone has to be of use."""
        rows = self._file(handed, is_named=True)
        yield from rows if is_alone else self._accounted(handed, rows)

    def _all(self, members: Iterable[Member], budget: Budget | None = None, depth: int = 0) -> Iterator[Row]:
        for member in members:
            if isinstance(member, Handed):
                yield from self._accounted(member, self._file(member, budget, depth))
            else:
                yield member
                if isinstance(member, BadRow):
                    yield Fate("refused")

    def _accounted(self, handed: Handed, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows of a file, and what became of it; one that says nothing is told."""
        graded = remarked = counted = False
        try:
            for row in rows:
                graded = graded or isinstance(row, Submission)
                remarked = remarked or isinstance(row, BadRow | Remark)
                counted = counted or isinstance(row, Fate)
                yield row
        except TooMuchError:
            yield Fate("graded" if graded else "refused")
            raise
        except UserError as error:
            graded, remarked, counted = False, True, False
            yield _not_read(handed, self._as_told(error), self.nameless.of_platform(handed.path))
        except DAMAGE as error:
            remarked = True
            yield BadRow(str(handed.path), 1, damage(error), self._sheet_of(handed))
        if not remarked and not graded and not counted:
            yield BadRow(str(handed.path), 1, sentences.NO_ANSWER_IN_FILE)
        if not counted:
            yield Fate("graded" if graded else "refused")

    def _as_told(self, error: UserError) -> UserError:
        """What is wrong with a file; a student has other remedies than whoever grades."""
        if not self.whose:
            return error
        first = self.exercises.exercises[0].id
        return UserError(error.message, sentences.HAND_IN_OTHERWISE.format(first=first))

    def _sheet_of(self, handed: Handed) -> str:
        """Whose sheet a file must be that cannot be read, by its name alone."""
        is_sheet = handed.suffix in _SHEETS
        return self.nameless.name(handed.path) if is_sheet else self.nameless.of_platform(handed.path)

    def _file(
        self, handed: Handed, budget: Budget | None = None, depth: int = 0, is_named: bool = False
    ) -> Iterator[Row]:
        """The rows of one file, by its ending and what it begins with: endings are often wrong."""
        suffix = handed.suffix
        if suffix in _NOT_READ or suffix in _OTHER_ARCHIVES:
            raise _not_graded(suffix)(ending=suffix)
        with _opened(handed) as stream:
            beginning = stream.read(_LOOKED_AT)
        text = with_line_ends(beginning.decode(encoding_of(beginning), "replace"))
        if beginning.startswith(OLD):
            raise sentences.OLD_WORKBOOK(path=handed.path)
        if suffix in SUFFIXES or (suffix == ".xls" and beginning[:4] in _ZIP):
            yield from self._workbook(handed, budget)
        elif suffix == ".zip" or beginning[:4] in _ZIP:
            yield from self._archive(handed, budget, depth + 1)
        elif suffix == ".parquet":
            with _opened(handed) as stream:
                yield from of_parquet(stream, handed.path, self.exercises, self.columns, self.whose)
        elif not text.strip() and not is_named:
            yield BadRow(str(handed.path), 1, sentences.EMPTY_FILE, self._sheet_of(handed))
        elif not is_worksheet(text) and (exercise := self._exercise_of(handed, text)):
            yield from self._answer(handed, exercise)
        elif suffix in _SHEETS or is_worksheet(text):
            yield from self._sheet(handed, budget, is_named)
        elif suffix in _RECORDS | _TABLES | {".xls"} or is_named:  # tables of Blackboard are texts that end in .xls
            with _opened(handed) as stream:
                lines = text_stream(stream)
                rows = records(lines, str(handed.path), self.whose) if suffix in _RECORDS else None
                yield from rows or of_lines(lines, str(handed.path), self.exercises, self.columns, self.whose)
        else:
            raise sentences.ENDING_NOT_KNOWN(ending=suffix) if suffix else sentences.NO_ENDING()

    def _exercise_of(self, handed: Handed, beginning: str) -> str:
        """The exercise that a file of the only student is called after."""
        return exercise_of(handed.path, beginning, self.exercises) if self.whose else ""

    def _answer(self, handed: Handed, exercise: str) -> Iterator[Row]:
        file = str(handed.path)
        with _opened(handed) as stream:
            content = stream.read(MOST_OF_ANSWER)
        try:
            yield Submission(self.whose, exercise, answer_in(content), file, 1)
        except UnicodeDecodeError:
            yield BadRow(file, 1, sentences.NO_TEXT, self.whose)

    def _workbook(self, handed: Handed, budget: Budget | None) -> Iterator[Row]:
        """The table in an Excel workbook; one in an archive is an archive in it."""
        file = str(handed.path)
        began = time.monotonic()
        with _opened(handed) as stream:
            content = stream if budget is None else io.BytesIO(stream.read())
            with opened(content, file) as workbook:
                if budget is not None:
                    budget.pay(workbook.size, time.monotonic() - began)
                yield from of_rows(workbook.rows, file, self.exercises, self.columns, self.whose)
                if workbook.others:
                    yield Remark(file, 1, sentences.OTHER_SHEETS.format(names=", ".join(workbook.others)))

    def _archive(self, handed: Handed, budget: Budget | None, depth: int) -> Iterator[Row]:
        """What is in an archive. Its limits are those of the outermost one."""
        last = ""
        try:
            with _opened(handed) as stream:
                content = stream if budget is None else io.BytesIO(stream.read())
                paid = budget or Budget()
                for member in Archive(handed.path, paid, depth).members(content):
                    last = str(member.path.relative_to(handed.path)) if isinstance(member, Handed) else last
                    yield from self._all([member], paid, depth)
        except TooMuchError as error:
            if budget is not None:
                raise
            says = sentences.REST_NOT_UNPACKED if last else sentences.NOTHING_UNPACKED
            yield BadRow(str(handed.path), 1, says.format(why=error.message, last=last))
            yield Fate("refused")

    def _sheet(self, handed: Handed, budget: Budget | None, is_named: bool) -> Iterator[Row]:
        """The answers of a worksheet. One that cannot be read keeps its student."""
        file = str(handed.path)
        with _opened(handed) as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            says = sentences.MEMBER_TOO_LARGE if budget else sentences.FILE_TOO_LARGE
            yield BadRow(file, 1, says.format(most=MOST_BYTES), self._sheet_of(handed))
            return
        try:
            text = decoded(content, is_strict=False)
        except UnicodeDecodeError:
            yield BadRow(file, 1, sentences.NO_TEXT, self._sheet_of(handed))
            return
        beginning = text[:_LOOKED_AT]
        if not is_named and not is_worksheet(beginning):
            yield from self._no_worksheet(handed, text)
            return
        began = time.monotonic()
        try:
            yield from self._answers(read_text(text, handed.path), handed)
        except FileError as error:
            yield _not_read(handed, error, student_of(beginning) or self._sheet_of(handed))
        if budget is not None:
            budget.pay(0, time.monotonic() - began)

    def _answers(self, sheet: Worksheet, handed: Handed) -> Iterator[Row]:
        file = str(handed.path)
        student = sheet.student or self.whose or self.nameless.name(handed.path)
        if not sheet.student and not self.whose:
            yield Remark(file, 1, sentences.SHEET_OF_NOBODY.format(student=student))
        for exercise, answer in sheet.answers.items():
            yield Submission(student, exercise, answer, file, sheet.places[exercise].line, "", sheet.seed)
        if not sheet.answers:
            yield BadRow(file, 1, sentences.NO_ANSWERS_IN_SHEET, student)

    def _no_worksheet(self, handed: Handed, text: str) -> Iterator[Row]:
        """What ends as a worksheet does and is none: a list of records, a set of exercises, notes, or half a sheet."""
        file = str(handed.path)
        if handed.suffix == ".json" and text.lstrip().startswith("["):
            yield from listed_records(text, file, self.whose)
        elif _SET.search(text):
            yield Remark(file, 1, sentences.SET_OF_EXERCISES)
            yield Fate("passed over")
        else:
            student = self._sheet_of(handed) if _HALF_A_SHEET.search(text) else self.nameless.of_platform(handed.path)
            yield BadRow(file, 1, sentences.NO_WORKSHEET, student)


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SET = re.compile(r"""^\W*exercises\W|"\$schema\"""", re.MULTILINE)
_HALF_A_SHEET = re.compile(r"""^\W*answers?["'*]*\s*:|^#.*\{#""", re.MULTILINE | re.IGNORECASE)


def _not_graded(suffix: str) -> Refusal:
    if suffix in _SPREADSHEETS:
        return sentences.TABLE_NOT_GRADED
    return sentences.ARCHIVE_NOT_GRADED if suffix in _OTHER_ARCHIVES else sentences.FILE_NOT_GRADED


@contextmanager
def _opened(handed: Handed) -> Iterator[BinaryIO]:
    """The bytes of a file.

    Raises:
        UserError: where a file of the disk cannot be read, or its text is damaged.
    """
    try:
        with handed.open() as stream:
            yield stream
    except UnicodeDecodeError:
        raise sentences.TEXT_DAMAGED(path=handed.path) from None
    except OSError as error:
        raise UNREADABLE_FILE(path=handed.path, why=reason(error)) from None


def _not_read(handed: Handed, error: UserError, student: str = "") -> BadRow:
    """What was said of a file as a whole, at its line."""
    place = re.match(rf"{re.escape(str(handed.path))}:(\d+):\d+: ", error.message)
    said = error.message[place.end() :] if place else error.message
    return BadRow(str(handed.path), int(place[1]) if place else 1, f"{said} {error.hint}".strip(), student)
