"""A file that somebody is writing, a set of exercises or a lesson: its exercises, and all that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from derivtutor.cli.shown import pictured, shown
from derivtutor.exercises import checking as of_sets
from derivtutor.exercises.document import FileError, Place, text_of
from derivtutor.exercises.library import find
from derivtutor.exercises.loading import Complaint, Loaded, placed
from derivtutor.exercises.model import ExerciseSet
from derivtutor.lessons import checking as of_lessons
from derivtutor.lessons.catalogue import all_around
from derivtutor.lessons.library import SUFFIX
from derivtutor.lessons.reading import read_text


def is_lesson(path: Path) -> bool:
    """Whether a file is looked at as a lesson."""
    return path.suffix.lower() == SUFFIX


def files(name: str) -> list[Path]:
    """The files that a name stands for: a lesson, or else one or more sets of exercises.

    Raises:
        UserError: where there is none.
    """
    path = Path(name)
    return [path] if is_lesson(path) and path.is_file() else find(name)


def looked_at(
    path: Path, text: str | None = None, sound: set[bytes] | None = None
) -> tuple[Loaded, tuple[Complaint, ...]]:
    """The exercises of a file as far as they are well formed, and every mistake in it.

    Args:
        path: the file.
        text: what is in it, where that is not saved yet.
        sound: for sets, as `derivtutor.exercises.checking.check` has it.
    """
    if not is_lesson(path):
        return of_sets.checked(path, text, sound)
    try:
        read = read_text(text_of(path) if text is None else text, path)
    except FileError as error:
        return Loaded(path, ExerciseSet(title=""), (), {}), (placed(error, Place(str(path), 1, 1)),)
    return read.exercises, of_lessons.check(read, all_around([path]), shown, pictured)
