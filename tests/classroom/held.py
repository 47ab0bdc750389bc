"""The command, stopped at a place that a test names: `held.py CALL NUMBER grade …` says `held` when the store has done
CALL for the NUMBERth time, and goes no further. So it is killed or interrupted there, however fast the machine is.
"""

from __future__ import annotations

import itertools
import math
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from derivtutor.classroom import grading
from derivtutor.classroom.store import Store
from derivtutor.cli.main import main


@contextmanager
def held(folder: Path, call: str, number: int, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A process of the command in a folder that is held at a place, and whose standard error can be read."""
    command = [sys.executable, __file__, call, str(number), *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=folder, text=True, **pipes) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def kill(folder: Path, call: str, number: int, *arguments: str) -> None:
    """Kill the command at a place."""
    with held(folder, call, number, *arguments) as process:
        process.kill()
        process.communicate()


def _hold(call: str, number: int) -> None:
    calls, done = itertools.count(1), getattr(Store, call)

    def holding(*values: Any) -> Any:
        found = done(*values)
        if next(calls) == number:
            print("held", flush=True)
            sys.stdin.read()
        return found

    setattr(Store, call, holding)


if __name__ == "__main__":
    grading._BATCH, grading._SECONDS = 100, math.inf  # so that small classes as well are written in several turns
    _, called, times, *sys.argv[1:] = sys.argv
    _hold(called, int(times))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever tests in the background has it ignored
    main()
