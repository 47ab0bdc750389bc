"""A session as a conversation: asks, reads what is typed, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

import click

from derivtutor.cli import limit, sentences
from derivtutor.cli.conversation.keys import KEYS, Key, key_of, possible_answers, typed
from derivtutor.cli.conversation.paging import pages, rows_of_screen
from derivtutor.cli.conversation.preview import preview
from derivtutor.cli.conversation.reading import Preview, Reader, nothing
from derivtutor.cli.screen import Screen
from derivtutor.cli.translation import agrees
from derivtutor.errors import UserError
from derivtutor.language import counted, translated
from derivtutor.notation import linear
from derivtutor.practice.item import EXAMPLES, Item
from derivtutor.practice.learning import mastered
from derivtutor.practice.mastery import MASTERED
from derivtutor.practice.schedule import RATINGS
from derivtutor.practice.sentences import NO_WORKING
from derivtutor.practice.session import Session
from derivtutor.render.practice import Said, Voice

if TYPE_CHECKING:
    from derivtutor.exercises.kinds.question import Question
    from derivtutor.grading.workings.verdict import Working

PROMPT = "> "
MOST_SECONDS = 10.0
"""An answer that takes longer to judge counts neither as right nor as wrong."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and where the student's days begin and end (where the computer is if None)."""

    now: Callable[[], datetime]
    zone: tzinfo | None = None


