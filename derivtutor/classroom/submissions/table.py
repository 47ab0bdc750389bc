"""Which column of a table is what: long tables, wide tables, and the exports of learning platforms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from derivtutor.classroom import sentences
from derivtutor.classroom.submissions.asked import asked
from derivtutor.classroom.submissions.layout import Layout, Table, Who
from derivtutor.classroom.submissions.platforms import FIRST_AND_LAST, PLATFORMS, People, Platform
from derivtutor.classroom.submissions.questions import Questions, in_order, plain
from derivtutor.classroom.submissions.stack import Responses
from derivtutor.exercises.model import ExerciseSet

STUDENT = (
    "student", "student id", "student_id", "user", "user id", "username", "login", "email", "e-mail", "email address",
    "name", "id number", "sid", "orgdefinedid", "org defined id", "full name", "student name",
)  # fmt: skip
EXERCISE = (
    "exercise", "exercise id", "exercise_id", "question", "question id", "question_id", "problem", "item", "task",
)  # fmt: skip
ANSWER = ("answer", "response", "submission", "solution", "student answer", "student_answer")
SUBMITTED = (
    "submitted", "submitted at", "submitted_at", "timestamp", "time", "date", "completed", "finished",
    "submission time", "submission date", "date submitted", "completion time", "attempt end",
)  # fmt: skip


def layout(
    header: Sequence[str], exercises: ExerciseSet, given: Mapping[str, str], file: str, whose: str = ""
) -> Table:
    """Find out what the columns of a table are.

    Args:
        header: the names of the columns.
        exercises: the set that is answered.
        given: what the user said: `student`, `exercise`, `answer`, `submitted` or the id of an exercise → column.
        file: named in errors.
        whose: the student of rows that say nobody; such a table needs no column that says it.

    Raises:
        UserError: where that cannot be told.
    """
    names = [plain(name) for name in header]
    chosen = {key: _column(column, names, file) for key, column in given.items()}
    strange = next((key for key in chosen if key not in _ROLES and exercises.find(key) is None), None)
    if strange is not None:
        raise sentences.NO_EXERCISE_OR_ROLE(name=strange, roles=", ".join(_ROLES))
    columns = _Columns(header, names, exercises, chosen, file, whose)
    platform = next((each for each in PLATFORMS if each.is_known(names)), None)
    if platform is not None and platform.asked is not None and not chosen.keys() - {"student", "submitted"}:
        table = asked(names, platform.asked, columns.who(platform), exercises, file)
        if table is not None:
            return table
    return columns.long() or columns.wide(platform)


_ROLES = ("student", "exercise", "answer", "submitted")


class _Columns:
    """The columns of a table, and what was told of them."""

    def __init__(
        self,
        header: Sequence[str],
        names: Sequence[str],
        exercises: ExerciseSet,
        chosen: Mapping[str, int],
        file: str,
        whose: str,
    ) -> None:
        self._header = header
        self._names = names
        self._exercises = exercises
        self._chosen = chosen
        self._file = file
        self._whose = whose

    def long(self) -> Table | None:
        """A table with a column that names the exercise, and one that has the answer."""
        exercise = self._chosen.get("exercise", _first(EXERCISE, self._names))
        answer = self._chosen.get("answer", _first(ANSWER, self._names))
        if exercise is None or answer is None:
            return None
        who = self.who(None, (answer,), exercise)
        return Layout(who, exercise, ((answer, ""),), Responses(self._exercises))

    def wide(self, platform: Platform | None) -> Table:
        """A table with a column for each exercise."""
        answers = {place: key for key, place in self._chosen.items() if key not in _ROLES}
        answers = answers or self._answer_columns(platform)
        if not answers:
            raise sentences.NO_ANSWER_COLUMN(file=self._file, names=_listed(self._header))
        who = self.who(platform, tuple(answers))
        is_carried = platform is not None and platform.is_carried and who.only is not None
        same = next(_places(FIRST_AND_LAST, self._names), ()) if is_carried else ()
        return Layout(who, None, tuple(sorted(answers.items())), Responses(self._exercises), same)

    def who(self, platform: Platform | None, answers: tuple[int, ...] = (), exercise: int | None = None) -> Who:
        """The columns that say whose row it is, and when it was handed in.

        Raises:
            UserError: where none says it.
        """
        needed = (*answers, *([] if exercise is None else [exercise]))
        names = ["" if place in needed else name for place, name in enumerate(self._names)]
        student = self._student(platform, names)
        when = self._chosen.get("submitted", _first(platform.submitted if platform else SUBMITTED, names))
        last = max([*(place for each in student for place in each), *needed], default=0)
        return Who(student, when, len(names), last, self._whose)

    def _student(self, platform: Platform | None, names: Sequence[str]) -> tuple[tuple[int, ...], ...]:
        if "student" in self._chosen:
            return ((self._chosen["student"],),)
        own = list(_places(platform.student, names)) if platform else []
        if platform is not None and platform.is_form:
            own += _places((*(name for name in names if platform.asks_who(name)), *FIRST_AND_LAST), names)
        students = own or list(_places((*STUDENT, *FIRST_AND_LAST), names))[:1]
        if not students and not self._whose:
            raise sentences.NO_STUDENT_COLUMN(file=self._file, names=_listed(self._header))
        return tuple(students if platform is not None and platform.is_mixed else students[:1])

    def _answer_columns(self, platform: Platform | None) -> dict[int, str]:
        """The columns with answers: by what they are called, else by their order in a platform's export.

        Raises:
            UserError: where a platform has other questions than the set has exercises: which is which cannot be told.
        """
        taken = {self._chosen.get("student"), self._chosen.get("submitted")}
        if platform is not None:
            own = (*platform.student, *platform.submitted, *FIRST_AND_LAST)
            taken |= {place for each in _places(own, self._names) for place in each}
        named = self._named_columns(taken)
        if platform is None or not platform.answers or len(named) == len(self._exercises.exercises):
            return named
        questions = [place for place, name in enumerate(self._names) if platform.is_question(name)]
        unnamed = [place for place in questions if place not in taken and place not in named]
        if platform.is_form:
            unnamed = [place for place in unnamed if not platform.asks_who(self._names[place])]
        rest = in_order(unnamed, named.values(), self._exercises)
        if rest is not None:
            return named | rest
        if named and not unnamed:
            return named
        raise sentences.OTHER_QUESTIONS(
            file=self._file,
            questions=len(named) + len(unnamed),
            exercises=len(self._exercises.exercises),
            names=_listed([self._header[place] for place in unnamed]),
            first=self._exercises.exercises[0].id,
        )

    def _named_columns(self, taken: set[int | None]) -> dict[int, str]:
        find = Questions(self._exercises).find
        named: dict[int, str] = {}
        for place, name in enumerate(self._header):
            exercise = find(name)
            if exercise is not None and place not in taken and exercise not in named.values():
                named[place] = exercise
        return named


def _first(candidates: Sequence[str], names: Sequence[str]) -> int | None:
    return next((names.index(candidate) for candidate in candidates if candidate in names), None)


def _places(people: People, names: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """The columns that there are, each once."""
    seen = set()
    for each in people:
        together = (each,) if isinstance(each, str) else each
        if all(name in names for name in together) and together not in seen:
            seen.add(together)
            yield tuple(names.index(name) for name in together)


def _column(name: str, names: Sequence[str], file: str) -> int:
    if plain(name) in names:
        return names.index(plain(name))
    if name.isdecimal() and 1 <= int(name) <= len(names):
        return int(name) - 1
    raise sentences.NO_COLUMN(file=file, name=name, names=_listed(names))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name.strip() or "(empty)" for name in names[:12])
    return f"{shown} …" if len(names) > 12 else shown
