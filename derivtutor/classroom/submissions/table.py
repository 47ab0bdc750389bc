"""Which column of a table is what: long tables, wide tables, and the exports of learning platforms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from derivtutor.classroom.submissions.row import BadRow, Row, Submission
from derivtutor.errors import UserError
from derivtutor.exercises.model import Exercise, ExerciseSet

STUDENT = (
    "student",
    "student id",
    "student_id",
    "user",
    "user id",
    "username",
    "login",
    "email",
    "e-mail",
    "name",
    "id number",
)
EXERCISE = (
    "exercise",
    "exercise id",
    "exercise_id",
    "question",
    "question id",
    "question_id",
    "problem",
    "item",
    "task",
)
ANSWER = ("answer", "response", "submission", "solution", "student answer", "student_answer")
SUBMITTED = ("submitted", "submitted at", "submitted_at", "timestamp", "time", "date", "completed", "finished")


@dataclass(frozen=True, slots=True)
class Platform:
    """The table that a learning platform exports: what it is known by, and what its columns are.

    `known_by` are columns that all must be there, besides one with answers; `student` are candidates in order;
    `answers` matches the columns with answers, whose order is that of the exercises unless their names tell more.
    """

    name: str
    known_by: tuple[str, ...]
    student: tuple[str, ...]
    submitted: tuple[str, ...]
    answers: str


PLATFORMS = (
    Platform(
        "moodle",
        (),
        ("email address", "e-mail-adresse", "id number", "id-nummer", "username", "anmeldename"),
        ("completed", "submitted on", "completed on", "beendet"),
        r"(?:response|antwort|réponse|respuesta|risposta) \d+",
    ),
    Platform("canvas", ("section", "submitted", "attempt"), ("sis_id", "id", "name"), ("submitted",), r"\d+: .*"),
    Platform("google-forms", ("timestamp",), ("email address", "username", "email"), ("timestamp",), r".+"),
)
_NO_QUESTIONS = re.compile(
    r"score|name|section.*|.*\[(score|feedback)\]|total score|state|grade.*|email address|username"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where student, exercises and answers stand in a row.

    A long table has one answer a row and a column that names the exercise; a wide one a column for each exercise.
    """

    student: int
    submitted: int | None
    exercise: int | None
    answers: tuple[tuple[int, str], ...]
    columns: int
    last: int = field(init=False)
    """The last column that a row must have."""

    def __post_init__(self) -> None:
        last = max([self.student, self.exercise or 0, *(place for place, _ in self.answers)])
        object.__setattr__(self, "last", last)

    def rows(self, cells: Sequence[str], file: str, line: int) -> Iterator[Row]:
        """The submissions of one row of the table."""
        if not any(cell.strip() for cell in cells):
            return
        if len(cells) > self.columns or len(cells) <= self.last:
            says = f"The row has {len(cells)} columns, the table has {self.columns}."
            hint = " Is there a comma within an answer? Such an answer must stand in quotes."
            yield BadRow(file, line, says + (hint if len(cells) > self.columns else ""))
            return
        student = cells[self.student].strip()
        if not student:
            yield BadRow(file, line, "The row does not say whose answer it is.")
            return
        submitted = cells[self.submitted].strip() if self.submitted is not None and self.submitted < len(cells) else ""
        for place, exercise in self.answers:
            name = exercise if self.exercise is None else cells[self.exercise].strip()
            answer = cells[place]
            if self.exercise is None and answer.strip() in ("", "-"):
                continue  # in a wide table, what was not answered is left empty
            yield Submission(student, name, answer, file, line, submitted)


