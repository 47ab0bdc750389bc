"""Tables in which every row says which question was asked: the test results of Blackboard and Brightspace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from derivtutor.classroom import sentences
from derivtutor.classroom.submissions import platforms
from derivtutor.classroom.submissions.cells import is_blank, without_tags
from derivtutor.classroom.submissions.layout import Cells, Who, submission
from derivtutor.classroom.submissions.questions import Questions, in_order, plain
from derivtutor.classroom.submissions.row import BadRow, Remark, Row, Submission
from derivtutor.classroom.submissions.stack import Responses
from derivtutor.errors import UserError
from derivtutor.exercises.model import ExerciseSet


@dataclass(frozen=True, slots=True)
class Place:
    """The columns of one question in a row: its name or text, its number, and the answer."""

    question: tuple[int, ...]
    number: int
    answer: int


@dataclass(slots=True)
class Asked:
    """Where questions and answers stand in a row. Which exercise a question is, its text says; or the order of the
    questions, once all rows are known."""

    who: Who
    places: tuple[Place, ...]
    passed_over: tuple[int, str] | None
    exercises: ExerciseSet
    file: str
    meant: dict[str, str] = field(default_factory=dict)
    """The exercise of each question by its text."""

    remarked: set[str] = field(default_factory=set)

    def prepared(self, rows: Iterable[Cells | BadRow]) -> Iterator[Cells | BadRow]:
        """The rows, once it is known which exercises the questions are.

        Raises:
            UserError: where that cannot be told.
        """
        rows = list(rows)
        numbers: dict[str, set[int]] = {}
        for row in rows:
            if isinstance(row, BadRow) or self.who.problem(row[1]):
                continue
            for place in self.places:
                if question := self._question(place, row[1]):
                    numbers.setdefault(question, set()).add(_number(row[1][place.number], place))
        self._learn(numbers)
        yield from rows

    def _question(self, place: Place, cells: Sequence[str]) -> str:
        """The text of a question; its number where it has none; nothing where none was asked."""
        return "\n".join(cells[each].strip() for each in place.question).strip() or cells[place.number].strip()

    def _learn(self, numbers: dict[str, set[int]]) -> None:
        find = Questions(self.exercises).find
        for question in numbers:
            named = next((name for text in question.split("\n") if (name := find(text))), None) or find(question)
            if named and named not in self.meant.values():
                self.meant[question] = named
        unnamed = [question for question in numbers if question not in self.meant]
        if not unnamed or len(self.meant) == len(self.exercises.exercises):
            return
        rest = in_order(_sorted(unnamed, numbers), self.meant.values(), self.exercises)
        if rest is None:
            raise self._unclear(unnamed)
        self.meant |= rest

    def _unclear(self, unnamed: Sequence[str]) -> UserError:
        shown = ", ".join(" ".join(without_tags(each).split())[:40] for each in unnamed[:6])
        first = self.exercises.exercises[0].id
        return sentences.QUESTIONS_NOT_TOLD(file=self.file, questions=shown, first=first)

    def rows(self, cells: Sequence[str], file: str, line: int) -> Iterator[Row]:
        """The submissions of one row of the table."""
        if not any(cell.strip() for cell in cells):
            return
        problem = self.who.problem(cells)
        student = "" if problem else self.who.name(cells)
        if not student:
            yield BadRow(file, line, problem or self.who.why_nobody(cells))
            return
        if self.passed_over and plain(cells[self.passed_over[0]]) == self.passed_over[1]:
            return
        for place in self.places:
            answer, question = cells[place.answer], self._question(place, cells)
            if not is_blank(answer) and question:
                yield from self._answer(Submission(student, question, answer, file, line, self.who.time(cells)))

    def _answer(self, row: Submission) -> Iterator[Row]:
        exercise = self.meant.get(row.exercise)
        if exercise is not None:
            yield submission(row._replace(exercise=exercise), Responses(self.exercises))
        elif row.exercise not in self.remarked:
            self.remarked.add(row.exercise)
            shown = " ".join(without_tags(row.exercise).split())[:60]
            yield Remark(row.file, row.line, sentences.QUESTION_NOT_IN_SET.format(question=shown))


def _number(cell: str, place: Place) -> int:
    digits = re.search(r"\d+", cell)
    return int(digits.group()[:9]) if digits else place.answer


def _sorted(questions: list[str], numbers: dict[str, set[int]]) -> list[str]:
    """Questions by their numbers; none where a number stands for several, as in tests that are shuffled."""
    if len({frozenset(numbers[each]) for each in questions}) < len(questions):
        return []
    if any(len(numbers[each]) > 1 for each in questions):
        return []
    return sorted(questions, key=lambda each: min(numbers[each]))


def asked(
    names: Sequence[str], columns: platforms.Questions, who: Who, exercises: ExerciseSet, file: str
) -> Asked | None:
    """What a table of a platform asks; None where its columns are not there.

    Args:
        names: the names of the columns, in small letters.
        columns: what the platform calls them.
        who: whose row it is.
        exercises: the set that is answered.
        file: named in errors.
    """
    repeated = "{}" in columns.answer
    places = []
    for count in range(1, len(names) + 1):
        question = [name.format(count) for name in columns.question]
        number, answer = columns.number.format(count), columns.answer.format(count)
        if answer not in names or number not in names:
            break
        texts = tuple(names.index(name) for name in question if name in names)
        places.append(Place(texts, names.index(number), names.index(answer)))
        if not repeated:
            break
    skipped = columns.passed_over
    passed = (names.index(skipped[0]), skipped[1]) if skipped and skipped[0] in names else None
    last = max([who.last, *(place.answer for place in places), *(place.number for place in places)])
    wide = Who(who.student, who.submitted, who.columns, last, who.else_of)
    return Asked(wide, tuple(places), passed, exercises, file) if places else None
