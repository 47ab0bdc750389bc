"""One row of what was handed in, good or bad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

MOST_CHARACTERS = 100_000
"""Longer rows and answers are damaged, or no answers."""


class Submission(NamedTuple):
    """An answer that a student gave, with the file and line where it stands.

    `submitted` is the time as it was written, if it was; `seed` is that of a worksheet, which must be the run's.
    """

    student: str
    exercise: str
    answer: str
    file: str
    line: int
    submitted: str = ""
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """What cannot be graded, where it stands and why."""

    file: str
    line: int
    message: str


Row: TypeAlias = Submission | BadRow
