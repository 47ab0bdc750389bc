"""What a finished run found: rows, students, exercises, misconceptions; every report is written from this."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter

import msgspec

from derivtutor.classroom.grading import Plan
from derivtutor.classroom.roster import Person
from derivtutor.classroom.store import Store
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.exercises.variants import variant


@dataclass(frozen=True, slots=True)
class Overruled:
    """A score that was decided by hand: what was judged before, why it was decided, and where that is written."""

    judged: float
    reason: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One row with all that led to its score.

    `numbers` are the student's own; `attempt` counts from 1; `counts` is whether this is the attempt that the score is
    taken from; `mark` has verdict, credit, evidence and slips; `overruled` is where the score is not by the mark.
    """

    number: int
    student: str
    exercise: str
    numbers: Mapping[str, str]
    answer: str
    mark: Mark
    attempt: int
    counts: bool
    score: float
    points: float
    late: bool
    submitted: str
    file: str
    line: int
    overruled: Overruled | None = None

    @property
    def is_right(self) -> bool:
        """Whether it has all points: by hand, or because it is right."""
        return self.mark.is_right if self.overruled is None else self.score >= self.points

    @property
    def is_judged(self) -> bool:
        """Whether the score stands: by hand, or because something is known of the answer."""
        return self.mark.is_judged or self.overruled is not None

    @property
    def is_unproved(self) -> bool:
        """Whether it is taken for right without a proof, and nobody has looked at it."""
        return self.mark.is_unproved and self.overruled is None


@dataclass(frozen=True, slots=True)
class Student:
    """A student's scores by exercise, in the order of the set; what was not answered is missing.

    `doubtful` are the exercises that could not be judged, `unproved` those that are right without a proof, `overruled`
    those whose score was decided by hand. `person` is what the roster says; `is_missing` is who stands in it and of
    whom nothing was found to grade; of a student who `is_ungraded` nothing could be graded.
    """

    name: str
    scores: Mapping[str, float]
    doubtful: frozenset[str]
    unproved: frozenset[str]
    overruled: frozenset[str] = frozenset()
    person: Person | None = None
    is_missing: bool = False
    is_ungraded: bool = False

    @property
    def total(self) -> float:
        return round(sum(self.scores.values()), 4)

    @property
    def id(self) -> str:
        """The roster's id; strangers have none but their name."""
        return self.person.id if self.person else self.name

    @property
    def words(self) -> tuple[str, ...]:
        """What they may be called elsewhere, the most telling first."""
        return (*self.person.words, self.person.name, self.name) if self.person else (self.name,)


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """How an exercise went: by how many students, attempts, the mean share of the points, and those fully right."""

    exercise: Exercise
    students: int
    attempts: int
    mean: float
    right: int


@dataclass(frozen=True, slots=True)
class Example:
    """A wrong answer that many gave: the exercise with the numbers, the answer as it was written, and how many rows."""

    exercise: str
    numbers: Mapping[str, str]
    answer: str
    rows: int


