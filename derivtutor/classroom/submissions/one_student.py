"""What one student handed in to an autograder, in whatever files: all of it is theirs, and is told to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
class HandedIn:
    """The rows of a student's files, and the name that the student's numbers come from."""

    student: str
    rows: tuple[Row, ...]

    @property
    def answers(self) -> tuple[Submission, ...]:
        return tuple(row for row in self.rows if isinstance(row, Submission))


def handed_in(
    folder: Path, exercises: ExerciseSet, seed: int, names: Sequence[str], submitted: str, student: str = ""
) -> HandedIn:
    """Read all that lies in a folder.

    Args:
        folder: what was handed in.
        exercises: the set that is answered.
        seed: where the students' numbers come from.
        names: all that the student is called, the most telling first; a worksheet may be made out to any of them.
        submitted: when it was handed in. What the files say themselves of it is not believed.
        student: whose numbers the student has, if not those of the name on the worksheet.
    """
    found = [*_found(folder, exercises, names[0])]
    own = {folded_name(name) for name in names}
    written = (row.student for row in found if isinstance(row, Submission) and folded_name(row.student) in own)
    called = student or next(written, names[0])
    told = _Told(folder, exercises, seed, called, names[0], own)
    return HandedIn(called, tuple(told.rows(found, submitted)))


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
    name: str
    own: set[str]

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
        if row.file not in seen and folded_name(row.student) not in self.own:
            says = sentences.MADE_OUT_TO_OTHER.format(other=row.student[:80], student=self.name)
            yield Remark(self._inside(row.file), 1, says)
        seen.add(row.file)

    def _beside(self, row: BadRow | Remark) -> BadRow | Remark:
        told = replace(row, file=self._inside(row.file), message=self._inside(row.message))
        return replace(told, student="") if isinstance(told, BadRow) else told

    def _inside(self, text: str) -> str:
        """A text with the paths in it as they are in the folder."""
        return text.replace(f"{self.folder}/", "").replace(str(self.folder), ".")
