"""Putting other progress in the place of a student's: what was there is kept beside it, even if it is damaged."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from derivtutor.errors import UserError, reason
from derivtutor.practice import sentences
from derivtutor.practice.export import check
from derivtutor.practice.file import EXPORT_SCHEMA, TABLES, VERSION, DamagedError, upgraded
from derivtutor.practice.place import is_begun
from derivtutor.practice.store import Store

NOTHING: Mapping[str, Any] = {"schema": EXPORT_SCHEMA, "version": VERSION, **{name: [] for name in TABLES}}
"""The export of a student who has not begun."""

_JOURNAL = "-wal"
"""What SQLite calls the file of changes that are not yet in the file itself."""


def replaced(path: Path, exported: Mapping[str, Any]) -> Path | None:
    """Put an export in the place of a student's progress; where the old progress is now, if there was any.

    Raises:
        UserError: where that is no export, and then nothing is changed; or where files cannot be written.
    """
    newest = upgraded(exported)
    check(newest)
    kept = set_aside(path)
    try:
        _put(path, newest)
    except UserError:
        if kept is not None:
            _rename(kept, path)
        raise
    return kept


def _put(path: Path, exported: Mapping[str, Any]) -> None:
    try:
        with Store(path) as store:
            store.replace(exported)
    except DamagedError:  # tables are missing: it was copied before
        path.unlink(missing_ok=True)
        with Store(path) as store:
            store.replace(exported)


def set_aside(path: Path) -> Path | None:
    """Keep a file of progress under a new name beside it; that name, if there is a file.

    A sound file is copied and stays where it is: another session may be using it. A damaged one is renamed.

    Raises:
        UserError: where that cannot be done.
    """
    if not is_begun(path):
        return None
    kept = _unused(path)
    try:
        with Store(path) as store:
            store.copy(kept)
    except DamagedError:
        _rename(path, kept)
    return kept


def _rename(path: Path, kept: Path) -> None:
    """Rename a file with its journal, which would be taken for that of the next file of this name."""
    try:
        path.replace(kept)
        journal = path.with_name(path.name + _JOURNAL)
        if journal.exists():
            journal.replace(kept.with_name(kept.name + _JOURNAL))
    except OSError as error:
        raise sentences.NOT_RENAMED(path=path, error=reason(error)) from None


def _unused(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.backup-{number}{path.suffix}") for number in itertools.count(1))
    return next(name for name in names if not name.exists())
