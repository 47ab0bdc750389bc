"""`derivtutor exercises`: list, show, check and write exercises."""

from __future__ import annotations

import click

from derivtutor.cli.lazy import LazyGroup

COMMANDS = {
    "list": "List the topics, or the exercises of a set.",
    "show": "Show exercises, with their answers if asked.",
    "check": "Find every mistake in files of exercises.",
    "watch": "Check files of exercises whenever they are saved.",
    "new": "Write a file to start from.",
    "generate": "Make new exercises for given rules.",
    "worksheet": "Write a student's worksheet to fill in.",
    "export": "Export exercises for STACK, Moodle, Anki or paper.",
    "schema": "Print the schema by which editors complete and check.",
}
"""Each has the module of its name."""


@click.group("exercises", cls=LazyGroup, package="derivtutor.cli.exercises", sections={"Commands": COMMANDS})
def command() -> None:
    """List, show, check and write exercises.

    A SET is a file (YAML, JSON, TOML), a folder of files, or one of the topics that derivtutor comes with.
    """
