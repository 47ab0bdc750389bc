"""What an autograder is made from, and where things lie in it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

from msgspec import Struct

from derivtutor.classroom.grading import Count
from derivtutor.classroom.roster import Roster
from derivtutor.exercises.model import ExerciseSet

EXERCISES = "exercises.yaml"
ROSTER = "roster.json"
SETTINGS = "settings.json"


class Settings(Struct, frozen=True):
    """How submissions are graded.

    `seed` is where the students' numbers come from, `timeout` the seconds for each answer, `seconds` those for all of a
    submission; with `key`, the right answers are told once grades are published.
    """

    seed: int = 0
    count: Count = "best"
    time_zone: str = ""
    key: bool = False
    timeout: float = 5.0
    seconds: float = 240.0
    failed: str = ""
    too_long: str = ""
    """What students read where grading failed, or took longer than that."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A set to be graded on a platform. `student` is whose numbers a worksheet has that is the same for all."""

    exercises: ExerciseSet
    settings: Settings
    roster: Roster | None = None
    student: str = ""


def program(name: str) -> bytes:
    """A file of this package that runs elsewhere, as it stands here."""
    return resources.files(__package__).joinpath(name).read_bytes()
