"""`derivtutor exercises schema`: the schemas by which editors and other programs check files."""

from __future__ import annotations

from pathlib import Path

import click

from derivtutor.classroom import schema as of_rosters
from derivtutor.cli import options
from derivtutor.cli.choices import Choice
from derivtutor.exercises import schema as of_exercises
from derivtutor.language import in_english
from derivtutor.lessons import schema as of_lessons

SCHEMAS = {
    "exercises": of_exercises.schema,
    "lesson": of_lessons.schema,
    "roster": of_rosters.schema,
    "roster-table": of_rosters.table_schema,
}
"""By what is described: files of exercises, the YAML of lessons, rosters in YAML or JSON, and rosters in tables."""


@click.command("schema")
@click.argument("subject", type=Choice([*SCHEMAS]), default="exercises")
@options.output
def command(subject: str, output: Path | None) -> None:
    """Print the schema of exercises, of the head of a lesson or of a roster (JSON Schema), or of a roster's table
    (Table Schema).

    Editors that have it complete and check while you type.
    """
    with in_english():
        described = of_exercises.as_text(SCHEMAS[subject]())
    options.write(described.rstrip("\n"), output)
