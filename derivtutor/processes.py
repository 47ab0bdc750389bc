"""What processes have in common that belong to another one: they end when that does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait


def begin() -> None:
    """A worker leaves Ctrl-C to the process that it belongs to, and ends when that is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


_LOOK = 0.2
"""So many seconds pass between two looks at who the parent is."""


def end_with_parent() -> None:
    """End this process when the one that started it is no more: on POSIX it is handed on to another parent then."""
    threading.Thread(target=_end_when_handed_on, args=(os.getppid(),), daemon=True).start()


def _end_when_handed_on(parent: int) -> None:
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(_LOOK)
    os._exit(1)
