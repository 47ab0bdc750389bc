"""A repository that GitHub Classroom copies for every student: a worksheet, and the workflow that grades it."""

from __future__ import annotations

import msgspec

from derivtutor.exercises.catalogue import entry
from derivtutor.exercises.model import ExerciseSet
from derivtutor.exercises.worksheet import write
from derivtutor.exercises.writing import to_yaml
from derivtutor.render import sentences
from derivtutor.render.autograders.layout import EXERCISES, Assignment, program
from derivtutor.render.autograders.packing import File
from derivtutor.render.autograders.wheel import wheel
from derivtutor.render.prose import to_unicode
from derivtutor.render.safe import safe

_FOLDER = ".github/derivtutor"
"""Below .github, which Classroom can protect as a whole."""

EVERYBODY = "everybody"
"""Whose numbers are in a worksheet that is the same for all."""


def files(assignment: Assignment) -> list[File]:
    """What the repository has in it.

    Raises:
        UserError: where derivtutor itself cannot be packed, or an exercise cannot be prepared.
    """
    exercises = msgspec.structs.replace(assignment.exercises, seed=assignment.settings.seed)
    packed = wheel()
    return [
        File("README.md", _readme(exercises).encode()),
        File("answers.yaml", _worksheet(assignment).encode()),
        File(".github/workflows/classroom.yml", program("classroom.yml")),
        File(f"{_FOLDER}/{EXERCISES}", to_yaml(exercises).encode()),
        File(f"{_FOLDER}/{packed.name}", packed.content),
    ]


def _readme(exercises: ExerciseSet) -> str:
    introduction = f"\n{exercises.introduction.strip()}\n" if exercises.introduction.strip() else ""
    return sentences.REPOSITORY.format(title=safe(exercises.title), introduction=introduction)


def _worksheet(assignment: Assignment) -> str:
    exercises, seed = assignment.exercises, assignment.settings.seed
    student = assignment.student or EVERYBODY
    entries = [entry(each, exercises.credit, student, seed) for each in exercises.exercises]
    asked = [(each, to_unicode(each.statement)) for each in entries]
    return write(exercises.title, f"{_FOLDER}/{EXERCISES}", student, seed, asked)
