"""`derivtutor exercises new`: a file of exercises to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from derivtutor.cli import options, sentences
from derivtutor.exercises.scaffold import scaffold
from derivtutor.exercises.schema import FILE_NAME, as_text, schema
from derivtutor.language import in_english


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--title", default="My exercises", show_default=True, help="The title of the set.")
def command(file: Path, title: str) -> None:
    """Write FILE (YAML) with three exercises to change, and the schema for editors beside it."""
    if file.exists():
        raise sentences.THERE_ALREADY(file=file)
    if file.suffix.lower() not in (".yaml", ".yml"):
        raise sentences.NOT_YAML(file=file, better=file.with_suffix(".yaml"))
    with in_english():
        begun, described = scaffold(title), as_text(schema())
    options.write(begun.rstrip("\n"), file)
    options.write(described.rstrip("\n"), file.parent / FILE_NAME)
    click.echo(sentences.WROTE_TO_CHANGE.format(file=file))
