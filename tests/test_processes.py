"""Processes that belong to another one end when that does, however it ends."""

from __future__ import annotations

import subprocess
import sys

CHILD = """
import threading
from derivtutor.processes import end_with_parent
end_with_parent()
print("here", flush=True)
threading.Event().wait()
"""
PARENT = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}], stdout=subprocess.PIPE)
child.stdout.readline()
print("begun", flush=True)
sys.stdin.read()
"""


def test_a_process_ends_when_its_parent_is_killed() -> None:
    """The child has the standard error of its parent: when that is closed, nobody is left who could write there."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        assert parent.stdout.readline() == b"begun\n"
        parent.kill()
        assert parent.stderr.read() == b""
