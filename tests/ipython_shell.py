"""A shell of IPython within the process of the tests, and what it shows of a cell."""

from __future__ import annotations

import atexit
import functools
import os
import tempfile
from typing import Any, NamedTuple
from unittest import mock

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config


@functools.cache
def shell() -> Any:
    """One for all tests, with the extension loaded, and without a history or the environment of whoever runs them."""
    config = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    with mock.patch.dict(os.environ):
        os.environ.pop("VIRTUAL_ENV", None)
        made = InteractiveShell.instance(config=config, ipython_dir=folder.name)
    made.display_formatter.active_types = ["text/plain", "text/html", "text/latex"]
    made.run_line_magic("load_ext", "derivtutor")
    return made


class Cell(NamedTuple):
    """What a cell came to: its value, what was displayed before that, what was printed, and what failed."""

    value: Any
    displayed: list[dict[str, str]]
    printed: str
    error: BaseException | None


def run(cell: str) -> Cell:
    """Run a cell."""
    with capture_output() as captured:
        done = shell().run_cell(cell)
    outputs = [output.data for output in captured.outputs]
    printed = captured.stdout + captured.stderr
    return Cell(done.result, outputs, printed, done.error_before_exec or done.error_in_exec)


def shown(value: Any) -> dict[str, str]:
    """All forms in which a notebook gets a value."""
    forms: dict[str, str] = shell().display_formatter.format(value)[0]
    return forms
