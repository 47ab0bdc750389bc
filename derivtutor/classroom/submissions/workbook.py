"""Excel workbooks (.xlsx) as tables: every cell becomes the text that it shows, and nothing in it is worked out."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from itertools import chain, repeat
from pathlib import Path
from typing import Any, BinaryIO

from derivtutor.classroom import sentences
from derivtutor.classroom.submissions.delimited import rows_of
from derivtutor.classroom.submissions.handed import DAMAGE
from derivtutor.classroom.submissions.layout import Cells
from derivtutor.classroom.submissions.row import BadRow
from derivtutor.classroom.submissions.text import lines_of
from derivtutor.errors import UNREADABLE_FILE, UserError, reason

SUFFIXES = frozenset({".xlsx", ".xlsm"})
OLD = b"\xd0\xcf\x11\xe0"
"""What .xls begins with, and every workbook with a password."""

MOST_UNPACKED = 100_000_000
_MOST_PARTS = 10_000
_MOST_COLUMNS = 2_000
_PIECE = 1 << 20

_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
"""No workbook declares anything; what does may unpack to any size when it is read."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_FRACTION = re.compile(r"\?+/(\?+)")

_NO_SENSE = "#NAME?"
"""What stands for a formula that nobody worked out, such as an answer that began with = or -."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The rows of its first sheet that has any, the names of other sheets that have some, and the bytes of it all."""

    rows: Iterator[Cells]
    others: tuple[str, ...]
    size: int


@contextmanager
def opened(stream: BinaryIO, file: str) -> Iterator[Workbook]:
    """Read a workbook.

    Args:
        stream: its bytes; they are read in any order.
        file: named in errors.

    Raises:
        UserError: where it cannot be read, is too large, or openpyxl is not there.
    """
    try:
        import openpyxl
    except ImportError:
        raise sentences.NO_OPENPYXL() from None
    warnings.filterwarnings("ignore", module="openpyxl")  # of styles and extensions that mean nothing here
    size, has_formulas = _looked_through(stream, file)
    books: list[Any] = []
    try:
        with _reading(file):
            for data_only in (True, False) if has_formulas else (True,):
                stream.seek(0)
                books.append(openpyxl.load_workbook(stream, read_only=True, data_only=data_only, keep_links=False))
            workbook = Workbook(*_of_sheets(books, file), size)
        yield workbook
    finally:
        for book in books:
            book.close()


def rows_of_file(path: Path) -> list[Cells | BadRow]:
    """All rows of a table in a text file or a workbook.

    Raises:
        UserError: where it cannot be read.
    """
    if path.suffix.lower() in SUFFIXES:
        try:
            with path.open("rb") as stream, opened(stream, str(path)) as workbook:
                return list(workbook.rows)
        except OSError as error:
            raise UNREADABLE_FILE(path=path, why=reason(error)) from None
    with lines_of(path) as lines:
        return list(rows_of(lines, str(path)))


@contextmanager
def _reading(file: str) -> Iterator[None]:
    """Whatever the library makes of a damaged workbook is one sentence."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        said = str(error).rstrip(".") or type(error).__name__
        raise sentences.WORKBOOK_NOT_READ(file=file, why=said[:120]) from None


def _looked_through(stream: BinaryIO, file: str) -> tuple[int, bool]:
    """The bytes that a workbook unpacks to, and whether there are formulas; it is small enough and declares nothing.

    Raises:
        UserError: where that is not so.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > _MOST_PARTS or size > MOST_UNPACKED:
                raise sentences.WORKBOOK_TOO_LARGE(file=file, most=MOST_UNPACKED)
            formulas = [_has_formulas(archive, part, file) for part in parts]
    except DAMAGE as error:
        said = str(error).rstrip(".").removeprefix("File is ")
        raise sentences.WORKBOOK_NOT_READ(file=file, why=said) from None
    return size, any(formulas)


def _has_formulas(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> bool:
    has_formula, last = False, b""
    is_sheet = "worksheets/" in part.filename
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            looked_at = last + piece.replace(b"\0", b"")
            if _DECLARED.search(looked_at):
                raise sentences.WORKBOOK_DECLARES(file=file)
            has_formula = has_formula or (is_sheet and _FORMULA.search(looked_at) is not None)
            last = looked_at[-64:]
    return has_formula


def _of_sheets(books: Sequence[Any], file: str) -> tuple[Iterator[Cells], tuple[str, ...]]:
    """The first sheet with rows; `books` are the workbook as it shows itself, and as it was typed if that differs."""
    shown = [sheet for sheet in books[0].worksheets if sheet.sheet_state == "visible"]
    filled = [sheet for sheet in shown if next(_rows(sheet, None), None) is not None]
    if not filled:
        return iter(()), ()
    first = filled[0]
    typed = books[1][first.title] if len(books) > 1 else None
    return _even(_rows(first, typed), file), tuple(sheet.title for sheet in filled[1:])


def _rows(sheet: Any, typed: Any) -> Iterator[Cells]:
    """The rows that are not empty, with their numbers."""
    sheet.reset_dimensions()
    if typed is not None:
        typed.reset_dimensions()
    other = repeat(()) if typed is None else chain(typed.iter_rows(), repeat(()))
    for number, (cells, formulas) in enumerate(zip(sheet.iter_rows(), other, strict=False), 1):
        if len(cells) > _MOST_COLUMNS:
            raise sentences.SHEET_TOO_WIDE(sheet=sheet.title, most=_MOST_COLUMNS)
        texts = [_text(cell) for cell in cells]
        for place, formula in enumerate(formulas):
            if formula.data_type == "f" and not texts[place]:
                texts[place] = _NO_SENSE
        if any(texts):
            yield number, texts


def _even(rows: Iterator[Cells], file: str) -> Iterator[Cells]:
    """Rows as long as the first; what is empty behind it is left out."""
    width = 0
    with _reading(file):
        for number, cells in rows:
            texts = list(cells)
            while len(texts) > width and not texts[-1]:
                texts.pop()
            width = width or len(texts)
            yield number, texts + [""] * (width - len(texts))


def _text(cell: Any) -> str:
    """What a cell shows."""
    value = cell.value
    if isinstance(value, str):
        return value.replace("_x000D_", "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float, format: str) -> str:
    """A number to the digits that Excel keeps; a fraction where one is shown."""
    as_fraction = _FRACTION.search(format or "")
    if as_fraction and value == value and abs(value) < 1e9:
        return str(Fraction(value).limit_denominator(10 ** min(len(as_fraction[1]), 3) - 1))
    return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else f"{value:.15g}"
