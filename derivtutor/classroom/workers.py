"""Where answers are marked: processes on this machine, or a Dask cluster; one mechanism for both."""

from __future__ import annotations

import multiprocessing
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from itertools import islice
from types import TracebackType
from typing import Protocol, Self, TypeAlias

import msgspec

from derivtutor import processes
from derivtutor.classroom import sentences
from derivtutor.classroom.marks import Task, decoded, mark_answers, not_judged
from derivtutor.exercises.mark import Mark


class Workers(Protocol):
    """Somewhere to run tasks."""

    count: int
    lost: tuple[type[BaseException], ...]
    """What a future raises when its worker was lost."""

    def executor(self) -> Executor:
        """What runs tasks."""

    def renew(self) -> None:
        """Begin anew after a worker was lost."""

    def close(self) -> None:
        """Give up what is running."""


_MOST_ON_WINDOWS = 61
"""Windows waits for no more than this many processes at once."""


class LocalWorkers:
    """A pool of processes on this machine."""

    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None

    def executor(self) -> Executor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            count = min(self.count, _MOST_ON_WINDOWS) if sys.platform == "win32" else self.count
            self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=processes.begin)
        return self._pool

    def renew(self) -> None:
        self.close()  # a pool that lost a worker takes no more tasks

    def close(self) -> None:
        if self._pool is not None:
            # its thread must have ended before Python does: they would get in each other's way
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class DaskWorkers:
    """The workers of a Dask cluster, or of one that is started on this machine (`local`)."""

    def __init__(self, address: str, count: int) -> None:
        if address != "local" and not re.fullmatch(r"(tcp|tls|ucx|ws|wss)://[^\s/]+:\d+", address):
            raise sentences.NO_SCHEDULER(address=address)
        try:
            from distributed import Client, LocalCluster
            from distributed.scheduler import KilledWorker
        except ImportError:
            raise sentences.NO_DASK() from None
        self.lost: tuple[type[BaseException], ...] = (KilledWorker,)
        self._cluster = None
        try:
            if address == "local":
                self._cluster = LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None)
            self._client = Client(self._cluster or address, timeout="10s", set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise sentences.SCHEDULER_SILENT(address=address, why=error) from None
        self.count = max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        self._executor = self._client.get_executor(pure=False)

    def executor(self) -> Executor:
        executor: Executor = self._executor
        return executor

    def renew(self) -> None:
        """Nothing: the cluster starts its workers again."""

    def close(self) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


_AHEAD = 3
"""So many tasks wait for each worker, so that none runs dry."""

_TRIES = 2
"""So often an answer is tried alone: its worker may have been lost for another reason."""

Work: TypeAlias = Callable[[bytes], bytes]
"""What a worker does with an encoded task."""

Numbered: TypeAlias = tuple[tuple[int, ...], Task]
"""A task with the numbers of its answers."""


def run(tasks: Iterable[Numbered], workers: Workers, work: Work = mark_answers) -> Iterator[list[tuple[int, Mark]]]:
    """Mark the answers of tasks, in the order in which they are ready.

    A worker that is lost takes nothing with it but the answer that it was lost with: what was under way is done again,
    answer by answer, one at a time, so that the one is found.

    Args:
        tasks: what to mark.
        workers: where to run them.
        work: what to do with each of them.
    """
    waiting: dict[Future[bytes], Numbered] = {}
    coming = iter(tasks)
    while True:
        suspects: list[Numbered] = []
        for numbered in islice(coming, max(0, workers.count * _AHEAD - len(waiting))):
            try:
                waiting[_submitted(numbered[1], workers, work)] = numbered
            except workers.lost:
                suspects.append(numbered)
        if not waiting and not suspects:
            return
        ready = list(waiting if suspects else wait(waiting, return_when=FIRST_COMPLETED).done)
        while ready:
            future = ready.pop()
            numbers, task = waiting.pop(future)
            try:
                yield list(zip(numbers, decoded(future.result()), strict=True))
            except workers.lost:
                suspects.append((numbers, task))
                ready = list(waiting)  # a pool that lost a worker fails everything that was under way
        if suspects:
            workers.renew()
            yield from _one_by_one(suspects, workers, work)


def _submitted(task: Task, workers: Workers, work: Work) -> Future[bytes]:
    return workers.executor().submit(work, msgspec.msgpack.encode(task))


def _one_by_one(tasks: Iterable[Numbered], workers: Workers, work: Work) -> Iterator[list[tuple[int, Mark]]]:
    for numbers, task in tasks:
        alone = [msgspec.structs.replace(task, answers=(answer,)) for answer in task.answers]
        yield [(number, _alone(one, workers, work)) for number, one in zip(numbers, alone, strict=True)]


def _alone(task: Task, workers: Workers, work: Work) -> Mark:
    """The mark of a single answer, or that it could not be had."""
    for _ in range(_TRIES):
        try:
            return decoded(_submitted(task, workers, work).result())[0]
        except workers.lost:
            workers.renew()
    return not_judged("timeout", sentences.ANSWER_TOOK_TOO_LONG.format(seconds=task.timeout))
