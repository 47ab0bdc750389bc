"""What lies in folders and archives, file by file: nothing is left out without being named."""

from __future__ import annotations

import io
import lzma
import os
import re
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, BinaryIO, TypeAlias

from derivtutor.classroom import sentences
from derivtutor.classroom.submissions.row import BadRow, Fate, Remark
from derivtutor.errors import UNREADABLE_FILE, UserError, reason

MOST_MEMBERS = 20_000
MOST_UNPACKED = 300_000_000
MOST_SECONDS = 60.0
_DEEPEST = 3
_MOST_DIRECTORY = 10_000_000
"""Bytes of an archive's list of files, which is read as a whole before anything is known of it."""

DAMAGE = (
    OSError, RuntimeError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError,
)  # fmt: skip
"""What reading a damaged or locked archive may raise."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in: its name, within an archive with that of the archive before it, and how to read it."""

    path: PurePath
    size: int
    open: Callable[[], BinaryIO]

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


Member: TypeAlias = Handed | BadRow | Remark | Fate

_OF_SYSTEM = re.compile(
    r"\.|~\$|(?:eh)?thumbs\.db$|desktop\.ini$|__macosx$|icon\r?$|\$recycle\.bin$|.*~$|.*\.grading\.sqlite(?:-wal|-shm)?$",
    re.IGNORECASE,
)
"""Files and folders that systems and open programs leave behind, and hidden ones."""

_SHOWN = 5


def on_disk(path: Path) -> Handed:
    """A file as it lies there.

    Raises:
        UserError: where it cannot be looked at.
    """
    try:
        size = path.stat().st_size
    except (OSError, RuntimeError, ValueError) as error:
        raise UNREADABLE_FILE(path=path, why=reason(error)) from None
    return Handed(path, size, lambda: path.open("rb"))


def in_folder(folder: Path) -> Iterator[Member]:
    """Everything below a folder, by name. Links to folders are not followed."""
    passed: list[str] = []
    files: list[Path] = []
    unseen: list[Member] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: unseen.append(_closed(error))):
        here = Path(place)
        for name in [*folders]:
            if _OF_SYSTEM.match(name):
                folders.remove(name)
                passed += [str(path.relative_to(folder)) for path in (here / name).rglob("*") if not path.is_dir()]
            elif (here / name).is_symlink():
                unseen.append(BadRow(str(here / name), 1, sentences.LINK_TO_FOLDER))
        for name in names:
            (
                passed.append(str((here / name).relative_to(folder)))
                if _OF_SYSTEM.match(name)
                else files.append(here / name)
            )
        if here != folder and not folders and not names:
            unseen.append(Remark(str(here), 1, sentences.EMPTY_FOLDER))
    yield from unseen
    for path in sorted(files):
        yield _in_folder(path, folder)
    yield from _passed_over(str(folder), passed)


def _closed(error: OSError) -> BadRow:
    return BadRow(str(error.filename), 1, sentences.FOLDER_NOT_READ.format(why=reason(error)))


def _in_folder(path: Path, folder: Path) -> Member:
    try:
        status = path.stat()
        leads_out = path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return BadRow(str(path), 1, sentences.DEAD_LINK if path.is_symlink() else sentences.FILE_CLOSED)
    if leads_out:  # whoever unpacked it may read what the student may not
        return BadRow(str(path), 1, sentences.LINK_LEADS_OUT)
    if not stat.S_ISREG(status.st_mode):
        return BadRow(str(path), 1, sentences.NO_CONTENT)
    return Handed(path, status.st_size, lambda: path.open("rb"))


def _passed_over(where: str, names: Sequence[str]) -> Iterator[Member]:
    """One line for all files that nobody handed in on purpose."""
    if names:
        shown = ", ".join(sorted(names)[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        says = sentences.SYSTEM_FILE if len(names) == 1 else sentences.SYSTEM_FILES
        yield Remark(where, 1, says.format(count=len(names), names=shown))
        yield Fate("passed over", len(names))


class TooMuchError(UserError):
    """An archive that is larger, or takes longer, than any class's answers."""


@dataclass(slots=True)
class Budget:
    """What an archive, with all archives in it, may still unpack to and take."""

    bytes: int = MOST_UNPACKED
    seconds: float = MOST_SECONDS
    members: int = MOST_MEMBERS

    def pay(self, size: int, seconds: float) -> None:
        """Take from it.

        Raises:
            TooMuchError: where it is used up.
        """
        self.bytes -= size
        self.seconds -= seconds
        if self.bytes < 0:
            raise TooMuchError(sentences.UNPACKS_TO_MORE.format(most=MOST_UNPACKED))
        if self.seconds < 0:
            raise TooMuchError(sentences.UNPACKS_FOR_LONGER.format(most=MOST_SECONDS))


class _Charged(io.RawIOBase):
    """A stream whose bytes and time are paid for as they are read."""

    def __init__(self, stream: Any, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        began = time.monotonic()
        content = self._stream.read(min(len(buffer), 1 << 16))
        self._budget.pay(len(content), time.monotonic() - began)
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()


@dataclass(frozen=True, slots=True)
class Archive:
    """A .zip. Nothing of it is unpacked to disk, so no name in it can lead anywhere."""

    path: PurePath
    budget: Budget
    depth: int = 1

    def members(self, stream: BinaryIO) -> Iterator[Member]:
        """The files in it, by name.

        Raises:
            UserError: where it cannot be read as an archive.
        """
        archive = self._opened(stream)
        passed: list[str] = []
        members = sorted((each for each in archive.infolist() if not each.is_dir()), key=lambda each: each.filename)
        if not members:
            yield BadRow(str(self.path), 1, sentences.EMPTY_ARCHIVE)
        for member in members:
            self.budget.members -= 1
            if self.budget.members < 0:
                raise TooMuchError(sentences.TOO_MANY_FILES.format(most=MOST_MEMBERS))
            if any(_OF_SYSTEM.match(part) for part in PurePath(member.filename).parts if part not in (".", "..")):
                passed.append(member.filename)
            else:
                yield self._member(archive, member)
        yield from _passed_over(str(self.path), passed)

    def _opened(self, stream: BinaryIO) -> zipfile.ZipFile:
        if self.depth > _DEEPEST:
            raise sentences.ARCHIVE_TOO_DEEP()
        if _directory_size(stream) > _MOST_DIRECTORY:
            raise TooMuchError(sentences.TOO_MANY_FILES.format(most=MOST_MEMBERS))
        try:
            return zipfile.ZipFile(stream)
        except DAMAGE as error:
            said = str(error).rstrip(".").removeprefix("File is ")
            raise sentences.ARCHIVE_NOT_READ(path=self.path, why=said) from None

    def _member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Handed:
        def opened() -> BinaryIO:
            return io.BufferedReader(_Charged(archive.open(member), self.budget))

        return Handed(self.path / member.filename.lstrip("/\\"), member.file_size, opened)


def _directory_size(stream: BinaryIO) -> int:
    """The bytes of an archive's list of files, as its end says; 0 where it does not."""
    stream.seek(0, io.SEEK_END)
    stream.seek(max(0, stream.tell() - 66_000))
    end = stream.read()
    place = end.rfind(b"PK\x05\x06")
    stream.seek(0)
    return int.from_bytes(end[place + 12 : place + 16], "little") if place >= 0 else 0


def damage(error: BaseException) -> str:
    """What is said of a file of an archive that could not be read."""
    if "password" in str(error) or "encrypted" in str(error):
        return sentences.MEMBER_LOCKED
    return sentences.MEMBER_NOT_READ.format(why=str(error).rstrip(".") or type(error).__name__)
