"""A session as a conversation: asks, reads what is typed, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import click

from derivtutor.cli import options
from derivtutor.cli.conversation.keys import KEYS, key_of, possible_answers, typed
from derivtutor.cli.conversation.preview import preview
from derivtutor.cli.conversation.reading import Preview, Reader, nothing
from derivtutor.cli.screen import Screen
from derivtutor.errors import UserError
from derivtutor.practice.item import Item
from derivtutor.practice.mastery import MASTERED
from derivtutor.practice.session import Feedback, Session, mastered
from derivtutor.render.practice import Said, Voice

if TYPE_CHECKING:
    from derivtutor.grading.work.verdict import Working

PROMPT = "> "
READ_ON = "Press Enter to go on. "
MOST_SECONDS = 10.0
"""An answer that takes longer to judge counts neither as right nor as wrong."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and where the student's days begin and end (where the computer is if None)."""

    now: Callable[[], datetime]
    zone: tzinfo | None = None


class Conversation:
    """A session, with somebody who types and something that is shown."""

    def __init__(self, session: Session, reader: Reader, voice: Voice, clock: Clock) -> None:
        self.session = session
        self.reader = reader
        self.voice = voice
        self.clock = clock
        self.answers: frozenset[str] = frozenset()
        self.kept: tuple[str, ...] = ()
        self.is_ended = False
        self.doing: Mapping[str, Callable[[str], None]] = {
            "?": self.hint, "n": self.next_step, "w": self.working, "s": self.solution, "g": self.give_up,
            "k": self.skip, "u": self.undo, "f": self.flag, "r": self.rate, "h": self.help, "q": self.quit,
        }  # fmt: skip

    def say(self, said: str | list[Said], style: str = "") -> None:
        """Show lines, or a sentence."""
        click.echo(self.voice.set(self.voice.filled(said, style) if isinstance(said, str) else said), color=True)

    # -- the course of a session -------------------------------------------------------------------------------

    def run(self) -> bool:
        """Ask all questions; whether the session came to its end."""
        try:
            while not self.is_ended and (item := self.session.ask(self.clock.now())) is not None:
                self.question(item)
        except EOFError:
            return False
        self.end()
        return True

    def question(self, item: Item) -> None:
        """Ask a question until it is over."""
        self.answers, self.kept = possible_answers(item.exercise), ()
        self.voice = replace(self.voice, width=Screen.here().width)  # windows are made wider and narrower
        progress, plan = self.session.progress, self.session.plan
        of = min(filter(None, (plan.count, len(plan.items))), default=None)
        said = self.voice.question(item, self.statement(item), progress.number, of, self.so_far())
        self.say(said)
        read_only = item.kind == "worked-example"
        prompt, shown = (READ_ON, nothing) if read_only else (PROMPT, preview(item.exercise, self.answers, self.voice))
        while self.session.progress.item is item and not self.is_ended:
            line = self.read(prompt, shown)
            try:
                self.heard(line, read_only)
            except UserError as error:
                self.say(self.voice.trouble(error))

    def statement(self, item: Item) -> str:
        """What is asked. The judge, which takes long to load, is not needed for most questions."""
        exercise = item.exercise
        if item.kind == "worked-example":
            return ""
        if item.kind == "differentiate" and not exercise.text:
            return f"Differentiate ${exercise.differentiate}${f' by ${exercise.variable}$' * bool(exercise.variable)}."
        if exercise.kind == "derivative" and "$" in exercise.text:
            return exercise.text
        return self.session.marker.question.statement

    def so_far(self) -> str:
        """How often a question was tried before the session was cut off."""
        tries, hints = len(self.session.progress.given), self.session.progress.hints
        if not tries and not hints:
            return ""
        return f"So far: {tries} {'try' if tries == 1 else 'tries'}, {hints} {'hint' if hints == 1 else 'hints'}."

    def read(self, prompt: str, shown: Preview) -> str:
        """A line; where an empty one is interrupted, whether to leave is asked first."""
        while True:
            try:
                return self.reader.line(prompt, shown)
            except KeyboardInterrupt:
                if self.leaves():
                    raise EOFError from None

    def leaves(self) -> bool:
        """Whether the student really wants to leave."""
        try:
            click.echo()
            return self.reader.line("Leave? Everything is saved. (y/n) ").strip().casefold() in ("y", "yes")
        except KeyboardInterrupt:
            return True

    def heard(self, line: str, read_only: bool) -> None:
        """Do what was asked for, or judge an answer."""
        several = "\n" in line
        key = None if several else key_of(line, self.answers)
        if key is not None:
            found, number = key
            if read_only and found.sign in _FOR_ANSWERS:
                raise UserError("This is an example to read.", "Press Enter to go on.")
            self.doing[found.sign](number)
        elif read_only:
            if line.strip():
                raise UserError("This is an example to read.", "Press Enter to go on.")
            self.session.read_on(self.clock.now())
        elif not line.strip():
            self.say("Type an answer, ? for a hint, or :h for all keys.", "aside")
        elif self.session.can_work and (several or self.session.item.exercise.kind == "working"):
            self.working(begun=tuple(line.split("\n")))
        else:
            self.answer(" ".join(line.split("\n")))

    # -- answers -----------------------------------------------------------------------------------------------

    def answer(self, text: str) -> None:
        """Judge an answer."""
        praise = self.praise()
        with options.at_most(MOST_SECONDS):
            found = self.session.answer(text, self.clock.now())
        self.judged(found, praise)

    def judged(self, found: Feedback, praise: str) -> None:
        """Say what came of a try."""
        self.say(self.voice.feedback(found, praise, typed("s", self.answers)))

    def praise(self) -> str:
        """What will be said if the next answer is right: not more than is true."""
        before, hints = len(self.session.progress.given), self.session.progress.hints
        if before > 1:
            return "Right in the end."
        if before:
            return "Right, at the second try."
        return "Right, with a hint." if hints else "Right at once."

    def working(self, _: str = "", begun: tuple[str, ...] = ()) -> None:
        """Read a working until an empty line, and judge it line by line."""
        if not self.session.can_work:
            raise UserError("This question is not answered by a working.", "Type the answer itself.")
        lines = [*self.kept, *begun]
        if not begun:
            self.say("Write one line of the working after the other. An empty line ends it.", "aside")
        for number, line in enumerate(lines, 1):
            self.say(f"{number}> {line}")
        try:
            while line := self.reader.line(f"{len(lines) + 1}> ", preview(None, frozenset(), self.voice)).strip():
                lines += line.split("\n")
        except KeyboardInterrupt:
            self.say("The working was dropped.", "aside")
            return
        except EOFError:
            if not lines:
                raise
        if lines:
            self.judge_working(lines)

    def judge_working(self, lines: list[str]) -> None:
        """Judge a working; what is right in it need not be typed again."""
        praise = self.praise()
        with options.at_most(MOST_SECONDS):
            found, working = self.session.work("\n".join(lines), self.clock.now())
        click.echo(self.voice.working(working), color=True)
        self.kept = _right_lines(working)
        if found.is_over:
            self.say(praise, "right")
            return
        if found.offers_solution:
            self.say(self.voice.offer(typed("s", self.answers)))
        if self.kept:
            self.say(f"{typed('w', self.answers)} goes on after line {len(self.kept)}.", "aside")

    # -- help --------------------------------------------------------------------------------------------------

    def hint(self, _: str) -> None:
        """The next hint."""
        self.say(self.session.hint())

    def next_step(self, _: str) -> None:
        """What to write next."""
        self.say(self.voice.next_step(self.session.next_step("\n".join(self.kept))))

    def help(self, _: str) -> None:
        """The keys."""
        rows = [(typed(key.sign, self.answers), key.does) for key in KEYS]
        self.say(self.voice.help(rows, sorted(self.answers)))

    # -- without an answer -------------------------------------------------------------------------------------

    def solution(self, _: str) -> None:
        """The worked solution."""
        derivations, kind = self.session.marker.question.derivations, self.session.item.exercise.kind
        understood = mastered(self.session.store.skills(), MASTERED)
        for derivation in derivations:
            click.echo(self.voice.solution(derivation, understood), color=True)
        if derivations and kind in ("derivative", "working"):
            self.session.give_up(self.clock.now())
        else:
            self.give_up("")

    def give_up(self, _: str) -> None:
        """The answer, and why, if that is known."""
        question = self.session.marker.question
        key, kind, why = question.key.text, question.exercise.kind, question.mark(question.key.text).says
        self.session.give_up(self.clock.now())
        if kind == "choice":
            key = f"({key}) {question.exercise.choices[ord(key) - ord('a')]}"
        elif kind != "rule":
            key = f"${key}$"
        self.say(f"The answer is {key}.")
        if why:
            self.say(why)

    def skip(self, _: str) -> None:
        """The next question."""
        self.session.skip(self.clock.now())
        self.say("Skipped.", "aside")

    def quit(self, _: str) -> None:
        """The end."""
        self.is_ended = True

    # -- the last answer ---------------------------------------------------------------------------------------

    def undo(self, _: str) -> None:
        """Take the last answer back."""
        self.say(f"The last answer was taken back: ${self.session.undo().function}$ counts no more.")

    def flag(self, _: str) -> None:
        """Mark the last answer."""
        self.session.flag()
        self.say("The last question was marked: the summary lists it.")

    def rate(self, number: str) -> None:
        """Rate the last answer."""
        self.session.rate(int(number or 0), self.clock.now())
        self.say(f"The last answer was rated {number}.")

    # -- the end -----------------------------------------------------------------------------------------------

    def end(self) -> None:
        """How it went."""
        from derivtutor.render.practice_summary import summary

        now = self.clock.now()
        self.say(summary(self.session.end(now), now, self.clock.zone, self.voice))


_FOR_ANSWERS = frozenset("?nwsg")
"""Keys that make no sense where nothing is asked."""


def _right_lines(working: Working) -> tuple[str, ...]:
    """The lines before the first wrong one."""
    wrong = working.first_wrong
    return tuple(line.text for line in working.lines if wrong is None or line.number < wrong)
