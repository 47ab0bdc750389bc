"""Where the state of a run is kept, when it is thrown away, and what must not be written over."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from derivtutor.classroom import sentences
from derivtutor.classroom.changes import keep_earlier
from derivtutor.classroom.store import Store
from derivtutor.errors import UserError

SUFFIX = ".grading.sqlite"
"""What the name of the state's file ends in."""


@contextmanager
def kept(report: Path | None, handed_in: str, resume: bool) -> Iterator[Store]:
    """The state of a run: beside the first report, where it stays; else beside what was handed in, until the end.

    Args:
        report: the first report that is a file.
        handed_in: the first of what was handed in; `-` is standard input.
        resume: whether an earlier run goes on.

    Raises:
        UserError: where an earlier run was cut off and is not to go on.
    """
    path = _place(report, handed_in)
    is_new = not path.exists()
    store = Store(path)
    try:
        _begin(store, resume or is_new)
    except UserError:
        store.close()
        raise
    try:
        yield store
    finally:
        keep = _is_worth_keeping(store, report is not None)
        store.close()
        if not keep:
            path.unlink()


_NOTHING_DONE = "nothing done"
"""Said of a run that ended before it had a mark: the next one need not go on with it."""


def _place(report: Path | None, handed_in: str) -> Path:
    """Where the state lies; without a report, a folder that cannot be written to is no obstacle."""
    beside = (report or Path("derivtutor" if handed_in == "-" else handed_in)).resolve()
    path = beside.parent / f"{beside.name or 'derivtutor'}{SUFFIX}"
    if report is not None or os.access(beside.parent, os.W_OK):
        return path
    digest = hashlib.blake2b(str(path).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return Path(tempfile.gettempdir()) / f"derivtutor-{digest}{SUFFIX}"


def _begin(store: Store, resume: bool) -> None:
    """A run that was finished is kept for comparison; one that was cut off is not thrown away."""
    finished = store.value("finished")
    if finished == "yes":
        keep_earlier(store, begin_anew=not resume)
    elif finished != _NOTHING_DONE and not resume:
        raise sentences.CUT_OFF(path=store.path)
    store.remember("finished", "no")


def _is_worth_keeping(store: Store, has_report: bool) -> bool:
    """Whether the state is of use later: to go on, to add answers to a report, or to be compared with."""
    try:
        if store.marked > 0:
            return has_report or store.value("finished") != "yes"
        if store.value("earlier") is None:
            return False
        store.remember("finished", _NOTHING_DONE)
        return True
    except UserError:
        return True


def check_target(target: Path, sources: Iterable[Path]) -> None:
    """See whether a report can be written to a file.

    Args:
        target: the file.
        sources: what is read: submissions, exercises, gradebook.

    Raises:
        UserError: where it would take the place of what it is made from, or its folder is not there.
    """
    if is_stream(target):
        return
    try:
        resolved, read_from = target.resolve(), [source.resolve() for source in sources]
    except (OSError, RuntimeError):
        raise sentences.REPORT_IS_DEAD_LINK(report=target) from None
    if resolved in read_from:
        raise sentences.REPORT_REPLACES(report=target)
    if any(source.is_dir() and source in resolved.parents for source in read_from):
        raise sentences.REPORT_AMONG_SUBMISSIONS(report=target)
    if not resolved.parent.is_dir():
        missing = resolved.parent if target.is_symlink() else target.parent
        raise sentences.NO_FOLDER(folder=missing)
    if not os.access(resolved.parent, os.W_OK):
        raise sentences.FOLDER_NOT_WRITABLE(folder=resolved.parent)


def is_stream(place: Path) -> bool:
    """Whether a place is a device or a pipe, which is read once and written to, and never replaced."""
    try:
        return place.parent.as_posix() in _STREAMS or (place.exists() and not place.is_file() and not place.is_dir())
    except OSError:
        return False


_STREAMS = ("/dev", "/dev/fd", "/proc/self/fd")
