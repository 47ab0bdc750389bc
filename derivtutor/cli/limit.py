"""A limit on the time of judging: what takes longer is interrupted."""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from derivtutor.cli import sentences
from derivtutor.errors import Refusal
from derivtutor.grading.loading import noticed

_AGAIN = 0.5
"""After so many seconds what goes on in spite of an interrupt is interrupted again."""


@contextmanager
def at_most(seconds: float, late: Refusal = sentences.NOT_IN_TIME) -> Iterator[None]:
    """Give up after so many seconds, those of loading modules not counted; `late` is what is said then.

    Raises:
        UserError: where the time was not enough, or is none.
    """
    if not seconds > 0:
        raise sentences.NO_TIME_LIMIT(limit=seconds, usual=2)
    limit = _Limit(seconds)
    try:
        try:
            threading.Thread(target=limit.watch, daemon=True).start()
            with interruptible(), noticed(limit.begin_anew):
                yield
        finally:
            limit.lift()
    except KeyboardInterrupt:
        limit.lift()  # even that may have been interrupted
        if not limit.is_late:
            raise
    if limit.is_late:
        raise late(seconds=seconds)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let interrupts through: a shell starts what runs in the background with interrupts ignored, ours too."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        if before is signal.SIG_IGN:
            signal.signal(signal.SIGINT, before)


class _Limit:
    """Interrupts the main thread when the time is up, but not once it is lifted."""

    def __init__(self, seconds: float) -> None:
        self.is_late = False
        self._seconds = seconds
        self._end = monotonic() + seconds
        self._lifted = threading.Event()
        self._interrupting = threading.Lock()

    def begin_anew(self) -> None:
        self._end = monotonic() + self._seconds

    def lift(self) -> None:
        with self._interrupting:
            self._lifted.set()

    def watch(self) -> None:
        """An interrupt is lost where a library swallows all exceptions, as some do while they are imported."""
        while not self._lifted.wait(min(max(0.0, self._end - monotonic()), threading.TIMEOUT_MAX)):
            with self._interrupting:
                if monotonic() >= self._end and not self._lifted.is_set():
                    self.is_late = True
                    _thread.interrupt_main()
                    self._end = monotonic() + _AGAIN
