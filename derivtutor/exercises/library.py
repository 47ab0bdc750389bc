"""Where exercise sets are found: files, folders, and the topics that are shipped."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from derivtutor.exercises import sentences
from derivtutor.libraries import difflib

SUFFIXES = frozenset({".yaml", ".yml", ".json", ".toml"})


def shipped() -> Path:
    """The folder of the shipped sets: inside the installed package, or at the top of the repository."""
    package = Path(str(resources.files("derivtutor")))
    installed = package / "shipped_exercises"
    return installed if installed.is_dir() else package.parent / "exercises"


def topics() -> dict[str, Path]:
    """The shipped topics, each with its folder."""
    folders = sorted(path for path in shipped().iterdir() if path.is_dir()) if shipped().is_dir() else []
    return {path.name: path for path in folders if files_in(path)}


def files_in(folder: Path) -> list[Path]:
    """The exercise files below a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def find(name: str) -> list[Path]:
    """The files that a name stands for: a file, all files of a folder, or a shipped topic.

    Raises:
        UserError: where there is none.
    """
    path = Path(name)
    if path.is_file():
        return [path]
    known = topics()
    folder = path if path.is_dir() else known.get(name.strip("/"))
    files = files_in(folder) if folder else []
    if folder and not files:
        raise sentences.NO_EXERCISE_FILES(name=name)
    if not files:
        near = difflib.get_close_matches(name, known, n=1)
        listed = sentences.GIVE_FILE_OR_TOPIC.format(names=", ".join(known))
        remedy = sentences.DID_YOU_MEAN_TOPIC.format(name=near[0]) if near else listed
        raise sentences.NO_FILE_OR_TOPIC(name=name, remedy=remedy)
    return files


def files_of_sheet(name: str, sheet: Path) -> list[Path]:
    """The files of the set that a worksheet names: a file beside it or here, or a topic. Folders are for teachers.

    Raises:
        UserError: where there is no such set.
    """
    if not name.strip():
        raise sentences.SHEET_NAMES_NO_SET(sheet=sheet)
    for path in (sheet.parent / name, Path(name)):
        if path.is_file():
            return [path]
    if name not in topics():
        raise sentences.NO_SET_OF_SHEET(name=name, sheet=sheet)
    return find(name)
