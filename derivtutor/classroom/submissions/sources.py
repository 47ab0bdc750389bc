"""All submissions of a run, from whatever was named: files, folders, archives."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TextIO

import msgspec

from derivtutor.classroom.submissions.delimited import rows_of
from derivtutor.classroom.submissions.row import BadRow, Row, Submission
from derivtutor.classroom.submissions.table import ANSWER, EXERCISE, STUDENT, SUBMITTED, layout
from derivtutor.classroom.submissions.text import lines_of, mended, text_stream
from derivtutor.errors import UserError
from derivtutor.exercises.document import MOST_BYTES, FileError
from derivtutor.exercises.model import ExerciseSet
from derivtutor.exercises.worksheet import is_worksheet, read_text

_TABLES = frozenset({".csv", ".tsv", ".txt"})
_RECORDS = frozenset({".jsonl", ".ndjson"})
_SHEETS = frozenset({".yaml", ".yml", ".md", ".json", ".toml"})
_MOST_MEMBERS = 100_000


def rows(names: Sequence[str], exercises: ExerciseSet, columns: Mapping[str, str]) -> Iterator[Row]:
    """Every row of everything that was named; `-` is standard input (CSV or JSON Lines).

    Args:
        names: files, folders and archives.
        exercises: the set that is answered.
        columns: what the columns of tables are, where their names do not tell.

    Raises:
        UserError: where a file cannot be read at all; what is wrong with one row is a `BadRow`.
    """
    for name in names:
        path = Path(name)
        if name == "-":
            yield from _stream(text_stream(sys.stdin.buffer), "standard input", exercises, columns)
        elif path.is_dir():
            yield from _folder(path, exercises, columns)
        else:
            yield from _file(path, exercises, columns)


_NOT_READ = frozenset(
    {".jpg", ".jpeg", ".png", ".heic", ".pdf", ".doc", ".docx", ".odt", ".pages", ".xls", ".xlsx", ".ods", ".numbers"}
)
"""What students hand in as well, and only people can read."""


def _folder(folder: Path, exercises: ExerciseSet, columns: Mapping[str, str]) -> Iterator[Row]:
    """Everything below a folder; what cannot be read costs nothing but itself."""
    known = _TABLES | _RECORDS | _SHEETS | _NOT_READ | {".parquet", ".zip"}
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in known and path.is_file())
    if not files:
        raise UserError(f"There are no submissions in {folder}.", "They end in .yaml, .md, .csv, .jsonl or .zip.")
    for path in files:
        suffix = path.suffix.lower()
        if suffix in _NOT_READ:
            yield BadRow(str(path), 1, _UNREAD.format(suffix))
        elif suffix not in _SHEETS or _begins_as_worksheet(path):
            try:
                yield from _file(path, exercises, columns)
            except UserError as error:
                yield BadRow(str(path), 1, f"{error.message.removeprefix(f'{path}:1:1: ')} {error.hint}".strip())


_UNREAD = "A file that ends in {} cannot be graded; look at it yourself."


def _begins_as_worksheet(path: Path) -> bool:
    """Whether a file is a worksheet: the exercises themselves, or notes, may lie beside them."""
    try:
        with path.open("rb") as stream:
            return is_worksheet(text_stream(io.BytesIO(stream.read(4_000))).read())
    except (OSError, UnicodeDecodeError):
        return True  # it is named as unreadable


def _file(path: Path, exercises: ExerciseSet, columns: Mapping[str, str]) -> Iterator[Row]:
    suffix = path.suffix.lower()
    if suffix in _SHEETS:
        yield from _worksheet(path)
    elif suffix == ".zip":
        yield from _archive(path)
    elif suffix == ".parquet":
        yield from _parquet(path, exercises, columns)
    elif suffix in _NOT_READ:
        remedy = "Save the table as CSV." if suffix in (".xls", ".xlsx", ".ods", ".numbers") else "Look at it yourself."
        raise UserError(f"{path} cannot be graded: it is no text.", remedy)
    else:
        with lines_of(path) as stream:
            if suffix in _RECORDS:
                yield from _records(stream, str(path))
            else:
                yield from _stream(stream, str(path), exercises, columns)


def _stream(stream: TextIO, file: str, exercises: ExerciseSet, columns: Mapping[str, str]) -> Iterator[Row]:
    """A table or JSON Lines, by the first character."""
    first = stream.readline()
    lines = chain([first] if first else [], stream)
    if first.lstrip("\ufeff \t").startswith("{"):
        yield from _records(lines, file)
    else:
        yield from _table(lines, file, exercises, columns)


def _table(lines: Iterable[str], file: str, exercises: ExerciseSet, columns: Mapping[str, str]) -> Iterator[Row]:
    found = rows_of(lines, file)
    header = next(found, None)
    if header is None or isinstance(header, BadRow):
        raise UserError(f"{file}:1:1: the table has no header.", "Begin with a line such as student,exercise,answer.")
    columns_of = layout(header[1], exercises, columns, file)
    for row in found:
        if isinstance(row, BadRow):
            yield row
        else:
            yield from columns_of.rows(row[1], file, row[0])


def _records(lines: Iterable[str], file: str) -> Iterator[Row]:
    """JSON Lines: an object a line, with student, exercise and answer."""
    decode = msgspec.json.Decoder().decode
    for number, line in enumerate(lines, 1):
        text = line.strip("\ufeff \t\r\n")
        if not text:
            continue
        try:
            record = decode(mended(text))
        except (msgspec.DecodeError, RecursionError):
            yield BadRow(file, number, "This line is not JSON.")
            continue
        yield _record(record, file, number)


def _record(record: object, file: str, line: int) -> Row:
    if not isinstance(record, dict):
        return BadRow(file, line, "This line is no object with student, exercise and answer.")
    fields = {str(key).casefold(): value for key, value in record.items()}
    student, exercise, answer, submitted = (
        next((fields[name] for name in names if fields.get(name) is not None), None)
        for names in (STUDENT, EXERCISE, ANSWER, SUBMITTED)
    )
    if student is None or exercise is None:
        return BadRow(file, line, f"There is no {'student' if student is None else 'exercise'} in this line.")
    name = str(student).strip()
    if not name:
        return BadRow(file, line, "The row does not say whose answer it is.")
    return Submission(name, str(exercise), _text(answer), file, line, _text(submitted))


def _text(value: object) -> str:
    """An answer as text: the lines of a working may be a list."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return value if isinstance(value, str) else str(value)


