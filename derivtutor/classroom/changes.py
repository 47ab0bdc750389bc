"""What a grading changed: the scores that count, beside those of the grading before in the same state, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import msgspec

import derivtutor
from derivtutor.classroom import sentences
from derivtutor.classroom.grading import Plan
from derivtutor.classroom.names import folded_name
from derivtutor.classroom.results import Results
from derivtutor.classroom.roster import Roster
from derivtutor.classroom.store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What counted at an exercise: the score and the points that could be had, and what that came from."""

    score: float
    points: float
    answer: bytes
    numbers: str
    late: bool
    doubtful: bool
    override: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A student's score at an exercise before and now, None where there is none; and what made it another."""

    student: str
    exercise: str
    before: Outcome | None
    now: Outcome | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StudentChanges:
    """All changes of a student, and the totals before and now; None where nothing was graded."""

    student: str
    before: float | None
    now: float | None
    changes: tuple[Change, ...]


class Basis(msgspec.Struct, frozen=True):
    """What the scores of a grading depend on beside the answers; the people of the roster by their ids."""

    version: str
    title: str
    scheme: str
    exercises: dict[str, str]
    people: dict[str, str]


def basis(plan: Plan) -> Basis:
    """What the scores of a run depend on."""
    exercises = plan.exercises
    people = {person.id: person.label for person in plan.roster.people} if plan.roster else {}
    digests = {exercise.id: _digest(exercise) for exercise in exercises.exercises}
    return Basis(derivtutor.__version__, exercises.title, _digest(exercises.credit), digests, people)


def _digest(value: msgspec.Struct) -> str:
    return hashlib.blake2b(msgspec.json.encode(value), digest_size=16).hexdigest()


_COLUMNS = "score, points, answer, numbers, late, doubtful, override"
_OUTCOMES = """
SELECT student.name AS student, counted.exercise AS exercise, counted.score AS score, counted.points AS points,
    answer.digest AS answer, problem.numbers AS numbers, submission.late AS late, counted.doubtful AS doubtful,
    overruled.reason AS override
FROM counted JOIN submission ON submission.number = counted.number JOIN answer ON answer.id = submission.answer
JOIN problem ON problem.id = answer.problem JOIN student ON student.id = counted.student
LEFT JOIN overruled ON overruled.number = counted.number WHERE counted.counts ORDER BY student, exercise
"""
_TABLE = (
    "(student TEXT, exercise TEXT, score REAL, points REAL, answer BLOB, numbers TEXT, late INTEGER,"
    " doubtful INTEGER, override TEXT, PRIMARY KEY (student, exercise)) WITHOUT ROWID"
)


def remember(plan: Plan, store: Store) -> None:
    """Note what the scores of a finished run depend on, so that the next one can be compared with it."""
    store.remember("basis", msgspec.json.encode(basis(plan)).decode())


def keep_earlier(store: Store, begin_anew: bool) -> None:
    """Keep the outcomes of a finished run for comparison, as another begins in its state: all of it or nothing.

    Args:
        store: the state.
        begin_anew: whether the marks are given up.
    """
    encoded = store.value("basis")
    store.write("BEGIN")
    if encoded is not None:
        store.write(f"CREATE TABLE IF NOT EXISTS earlier {_TABLE}")
        store.write("DELETE FROM earlier")
        store.write(f"INSERT INTO earlier {_OUTCOMES}")
        store.remember("earlier", encoded)
    if begin_anew:
        store.forget()
    store.remember("finished", "no")
    store.write("COMMIT")


