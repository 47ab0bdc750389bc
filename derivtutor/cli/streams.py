"""The three standard streams, when they are closed, full, or a pipe that nobody reads any more."""

from __future__ import annotations

import errno
import io
import os
import sys
import unicodedata
from contextlib import suppress

from derivtutor.cli import sentences


def prepare() -> None:
    """See that there are three streams: a file that is opened later must not become standard output, and what is
    written to a closed one must be told."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BytesIO(), "utf-8")
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Closed()), "utf-8")
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.BytesIO(), "utf-8")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def has_letters(name: str) -> bool:
    """Whether standard output can write a language that calls itself so; letters with accents have others in ASCII."""
    try:
        in_ascii = unicodedata.normalize("NFKD", name).encode("ascii", "ignore")
        return bool(in_ascii or name.encode(sys.stdout.encoding or "ascii"))
    except (LookupError, UnicodeEncodeError):
        return False


class _Closed(io.RawIOBase):
    """A stream that was closed before the program began."""

    def writable(self) -> bool:
        return True

    def write(self, _: object) -> int:
        raise OSError(errno.EBADF, sentences.CLOSED)


def give_up_output() -> None:
    """Let what is still to be printed go nowhere, so that Python does not complain of it at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
    sys.stdout = io.TextIOWrapper(io.BytesIO(), "utf-8")


def say(text: str) -> None:
    """Say something on standard error, if that is possible."""
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
