"""Files of an autograder, and how they are written: as an archive or into a folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from derivtutor.render import sentences

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same files make the same bytes."""


class File(NamedTuple):
    """A file; its name has slashes between folders."""

    name: str
    content: bytes
    mode: int = 0o644


def write(made: Sequence[File], target: Path) -> None:
    """Write files to an archive if the target ends in .zip, else into a folder that is new or empty.

    Raises:
        UserError: where that cannot be done.
    """
    try:
        if target.suffix.lower() == ".zip":
            target.write_bytes(archive(made))
            return
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise sentences.FOLDER_IN_USE(target=target)
        for file in made:
            place = target / file.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)
            place.chmod(file.mode)
    except OSError as error:
        raise sentences.AUTOGRADER_UNWRITABLE(target=target, why=error.strerror or error) from None


def archive(made: Sequence[File]) -> bytes:
    """Files as the bytes of a .zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as zipped:
        for file in made:
            entry = zipfile.ZipInfo(file.name, _BEGINNING)
            entry.create_system = 3  # of Unix, where files have modes
            entry.external_attr = file.mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, file.content)
    return content.getvalue()