def _worksheet(path: Path) -> Iterator[Row]:
    from derivtutor.exercises.document import text_of

    try:
        yield from _answers(text_of(path), path)
    except FileError as error:
        yield _not_read(error, str(path))


def _answers(text: str, path: Path) -> Iterator[Row]:
    sheet = read_text(text, path)
    for exercise, answer in sheet.answers.items():
        yield Submission(sheet.student, exercise, answer, str(path), sheet.places[exercise].line, "", sheet.seed)


def _not_read(error: FileError, file: str) -> BadRow:
    place, _, said = error.message.removeprefix(f"{file}:").partition(": ")
    line = place.partition(":")[0]
    return BadRow(
        file, int(line) if line.isdecimal() else 1, f"{said if line.isdecimal() else error.message} {error.hint}"
    )


def _archive(path: Path) -> Iterator[Row]:
    """The worksheets in an archive. Nothing is unpacked to disk, so no name in it can lead anywhere."""
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise UserError(f"The archive {path} cannot be read: {error}.", "Check the file.") from None
    with archive:
        read = _SHEETS | _NOT_READ
        members = [member for member in archive.infolist() if PurePosixPath(member.filename).suffix.lower() in read]
        for member in sorted(members[:_MOST_MEMBERS], key=lambda member: member.filename):
            inside = path / member.filename
            if inside.suffix.lower() in _NOT_READ:
                yield BadRow(str(inside), 1, _UNREAD.format(inside.suffix.lower()))
                continue
            try:
                with archive.open(member) as stream:
                    content = stream.read(MOST_BYTES + 1)
            except (OSError, RuntimeError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
                yield BadRow(str(inside), 1, f"This file of the archive cannot be read: {error}.")
                continue
            if len(content) > MOST_BYTES:
                yield BadRow(str(inside), 1, f"This file of the archive is larger than {MOST_BYTES:,} bytes.")
                continue
            try:
                text = text_stream(io.BytesIO(content)).read()
                if is_worksheet(text[:4_000]):
                    yield from _answers(text, inside)
            except FileError as error:
                yield _not_read(error, str(inside))
            except UnicodeDecodeError:
                yield BadRow(str(inside), 1, "The text of this file of the archive is damaged.")


def _parquet(path: Path, exercises: ExerciseSet, columns: Mapping[str, str]) -> Iterator[Row]:
    try:
        import pyarrow.parquet
    except ImportError:
        remedy = 'Install it with python -m pip install "derivtutor[parquet]".'
        raise UserError("Reading Parquet needs pyarrow.", remedy) from None
    try:
        table = pyarrow.parquet.ParquetFile(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise UserError(f"The file {path} cannot be read as Parquet: {error}.", "Check the file.") from None
    names = list(table.schema_arrow.names)
    columns_of = layout(names, exercises, columns, str(path))
    number = 0
    try:
        for batch in table.iter_batches(batch_size=10_000):
            for cells in zip(*[column.to_pylist() for column in batch.columns], strict=True):
                number += 1
                yield from columns_of.rows([_text(cell) for cell in cells], str(path), number)
    except (OSError, pyarrow.ArrowException) as error:
        yield BadRow(str(path), number + 1, f"The rest of the file is damaged: {error}.")
