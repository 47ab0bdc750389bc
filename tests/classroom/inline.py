"""A grading run within this process, for the tests of what is made from its results."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from derivtutor.classroom.grading import Plan, grade
from derivtutor.classroom.results import Results
from derivtutor.classroom.store import Store
from derivtutor.classroom.submissions.sources import rows
from derivtutor.exercises.catalogue import together


class Inline(Executor):
    """Workers that do every task at once, in this process."""

    count = 1
    lost: tuple[type[BaseException], ...] = ()

    def executor(self) -> Executor:
        return self

    def submit(self, task: Callable[..., Any], /, *values: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(task(*values, **named))
        return done

    def renew(self) -> None:
        """None is ever lost."""

    def close(self) -> None:
        """There is nothing under way."""


def results_of(set_yaml: str, csv: str) -> Results:
    """The results of grading a table with a set; whoever asks for them closes their store.

    The files are called exercises.yaml and answers.csv, wherever the tests run.
    """
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("exercises.yaml").write_text(set_yaml, "utf-8")
        Path("answers.csv").write_text(csv, "utf-8")
        exercises = together([Path("exercises.yaml")])
        store = Store(":memory:")
        # The watchdog ends the whole process, so its time is one that no answer takes.
        plan = Plan(exercises, exercises.seed, timeout=600.0)
        grade(plan, rows(["answers.csv"], exercises, {}), store, Inline(), lambda *_: None)
    return Results(plan, store)
