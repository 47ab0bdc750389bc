"""A lesson as a conversation: an idea is told and shown, then it is your turn, then the next idea."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import click

from derivtutor.cli import sentences
from derivtutor.cli.conversation.keys import KEYS_OF_LESSONS, key_of
from derivtutor.cli.conversation.paging import leaves, rows_of_screen
from derivtutor.cli.conversation.reading import Reader, nothing
from derivtutor.cli.conversation.talk import Clock, Conversation
from derivtutor.cli.screen import Screen
from derivtutor.cli.shown import can_explore, explored, pictured, shown
from derivtutor.errors import UserError
from derivtutor.language import translated
from derivtutor.lessons.finishing import finish
from derivtutor.lessons.model import Ask, Block, Explore, Section, Show, Words
from derivtutor.lessons.standing import Standing, standing
from derivtutor.practice.item import Item
from derivtutor.practice.session import Session
from derivtutor.practice.store import Store
from derivtutor.render import lesson as telling
from derivtutor.render import lesson_words
from derivtutor.render.practice import Said, Voice
from derivtutor.render.safe import ascii_text

_NEED_COLON = frozenset("be")
"""Keys that are possible answers wherever letters may be typed: the letter b, the number e."""

_BETWEEN = frozenset("bekufrhq")
"""Keys that make sense where nothing is asked."""


class _Back(Exception):  # noqa: N818 (it is no error)
    """The student wants to see the idea before this one."""


class Lecture(Conversation):
    """A lesson, with somebody who reads and answers.

    Args:
        lesson: the lesson, and how far it has come.
        announced: what is said before it.
        store: where that is written down.
        begin: makes its exercises the questions of a session of practice, which takes longer than to begin reading.
        reader: reads what is typed; where nobody is asked, nothing waits.
        voice: says everything.
        clock: knows the time.
    """

    keys = KEYS_OF_LESSONS

    def __init__(
        self,
        lesson: Standing,
        announced: list[Said],
        store: Store,
        begin: Callable[[], Session],
        reader: Reader,
        voice: Voice,
        clock: Clock,
    ) -> None:
        super().__init__(begin, reader, voice, clock)
        self.lesson = lesson
        self.announced = announced
        self.store = store
        self.called = ""
        self.numbered = (0, 0)
        self.to_work_out: Ask | None = None
        self.explorer: Explore | None = None
        self.invites = False
        self.doing = {**self.doing, "b": self.back, "e": self.explore}

    @property
    def now(self) -> datetime:
        """The time."""
        return self.clock.now()

    # -- the course of a lesson --------------------------------------------------------------------------------

    def run(self) -> bool:
        """Tell what was not read yet; whether the lesson came to its end."""
        sections = self.lesson.lesson.sections
        self.store.write_lesson(self.lesson.key, "begun", "", self.now)
        try:
            place = self.lesson.place
            while place < len(sections):
                place = self.turn(place, sections[place])
        except EOFError:
            return False
        self.session.end(self.now)
        finish(self.store, self.lesson, self.now)
        self.renew()
        return True

    def renew(self) -> None:
        """Look up how far the lesson has come."""
        self.lesson = standing(self.lesson.lesson, self.lesson.key, self.store.lessons())

    def turn(self, place: int, section: Section) -> int:
        """Tell a section; which one comes next. It was read when the student goes on from it."""
        try:
            self.section(place, section)
        except _Back:
            return max(0, place - 1)
        self.store.write_lesson(self.lesson.key, "section", section.id, self.now)
        return place + 1

    def section(self, place: int, section: Section) -> None:
        """Tell a section: its words and what they show up to an exercise, then that, and so on."""
        self.voice = replace(self.voice, width=Screen.here().width)  # windows are made wider and narrower
        self.explorer = None
        waiting = [self.voice.set(self.announced)] if self.announced else []
        self.announced = []
        waiting += [] if place else [self.told(block) for block in self.lesson.lesson.introduction]
        waiting.append(telling.heading(self.lesson.lesson, place, self.voice))
        has_asked = False
        for block in section.blocks:
            if not isinstance(block, Ask):
                waiting.append(self.told(block))
                continue
            self.tell(waiting, has_asked)
            waiting = []
            self.ask(block, section)
            has_asked = True
        self.tell(waiting, has_asked)
        if not section.is_quiz:
            self.pause(sentences.READ_ON)

    def told(self, block: Block) -> str:
        """What is shown of a block that asks nothing."""
        if isinstance(block, Words):
            return lesson_words.words(block.text, self.voice)
        if isinstance(block, Show):
            return self.shown(block)
        if isinstance(block, Explore):
            self.explorer = block
            return self.still(block)
        return ""

    def still(self, explore: Explore) -> str:
        """How an explorer is opened; where that is not possible here, what it would show at first."""
        self.invites = self.reader.asks and can_explore()
        invitation = telling.invitation(explore.arguments, self.voice)
        if self.invites or self.voice.plain:  # a picture cannot be read aloud
            return invitation
        try:
            picture = pictured(explore.arguments)
        except UserError as error:
            picture = self.voice.set(self.voice.trouble(error))
        return "\n\n".join(filter(None, (picture, invitation)))

    def shown(self, show: Show) -> str:
        """A command as it is typed, and what it shows."""
        try:
            page = shown(show.command, self.voice.plain)
            page = ascii_text(page) if self.voice.plain else page
        except UserError as error:
            page = self.voice.set(self.voice.trouble(error))
        return f"{telling.command(show.command, self.voice)}\n{page}"

    def tell(self, texts: Sequence[str], has_asked: bool = False) -> None:
        """Show texts, a screen at a time; what came of an answer can be read first."""
        if not texts:
            return
        if has_asked:
            self.pause(sentences.READ_ON)
        text = ("\n" if self.voice.plain else "\n\n").join(texts)
        first, *others = [*leaves(text, rows_of_screen())] if self.reader.asks else [text]
        self.put(first)
        for page in others:
            self.pause(sentences.READ_ON)
            self.put(page)
        if self.invites:
            self.pause(sentences.EXPLORE_OR_READ_ON)
            self.invites = False

    def put(self, text: str) -> None:
        """Show a text below what is there."""
        click.echo(text if self.voice.plain else f"\n{text}", color=True)

    def pause(self, prompt: str) -> bool:
        """Wait until the student goes on; whether by Enter, and not by leaving something out.

        Where nobody is asked, nothing waits: a script has answers only.
        """
        while self.reader.asks:
            line = self.read(f"{prompt} ", nothing).strip()
            if not line:
                self.reader.forget()
                break
            try:
                if not self.went_on(line):
                    return False
            except UserError as error:
                self.say(self.voice.trouble(error))
        return True

    def went_on(self, line: str) -> bool:
        """Do what a key says between questions; False where something is to be left out."""
        self.answers = frozenset()
        key = key_of(line, keys=self.keys)
        if key is None or key[0].sign not in _BETWEEN:
            raise sentences.NOTHING_ASKED()
        if key[0].sign == "k":
            return False
        self.doing[key[0].sign](key[1])
        return True

    # -- your turn ---------------------------------------------------------------------------------------------

    def ask(self, ask: Ask, section: Section) -> None:
        """Ask an exercise until it is over, then work it out; one that was answered is not asked again."""
        self.renew()
        in_quiz = (section.asks.index(ask) + 1, len(section.asks)) if section.is_quiz else (0, 0)
        self.called, self.numbered = translated("Question" if section.is_quiz else "Your turn"), in_quiz
        number = self.lesson.lesson.exercises.index(ask.exercise)
        answer = self.lesson.answer(ask)
        if answer is not None:
            item = self.session.plan.items[number]
            self.say(telling.answered(item, answer, self.called, in_quiz, self.voice))
            return
        self.session.turn_to(number + 1)
        self.to_work_out = ask if ask.solution else None
        if (asked := self.session.ask(self.now)) is not None:
            self.question(asked)
        self.work_out()

    def asked(self, item: Item) -> list[Said]:
        """A question as it stands in a lesson."""
        if item.exercise.facts.sort != "choice":  # whose letters are known
            self.answers |= _NEED_COLON
        number, of = self.numbered
        return self.voice.question(item, self.statement(item), number, of, self.so_far(), self.called)

    def work_out(self) -> None:
        """The solution that the author has written, line by line."""
        if self.to_work_out is None:
            return
        ask, self.to_work_out = self.to_work_out, None
        self.say([*[("", "")] * (not self.voice.plain), (telling.solution(), "aside")])
        for place, line in enumerate(ask.solution):
            if place and not self.pause(sentences.NEXT_LINE):
                return
            click.echo(lesson_words.line(line, self.voice), color=True)

    def solution(self, _: str) -> None:
        """The solution of the author, if there is one; the question is given up before it is shown."""
        if self.to_work_out is None:
            super().solution("")
            return
        question = self.session.marker.question
        self.session.give_up(self.now)
        self.work_out()
        self.tell_answer(question)

    # -- keys of lessons ---------------------------------------------------------------------------------------

    def back(self, _: str) -> None:
        """The idea before this one."""
        raise _Back

    def quit(self, _: str) -> None:
        """Leave; everything is kept."""
        raise EOFError

    def explore(self, _: str) -> None:
        """Open the explorer that was offered last in this section."""
        if self.explorer is None:
            raise sentences.NOTHING_TO_EXPLORE()
        if not (self.reader.asks and can_explore()):
            raise sentences.NO_EXPLORER(arguments=self.explorer.arguments)
        explored(self.explorer.arguments)
