"""A grading run within this process, for the tests of what is made from its results."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from derivtutor.classroom.grading import Plan, grade
from derivtutor.classroom.marks import Task
from derivtutor.classroom.results import Results
from derivtutor.classroom.store import Store
from derivtutor.classroom.submissions.sources import rows
from derivtutor.exercises.catalogue import together


class Inline(Executor):
    """Workers that do every task at once, in this process."""

    lost: tuple[type[BaseException], ...] = ()

    def __init__(self, count: int = 1) -> None:
        self.count = count

    def executor(self) -> Executor:
        return self

    def submit(self, work: Callable[..., Any], /, *tasks: Any, **_: Any) -> Future[Any]:
        """Do it without a limit: the watchdog would end the whole process, and all tests with it."""
        done: Future[Any] = Future()
        done.set_result(work(*map(_without_limit, tasks)))
        return done

    def renew(self) -> None:
        """None is ever lost."""

    def close(self) -> None:
        """There is nothing under way."""


def _without_limit(encoded: bytes) -> bytes:
    return msgspec.msgpack.encode(msgspec.structs.replace(msgspec.msgpack.decode(encoded, type=Task), timeout=3600.0))


def results_of(set_yaml: str, csv: str) -> Results:
    """The results of grading a table with a set; whoever asks for them closes their store.

    The files are called exercises.yaml and answers.csv, wherever the tests run.
    """
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("exercises.yaml").write_text(set_yaml, "utf-8")
        Path("answers.csv").write_text(csv, "utf-8")
        exercises = together([Path("exercises.yaml")])
        store = Store(":memory:")
        plan = Plan(exercises, exercises.seed)
        grade(plan, rows(["answers.csv"], exercises, {}), store, Inline(), lambda *_: None)
    return Results(plan, store)
