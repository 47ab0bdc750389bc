"""`derivtutor exercises worksheet`: a student's own copy of a set, to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from derivtutor.cli import options
from derivtutor.errors import UserError


@click.command("worksheet")
@click.argument("name", metavar="SET")
@click.option("--student", required=True, metavar="NAME", help="Whose worksheet it is; part of the seed.")
@click.option("--seed", type=int, help="Where the students' numbers come from (default: as the set says).")
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
def command(name: str, student: str, seed: int | None, output: Path | None) -> None:
    """Write a worksheet of SET to fill in: YAML, or Markdown where FILE ends in .md.

    It is graded by derivtutor grade FILE.
    """
    from derivtutor.exercises.catalogue import described
    from derivtutor.exercises.worksheet import write
    from derivtutor.render.prose import to_unicode

    found = described(name, (), student, seed)
    if not student.strip() or any(not character.isprintable() for character in student):
        raise UserError("The student has no name.", "Write for example --student ada.")
    entries = [(entry, to_unicode(entry.statement)) for entry in found.entries]
    markdown = output is not None and output.suffix.lower() == ".md"
    if output is not None and output.exists():
        raise UserError(f"There is a file {output} already.", "Choose another name, so that no answers are lost.")
    options.write(write(found.title, name, student, found.seed, entries, markdown).rstrip("\n"), output)
