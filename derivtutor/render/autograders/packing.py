"""Files of an autograder, and how they are written: as an archive or into a folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from derivtutor.errors import reason
from derivtutor.render import sentences

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same files make the same bytes."""


class File(NamedTuple):
    """A file; its name has slashes between folders."""

    name: str
    content: bytes
    mode: int = 0o644


def check_target(target: Path) -> None:
    """See whether files can be written there, before they are made.

    Raises:
        UserError: where an archive has no folder to lie in, or a folder has something in it.
    """
    if _is_archive(target):
        if not target.parent.is_dir():
            raise sentences.NO_FOLDER_FOR_ARCHIVE(folder=target.parent)
    elif target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise sentences.FOLDER_IN_USE(target=target)


def _is_archive(target: Path) -> bool:
    return target.suffix.lower() == ".zip"


def write(made: Sequence[File], target: Path) -> None:
    """Write files to an archive if the target ends in .zip, else into a folder that is new or empty.

    Raises:
        UserError: where that cannot be done.
    """
    try:
        if _is_archive(target):
            target.write_bytes(archive(made))
            return
        for file in made:
            place = target / file.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)
            place.chmod(file.mode)
    except OSError as error:
        raise sentences.AUTOGRADER_UNWRITABLE(target=target, why=reason(error)) from None


def archive(made: Sequence[File]) -> bytes:
    """Files as the bytes of a .zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as zipped:
        for file in made:
            entry = zipfile.ZipInfo(file.name, _BEGINNING)
            entry.create_system = 3  # of Unix, where files have modes
            entry.external_attr = file.mode << 16
            is_packed = file.name.endswith(".whl")
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            zipped.writestr(entry, file.content)
    return content.getvalue()
