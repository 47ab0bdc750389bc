"""What one student handed in to an autograder, in whatever files: all of it is theirs, and is told to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from derivtutor.classroom import sentences
from derivtutor.classroom.names import folded_name
from derivtutor.classroom.submissions.row import BadRow, Fate, Remark, Row, Submission
from derivtutor.classroom.submissions.sources import rows
from derivtutor.errors import UserError
from derivtutor.exercises.model import ExerciseSet

MOST_ROWS = 2_000
"""More answers than this nobody has to a set."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a student: all names, the most telling first; and whose numbers the student has.

    `id` is the roster's, from which the numbers come always. Without it they come from the name on the worksheet, if it
    is one of the student's; else from the name `before`, of an earlier worksheet; else from the first name.
    """

    names: tuple[str, ...]
    id: str = ""
    before: str = ""

    def is_called(self, name: str) -> bool:
        """Whether a name is the student's."""
        return folded_name(name) in map(folded_name, self.names)

    def numbers_of(self, found: Iterable[Row]) -> str:
        """The name that the numbers come from."""
        on_sheets = (row.student for row in found if isinstance(row, Submission) and row.seed is not None)
        candidates = (self.id, *filter(self.is_called, on_sheets), self.before if self.is_called(self.before) else "")
        return next(filter(None, candidates), self.names[0])


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The rows of a student's files, and the name that the student's numbers come from."""

    student: str
    rows: tuple[Row, ...]

    @property
    def answers(self) -> tuple[Submission, ...]:
        return tuple(row for row in self.rows if isinstance(row, Submission))


def handed_in(folder: Path, exercises: ExerciseSet, seed: int, known: Known, submitted: str) -> HandedIn:
    """Read all that lies in a folder.

    Args:
        folder: what was handed in.
        exercises: the set that is answered.
        seed: where the students' numbers come from.
        known: the student.
        submitted: when it was handed in. What the files say themselves of it is not believed.
    """
    found = [*_found(folder, exercises, known.names[0])]
    student = known.numbers_of(found)
    return HandedIn(student, tuple(_Told(folder, exercises, seed, student, known).rows(found, submitted)))


def _found(folder: Path, exercises: ExerciseSet, whose: str) -> Iterator[Row]:
    found = rows([str(folder)], exercises, {}, whose)
    try:
        yield from islice(found, MOST_ROWS)
        if next(found, None) is not None:
            yield BadRow(str(folder), 1, sentences.TOO_MANY_ANSWERS.format(most=MOST_ROWS))
    except UserError:  # a folder in which there is nothing
        yield BadRow(str(folder), 1, f"{sentences.NOTHING_HANDED_IN} {remedy(exercises)}")


def remedy(exercises: ExerciseSet) -> str:
    """What a student can hand in."""
    return sentences.HAND_IN_OTHERWISE.format(first=exercises.exercises[0].id)


@dataclass(frozen=True, slots=True)
class _Told:
    """Rows as they are told to the student: files by their names in the folder, answers under one name."""

    folder: Path
    exercises: ExerciseSet
    seed: int
    student: str
    known: Known

    def rows(self, found: Iterable[Row], submitted: str) -> Iterator[Row]:
        seen: set[str] = set()
        for row in found:
            if isinstance(row, Fate):
                yield row
            elif isinstance(row, Submission):
                yield from self._about_sheet(row, seen)
                yield self._answer(row, submitted)
            else:
                yield self._beside(row)

    def _answer(self, row: Submission, submitted: str) -> Row:
        exercise = self.exercises.find(row.exercise)
        if row.seed not in (None, self.seed) and exercise is not None and exercise.parameters:
            says = sentences.SHEET_OF_OTHER_SEED.format(seed=row.seed, wanted=self.seed)
            return BadRow(self._inside(row.file), row.line, says)
        file = self._inside(row.file)
        return row._replace(student=self.student, file=file, submitted=submitted, seed=None)

    def _about_sheet(self, row: Submission, seen: set[str]) -> Iterator[Remark]:
        """A sheet that is made out to somebody else is worth a word."""
        if row.file not in seen and not self.known.is_called(row.student):
            says = sentences.MADE_OUT_TO_OTHER.format(other=row.student[:80], student=self.known.names[0])
            yield Remark(self._inside(row.file), 1, says)
        seen.add(row.file)

    def _beside(self, row: BadRow | Remark) -> BadRow | Remark:
        return replace(row, file=self._inside(row.file), message=self._inside(row.message))

    def _inside(self, text: str) -> str:
        """A text with the paths in it as they are in the folder."""
        return text.replace(f"{self.folder}/", "").replace(str(self.folder), ".")
