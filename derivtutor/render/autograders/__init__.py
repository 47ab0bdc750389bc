"""What grades a set where a class hands in: the files that a platform wants, each kind a module of this package."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derivtutor.render.autograders.layout import Assignment
    from derivtutor.render.autograders.packing import File

FORMATS = {"gradescope-autograder": "gradescope", "github-classroom": "github"}
"""Each kind with the module that has its `files(assignment)`."""

_READ_BY_STUDENTS = frozenset({"github"})


def files(assignment: Assignment, style: str) -> list[File]:
    """The files of an autograder, by name.

    Raises:
        UserError: where derivtutor itself cannot be packed.
    """
    made: list[File] = importlib.import_module(f"{__name__}.{FORMATS[style]}").files(assignment)
    return sorted(made)


def readable_keys(assignment: Assignment, style: str) -> list[str]:
    """The exercises whose answers stand in a file that students can read."""
    if FORMATS[style] not in _READ_BY_STUDENTS:
        return []
    return [each.id for each in assignment.exercises.exercises if each.answer or each.alternatives]
