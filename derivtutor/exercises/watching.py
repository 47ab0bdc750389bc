"""Files that are being edited: which of them were saved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

Look: TypeAlias = dict[Path, bytes]
"""The files that are there, each with what tells its contents from others."""


def saves(find: Callable[[], Iterable[Path]], pause: Callable[[], object]) -> Iterator[tuple[list[Path], list[Path]]]:
    """The files that were saved, and those that are gone, whenever there are some; the first time, all files.

    Contents are compared, since no file system's clock tells two saves of the same moment apart. What is found counts
    when it is found twice: an editor that saves by renaming leaves a moment without the file, and one that writes it
    in pieces leaves moments with half of it. A save while the files of the last one are looked at comes next.

    Args:
        find: the files to look at, as they are at that time.
        pause: passes the time between two looks.
    """
    told: Look = {}
    before = now = _look(find)
    while True:
        settled = {path for path in told | now if before.get(path) == now.get(path)}
        saved = [path for path in now if path in settled and told.get(path) != now[path]]
        gone = [path for path in told if path in settled and path not in now]
        told = {path: mark for path, mark in told.items() if path not in gone} | {path: now[path] for path in saved}
        if saved or gone:
            yield saved, gone
        pause()
        before, now = now, _look(find)


def _look(find: Callable[[], Iterable[Path]]) -> Look:
    seen = {}
    for path in find():
        try:
            with path.open("rb") as file:
                seen[path] = hashlib.file_digest(file, "sha256").digest()
        except OSError:
            continue  # it is about to come back, or gone
    return seen
