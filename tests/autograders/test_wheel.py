"""The wheel that is made of what is installed: complete, as its record says, and without a trace of this machine."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from gradescope_folder import archive

import derivtutor
from derivtutor.errors import UserError
from derivtutor.exercises.library import topics
from derivtutor.render.autograders import wheel as making


@pytest.fixture(scope="module")
def wheel(archive: Path) -> bytes:
    """The wheel in the archive for Gradescope."""
    with zipfile.ZipFile(archive) as packed:
        return packed.read(f"derivtutor-{metadata.version('derivtutor')}-py3-none-any.whl")


@pytest.fixture(scope="module")
def unpacked(wheel: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it is installed."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(io.BytesIO(wheel)) as packed:
        packed.extractall(folder)
    return folder


def test_the_record_is_true(unpacked: Path) -> None:
    about = next(unpacked.glob("*.dist-info"))
    listed = {name: (digest, size) for name, digest, size in csv.reader((about / "RECORD").read_text().splitlines())}
    files = {path.relative_to(unpacked).as_posix(): path.read_bytes() for path in unpacked.rglob("*") if path.is_file()}
    assert set(listed) == set(files)
    for name, content in files.items():
        if not name.endswith("RECORD"):
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            assert listed[name] == (f"sha256={digest}", str(len(content))), name
    assert sorted(path.name for path in about.iterdir()) == ["METADATA", "RECORD", "WHEEL", "entry_points.txt"]


def test_it_has_everything_and_works_alone(unpacked: Path) -> None:
    package = Path(derivtutor.__file__).parent
    modules = {path.relative_to(package) for path in package.rglob("*.py")}
    assert modules == {path.relative_to(unpacked / "derivtutor") for path in unpacked.rglob("*.py")}
    script = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r})\n"
        "from derivtutor.exercises.library import topics; from derivtutor import explain; import derivtutor\n"
        "print(derivtutor.__file__, len(topics()), explain('sin(exp(2x))').derivative.text)"
    )
    done = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split(" ", 2) == [
        str(unpacked / "derivtutor" / "__init__.py"), str(len(topics())), "2e^(2x) cos(e^(2x))\n",
    ]  # fmt: skip


def test_it_is_the_same_every_time(wheel: bytes) -> None:
    assert making.wheel().content == wheel


def test_where_it_cannot_be_made_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", none)
    with pytest.raises(
        UserError, match=r"not installed, and cannot be packed. In a copy of its repository, run python"
    ):
        making.wheel()
