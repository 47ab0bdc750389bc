"""The archive that Gradescope makes an autograder of, by its autograder specifications."""

from __future__ import annotations

import msgspec

from derivtutor.classroom.roster import Person
from derivtutor.exercises.writing import to_yaml
from derivtutor.render import sentences
from derivtutor.render.autograders.layout import EXERCISES, ROSTER, SETTINGS, Assignment, program
from derivtutor.render.autograders.packing import File
from derivtutor.render.autograders.wheel import wheel


def files(assignment: Assignment) -> list[File]:
    """What the archive has in it.

    Raises:
        UserError: where derivtutor itself cannot be packed.
    """
    settings = msgspec.structs.replace(
        assignment.settings, failed=sentences.GRADING_FAILED, too_long=sentences.GRADING_TOOK_TOO_LONG
    )
    roster = assignment.roster
    listed = [File(ROSTER, _json([_entry(person) for person in roster.people]))] if roster else []
    return [
        File("setup.sh", program("setup.sh"), 0o755),
        File("run_autograder", program("run_autograder.py"), 0o755),
        File(SETTINGS, _json(settings)),
        File(EXERCISES, to_yaml(assignment.exercises).encode()),
        wheel(),
        *listed,
    ]


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _entry(person: Person) -> dict[str, str]:
    """What is needed of a student: who it is, and a due date of their own."""
    fields = {
        "id": person.id,
        "name": person.name,
        "aliases": "; ".join(person.aliases),
        "e-mail": "; ".join(person.emails),
        "due": person.due.isoformat() if person.due else "",
    }
    return {name: value for name, value in fields.items() if value}
