"""All the lessons that there are, read, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from derivtutor.exercises.document import FileError
from derivtutor.lessons import sentences
from derivtutor.lessons.library import lessons_in, named, shipped
from derivtutor.lessons.model import Lesson
from derivtutor.lessons.outline import outline
from derivtutor.lessons.standing import Standing, standing
from derivtutor.practice.records import LessonPart


def lesson(path: Path) -> Lesson:
    """A lesson without mistakes of form.

    Raises:
        UserError: where it has some, or cannot be read.
    """
    from derivtutor.lessons.reading import read  # exercises take longer to load than a list of lessons

    found = read(path)
    if found.complaints or found.exercises.complaints or not found.lesson.sections:
        raise sentences.NOT_IN_ORDER(name=path.name, path=path)
    return found.lesson


def key_of(path: Path) -> str:
    """What a lesson is called where progress is written down: by its id if it is shipped, else by its file."""
    found = named(path)
    if found and path.parent.resolve() == shipped().resolve():
        return found[1]
    return str(path.resolve())


def all_standings(parts: Sequence[LessonPart]) -> list[Standing]:
    """The shipped lessons in their order, by their outlines, and how far each has come."""
    return [standing(outline(path), key_of(path), parts) for path in lessons_in(shipped())]


def begun_files(parts: Sequence[LessonPart]) -> list[Standing]:
    """The lessons of one's own that were begun, as far as they are still where they were."""
    paths = [Path(key) for key in dict.fromkeys(part.lesson for part in parts) if Path(key).is_absolute()]
    found: list[Standing] = []
    for path in paths:
        with suppress(FileError, OSError):
            found.append(standing(outline(path), str(path), parts))
    return found


def all_around(paths: Iterable[Path]) -> dict[str, Lesson]:
    """The lessons that there are, by their ids: some files, those beside them, and the shipped ones."""
    given = [*paths]
    beside = [each for folder in dict.fromkeys(path.parent for path in given) for each in lessons_in(folder)]
    known: dict[str, Lesson] = {}
    for path in dict.fromkeys((*given, *beside, *lessons_in(shipped()))):
        with suppress(FileError):
            found = outline(path)
            known.setdefault(found.id, found)
    return known
