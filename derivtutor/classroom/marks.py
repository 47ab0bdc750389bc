"""What a worker does: marks answers to one exercise, and is ended by a watchdog where one of them takes too long."""

from __future__ import annotations

import faulthandler
import math
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Self

import msgspec

from derivtutor.classroom import sentences
from derivtutor.errors import UserError
from derivtutor.exercises.mark import Mark, Word
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.exercises.variants import variant
from derivtutor.grading.loading import noticed

_MOST_PREPARED = 300
"""So many prepared problems a worker keeps."""

_prepared: OrderedDict[bytes, Marker] = OrderedDict()
_one_at_a_time = threading.Lock()
"""The precision of ball arithmetic belongs to the process, and so does the watchdog."""


class Task(msgspec.Struct, frozen=True):
    """Answers to one problem, and the seconds that each may take."""

    exercise: Exercise
    scheme: Scheme
    numbers: dict[str, str]
    answers: tuple[str, ...]
    timeout: float


def mark_answers(encoded: bytes) -> bytes:
    """Mark the answers of a task, one task of this process at a time."""
    return _each(encoded, Marker.mark)


def compare_answers(encoded: bytes) -> bytes:
    """Say of the answers of a task whether they are right, and no more."""
    return _each(encoded, _compared)


def _compared(marker: Marker, answer: str) -> Mark:
    return _RIGHT if marker.question.same(answer, marker.question.key.text) else _WRONG


_RIGHT = Mark(verdict="correct", credit=1.0, reason="right")
_WRONG = Mark(verdict="incorrect", credit=0.0, reason="wrong")


def _each(encoded: bytes, judge: Callable[[Marker, str], Mark]) -> bytes:
    task = msgspec.msgpack.decode(encoded, type=Task)
    with _one_at_a_time, _Watchdog(task.timeout) as watchdog, noticed(watchdog.begin_anew):
        watchdog.begin()
        try:
            marker = _marker(task)
        except UserError as error:
            says = sentences.EXERCISE_NOT_PREPARED.format(why=error)
            return msgspec.msgpack.encode([not_judged("crashed", says)] * len(task.answers))
        marks = []
        for answer in task.answers:
            watchdog.begin()
            marks.append(_mark(marker, answer, judge))
    return msgspec.msgpack.encode(marks)


class _Watchdog:
    """Ends this process when an answer takes too long, even inside a library where Python gets no turn: faulthandler
    needs none. Whoever gave the task finds out which answer it was. Setting it costs a third of judging an answer, so
    it is set again only when a quarter of the time has gone: a hanging answer has three quarters of it at least. The
    first answer that needs a library does not pay for loading it: its time begins anew with every module.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._since = -math.inf
        self._nowhere = open(os.devnull, "w")  # noqa: SIM115, PTH123 (closed in __exit__)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        faulthandler.cancel_dump_traceback_later()
        self._nowhere.close()

    def begin(self) -> None:
        """Begin with the next answer."""
        if time.monotonic() - self._since > self.seconds / 4:
            self.begin_anew()

    def begin_anew(self) -> None:
        """Begin with an answer, or with what is left of it, whatever time has gone."""
        self._since = time.monotonic()
        faulthandler.dump_traceback_later(self.seconds, exit=True, file=self._nowhere)


def decoded(marks: bytes) -> list[Mark]:
    """What `mark_answers` returned."""
    return msgspec.msgpack.decode(marks, type=list[Mark])


def _mark(marker: Marker, answer: str, judge: Callable[[Marker, str], Mark]) -> Mark:
    try:
        return judge(marker, answer)
    except Exception as error:
        return not_judged("crashed", sentences.ANSWER_FAILED.format(error=type(error).__name__))


def not_judged(word: Word, says: str) -> Mark:
    """The mark of an answer of which nothing is known."""
    return Mark(verdict=word, credit=0.0, reason="not judged", says=says)


def _marker(task: Task) -> Marker:
    key = msgspec.msgpack.encode((task.exercise, task.scheme, task.numbers))
    marker = _prepared.get(key)
    if marker is None:
        marker = _prepared[key] = Marker.of(variant(task.exercise, task.numbers), task.scheme)
        if len(_prepared) > _MOST_PREPARED:
            _prepared.popitem(last=False)
    else:
        _prepared.move_to_end(key)
    return marker
