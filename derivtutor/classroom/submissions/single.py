"""A file that has the answer to one exercise and nothing else; its name says which exercise."""

from __future__ import annotations

from pathlib import PurePath

from derivtutor.classroom.submissions.row import MOST_CHARACTERS
from derivtutor.classroom.submissions.table import ANSWER, EXERCISE
from derivtutor.exercises.incoming import decoded
from derivtutor.exercises.model import ExerciseSet

MOST_BYTES = 4 * MOST_CHARACTERS + 1
"""So much of it is read: an answer of more characters is too long, whatever its encoding."""

_ENDINGS = frozenset({"", ".txt", ".csv", ".tsv", ".md"})


def exercise_of(path: PurePath, beginning: str, exercises: ExerciseSet) -> str:
    """The exercise that a file is called after; none where the file is a table of answers.

    >>> from derivtutor.exercises.model import Exercise
    >>> one = ExerciseSet(title="One", exercises=(Exercise(id="wave"),))
    >>> exercise_of(PurePath("Wave.TXT"), "cos(x)", one), exercise_of(PurePath("wave.csv"), "exercise,answer", one)
    ('wave', '')
    """
    if path.suffix.lower() not in _ENDINGS or _is_table(beginning):
        return ""
    name = path.with_suffix("").name.strip().casefold()
    return next((each.id for each in exercises.exercises if each.id.casefold() == name), "")


def _is_table(beginning: str) -> bool:
    header = beginning.lstrip("\ufeff\n ").partition("\n")[0].casefold()
    cells = {cell.strip(' "') for sign in ",;\t" for cell in header.split(sign)}
    return not cells.isdisjoint(EXERCISE) and not cells.isdisjoint(ANSWER)


def answer_in(content: bytes) -> str:
    """The answer; a line above it that only calls it one is no part of it, nor are quotes of a spreadsheet.

    Raises:
        UnicodeDecodeError: where it is no text.

    >>> answer_in(b'answer\\n"(1, 2)"\\n')
    '(1, 2)'
    """
    lines = decoded(content, is_strict=False).strip().split("\n")
    if len(lines) > 1 and lines[0].strip(' ":').casefold() in ANSWER:
        del lines[0]
    return "\n".join(map(_unquoted, lines)).strip()


def _unquoted(line: str) -> str:
    bare = line.strip()
    is_quoted = len(bare) > 1 and bare[0] == bare[-1] == '"'
    return bare[1:-1].replace('""', '"') if is_quoted else line
