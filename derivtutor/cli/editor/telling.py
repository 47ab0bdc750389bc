"""What there is to say of a file while it is typed, worked out in a process that ends where that takes too long."""

from __future__ import annotations

import faulthandler
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from derivtutor.cli import sentences
from derivtutor.cli.looking import is_lesson, looked_at
from derivtutor.errors import UserError
from derivtutor.exercises.catalogue import entry
from derivtutor.exercises.checking import checked
from derivtutor.exercises.loading import Complaint, load_text
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.exercises.variants import chosen
from derivtutor.lessons.reading import read_text
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.render.prose import to_unicode

SECONDS = 20.0
_SET = re.compile(r"""(^|[{,])\s*["']?exercises["']?\s*:|^\s*\[\[\s*exercises\b""", re.MULTILINE)
_LESSON = re.compile(r"\A---\s*$.*?^(```exercise|teaches:)", re.MULTILINE | re.DOTALL)
_ID = re.compile(r"""\bid["']?\s*[:=]\s*["']?([\w.-]+)""")


_sound: set[bytes] = set()
"""What was found in order while this process lives: a keystroke changes one exercise of many."""


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
    """Every mistake in a file; none in one that is neither a set of exercises nor a lesson."""
    if not (_LESSON if is_lesson(path) else _SET).search(text):
        return ()
    if not is_lesson(path):
        return checked(path, text, _sound, _in_time)[1]
    with _in_time():
        return looked_at(path, text)[1]


def account(path: Path, text: str, line: int) -> str:
    """The exercise at a line, from 1: its question, its answer, and how both were read; empty where there is none."""
    above = text.split("\n")[:line]
    begun = next((match[1] for each in reversed(above) if (match := _ID.search(each))), "")
    with _in_time(), suppress(UserError):  # what is wrong is told at its place
        loaded = read_text(text, path).exercises if is_lesson(path) else load_text(text, path)
        exercise, place = loaded.exercise_set.find(begun), loaded.places.get(begun)
        if exercise and place and not any(each.startswith("```") for each in above[place.place.line :]):
            return "\n".join(_account(exercise, loaded.exercise_set.credit)).rstrip()
    return ""


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
