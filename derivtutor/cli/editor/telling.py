"""What there is to say of a file while it is typed, worked out in a process that ends where that takes too long."""

from __future__ import annotations

import faulthandler
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from derivtutor.cli import sentences
from derivtutor.errors import UserError
from derivtutor.exercises.catalogue import entry
from derivtutor.exercises.checking import checked
from derivtutor.exercises.document import read_document
from derivtutor.exercises.loading import Complaint, load_text
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.exercises.variants import chosen
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.render.prose import to_unicode

SECONDS = 20.0
_SET = re.compile(r"""(^|[{,])\s*["']?exercises["']?\s*:|^\s*\[\[\s*exercises\b""", re.MULTILINE)


@contextmanager
def _in_time() -> Iterator[None]:
    """End this process where something takes too long, even within a library."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def complaints(path: Path, text: str) -> tuple[Complaint, ...]:
    """Every mistake in a file; none in one that has no exercises at all, since it is about something else."""
    with _in_time():
        return checked(path, text)[1] if _SET.search(text) else ()


def account(path: Path, text: str, line: int) -> str:
    """The exercise at a line, from 1: its question, its answer, and how both were read; empty where there is none."""
    with _in_time():
        try:
            loaded = load_text(text, path)
            document: Any = read_document(text, str(path)).value
            begun = [item.value for item in document["exercises"].value if item.place.line <= line]
            exercise = loaded.exercise_set.find(begun[-1]["id"].text)
            return "\n".join(_account(exercise, loaded.exercise_set.credit)).rstrip() if exercise else ""
        except (UserError, LookupError, TypeError, AttributeError):
            return ""  # what is wrong with it is told at its place


def _account(exercise: Exercise, credit: Scheme) -> Iterator[str]:
    found = entry(exercise, credit)
    yield sentences.ABOUT_EXERCISE.format(id=exercise.id, kind=exercise.kind, level=found.difficulty)
    yield to_unicode(found.statement)
    yield from _reading(found.exercise.differentiate, exercise)
    numbers = ", ".join(f"{name} = {value}" for name, value in chosen(exercise, "", 0).items())
    answer = f"{found.key.text} ≈ {found.key.about}" if found.key.about else found.key.text
    yield (sentences.ANSWER_WITH if numbers else sentences.ANSWER).format(answer=answer, numbers=numbers)
    yield from () if exercise.facts.in_words else _reading(found.exercise.answer, exercise)
    yield sentences.RULES.format(rules=", ".join(found.skills)) if found.skills else ""


def _reading(typed: str, exercise: Exercise) -> Iterator[str]:
    """How something was read, and what is to be said of that."""
    try:
        reading = read(typed, log=exercise.log)
    except UserError:
        return  # no single expression
    yield sentences.READ_AS.format(typed=typed, read=linear.unicode(reading.tree))
    yield from [f"    {note}" for note in reading.notes]
