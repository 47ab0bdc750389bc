"""`derivtutor exercises worksheet`: a student's own copy of a set, to fill in; or one for everybody in the class."""

from __future__ import annotations

from pathlib import Path

import click

from derivtutor.classroom.roster import read
from derivtutor.cli import options, sentences, suggesting
from derivtutor.errors import reason
from derivtutor.exercises.catalogue import described, together
from derivtutor.exercises.library import find
from derivtutor.exercises.worksheet import write
from derivtutor.language import in_english
from derivtutor.render.prose import to_unicode
from derivtutor.render.reports.markdown import file_name


@click.command("worksheet")
@click.argument("name", metavar="SET", shell_complete=suggesting.sets)
@click.option("--student", metavar="NAME", help="Whose worksheet it is; part of the seed.")
@click.option("--seed", type=int, help="Where the students' numbers come from (default: as the set says).")
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE.")
@click.option(
    "--roster",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The students; each gets the numbers of their id. Without --student, everybody gets a worksheet.",
)
def command(name: str, student: str | None, seed: int | None, output: Path | None, roster: Path | None) -> None:
    """Write a worksheet of SET to fill in: YAML, or Markdown where FILE ends in .md.

    It is graded by derivtutor grade FILE. With --roster and without --student, FILE is a folder.
    """
    if student is None and roster is not None:
        _write_all(name, seed, output, roster)
        return
    if student is None or not student.strip() or any(not character.isprintable() for character in student):
        raise sentences.NO_NAME()
    if output is not None and output.exists():
        raise sentences.SHEET_THERE(file=output)
    markdown = output is not None and output.suffix.lower() == ".md"
    options.write(_sheet(name, _id(student, roster) if roster else student, seed, markdown), output)


def _sheet(name: str, student: str, seed: int | None, markdown: bool) -> str:
    together(find(name))  # what is wrong with the set is told in the language that is spoken
    with in_english():
        exercise_set = described(name, (), student, seed)
        entries = [(entry, to_unicode(entry.statement)) for entry in exercise_set.entries]
        return write(exercise_set.title, name, student, exercise_set.seed, entries, markdown).rstrip("\n")


def _id(student: str, roster: Path) -> str:
    people = read(roster)
    person = people.find(student)
    if person is None:
        raise sentences.NOT_IN_ROSTER(why=people.why_unknown(student), roster=roster)
    return person.id


def _write_all(name: str, seed: int | None, output: Path | None, roster: Path) -> None:
    if output is None or output.suffix:
        raise sentences.NO_FOLDER()
    taken: set[str] = set()
    files = {person.id: output / f"{file_name(person.id, taken)}.yaml" for person in read(roster).people}
    there = next((file for file in files.values() if file.exists()), None)
    if there is not None:
        raise sentences.SHEETS_THERE(file=there)
    sheets = {file: _sheet(name, student, seed, False) for student, file in files.items()}
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise sentences.FOLDER_NOT_MADE(folder=output, why=reason(error)) from None
    for file, sheet in sheets.items():
        options.write(sheet, file)
