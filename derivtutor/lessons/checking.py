"""What is wrong with a lesson beyond its form: skills, needed lessons, formulas, exercises, links and commands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from derivtutor.errors import Refusal, UserError
from derivtutor.exercises.checking import check as check_exercises
from derivtutor.exercises.document import Place
from derivtutor.exercises.loading import Complaint
from derivtutor.exercises.marking import Marker
from derivtutor.lessons import sentences
from derivtutor.lessons.formulas import complaint
from derivtutor.lessons.library import lessons_in, named, nearest
from derivtutor.lessons.model import Ask, Explore, Lesson, Section, Show, Words
from derivtutor.lessons.outline import exercise_ids
from derivtutor.lessons.reading import Read
from derivtutor.practice.skills import skill

QUIZ_LEAST, QUIZ_MOST = 3, 6

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OFTEN_UNTOLD = ("at", "start", "rate")
"""The fields whose numbers a text of one's own may forget."""

Try = Callable[[str], object]
"""Runs a command line without printing anything; it raises UserError where that fails or is not allowed."""


def check(read: Read, known: Mapping[str, Lesson], show: Try, explore: Try) -> tuple[Complaint, ...]:
    """Every mistake in a lesson, in the order of the lines.

    Args:
        read: the lesson.
        known: all lessons that there are, by their ids, this one among them.
        show: tries a command that shows something.
        explore: tries the arguments of an explorer.
    """
    checking = _Checking(read, known)
    found = [*read.complaints, *check_exercises(read.exercises), *checking.complaints(), *checking.tried(show, explore)]
    unique = {(each.place.line, each.place.column, each.message): each for each in found}
    return tuple([unique[key] for key in sorted(unique)])


