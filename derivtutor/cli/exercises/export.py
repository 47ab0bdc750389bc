"""`derivtutor exercises export`: a set written for other programs, or for paper."""

from __future__ import annotations

from pathlib import Path

import click

from derivtutor.cli import options, sentences, suggesting
from derivtutor.cli.choices import Format
from derivtutor.render.exports import FORMATS, format_of, render
from derivtutor.render.exports.question_bank import bank


@click.command("export")
@click.argument("name", metavar="SET", shell_complete=suggesting.sets)
@click.option("--format", "style", type=Format(list(FORMATS)), help="What to write (default: as FILE ends).")
@click.option("--key/--no-key", default=False, help="On paper: the answers, with worked lines, on pages of their own.")
@click.option("--student", default="", metavar="NAME", help="Whose numbers to use.")
@click.option("--seed", type=int, help="Where the students' numbers come from (default: as the set says).")
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
def command(name: str, style: str | None, key: bool, student: str, seed: int | None, output: Path | None) -> None:
    """Export SET for another program.

    stack and moodle are Moodle XML, anki is a text file of cards, html and latex are sheets to print.
    """
    chosen = style or (format_of(output) if output else None)
    if chosen is None:
        raise sentences.SEVERAL_FORMATS(file=output) if output else sentences.NO_FORMAT()
    options.write(render(bank(name, student, seed), chosen, key).rstrip("\n"), output)
