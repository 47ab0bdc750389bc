"""The answers of tables, whatever they are written in: text, JSON Lines, Parquet, the rows of a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path, PurePath
from typing import Any, BinaryIO, TextIO

from derivtutor.classroom import sentences
from derivtutor.classroom.submissions.delimited import rows_of
from derivtutor.classroom.submissions.layout import Cells
from derivtutor.classroom.submissions.own import as_it_was, is_own
from derivtutor.classroom.submissions.records import records, text_of_cell
from derivtutor.classroom.submissions.row import BadRow, Row
from derivtutor.classroom.submissions.table import layout
from derivtutor.exercises.model import ExerciseSet


def of_lines(
    stream: TextIO, file: str, exercises: ExerciseSet, columns: Mapping[str, str], whose: str = ""
) -> Iterator[Row]:
    """A table or JSON Lines, by the first character. `whose` are the rows that say nobody."""
    first = stream.readline().removeprefix("\ufeff")
    lines = chain([first] if first else [], stream)
    if first.lstrip("\ufeff \t").startswith("{"):
        yield from records(lines, file, whose)
    else:
        yield from of_rows(rows_of(lines, file), file, exercises, columns, whose)


def of_rows(
    rows: Iterator[Cells | BadRow], file: str, exercises: ExerciseSet, columns: Mapping[str, str], whose: str = ""
) -> Iterator[Row]:
    """The rows of a table; the first has the names of the columns. `whose` are the rows that say nobody."""
    header = next(rows, None)
    if header is None or isinstance(header, BadRow):
        raise sentences.NO_HEADER(file=file)
    table = layout(header[1], exercises, columns, file, whose)
    own = is_own(header[1])
    for row in table.prepared(rows):
        if isinstance(row, BadRow):
            yield row
        else:
            yield from table.rows([*map(as_it_was, row[1])] if own else row[1], file, row[0])


def of_parquet(
    stream: BinaryIO, path: PurePath, exercises: ExerciseSet, columns: Mapping[str, str], whose: str = ""
) -> Iterator[Row]:
    """The rows of a file in Parquet.

    Raises:
        UserError: where it cannot be read as such.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        raise sentences.NO_PYARROW() from None
    try:
        # of an archive it is a copy: the end of such a file is read first
        table = pyarrow.parquet.ParquetFile(path if Path(path).is_file() else io.BytesIO(stream.read()))
    except (OSError, pyarrow.ArrowException) as error:
        raise sentences.PARQUET_NOT_READ(path=path, why=str(error).rstrip(".")) from None
    try:
        yield from of_rows(_rows_of_parquet(table), str(path), exercises, columns, whose)
    except (OSError, pyarrow.ArrowException) as error:
        yield BadRow(str(path), 1, sentences.REST_DAMAGED.format(why=str(error).rstrip(".")))


def _rows_of_parquet(table: Any) -> Iterator[Cells]:
    yield 1, list(table.schema_arrow.names)
    number = 0
    for batch in table.iter_batches(batch_size=10_000):
        for cells in zip(*[column.to_pylist() for column in batch.columns], strict=True):
            number += 1
            yield number, [text_of_cell(cell) for cell in cells]
