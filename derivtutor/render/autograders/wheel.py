"""derivtutor as a wheel, made from what is installed here: platforms install it without knowing where it came from.

The format is that of the Python Packaging User Guide, "Binary distribution format".
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections.abc import Iterator
from importlib import metadata, resources
from pathlib import Path

from derivtutor.render import sentences
from derivtutor.render.autograders.packing import File, archive

_NAME = "derivtutor"
_KIND = f"Wheel-Version: 1.0\nGenerator: {_NAME}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_KEPT = ("METADATA", "entry_points.txt")
"""What is taken over of the installation; the rest says how and from where it was installed."""


def wheel() -> File:
    """The wheel of this derivtutor.

    Raises:
        UserError: where derivtutor is no folder of files, or nothing is known of its installation.
    """
    package = resources.files(_NAME)
    if not isinstance(package, Path):
        raise sentences.NO_FILES_FOR_WHEEL()
    try:
        found = metadata.distribution(_NAME)
    except metadata.PackageNotFoundError:
        raise sentences.NOT_INSTALLED() from None
    about = f"{_NAME}-{found.version}.dist-info"
    files = [*_files(package, _NAME), *_shipped(package), File(f"{about}/WHEEL", _KIND.encode())]
    files += [File(f"{about}/{name}", text.encode()) for name in _KEPT if (text := found.read_text(name))]
    record = "".join(map(_line, files)) + f"{about}/RECORD,,\n"
    return File(
        f"{_NAME}-{found.version}-py3-none-any.whl", archive([*files, File(f"{about}/RECORD", record.encode())])
    )


def _files(folder: Path, name: str) -> Iterator[File]:
    """Everything below a folder but what Python makes of it."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and "__pycache__" not in inside.parts:
            yield File(f"{name}/{inside.as_posix()}", path.read_bytes())


def _shipped(package: Path) -> Iterator[File]:
    """In a checkout, the folders that a wheel has within the package and the checkout beside it."""
    project = package.parent / "pyproject.toml"
    if not project.is_file():
        return
    tables = tomllib.loads(project.read_text(encoding="utf-8"))
    beside = tables["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for folder, name in beside.items():
        yield from _files(project.parent / folder, name)


def _line(file: File) -> str:
    """A line of the record: the name, the digest and the size of a file."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(file.content).digest()).rstrip(b"=").decode()
    return f"{file.name},sha256={digest},{len(file.content)}\n"
