"""`derivtutor exercises export`: a set written for other programs, for platforms that grade, or for paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from derivtutor.cli import options, sentences, suggesting
from derivtutor.cli.choices import Choice, Format
from derivtutor.exercises.catalogue import together
from derivtutor.exercises.library import find
from derivtutor.language import in_english
from derivtutor.render.autograders import FORMATS as AUTOGRADERS
from derivtutor.render.exports import FORMATS, format_of, render
from derivtutor.render.exports.question_bank import bank
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from derivtutor.render.autograders.layout import Assignment


@click.command("export")
@click.argument("name", metavar="SET", shell_complete=suggesting.sets)
@click.option("--format", "style", type=Format([*FORMATS, *AUTOGRADERS]), help="What to write (default: as FILE ends).")
@click.option(
    "--key/--no-key",
    default=False,
    help="On paper: the answers, with worked lines, on pages of their own. On Gradescope: students see the answers "
    "once grades are published.",
)
@click.option("--student", default="", metavar="NAME", help="Whose numbers to use.")
@click.option("--seed", type=int, help="Where the students' numbers come from (default: as the set says).")
@click.option(
    "--count", type=Choice(["best", "last", "first"]), default="best", help="Autograders: which attempt counts."
)
@click.option("--time-zone", "zone", default="", metavar="ZONE", help="Autograders: where times have no offset.")
@click.option(
    "--roster", type=click.Path(path_type=Path, dir_okay=False), help="Autograders: the students, as for grade."
)
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE.")
def command(
    name: str,
    style: str | None,
    key: bool,
    student: str,
    seed: int | None,
    count: str,
    zone: str,
    roster: Path | None,
    output: Path | None,
) -> None:
    """Export SET for another program.

    stack and moodle are Moodle XML, anki is a text file of cards, html and latex are sheets to print.
    gradescope-autograder is an archive, github-classroom a folder: each grades what students hand in there.
    """
    chosen = style or (format_of(output) if output else None)
    if chosen is None:
        raise sentences.SEVERAL_FORMATS(file=output) if output else sentences.NO_FORMAT()
    if chosen in AUTOGRADERS:
        _write_autograder(_assignment(name, key, student, seed, count, zone, roster), chosen, output)
    else:
        together(find(name))  # what is wrong with the set is told in the language that is spoken
        with in_english():
            exported = render(bank(name, student, seed), chosen, key)
        options.write(exported.rstrip("\n"), output)


def _assignment(
    name: str, key: bool, student: str, seed: int | None, count: str, zone: str, roster: Path | None
) -> Assignment:
    """What is to be graded, with all that can be wrong found here and not on the platform.

    Raises:
        UserError: where the set, the roster or the time zone is not in order.
    """
    from derivtutor.classroom.roster import read
    from derivtutor.exercises.moments import last_moment
    from derivtutor.exercises.zones import zone_of
    from derivtutor.render.autograders.layout import Assignment, Settings

    exercises = together(find(name))
    bank(name, student, seed)  # an exercise that cannot be prepared is found now
    people = read(roster, (lambda text: last_moment(text, zone_of(zone))) if zone else last_moment) if roster else None
    used = exercises.seed if seed is None else seed
    settings = Settings(used, count, zone_of(zone).key if zone else "", key)  # type: ignore[arg-type]
    return Assignment(exercises, settings, people, student)


def _write_autograder(assignment: Assignment, style: str, output: Path | None) -> None:
    from derivtutor.render import autograders
    from derivtutor.render.autograders.packing import check_target, write

    if output is None:
        raise sentences.AUTOGRADER_WITHOUT_FILE(style=style)
    check_target(output)
    with in_english():
        made = autograders.files(assignment, style)
    write(made, output)
    click.echo(sentences.WROTE_FILES.format(many=len(made), output=safe(str(output))))
    keys = autograders.readable_keys(assignment, style)
    if keys:
        click.echo(sentences.KEYS_ARE_READABLE.format(exercises=", ".join(keys)), err=True)
