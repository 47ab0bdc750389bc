"""How many skills are due, for a shell prompt: it loads as little as possible, which is why it is not in the store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

COUNT = "SELECT COUNT(*) FROM skill WHERE due <= ? AND asked > 0"
"""A skill of which only an example was read is not due."""


def due_count(path: Path, now: datetime) -> int:
    """How many skills are due; 0 where there is no file that can be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0.05)) as connection:
            return int(connection.execute(COUNT, (utc_text(now),)).fetchone()[0])
    except sqlite3.Error:
        return 0


def utc_text(moment: datetime) -> str:
    """A moment as it is stored: in UTC, so that texts are in the order of time."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
