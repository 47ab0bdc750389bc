"""The command `derivtutor`, run within the process of the tests: as `python -m derivtutor` runs it, but that nothing
is started and imported anew each time. What only a process shows (real streams, signals, a start) has tests of its own.
"""

from __future__ import annotations

import io
import os
import runpy
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import EllipsisType
from typing import TextIO

import pytest
from inline import Inline

from derivtutor.cli import grade, limit


@dataclass(frozen=True, slots=True)
class Done:
    """What a command that has ended leaves."""

    returncode: int
    stdout: str
    stderr: str


def run(
    *arguments: str,
    stdin: str = "",
    folder: Path | None = None,
    output: TextIO | EllipsisType | None = ...,
    **environment: str,
) -> Done:
    """Run the command in a folder (else in the present one), with some variables of the environment changed.

    Streams have the encoding that PYTHONIOENCODING says, else UTF-8; another standard output may be given, or none.
    Nothing has a time limit unless the arguments have: a busy machine changes nothing. An exception that nobody catches
    is raised.
    """
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    printed, said = (io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder or Path.cwd())
        for name, value in {"LANGUAGE": "", **environment}.items():  # which the command sets for Click
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding))
        patch.setattr(sys, "stdout", printed if output is ... else output)
        patch.setattr(sys, "stderr", said)
        patch.setattr(sys, "argv", ["derivtutor", *arguments])
        patch.setattr(grade, "LocalWorkers", Inline)
        if "--timeout" not in arguments:
            patch.setattr(limit, "at_most", lambda *_: nullcontext())
        code = _exit_code()
    return Done(code, _written(printed), _written(said))


def _exit_code() -> int:
    """That of the command; the true standard output stays what it is, whatever the command does to it."""
    kept = os.dup(1)
    try:
        with pytest.raises(SystemExit) as ended:
            runpy.run_module("derivtutor", run_name="__main__", alter_sys=True)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
    assert isinstance(ended.value.code, int)
    return ended.value.code


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def program(*arguments: str) -> list[str]:
    """The words that start the command in a process of its own."""
    return [sys.executable, "-m", "derivtutor", *arguments]
