"""Workers that hang or are lost on some requests, for the tests; started processes find it by its name.

Run as a program with the words of a command, it is that command with such workers.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Mapping
from functools import partial
from typing import Any

from derivtutor.cli.main import main
from derivtutor.services import workers
from derivtutor.services.answering import Answer, answer
from tests.services import hostile_requests


def work(name: str, given: Mapping[str, Any]) -> Answer:
    """As `answer`, but some problems are never worked out."""
    problem = given.get("problem")
    if problem == "hang":
        re.match(r"(a+)+$", "a" * 100 + "b")  # never comes back, and never lets another thread run
    if problem == "exit":
        os._exit(3)
    if problem == "kill":
        os.kill(os.getpid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    if problem == "memory":
        bytearray(1 << 40)
    if problem == "print":
        print("this must not be taken for an answer", flush=True)
    return answer(name, given)


if __name__ == "__main__":
    workers.Workers = partial(workers.Workers, work=hostile_requests.work)  # type: ignore[misc, assignment]
    main()
