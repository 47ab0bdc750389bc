"""What the commands that answer other programs have in common."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from derivtutor.services import sentences

workers = click.option(
    "--workers",
    type=int,
    default=max(1, min(4, os.cpu_count() or 1)),
    help="How many processes answer (default: one for each core, up to 4).",
)
seconds = click.option(
    "--seconds", type=float, default=10.0, show_default=True, help="Give up a request after so many seconds."
)


def check(workers: int, seconds: float) -> None:
    """See that there is somebody to answer, and time for it.

    Raises:
        UserError: where there is not.
    """
    if workers < 1:
        raise sentences.NO_WORKERS()
    if not 0 < seconds < math.inf:
        raise sentences.NO_SECONDS()


@contextmanager
def installed(command: str) -> Iterator[None]:
    """Within it is imported what the extra of a command brings; both have one name.

    Raises:
        UserError: where it is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "derivtutor":
            raise
        raise sentences.NO_LIBRARY(command=command) from None