@dataclass(frozen=True, slots=True)
class Misconception:
    """A slip: how many students made it, in how many rows, and examples."""

    slip: str
    rule: str
    hint: str
    students: int
    rows: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not be graded."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a teacher should know and what costs nobody a point.

    `about` is `file` (how it was read), `student` (not in the roster), `override` (about nobody or nothing) or
    `numbers` (somebody else's).
    """

    about: str
    file: str
    line: int
    message: str


@dataclass(frozen=True)
class Results:
    """The results of a run, read from its store whenever they are asked for; nothing grows with the number of rows."""

    plan: Plan
    store: Store

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        return self.plan.exercises.exercises

    @property
    def possible(self) -> float:
        """What can be reached in all."""
        return sum(exercise.points for exercise in self.exercises)

    @cached_property
    def rows(self) -> int:
        """How many answers there are."""
        return int(self.store.one("SELECT COUNT(*) FROM submission"))

    @cached_property
    def student_count(self) -> int:
        """How many students have an answer that could be graded."""
        return int(self.store.one("SELECT COUNT(DISTINCT student) FROM submission"))

    @cached_property
    def ungraded(self) -> tuple[str, ...]:
        """The students of whom there is nothing but what was refused, such as a sheet that cannot be read."""
        rows = self.store.query(
            "SELECT name FROM student JOIN ungraded ON ungraded.student = student.id"
            " WHERE NOT EXISTS (SELECT 1 FROM submission WHERE submission.student = student.id) ORDER BY name"
        )
        return tuple(name for (name,) in rows)

    @cached_property
    def unreadable(self) -> int:
        """How many answers cannot be read."""
        return self._with_verdict("unreadable")

    @cached_property
    def blank(self) -> int:
        """How many answers have nothing in them."""
        return self._with_verdict("empty")

    def _with_verdict(self, verdict: str) -> int:
        return int(self.store.one("SELECT COUNT(*) FROM counted WHERE verdict = ?", (verdict,)))

    @cached_property
    def files(self) -> Mapping[str, int]:
        """How many of the files handed in were graded, refused and passed over; none where one file was named."""
        counts = dict(self.store.query("SELECT word, files FROM handed_in"))
        return {word: counts[word] for word in ("graded", "refused", "passed over") if word in counts}

    @cached_property
    def without_time(self) -> int:
        """How many answers nobody knows the time of, where something is due."""
        if not self.plan.is_due:
            return 0
        answered = "SELECT COUNT(*) FROM submission JOIN answer ON answer.id = submission.answer"
        return int(self.store.one(f"{answered} WHERE submitted = '' AND answer.text <> ''"))

    @cached_property
    def doubtful(self) -> int:
        """How many rows could not be judged in time."""
        return int(self.store.one("SELECT COUNT(*) FROM counted WHERE doubtful"))

    @cached_property
    def unproved(self) -> int:
        """How many rows are taken for right without a proof."""
        return int(self.store.one("SELECT COUNT(*) FROM counted WHERE unproved"))

    @cached_property
    def refused_count(self) -> int:
        return int(self.store.one("SELECT COUNT(*) FROM bad_row"))

    @cached_property
    def remark_count(self) -> int:
        return int(self.store.one("SELECT COUNT(*) FROM remark"))

    @cached_property
    def overruled_count(self) -> int:
        """How many scores were decided by hand."""
        return int(self.store.one("SELECT COUNT(*) FROM overruled"))

    @cached_property
    def missing(self) -> tuple[Person, ...]:
        """Those of the roster of whom nothing was found to grade, by name."""
        if self.plan.roster is None:
            return ()
        there = {*self.store.students(), *self.ungraded}
        labels = self.plan.roster.labels
        return tuple(labels[label] for label in sorted(labels) if label not in there)

    def person(self, student: str) -> Person | None:
        """What the roster says of somebody, by the name in reports."""
        return self.plan.roster.labels.get(student) if self.plan.roster else None

    @cached_property
    def mean(self) -> float:
        """The mean of the students' totals."""
        total = self.store.one("SELECT TOTAL(score) FROM counted WHERE counts")
        return float(total) / self.student_count if self.student_count else 0.0

    @property
    def is_all_right(self) -> bool:
        """Whether every exercise was answered by every student, and rightly, and nothing was refused."""
        wanted = len(self.exercises) * self.student_count
        right = self.store.one("SELECT COUNT(*) FROM counted WHERE counts AND verdict = 'correct'")
        return bool(wanted == right and not self.refused_count)

    def refused(self) -> Iterator[Refused]:
        """The rows that could not be graded, in the order of reading."""
        for row in self.store.query("SELECT file, line, message FROM bad_row ORDER BY number"):
            yield Refused(*row)

    def remarks(self) -> Iterator[Remark]:
        """What a teacher should know, in the order in which it was found."""
        for row in self.store.query("SELECT about, file, line, message FROM remark ORDER BY number"):
            yield Remark(*row)

    def decisions(
        self,
        student: str | None = None,
        only_counting: bool = False,
        only_unproved: bool = False,
        only_overruled: bool = False,
    ) -> Iterator[Decision]:
        """Every row, in the order of reading, or those of one student, those that count, those without a proof, those
        with a score by hand.
        """
        wanted = ["1"] if student is None else ["student.name = :student"]
        if only_counting:
            wanted.append("counted.counts")
        if only_unproved:
            wanted.append("counted.unproved")
        if only_overruled:
            wanted.append("overruled.number IS NOT NULL")
        rows = self.store.query(
            "SELECT submission.number, student.name, problem.exercise, problem.numbers, answer.text, answer.mark,"
            " counted.attempt, counted.counts, counted.score, counted.points, submission.late, submission.submitted,"
            " file.name, submission.line, overruled.judged, overruled.reason, overruled.file, overruled.line"
            " FROM submission LEFT JOIN overruled ON overruled.number = submission.number"
            " JOIN counted ON counted.number = submission.number JOIN answer ON answer.id = submission.answer"
            " JOIN problem ON problem.id = answer.problem JOIN student ON student.id = submission.student"
            f" JOIN file ON file.id = submission.file WHERE {' AND '.join(wanted)} ORDER BY submission.number",
            {"student": student},
        )
        decode = lru_cache(maxsize=2_000)(msgspec.json.Decoder(Mark).decode)  # classes repeat themselves
        for row in rows:
            number, name, exercise, numbers, text, mark, attempt, counts, score, points, late, when, file, line = row[
                :14
            ]
            yield Decision(
                number, name, exercise, json.loads(numbers) if numbers != "{}" else {}, text, decode(mark), attempt,
                bool(counts), score, points, bool(late), when, file, line,
                None if row[14] is None else Overruled(*row[14:]),
            )  # fmt: skip

    def students(self, with_ungraded: bool = False) -> Iterator[Student]:
        """Everybody by name, whoever is missing too; on request those of whom nothing could be graded."""
        nothing = frozenset[str]()
        missing = [Student(each.label, {}, nothing, nothing, nothing, each, is_missing=True) for each in self.missing]
        ungraded = [
            Student(name, {}, nothing, nothing, nothing, self.person(name), is_ungraded=True)
            for name in (self.ungraded if with_ungraded else ())
        ]
        return merge(self.handed_in(), missing, ungraded, key=attrgetter("name"))

    def handed_in(self) -> Iterator[Student]:
        """The students of whom there is something to grade, with their scores, by name."""
        rows = self.store.query(
            "SELECT student.name, counted.exercise, counted.score, counted.doubtful, counted.unproved,"
            " overruled.number IS NOT NULL FROM counted JOIN student ON student.id = counted.student"
            " LEFT JOIN overruled ON overruled.number = counted.number"
            " WHERE counted.counts ORDER BY student.name, counted.exercise"
        )
        for name, of_student in groupby(rows, key=itemgetter(0)):
            answers = list(of_student)
            scores = {row[1]: row[2] for row in answers}
            doubtful, unproved, overruled = (frozenset(row[1] for row in answers if row[what]) for what in (3, 4, 5))
            in_order = {exercise.id: scores[exercise.id] for exercise in self.exercises if exercise.id in scores}
            yield Student(name, in_order, doubtful, unproved, overruled, self.person(name))

    @cached_property
    def by_exercise(self) -> tuple[ExerciseResult, ...]:
        """How each exercise went, in the order of the set; those that nobody answered too."""
        rows = self.store.query(
            "SELECT exercise, SUM(counts), SUM(verdict NOT IN ('unreadable', 'empty')),"
            " AVG(CASE WHEN counts AND points > 0 THEN score / points END),"
            " SUM(counts AND verdict = 'correct' AND credit = 1) FROM counted GROUP BY exercise"
        )
        counts = {row[0]: row[1:] for row in rows}
        nobody = (0, 0, 0.0, 0)
        return tuple(
            ExerciseResult(exercise, students, attempts, mean or 0.0, right)
            for exercise in self.exercises
            for students, attempts, mean, right in [counts.get(exercise.id, nobody)]
        )

    @property
    def hardest(self) -> tuple[ExerciseResult, ...]:
        """The exercises that were answered, the hardest first; what is worth nothing has no share of its points."""
        answered = (each for each in self.by_exercise if each.students and each.exercise.points)
        return tuple(sorted(answered, key=lambda each: each.mean))

    @cached_property
    def misconceptions(self) -> tuple[Misconception, ...]:
        """The slips that were made, by the number of students, each with its commonest examples."""
        rows = self.store.query(
            "SELECT slip.slip, MIN(slip.rule), MIN(slip.hint), COUNT(DISTINCT submission.student), COUNT(*) FROM slip"
            " JOIN submission ON submission.answer = slip.answer GROUP BY slip.slip"
            " ORDER BY COUNT(DISTINCT submission.student) DESC, COUNT(*) DESC, slip.slip"
        )
        return tuple(
            Misconception(slip, rule, hint, students, count, self._examples(slip))
            for slip, rule, hint, students, count in list(rows)
        )

    def made_by(self, slip: str, most: int) -> tuple[str, ...]:
        """Who made a slip, by name."""
        rows = self.store.query(
            "SELECT DISTINCT student.name FROM slip JOIN submission ON submission.answer = slip.answer"
            " JOIN student ON student.id = submission.student WHERE slip.slip = ? ORDER BY student.name LIMIT ?",
            (slip, most),
        )
        return tuple(name for (name,) in rows)

    def _examples(self, slip: str, most: int = 3) -> tuple[Example, ...]:
        rows = self.store.query(
            "SELECT problem.exercise, problem.numbers, answer.text, COUNT(*) FROM slip"
            " JOIN answer ON answer.id = slip.answer JOIN problem ON problem.id = answer.problem"
            " JOIN submission ON submission.answer = answer.id WHERE slip.slip = ?"
            " GROUP BY answer.id ORDER BY COUNT(*) DESC, MIN(submission.number) LIMIT ?",
            (slip, most),
        )
        return tuple(Example(exercise, json.loads(numbers), text, count) for exercise, numbers, text, count in rows)

    def commonest_wrong(self, exercise: str, most: int = 5) -> tuple[tuple[Example, Mark], ...]:
        """The wrong answers to an exercise that were given most often, each with its mark."""
        rows = self.store.query(
            "SELECT problem.numbers, answer.text, answer.mark, COUNT(*) FROM submission"
            " JOIN answer ON answer.id = submission.answer JOIN problem ON problem.id = answer.problem"
            " WHERE problem.exercise = ? AND answer.verdict <> 'correct' AND answer.text <> ''"
            " GROUP BY answer.id ORDER BY COUNT(*) DESC, MIN(submission.number) LIMIT ?",
            (exercise, most),
        )
        return tuple(
            (Example(exercise, json.loads(numbers), text, count), msgspec.json.decode(mark, type=Mark))
            for numbers, text, mark, count in rows
        )

    def marker(self, exercise: str, numbers: Mapping[str, str]) -> Marker:
        """An exercise with a student's numbers: its question and key."""
        asked = self.plan.exercises.find(exercise)
        assert asked is not None
        return Marker.of(variant(asked, numbers), self.plan.exercises.credit)