@dataclass(frozen=True)
class _Checking:
    """One lesson among others."""

    read: Read
    known: Mapping[str, Lesson]

    @property
    def lesson(self) -> Lesson:
        return self.read.lesson

    def _complaint(self, place: Place, refusal: Refusal, /, **values: object) -> Complaint:
        return Complaint(place, *refusal.words(**values))

    def complaints(self) -> Iterator[Complaint]:
        if self.read.head is not None:
            yield from self._needs()
            yield from self._skills()
        yield from self._twin()
        yield from self._ids()
        yield from self._untold()
        yield from self._sections()
        yield from self._links()
        yield from self._formulas()

    # -- the head ----------------------------------------------------------------------------------------------

    def _needs(self) -> Iterator[Complaint]:
        for number, name in enumerate(self.lesson.head.needs):
            place = self.read.place_of("needs", number)
            if name == self.lesson.id:
                yield self._complaint(place, sentences.NEEDS_ITSELF, name=name)
            elif name not in self.known:
                remedy = nearest(name, self.known, sentences.LISTED)
                yield self._complaint(place, sentences.NO_SUCH_LESSON, name=name, remedy=remedy)
            elif circle := self._circle(name):
                yield self._complaint(place, sentences.CIRCLE, names=" → ".join([self.lesson.id, *circle]))

    def _circle(self, first: str) -> list[str]:
        """The way from a lesson that is needed back to this one; empty where there is none."""
        ways, seen = [[first]], {first}
        while ways:
            way = ways.pop()
            for name in self.known[way[-1]].head.needs if way[-1] in self.known else ():
                if name == self.lesson.id:
                    return [*way, name]
                if name not in seen:
                    seen.add(name)
                    ways.append([*way, name])
        return []

    def _skills(self) -> Iterator[Complaint]:
        for number, name in enumerate(self.lesson.head.teaches):
            try:
                skill(name)
            except UserError as error:
                yield Complaint(self.read.place_of("teaches", number), error.message, error.hint)

    def _twin(self) -> Iterator[Complaint]:
        """Another lesson beside this one that is called the same."""
        folder = self.read.path.parent
        for path in sorted(folder.glob("*.md")):
            found = named(path)
            if found and found[1] == self.lesson.id and path.name != self.read.path.name:
                yield self._complaint(self.read.place(1), sentences.ID_TWICE, id=found[1], path=path.name)

    # -- exercises ---------------------------------------------------------------------------------------------

    def _ids(self) -> Iterator[Complaint]:
        """Exercises that are called as one of an earlier lesson beside this one is."""
        paths = lessons_in(self.read.path.parent)
        names = [path.name for path in paths]
        earlier = paths[: names.index(self.read.path.name)] if self.read.path.name in names else paths
        for path in earlier:
            with suppress(UserError):
                taken = exercise_ids(path)
                for ask in self._asks():
                    if ask.exercise.id in taken:
                        place = self.read.place(ask.line)
                        yield self._complaint(place, sentences.EXERCISE_TWICE, id=ask.exercise.id, path=path.name)

    def _untold(self) -> Iterator[Complaint]:
        """Numbers that a question is about, and that are not told where the author's own words stand for all of it."""
        for ask in self._asks():
            exercise = ask.exercise
            if not exercise.text or exercise.parameters:
                continue
            with suppress(UserError):
                told = {*_NUMBER.findall(Marker.of(exercise).question.statement)}
                for name in _OFTEN_UNTOLD:
                    value = str(getattr(exercise, name) or "")
                    if not told.issuperset(_NUMBER.findall(value)):
                        place = self.read.place(ask.line)
                        yield self._complaint(place, sentences.NOT_TOLD, name=name, value=value)

    def _asks(self) -> Iterator[Ask]:
        return (block for block in self.lesson.blocks if isinstance(block, Ask))

    # -- sections ----------------------------------------------------------------------------------------------

    def _sections(self) -> Iterator[Complaint]:
        sections = self.lesson.sections
        if not sections and self.read.head is not None:
            yield self._complaint(self._end(), sentences.NO_IDEAS)
        titles: dict[str, int] = {}
        for section in sections:
            place = self.read.place(section.line)
            if section.id in titles:
                first = titles[section.id]
                yield self._complaint(place, sentences.TITLE_TWICE, title=section.title, line=first)
            titles.setdefault(section.id, section.line)
            if section.is_quiz:
                yield from self._quiz(section, section is sections[-1])
            elif not self._has_exercise(section):
                yield self._complaint(place, sentences.NO_EXERCISE, title=section.title)
        if sections and not any(section.is_quiz for section in sections):
            yield self._complaint(self._end(), sentences.NO_QUIZ)

    def _has_exercise(self, section: Section) -> bool:
        """Whether there is one, even if it has mistakes."""
        following = [each.line for each in self.lesson.sections if each.line > section.line]
        end = min(following, default=len(self.read.lines) + 1)
        return bool(section.asks) or any(section.line < line < end for line in self.read.tasks)

    def _quiz(self, quiz: Section, is_last: bool) -> Iterator[Complaint]:
        place = self.read.place(quiz.line)
        count = sum(line > quiz.line for line in self.read.tasks)
        if not is_last:
            yield self._complaint(place, sentences.QUIZ_NOT_LAST)
        elif not QUIZ_LEAST <= count <= QUIZ_MOST:
            yield self._complaint(place, sentences.QUIZ_LENGTH, count=count, least=QUIZ_LEAST, most=QUIZ_MOST)
        had_exercise = False
        for block in quiz.blocks:
            had_exercise = had_exercise or isinstance(block, Ask)
            if isinstance(block, Show | Explore) or (had_exercise and isinstance(block, Words)):
                yield self._complaint(self.read.place(block.line), sentences.QUIZ_HAS_MORE)

    def _end(self) -> Place:
        """The last line that has anything in it."""
        lines = self.read.lines
        return self.read.place(max([number for number, line in enumerate(lines, 1) if line.strip()], default=1))

    # -- words -------------------------------------------------------------------------------------------------

    def _links(self) -> Iterator[Complaint]:
        for target, place in self.read.links:
            if re.search(r"[:/.#]", target):
                yield self._complaint(place, sentences.LINK_ELSEWHERE, target=target)
            elif target not in self.known:
                remedy = nearest(target, self.known, sentences.LISTED)
                yield self._complaint(place, sentences.LINK_NOWHERE, target=target or '""', remedy=remedy)

    def _formulas(self) -> Iterator[Complaint]:
        for formula in self.read.formulas:
            if (says := complaint(formula.text)) is not None:
                yield Complaint(self.read.place(formula.line, formula.column), *says)

    # -- commands ----------------------------------------------------------------------------------------------

    def tried(self, show: Try, explore: Try) -> Iterator[Complaint]:
        """Every command once."""
        for block in self.lesson.blocks:
            if isinstance(block, Show | Explore):
                try:
                    show(block.command) if isinstance(block, Show) else explore(block.arguments)
                except UserError as error:
                    yield Complaint(self._where(block.line, error), error.message, error.hint)

    def _where(self, number: int, error: UserError) -> Place:
        """Where what an error is about stands in a line; where that begins, if it is about the whole of it."""
        line = self.read.lines[number - 1]
        column = len(line) - len(line.lstrip())
        if error.text and error.text in line:
            column = line.index(error.text) + (error.position or 0)
        return self.read.place(number, column + 1)