class Conversation:
    """A session, with somebody who types and something that is shown.

    Args:
        begin: begins the session, or goes on with one; it is called when that is needed.
        reader: reads what is typed.
        voice: says everything.
        clock: knows the time.
        plots: whether a figure follows each question that is over and has one.
    """

    keys: Sequence[Key] = KEYS

    def __init__(
        self, begin: Callable[[], Session], reader: Reader, voice: Voice, clock: Clock, plots: bool = False
    ) -> None:
        self.plots = plots
        self._begin = begin
        self.reader = reader
        self.voice = voice
        self.clock = clock
        self.answers: frozenset[str] = frozenset()
        self.is_ended = False
        self.doing: Mapping[str, Callable[[str], None]] = {
            "?": self.hint, "n": self.next_step, "w": self.working, "s": self.solution, "g": self.give_up,
            "k": self.skip, "p": self.plot, "u": self.undo, "f": self.flag, "r": self.rate, "h": self.help,
            "q": self.quit,
        }  # fmt: skip

    @cached_property
    def session(self) -> Session:
        """The session."""
        return self._begin()

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
        if not self.is_ended:
            self.closing()
        self.end()
        return True

    def question(self, item: Item) -> None:
        """Ask a question until it is over."""
        self.answers = possible_answers(item.exercise, self.keys)
        try:
            line = self.show(item)
        except UserError as error:  # it was brought from elsewhere, or is of another version
            self.say(self.voice.trouble(error))
            self.skip("")
            return
        read_only = item.kind == "worked-example"
        if read_only and self.voice.plain:  # a pipe has no prompt
            self.say(sentences.READ_ON)
        prompt = f"{sentences.READ_ON} " if read_only and not self.voice.plain else PROMPT
        shown = nothing if read_only else preview(item.exercise, self.answers, self.voice, self.keys)
        over = self.session.over
        while self.session.progress.item is item and not self.is_ended:
            self.attend(line or self.read(prompt, shown), read_only)
            line = ""
        if self.plots and self.session.over is not over:
            with suppress(UserError):  # there is nothing to draw
                self.plot("")

    def attend(self, line: str, read_only: bool) -> None:
        """Do what a line says, or say why that cannot be done."""
        try:
            self.heard(line, read_only)
        except UserError as error:
            self.say(self.voice.trouble(error))

    def show(self, item: Item) -> str:
        """Show a question, with how far one has come; what was typed while a long example was read."""
        self.voice = replace(self.voice, width=Screen.here().width)  # windows are made wider and narrower
        said = self.asked(item)
        example = self.session.example
        if example is None:
            self.say(said)
            return ""
        told, answer = example
        shown = (self.voice.set(said), self.voice.example(told), self.voice.set(self.voice.filled(answer)))
        return self.paged("\n".join(filter(None, shown)))

    def asked(self, item: Item) -> list[Said]:
        """A question, with its number and how far one has come."""
        number, of = self.session.progress.number, self.session.plan.length
        return self.voice.question(item, self.statement(item), number, of, self.so_far())

    def closing(self) -> None:
        """After the last question, when the last answer can still be rated, marked or taken back."""
        if not self.session.last.exists:
            return
        self.answers = frozenset()
        self.say(sentences.QUESTIONS_DONE, "aside")
        with suppress(EOFError):
            while not self.is_ended and (line := self.read(PROMPT, nothing)).strip():
                try:
                    key = key_of(line, keys=self.keys)
                    if key is None or key[0].sign not in _AFTERWARDS:
                        raise sentences.QUESTIONS_OVER()
                    self.doing[key[0].sign](key[1])
                except UserError as error:
                    self.say(self.voice.trouble(error))

    def statement(self, item: Item) -> str:
        """What is asked. The judge, which takes long to load, is not needed for most questions."""
        exercise = item.exercise
        if item.kind == "worked-example" and not item.is_of_topic:
            return ""
        if item.kind in ("differentiate", "placement") and not exercise.text:
            by = "Differentiate {function} with respect to {by}."
            says = translated(by if exercise.variable else "Differentiate {function}.")
            return says.format(function=f"${exercise.differentiate}$", by=f"${exercise.variable}$")
        if exercise.facts.is_derivative and "$" in exercise.text:
            return exercise.text
        return self.session.marker.question.statement

    def so_far(self) -> str:
        """How often a question was tried already."""
        progress = self.session.progress
        tries, hints = len(progress.tries), progress.hints
        said = ""
        if tries or hints:
            said = translated("So far: {tries}, {hints}.").format(
                tries=counted("{count} try", "{count} tries", tries).format(count=tries),
                hints=counted("{count} hint", "{count} hints", hints).format(count=hints),
            )
        return f"{said} {self.goes_on()}".strip()

    def goes_on(self) -> str:
        """How a working that was begun goes on."""
        lines = len(self.session.progress.lines)
        says = translated("{key} continues after line {line}.")
        return says.format(key=typed("w", self.answers), line=lines) if lines else ""

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
            return agrees(self.reader.line(f"{sentences.LEAVE} ")) is True
        except KeyboardInterrupt:
            return True

    def heard(self, line: str, read_only: bool) -> None:
        """Do what was asked for, or judge an answer."""
        several = "\n" in line
        key = None if several else key_of(line, self.answers, self.keys)
        if key is not None and not (read_only and key[0].sign in _FOR_ANSWERS):
            self.doing[key[0].sign](key[1])
        elif read_only:
            if line.strip():
                raise sentences.EXAMPLE_TO_READ()
            self.session.read_on(self.clock.now())
        elif not line.strip():
            self.show(self.session.item)
            self.say(translated("Type an answer, ? for a hint, or :h for all keys."), "aside")
        elif self.session.item.can_work and (several or self.session.item.exercise.facts.sort == "lines"):
            self.working(begun=tuple(line.split("\n")))
        else:
            self.answer(_on_one_line(line.split("\n")))

    # -- answers -----------------------------------------------------------------------------------------------

    def answer(self, text: str) -> None:
        """Judge an answer."""
        praise = self.praise()
        with limit.at_most(MOST_SECONDS, sentences.NOT_IN_TIME_HERE), _judging():
            feedback = self.session.answer(text, self.clock.now())
        self.say(self.voice.feedback(feedback, praise, typed("s", self.answers)))
        if feedback.is_silent and (hint := self.session.next_hint()) is not None:
            self.say(self.voice.hint(hint))

    def praise(self) -> str:
        """What will be said if the next answer is right: not more than is true."""
        progress = self.session.progress
        if progress.mistakes > 1:
            return translated("Right in the end.")
        if progress.mistakes:
            return translated("Right, on the second try.")
        if progress.hints:
            return translated("Right, with a hint.")
        return translated("Right." if progress.tries else "Right at once.")

    def working(self, _: str = "", begun: tuple[str, ...] = ()) -> None:
        """Read a working until an empty line, and judge it line by line; what was read is kept until then."""
        if not self.session.item.can_work:
            raise NO_WORKING()
        session, item = self.session, self.session.item
        session.keep((*session.progress.lines, *begun))
        if not begun:
            self.say(translated("Write the working line by line; an empty line ends it."), "aside")
            self.say(translated("Keys need a colon here; :u takes back the last line."), "aside")
        for number, kept in enumerate(session.progress.lines, 1):
            self.say(f"{number}> {kept}")
        while line := self.line_of_working():
            self.add(line)
            if session.progress.item is not item or self.is_ended:
                return
        if line == "" and session.progress.lines:
            self.judge_working("\n".join(session.progress.lines))

    def line_of_working(self) -> str | None:
        """The next line; empty where the working ends, None where it is left for now."""
        prompt = f"{len(self.session.progress.lines) + 1}> "
        try:
            return self.reader.line(prompt, preview(None, frozenset(), self.voice)).strip()
        except EOFError:
            if not self.session.progress.lines:
                raise
            return ""
        except KeyboardInterrupt:
            left = translated("The working is left for now.")
            self.say(f"{left} {self.goes_on()}".strip(), "aside")
            return None

    @property
    def need_colon(self) -> frozenset[str]:
        """Within a working every letter may be an answer."""
        return frozenset(key.sign for key in self.keys if key.sign != "?")

    def add(self, line: str) -> None:
        """Add a line to a working, or do what a key says; undo takes the last line back."""
        try:
            key = None if "\n" in line else key_of(line, self.need_colon, self.keys)
            if key is None:
                self.session.keep((*self.session.progress.lines, *line.split("\n")))
            elif key[0].sign == "u":
                self.session.keep(self.session.progress.lines[:-1])
            elif key[0].sign != "w":
                self.doing[key[0].sign](key[1])
        except UserError as error:
            self.say(self.voice.trouble(error))

    def judge_working(self, lines: str) -> None:
        """Judge a working; what is right in it need not be typed again."""
        praise = self.praise()
        with limit.at_most(MOST_SECONDS, sentences.NOT_IN_TIME_HERE), _judging():
            feedback, working = self.session.work(lines, self.clock.now())
        click.echo(self.voice.working(working), color=True)
        if feedback.is_over:
            self.say(praise, "right")
            return
        if feedback.mark.verdict == "wrong-form":
            self.say(self.voice.feedback(feedback, praise, typed("s", self.answers)))
        self.session.keep(_right_lines(working))
        if feedback.offers_solution:
            self.say(self.voice.offer(typed("s", self.answers)))
        if self.session.progress.lines:
            self.say(self.goes_on(), "aside")

    # -- help --------------------------------------------------------------------------------------------------

    def hint(self, _: str) -> None:
        """The next hint."""
        self.say(self.voice.hint(self.session.hint()))

    def next_step(self, _: str) -> None:
        """What to write next; once more, and it is what comes after that."""
        lines = self.session.progress.lines
        step = self.session.next_step("\n".join(lines))
        if step.kind == "done":
            self.say(translated("The last line is the derivative: give it as your answer."))
            return
        self.say(self.voice.next_step(step))
        if step.line is not None:
            self.session.keep((*lines, linear.text(step.line)))

    def help(self, _: str) -> None:
        """The keys."""
        rows = [(typed(key.sign, self.answers), translated(key.does)) for key in self.keys]
        self.say(self.voice.help(rows, sorted(self.answers)))

    # -- without an answer -------------------------------------------------------------------------------------

    def solution(self, _: str) -> None:
        """The worked solution; the question is given up before it is shown."""
        question, exercise = self.session.marker.question, self.session.item.exercise
        understood = mastered(self.session.store.skills(), MASTERED)
        told = self.session.explanation
        derived = [self.voice.solution(each, understood) for each in question.derivations]
        shown = derived if told is None else [self.voice.explanation(told)]
        self.session.give_up(self.clock.now())
        if shown:
            self.paged("\n".join(shown))
        if not (shown and exercise.facts.by_lines and exercise.form == "any"):
            self.tell_answer(question)
        if shown and not self.voice.plain:
            with suppress(KeyboardInterrupt):
                self.reader.line(f"{sentences.READ_ON} ")

    def paged(self, text: str) -> str:
        """Show a long text a page at a time where there is a screen; Ctrl-C leaves the rest out.

        So does a line that is not empty, which is handed back.
        """
        shown = [text] if self.voice.plain else [*pages(text, rows_of_screen())]
        with suppress(KeyboardInterrupt):
            for page in shown[:-1]:
                click.echo(page, color=True)
                if (line := self.reader.line(f"{sentences.READ_ON} ")).strip():
                    return line
            click.echo(shown[-1], color=True)
        return ""

    def give_up(self, _: str) -> None:
        """The answer."""
        question = self.session.marker.question
        self.session.give_up(self.clock.now())
        self.tell_answer(question)

    def tell_answer(self, question: Question) -> None:
        """The answer, and what its author says of it."""
        self.say(question.key_told)
        own = question.exercise.feedback.get(question.key.choice)
        if own:
            self.say(own)

    def skip(self, _: str) -> None:
        """The next question."""
        is_example = self.session.item.kind in EXAMPLES
        self.session.skip(self.clock.now())
        self.say(translated("Skipped: the problems follow." if is_example else "Skipped."), "aside")

    def quit(self, _: str) -> None:
        """The end."""
        self.is_ended = True

    # -- the last answer ---------------------------------------------------------------------------------------

    def plot(self, _: str) -> None:
        """The figure of the last question."""
        click.echo(self.voice.figure(self.session.figure()), color=True)

    def undo(self, _: str) -> None:
        """Take the last answer back."""
        undone = self.session.undo()
        if isinstance(undone, str):
            says = translated('Your try "{answer}" was taken back.')
            self.say(says.format(answer=" ".join(undone.split())))
        else:
            says = translated("Your answer to {question} was taken back: it no longer counts.")
            self.say(says.format(question=undone.about))

    def flag(self, _: str) -> None:
        """Mark the question at hand once it was tried, else the last one."""
        progress = self.session.progress
        if progress.item is not None and (progress.tries or progress.hints):
            is_flagged = self.session.flag()
            marked, unmarked = "This question is marked: the summary lists it.", "This question is no longer marked."
            self.say(translated(marked if is_flagged else unmarked))
            return
        last = self.session.last.flag()
        marked, unmarked = "{question} is marked: the summary lists it.", "{question} is no longer marked."
        self.say(translated(marked if last.flagged else unmarked).format(question=last.about))

    def rate(self, number: str) -> None:
        """Rate the last answer."""
        if not number:
            raise sentences.NO_RATING()
        last = self.session.last.rate(int(number))
        says = translated("{question} was rated {number} ({word}).")
        self.say(says.format(question=last.about, number=number, word=translated(RATINGS[int(number)])))

    # -- the end -----------------------------------------------------------------------------------------------

    def end(self) -> None:
        """How it went."""
        from derivtutor.render.practice_summary import summary

        now = self.clock.now()
        self.say(summary(self.session.end(now), now, self.clock.zone, self.voice))


_FOR_ANSWERS = frozenset("?nwsg")
"""Keys that make no sense where nothing is asked."""

_AFTERWARDS = frozenset("pufrhq")
"""Keys that make sense after the last question."""


@contextmanager
def _judging() -> Iterator[None]:
    """An answer that cannot be judged does not end the session."""
    try:
        yield
    except (ArithmeticError, LookupError, RecursionError, MemoryError, ValueError):
        raise sentences.NOT_JUDGED() from None


def _on_one_line(lines: list[str]) -> str:
    """What was pasted: several equations are several answers, anything else is one."""
    return (", " if all("=" in line for line in lines) else " ").join(lines)


def _right_lines(working: Working) -> tuple[str, ...]:
    """The lines before the first wrong one."""
    wrong = working.first_wrong
    return tuple(line.text for line in working.lines if wrong is None or line.number < wrong)
