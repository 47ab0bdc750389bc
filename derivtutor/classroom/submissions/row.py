"""One row of what was handed in, good or bad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

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
    """What cannot be graded, where it stands and why; `student` is whose whole sheet it is, where that is known."""

    file: str
    line: int
    message: str
    student: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is worth knowing though no answer is lost: a file that was passed over, a name that was guessed."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of so many files that were handed in."""

    word: Literal["graded", "refused", "passed over"]
    files: int = 1


Row: TypeAlias = Submission | BadRow | Remark | Fate
