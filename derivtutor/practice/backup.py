"""Putting other progress in the place of a student's: what was there is kept beside it, even if it is damaged."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from derivtutor.errors import UserError
from derivtutor.practice import schedule
from derivtutor.practice.progress import overview
from derivtutor.practice.store import EXPORT_SCHEMA, TABLES, VERSION, DamagedError, Store

NOTHING: Mapping[str, Any] = {"schema": EXPORT_SCHEMA, "version": VERSION, **{name: [] for name in TABLES}}
"""The export of a student who has not begun."""

_JOURNAL = "-wal"
"""What SQLite calls the file of changes that are not yet in the file itself."""


def replaced(path: Path, exported: Mapping[str, Any]) -> Path | None:
    """Put an export in the place of a student's progress; where the old progress is now, if there was any.

    Raises:
        UserError: where that is no export, and then nothing is changed; or where files cannot be written.
    """
    _check(exported)
    kept = set_aside(path)
    with Store(path) as store:
        store.replace(exported)
    return kept


def set_aside(path: Path) -> Path | None:
    """Keep a file of progress under a new name beside it; that name, if there is a file.

    A sound file is copied and stays where it is: another session may be using it. A damaged one is renamed.

    Raises:
        UserError: where that cannot be done.
    """
    if not path.exists():
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
        path.rename(kept)
        journal = path.with_name(path.name + _JOURNAL)
        if journal.exists():
            journal.rename(kept.with_name(kept.name + _JOURNAL))
    except OSError as error:
        raise UserError(f"The file {path} cannot be renamed: {error.strerror}.", "Rename it yourself.") from None


def _unused(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.backup-{number}{path.suffix}") for number in itertools.count(1))
    return next(name for name in names if not name.exists())


def _check(exported: Mapping[str, Any]) -> None:
    """Try an export out where it can do no harm: everything in it is read."""
    with TemporaryDirectory() as folder, Store(Path(folder) / "tried.sqlite") as store:
        store.replace(exported)
        now = datetime.now(UTC)
        try:
            skills = store.skills()
            for state in skills.values():
                schedule.reviewed(state.card, schedule.GOOD, now)
            overview(skills, store.answers(), store.misconceptions(), now, UTC).as_dict()
            for answered in store.answers():
                store.before(answered.id)
            store.open_session()
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError):
            message = "This export of progress has a value that cannot be."
            raise UserError(message, "Use a file that derivtutor progress export has written.") from None
