"""Workers that hang or are lost on some requests, for the tests; started processes find it by its name.

Run as a program with the words of a command, it is that command with such workers. Only what hangs has the limit of
the command; everything else has all the time it needs, however busy the machine is.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Mapping
from typing import Any

from derivtutor.services import workers
from derivtutor.services.answering import Answer, answer
from tests.services import hostile_requests


def work(name: str, given: Mapping[str, Any]) -> Answer:
    """As `answer`, but some problems are never worked out."""
    problem = given.get("problem")
    if problem == "interrupt":
        os.kill(os.getppid(), signal.SIGINT)  # as Ctrl-C does, while this is under way
    if problem in ("hang", "interrupt"):
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


class Hostile(workers.Workers):
    """Workers that end what is called `hang` after so many seconds, and nothing else."""

    def __init__(self, count: int, seconds: float) -> None:
        super().__init__(count, seconds, hostile_requests.work)
        self.limit = seconds

    async def answer(self, name: str, given: Mapping[str, Any]) -> Answer:
        self.seconds = self.limit if given.get("problem") == "hang" else 600.0
        return await super().answer(name, given)


if __name__ == "__main__":  # workers read this file as well, and need no more than is above
    from derivtutor.cli.main import main
    from derivtutor.services.http import serving

    workers.Workers = Hostile  # type: ignore[misc]
    serving._SECONDS_TO_END = 0
    main()
