"""The archives that the tests of autograders share; each is made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import run
from gradescope_folder import Home

SET = """\
title: The chain rule
seed: 3
exercises:
  - {id: square, differentiate: (3x + 1)^2}
  - {id: wave, title: A wave, differentiate: x sin(x^2), points: 3, attempts: 2}
  - {id: decay, differentiate: a e^(-n x), parameters: {a: 2..9, n: 2..5}}
"""


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
