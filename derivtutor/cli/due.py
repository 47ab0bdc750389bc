"""`derivtutor due`: how much is due, for a shell prompt; it loads next to nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from derivtutor.cli.choices import Format
from derivtutor.language import counted
from derivtutor.practice.due import due_count
from derivtutor.practice.place import progress_file


@click.command("due")
@click.option("--profile", metavar="NAME", help="Whose progress (default: student).")
@click.option(
    "--format", "form", type=Format(["text", "json"]), default="text", show_default=True, help="What to print."
)
def command(profile: str | None, form: str) -> None:
    """Say how many skills are due, such as "3 due"; nothing where none are.

    The exit code is 0 either way, even where there is no progress yet or it cannot be read.
    """
    due = due_count(progress_file(profile), datetime.now(UTC))
    if form == "json":
        click.echo(f'{{"schema": "derivtutor/due/1", "due": {due}}}')
    elif due:
        click.echo(counted("{count} due", "{count} due", due).format(count=due))
