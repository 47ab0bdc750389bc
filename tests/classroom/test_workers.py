"""Real worker processes: what hangs or crashes costs one answer, wherever the others are."""

from __future__ import annotations

import faulthandler
import importlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from derivtutor.classroom import marks
from derivtutor.classroom.marks import Task
from derivtutor.classroom.workers import DaskWorkers, LocalWorkers, Numbered, Workers, run
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise, Scheme
from tests.classroom import hostile_work

MOST = 300
"""So many seconds a test waits for what would never come if something were broken; else it comes long before."""

EXERCISE = Exercise(id="chain", differentiate="sin(x^2)")


def tasks(*chunks: tuple[str, ...]) -> Iterator[Numbered]:
    number = 0
    for chunk in chunks:
        yield tuple(range(number, number + len(chunk))), Task(EXERCISE, Scheme(), {}, chunk, 20.0)
        number += len(chunk)


def verdicts(workers: Workers, work: Callable[[bytes], bytes], *chunks: tuple[str, ...]) -> dict[int, str]:
    found = {number: mark.verdict for marked in run(tasks(*chunks), workers, work) for number, mark in marked}
    return dict(sorted(found.items()))


def test_a_crash_costs_one_answer() -> None:
    chunks = (("2x cos(x^2)", "cos(x^2)"), ("x", "exit", "2xcos(x^2)"), ("kill",), ("cos(x^2)*2x",))
    with LocalWorkers(2) as workers:
        found = verdicts(workers, hostile_work.work, *chunks)
    assert list(found.values()) == [
        "correct", "incorrect", "incorrect", "timeout", "correct", "timeout", "correct",
    ]  # fmt: skip


def test_an_answer_that_keeps_the_interpreter_is_ended() -> None:
    """Python's own timers cannot stop this: no other thread gets a turn."""
    code = (
        "from tests.classroom.hostile_work import hanging\n"
        "from derivtutor.classroom.marks import _Watchdog\n"
        "print('begun', flush=True)\n"
        "with _Watchdog(0.05) as watchdog:\n    watchdog.begin()\n    hanging('a' * 60 + 'b')\n"
        "print('over')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=MOST)
    assert ended.returncode != 0
    assert ended.stdout == "begun\n"


def test_loading_is_not_counted_as_judging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit begins anew with every module that judging needs for the first time: SymPy alone has hundreds."""
    monkeypatch.syspath_prepend(tmp_path)
    for name, content in {"needed_first": "import needed_within", "needed_within": "", "needed_later": ""}.items():
        (tmp_path / f"{name}.py").write_text(content)
    told: list[str] = []
    monkeypatch.setattr(faulthandler, "dump_traceback_later", lambda seconds, **_: told.append(f"{seconds:g} s"))

    def judge(marker: Marker, answer: str) -> Mark:
        for name in ("needed_first", "needed_later", "needed_first"):
            told.append(name)
            importlib.import_module(name)
        return marker.mark(answer)

    Marker.of(EXERCISE).mark("x")  # loads what it needs itself
    ((_, task),) = tasks(("x",))
    marks._each(msgspec.msgpack.encode(task), judge)
    assert told == ["20 s", "needed_first", "20 s", "20 s", "needed_later", "20 s", "needed_first"]


@pytest.mark.skipif(os.name == "nt", reason="a worker does not have the streams of its run there")
def test_workers_end_with_a_killed_run() -> None:
    code = (
        "import os, sys\n"
        "from derivtutor.classroom.workers import LocalWorkers\n"
        "if __name__ == '__main__':\n"
        "    pool = LocalWorkers(1).executor()\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    sys.stdin.read()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, "-c", code], text=True, **pipes) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) != process.pid
        process.kill()
        process.communicate(timeout=MOST)  # its output ends when nobody has it any more, the worker neither


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="workers are killed by a signal")
def test_a_dask_cluster_whose_worker_is_killed() -> None:
    cluster = DaskWorkers("local", 2)
    try:
        chunks = [("2x cos(x^2)", f"cos(x^2) + {number}") for number in range(40)]
        found: dict[int, str] = {}
        killed = False
        for marked in run(tasks(*chunks), cluster):
            found.update((number, mark.verdict) for number, mark in marked)
            if not killed:
                killed = True
                pid = cluster.executor().submit(os.getpid).result()
                os.kill(pid, signal.SIGKILL)
        assert [found[number] for number in sorted(found)] == ["correct", "incorrect"] * 40
    finally:
        cluster.close()


def test_what_cannot_be_prepared_is_said_of_each_answer() -> None:
    task = Task(Exercise(id="bad", differentiate="x +"), Scheme(), {}, ("1", "2"), 5.0)
    here = _Here()
    with here.pool:
        found = [mark for marked in run([((1, 2), task)], here) for _, mark in marked]
    assert [mark.verdict for mark in found] == ["crashed", "crashed"]
    assert not found[0].is_judged
    assert marks.not_judged("timeout", "").credit == 0


class _Here:
    """Workers that are this process."""

    count = 1
    lost: tuple[type[BaseException], ...] = ()

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(1)

    def executor(self) -> Executor:
        return self.pool

    def renew(self) -> None:
        raise AssertionError

    def close(self) -> None:
        pass


def test_an_answer_that_makes_the_judge_fail_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = Marker.mark

    def fragile(marker: Marker, answer: str) -> Mark:
        return judged(marker, answer) if answer != "x" else 1 / 0  # type: ignore[return-value]

    monkeypatch.setattr(Marker, "mark", fragile)
    task = Task(EXERCISE, Scheme(), {}, ("2x cos(x^2)", "x", "cos(x^2)"), 20.0)
    first, failed, last = marks.decoded(marks.mark_answers(msgspec.msgpack.encode(task)))
    assert (first.verdict, failed.verdict, last.verdict) == ("correct", "crashed", "incorrect")
    assert (failed.is_judged, failed.credit) == (False, 0.0)
    assert failed.says == "This answer made derivtutor fail (ZeroDivisionError). Please report it."