class Changes:
    """The comparison of a run with the one before, as far as there was one about the same exercises."""

    def __init__(self, results: Results) -> None:
        self._store = results.store
        self._roster = results.plan.roster
        self._now = basis(results.plan)
        encoded = results.store.value("earlier")
        before = msgspec.json.decode(encoded, type=Basis) if encoded else None
        if before is not None and before.title != self._now.title and not before.exercises.keys() & self._now.exercises:
            before = None  # another set, whose report has the same name
        self._before = before
        if before is not None:
            _rename(results.plan.roster, before, results.store)
            self._store.write("DROP TABLE IF EXISTS temp.later")
            self._store.write(f"CREATE TEMP TABLE later {_TABLE}")
            self._store.write(f"INSERT INTO later {_OUTCOMES}")

    @property
    def is_first(self) -> bool:
        """Whether there is nothing to compare with."""
        return self._before is None

    @property
    def gone(self) -> list[str]:
        """Exercises that are no longer in the set."""
        return [name for name in self._before.exercises if name not in self._now.exercises] if self._before else []

    @property
    def new(self) -> list[str]:
        """Exercises that were not in the set before."""
        return [name for name in self._now.exercises if name not in self._before.exercises] if self._before else []

    @property
    def students(self) -> int:
        """How many students have other scores."""
        if self.is_first:
            return 0
        return int(self._store.one(f"SELECT COUNT(DISTINCT student) FROM ({_DIFFERENT})"))

    def by_student(self) -> Iterator[StudentChanges]:
        """The students whose scores are others, by name, with what changed in the order of the set."""
        if self._before is None:
            return
        rows = self._store.query(f"{_DIFFERENT} ORDER BY student")
        changes = (self._change(self._before, *row) for row in rows)
        order = {name: place for place, name in enumerate((*self._now.exercises, *self.gone))}
        for student, group in groupby(changes, key=attrgetter("student")):
            in_order = tuple(sorted(group, key=lambda change: order[change.exercise]))
            yield StudentChanges(student, self._total("earlier", student), self._total("later", student), in_order)

    def _change(self, earlier: Basis, student: str, exercise: str, *values: object) -> Change:
        before, now = _outcome(values[:7]), _outcome(values[7:])
        person = self._roster.find(student) if self._roster and now is None else None
        if person is not None and person.label != student:
            return Change(student, exercise, before, now, (sentences.CALLED_OTHERWISE.format(name=person.label),))
        return Change(student, exercise, before, now, tuple(self._why(earlier, exercise, before, now)))

    def _total(self, table: str, student: str) -> float | None:
        total = self._store.one(f"SELECT SUM(score) FROM {table} WHERE student = ?", (student,))
        return None if total is None else round(total, 4)

    def _why(self, earlier: Basis, exercise: str, before: Outcome | None, now: Outcome | None) -> Iterator[str]:
        """What is different, as far as it can be told: the set, the answer, a decision by hand, the roster."""
        if exercise not in self._now.exercises:
            yield sentences.EXERCISE_GONE
        elif exercise not in earlier.exercises:
            yield sentences.EXERCISE_NEW
        elif before is None:
            yield _decided(now) or sentences.ANSWER_CAME
        elif now is None:
            yield sentences.TAKEN_BACK if before.override is not None else sentences.ANSWER_GONE
        else:
            reasons = list(_differences(before, now))
            if earlier.exercises[exercise] != self._now.exercises[exercise]:
                reasons.insert(0, sentences.EXERCISE_CHANGED)
            if earlier.scheme != self._now.scheme:
                reasons.append(sentences.SCHEME_CHANGED)
            if not reasons and earlier.version != self._now.version:
                reasons.append(sentences.OTHER_JUDGE.format(now=self._now.version, before=earlier.version))
            yield from reasons or [sentences.GRADED_ANEW]


_DIFFERENT = f"""
SELECT earlier.student AS student, earlier.exercise, {", ".join(f"earlier.{name}" for name in _COLUMNS.split(", "))},
    {", ".join(f"later.{name}" for name in _COLUMNS.split(", "))}
FROM earlier LEFT JOIN later ON later.student = earlier.student AND later.exercise = earlier.exercise
WHERE later.score IS NULL OR later.score <> earlier.score OR later.points <> earlier.points
UNION ALL SELECT later.student, later.exercise, {", ".join(["NULL"] * 7)},
    {", ".join(f"later.{name}" for name in _COLUMNS.split(", "))}
FROM later LEFT JOIN earlier ON later.student = earlier.student AND later.exercise = earlier.exercise
WHERE earlier.score IS NULL
"""


def _outcome(values: tuple[object, ...]) -> Outcome | None:
    if values[0] is None:
        return None
    score, points, answer, numbers, late, doubtful, override = values
    return Outcome(score, points, answer, numbers, bool(late), bool(doubtful), override)  # type: ignore[arg-type]


def _differences(before: Outcome, now: Outcome) -> Iterator[str]:
    """What is different about two outcomes at the same exercise."""
    if before.override != now.override:
        yield _decided(now) or sentences.TAKEN_BACK
    elif now.override is not None and before.score != now.score:
        yield _decided(now)
    if before.numbers != now.numbers:
        yield sentences.OTHER_NUMBERS
    if before.answer != now.answer:
        yield sentences.ANOTHER_ANSWER
    if before.late != now.late:
        yield sentences.NOW_LATE if now.late else sentences.NO_LONGER_LATE
    if before.doubtful and not now.doubtful:
        yield sentences.NO_LONGER_DOUBTFUL
    elif now.doubtful and not before.doubtful:
        yield sentences.NOW_DOUBTFUL


def _decided(now: Outcome | None) -> str:
    return "" if now is None or now.override is None else sentences.DECIDED.format(reason=now.override)


def _rename(roster: Roster | None, before: Basis, store: Store) -> None:
    """Students that the roster calls otherwise than they were called before are the same students."""
    if roster is None:
        return
    by_id = {person.id: person for person in roster.people}
    label_of = {label: by_id[id].label for id, label in before.people.items() if id in by_id}
    now = {folded_name(name): name for name in store.students()}
    for name in [name for (name,) in store.query("SELECT DISTINCT student FROM earlier")]:
        person = roster.find(name)
        label = label_of.get(name) or (person.label if person else now.get(folded_name(name), name))
        if label != name:  # where two were one all the time, the second stays what it was
            store.write("UPDATE OR IGNORE earlier SET student = ? WHERE student = ?", (label, name))