def layout(header: Sequence[str], exercises: ExerciseSet, given: Mapping[str, str], file: str) -> Layout:
    """Find out what the columns of a table are.

    Args:
        header: the names of the columns.
        exercises: the set that is answered.
        given: what the user said: `student`, `exercise`, `answer`, `submitted` or the id of an exercise → column.
        file: named in errors.

    Raises:
        UserError: where that cannot be told.
    """
    names = [_plain(name) for name in header]
    told = {key: _column(column, names, file) for key, column in given.items()}
    strange = next((key for key in told if key not in _ROLES and exercises.find(key) is None), None)
    if strange is not None:
        raise UserError(f"There is no exercise {strange}.", f"Before = use {', '.join(_ROLES)}, or an exercise's id.")
    exercise, answer = told.get("exercise", _first(EXERCISE, names)), told.get("answer", _first(ANSWER, names))
    if exercise is not None and answer is not None:
        student = told.get("student", _first(STUDENT, [name if i != exercise else "" for i, name in enumerate(names)]))
        when = told.get("submitted", _first(SUBMITTED, names))
        return Layout(_needed(student, header, file), when, exercise, ((answer, ""),), len(names))
    platform = next((each for each in PLATFORMS if _is_from(each, names)), None)
    student = told.get("student", _first((*(platform.student if platform else ()), *STUDENT), names))
    when = told.get("submitted", _first(platform.submitted if platform else SUBMITTED, names))
    answers = {told[key]: key for key in told if key not in _ROLES}
    if not answers:
        answers = _answer_columns(header, exercises, platform, {student, when}, file)
    if not answers:
        wanted = "student, exercise, answer, or a column named after each exercise"
        raise UserError(
            f"{file}:1:1: no column is named after an exercise; there are {_listed(header)}.",
            f"Name the columns {wanted}, or tell with --column, such as --column chain-1=Q1.",
        )
    return Layout(_needed(student, header, file), when, None, tuple(sorted(answers.items())), len(names))


_ROLES = ("student", "exercise", "answer", "submitted")


def _is_from(platform: Platform, names: Sequence[str]) -> bool:
    return set(platform.known_by) <= set(names) and any(re.fullmatch(platform.answers, name) for name in names)


def _answer_columns(
    header: Sequence[str], exercises: ExerciseSet, platform: Platform | None, taken: set[int | None], file: str
) -> dict[int, str]:
    """The columns with answers: by the exercise's id or title, else by their order in a platform's export.

    Raises:
        UserError: where a platform has other questions than the set has exercises: which is which cannot be told.
    """
    found = _named_columns(header, exercises, taken)
    if platform is None or len(found) == len(exercises.exercises):
        return found
    questions = [place for place, name in enumerate(header) if place not in taken and _is_question(name, platform)]
    if len(questions) == len(exercises.exercises):
        return {place: exercise.id for place, exercise in zip(questions, exercises.exercises, strict=True)}
    if found and len(found) == len(questions):
        return found
    raise UserError(
        f"{file}:1:1: there are {len(questions)} questions and {len(exercises.exercises)} exercises: "
        f"{_listed([header[place] for place in questions])}.",
        f"Say which is which, such as --column {exercises.exercises[0].id}=3 for the third column.",
    )


def _is_question(name: str, platform: Platform) -> bool:
    return bool(re.fullmatch(platform.answers, _plain(name))) and not _NO_QUESTIONS.fullmatch(_plain(name))


def _named_columns(header: Sequence[str], exercises: ExerciseSet, taken: set[int | None]) -> dict[int, str]:
    known: dict[str, Exercise] = {}
    for exercise in exercises.exercises:
        for word in (exercise.id, exercise.title):
            known.setdefault(_plain(word), exercise)
    known.pop("", None)
    found: dict[int, str] = {}
    for place, name in enumerate(header):
        bare = re.sub(r"^\d+: ", "", _plain(name))
        one = known.get(_plain(name)) or known.get(bare) or _with_id(name, exercises)
        if one is not None and place not in taken and one.id not in found.values():
            found[place] = one.id
    return found


def _with_id(column: str, exercises: ExerciseSet) -> Exercise | None:
    """The exercise whose id stands in brackets in a column's name: `Differentiate … [chain-1]`."""
    for word in re.findall(r"[\[({]#?([A-Za-z0-9][A-Za-z0-9._-]{0,63})[\])}]", column):
        if found := exercises.find(word):
            return found
    return None


def _plain(name: str) -> str:
    return " ".join(name.strip().strip("\ufeff").casefold().split())


def _first(candidates: Sequence[str], names: Sequence[str]) -> int | None:
    return next((names.index(candidate) for candidate in candidates if candidate in names), None)


def _column(name: str, names: Sequence[str], file: str) -> int:
    if _plain(name) in names:
        return names.index(_plain(name))
    if name.isdecimal() and 1 <= int(name) <= len(names):
        return int(name) - 1
    raise UserError(f"{file}:1:1: there is no column {name}.", f"There are {_listed(names)}.")


def _needed(student: int | None, header: Sequence[str], file: str) -> int:
    if student is None:
        remedy = "Name it student, or tell with --column, such as --column student=Login."
        raise UserError(f"{file}:1:1: no column says who the student is; there are {_listed(header)}.", remedy)
    return student


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name.strip() or "(empty)" for name in names[:12])
    return f"{shown} …" if len(names) > 12 else shown
