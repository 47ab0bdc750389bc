"""Whether a session is going on: then it was not cut off, and no other window takes it over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def running(path: Path) -> Iterator[bool]:
    """Say that a session with the progress in a file is going on; whether it is the only one.

    SQLite locks a small file beside it. Every system drops such locks when a process ends, however it ends.
    """
    with closing(sqlite3.connect(path.with_name(path.name + ".running"), isolation_level=None, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
        else:
            yield True
