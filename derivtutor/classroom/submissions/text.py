"""Text files of any size, line by line, in the encodings that spreadsheets write."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from derivtutor.classroom import sentences
from derivtutor.errors import UNREADABLE_FILE, reason
from derivtutor.exercises.incoming import encoding_of


@contextmanager
def lines_of(path: Path) -> Iterator[TextIO]:
    """A file as text: UTF-8 with or without a byte-order mark, UTF-16 with one.

    What is not UTF-8 is kept, and read as Western European by `mended`.

    Raises:
        UserError: where it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            yield text_stream(stream)
    except OSError as error:
        raise UNREADABLE_FILE(path=path, why=reason(error)) from None
    except UnicodeDecodeError:
        raise sentences.TEXT_DAMAGED(path=path) from None


def text_stream(stream: BinaryIO) -> TextIO:
    """Bytes as text, by the byte-order mark; lines keep their ends, be they of Windows, Unix or an old Mac."""
    buffered = io.BufferedReader(_Raw(stream))
    encoding = encoding_of(buffered.peek(400)[:400])
    if encoding.startswith("utf-8"):
        return io.TextIOWrapper(buffered, "utf-8-sig", errors="surrogateescape", newline="")
    return io.TextIOWrapper(buffered, encoding, newline="")


class _Raw(io.RawIOBase):
    """Any stream of bytes, as what a buffer can be put around."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)


def mended(text: str) -> str:
    """A text whose bytes were not UTF-8, read as Windows' Western European."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return text
