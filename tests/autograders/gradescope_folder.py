"""A folder as Gradescope lays it out: the archive unpacked, a submission, what is known of it, and its results."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from command import run
from inline import Inline

from derivtutor.cli.autograder import graded
from derivtutor.render.reports.gradescope import text_of

ADA = {"email": "ada@example.org", "id": 7, "name": "Ada Lovelace", "sid": "1815"}

SET = """\
title: The chain rule
seed: 3
exercises:
  - {id: square, differentiate: (3x + 1)^2}
  - {id: wave, title: A wave, differentiate: x sin(x^2), points: 3, attempts: 2}
  - {id: decay, differentiate: a e^(-n x), parameters: {a: 2..9, n: 2..5}}
"""


@dataclass(frozen=True, slots=True)
class Home:
    """The folder, which is `/autograder` there."""

    path: Path

    @classmethod
    def of(cls, archive: Path, path: Path) -> Home:
        """Lay it out for an archive. The environment that `setup.sh` makes is the one of the tests."""
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(path / "source")
        for name in ("submission", "results", "derivtutor/bin"):
            (path / name).mkdir(parents=True)
        python = path / "derivtutor" / "bin" / "python"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        python.chmod(0o755)
        home = cls(path)
        home.know(users=[ADA], created_at="2026-11-29T10:00:00.123456-08:00", previous_submissions=[])
        return home

    def know(self, **fields: Any) -> None:
        """Say what is known of the submission."""
        (self.path / "submission_metadata.json").write_text(json.dumps(fields), encoding="utf-8")

    def hand_in(self, **files: str | bytes) -> None:
        """Put files into the submission; `wave_txt` is wave.txt."""
        for name, content in files.items():
            file = self.path / "submission" / name.replace("_", ".")
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def settings(self, **changed: object) -> None:
        """Change how submissions are graded."""
        file = self.path / "source" / "settings.json"
        file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changed), encoding="utf-8")

    def graded(self) -> dict[str, Any]:
        """The results of the submission, as they are written."""
        written: dict[str, Any] = json.loads(text_of(graded(self.path, Inline())))
        return written

    def run(self) -> tuple[dict[str, Any], str]:
        """The results as Gradescope finds them, and what was printed."""
        done = subprocess.run(
            [sys.executable, self.path / "source" / "run_autograder"],
            env=os.environ | {"AUTOGRADER": str(self.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=True,
        )
        results: dict[str, Any] = json.loads((self.path / "results" / "results.json").read_text("utf-8"))
        return results, done.stdout


def outputs(results: dict[str, Any]) -> dict[str, str]:
    """What is said of each exercise."""
    return {test["name"]: test["output"] for test in results["tests"]}


def zipped(**files: bytes) -> bytes:
    """A .zip of files; `wave_txt` is wave.txt."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, each in files.items():
            packed.writestr(name.replace("_", "."), each)
    return content.getvalue()


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the set."""
    folder = tmp_path_factory.mktemp("teacher")
    (folder / "week3.yaml").write_text(SET, encoding="utf-8")
    done = run(
        "exercises", "export", "week3.yaml", "--format", "gradescope-autograder", "-o", "autograder.zip", folder=folder
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "Wrote autograder.zip: 5 files.\n", "")
    return folder / "autograder.zip"


@pytest.fixture
def home(archive: Path, tmp_path: Path) -> Home:
    """The archive, unpacked as Gradescope does it."""
    return Home.of(archive, tmp_path / "autograder")
