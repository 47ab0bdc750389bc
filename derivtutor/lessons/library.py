"""Where lessons are found: those that are shipped, files and folders; their ids and their order."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from derivtutor.exercises import sentences as of_exercises
from derivtutor.lessons import sentences

SUFFIX = ".md"
_NAME = re.compile(r"(?:(\d{1,4})-)?([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)")


def shipped() -> Path:
    """The folder of the shipped lessons: inside the installed package, or at the top of the repository."""
    package = Path(str(resources.files("derivtutor")))
    installed = package / "shipped_lessons"
    return installed if installed.is_dir() else package.parent / "lessons"


def named(path: Path) -> tuple[int | None, str] | None:
    """The number and the id of a lesson by the name of its file; None where that is not the name of a lesson.

    >>> named(Path("lessons/03-chain-rule.md")), named(Path("limits.md")), named(Path("?.md"))
    ((3, 'chain-rule'), (None, 'limits'), None)
    """
    match = _NAME.fullmatch(path.stem) if path.suffix.lower() == SUFFIX else None
    return (int(match[1]) if match[1] else None, match[2]) if match else None


def lessons_in(folder: Path) -> list[Path]:
    """The lesson files of a folder in their order; a README is none."""
    if not folder.is_dir():
        return []
    files = [path for path in folder.iterdir() if path.is_file() and path.suffix.lower() == SUFFIX]
    return sorted((path for path in files if path.stem.casefold() != "readme"), key=_order)


def _order(path: Path) -> tuple[int, str]:
    number, name = named(path) or (None, path.stem)
    return (10_000 if number is None else number, name)


def find(name: str) -> Path:
    """The file of a lesson: a path, or the id of a shipped lesson, its number, or both.

    Raises:
        UserError: where there is none.
    """
    path = Path(name)
    if path.is_file():
        if path.suffix.lower() != SUFFIX:
            raise sentences.NOT_MARKDOWN(name=name)
        return path
    known = {found[1]: each for each in lessons_in(shipped()) if (found := named(each))}
    numbered = {found[0]: each for each in known.values() if (found := named(each))}
    if name.isdecimal() and int(name) in numbered:
        return numbered[int(name)]
    wanted = (named(Path(name + SUFFIX)) or (None, name))[1].casefold()
    if wanted in known:
        return known[wanted]
    if path.suffix.lower() == SUFFIX:
        raise sentences.NO_FILE(name=name)
    raise sentences.NO_SUCH_LESSON(name=name, remedy=nearest(wanted, known, sentences.LISTED))


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """The known name that was probably meant."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return of_exercises.DID_YOU_MEAN.format(name=near[0]) if near else otherwise


def files(name: str) -> list[Path]:
    """The lesson files that a path stands for: a file, or all of a folder.

    Raises:
        UserError: where there is none.
    """
    path = Path(name)
    if not path.is_dir():
        return [find(name)]
    found = lessons_in(path)
    if not found:
        raise sentences.NO_LESSONS(name=name)
    return found
