"""Where requests are answered: in processes that are ended when one takes too long, and start again."""

from __future__ import annotations

import asyncio
import faulthandler
import gc
import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Protocol, Self, TypeAlias

from pebble import ProcessPool

from derivtutor import processes
from derivtutor.services import sentences
from derivtutor.services.answering import Answer, answer, complaint
from derivtutor.services.requests import request_of

_log = logging.getLogger(__name__)

MOST_WAITING = 128
"""So many requests may be under way or waiting; more are not taken on."""

_MEMORY = 2 << 30
"""So many bytes a worker may have, where the system keeps to that."""

_GRACE = 5.0
"""So many seconds after its time a worker ends itself: then nobody is left who would end it."""

Work: TypeAlias = Callable[[str, Mapping[str, Any]], Answer]
"""What a worker does with a request."""


class Answering(Protocol):
    """Somewhere to have requests answered."""

    async def answer(self, name: str, given: Mapping[str, Any]) -> Answer:
        """The answer to a request, whatever becomes of it."""


class Workers:
    """Processes that answer requests.

    A request that takes longer than so many `seconds` costs itself and nothing else: its process is ended, and another
    one started. Waiting does not count. Whoever is cancelled while waiting for an answer ends the work on it.
    """

    def __init__(self, count: int, seconds: float, work: Work = answer) -> None:
        self.count, self.seconds, self.work = count, seconds, work
        self.under_way = 0
        self._pool = self._begun()

    def _begun(self) -> ProcessPool:
        context = multiprocessing.get_context("spawn")
        pool = ProcessPool(self.count, initializer=begin, context=context)
        pool.schedule(_nothing)  # processes are started with the first task
        return pool

    async def answer(self, name: str, given: Mapping[str, Any]) -> Answer:
        """The answer to a request, whatever becomes of it."""
        if self.under_way >= MOST_WAITING:
            return complaint(sentences.BUSY(), "busy")
        seconds = self.seconds
        self.under_way += 1
        try:
            if not self._pool.active:  # all its processes were lost at once
                self._pool = self._begun()
            task = self._pool.schedule(_watched, (self.work, name, given, seconds), timeout=seconds)
            return await asyncio.wrap_future(task)
        except TimeoutError:
            return complaint(sentences.LATE(seconds=seconds), "late")
        except Exception as error:  # the process was lost, or there is a mistake of ours
            _log.error("%s could not be answered", name, exc_info=error)
            return complaint(sentences.CRASHED(), "crashed")
        finally:
            self.under_way -= 1

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        self._pool.stop()
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def begin() -> None:
    """Make a process ready: what most answers need is loaded before the first one, and its memory is limited."""
    processes.begin()
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    for name, given in _FIRST.items():
        request_of(name).document_for(given)
    gc.collect()
    gc.freeze()  # all that is loaded stays


_FIRST = {
    "steps": {"problem": "x^2 sin(x)/(x + 1)", "at": "x=1"},
    "judge": {"problem": "x^2", "answer": "2x + 1"},
    "plot": {"problem": "1/x"},
}
"""Answered once by each process, because libraries are loaded when they are first used."""


def _nothing() -> None:
    """The first task of all."""


def _watched(work: Work, name: str, given: Mapping[str, Any], seconds: float) -> Answer:
    """Work on a request; should nobody be there to end it, it ends itself."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 (faulthandler needs a file that is open)
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=nowhere)
        try:
            return work(name, given)
        finally:
            faulthandler.cancel_dump_traceback_later()
