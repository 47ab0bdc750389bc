"""A session: one question after the other, tries, hints and what they change in what is known of the student."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from derivtutor.errors import UserError
from derivtutor.exercises.model import Exercise
from derivtutor.practice import schedule, sentences
from derivtutor.practice.advice import Hint, next_hint
from derivtutor.practice.asking import Making, next_item
from derivtutor.practice.ending import Ending
from derivtutor.practice.item import Item
from derivtutor.practice.last import Last
from derivtutor.practice.plan import Plan, Progress, Try
from derivtutor.practice.records import Answered
from derivtutor.practice.skills import skill
from derivtutor.practice.store import Store
from derivtutor.practice.summary import Summary, summarised
from derivtutor.practice.trying import Feedback, judged, judged_by_lines

if TYPE_CHECKING:  # what judges answers takes longer to load than a question to be asked
    from derivtutor.calculus.explanation import Explanation
    from derivtutor.calculus.figures.figure import Figure
    from derivtutor.exercises.kinds.question import Question
    from derivtutor.exercises.marking import Marker
    from derivtutor.grading.next_step import NextStep
    from derivtutor.grading.workings.verdict import Working

MOST_TRIES = 3
"""After so many wrong answers the worked solution is offered."""

_RECENT = 4


def _marker_of(exercise: Exercise) -> Marker:
    from derivtutor.exercises.marking import Marker

    return Marker.of(exercise)


@dataclass
class Session:
    """A session that is going on."""

    store: Store
    plan: Plan
    id: int
    begun: datetime
    making: Making
    marking: Callable[[Exercise], Marker] = _marker_of
    progress: Progress = field(default_factory=Progress)
    _marker: Marker | None = None
    over: tuple[Question, bool] | None = None

    @classmethod
    def begin(cls, store: Store, plan: Plan, making: Making, now: datetime) -> Session:
        """Begin a session."""
        return cls(store, plan, store.begin_session(now, msgspec.to_builtins(plan)), now, making)

    @classmethod
    def resume(cls, store: Store, making: Making, title: str | None = None, lesson: str = "") -> Session | None:
        """The last session that was cut off, with the same question, tries and hints; of a certain title only.

        Sessions of lessons are resumed by their lessons.
        """
        for saved in store.open_sessions():
            try:
                plan, progress = msgspec.convert(saved.plan, Plan), msgspec.convert(saved.state, Progress)
                _ = [skill(name) for name in plan.skills]
            except (msgspec.ValidationError, UserError):
                continue  # another version wrote it: what was learnt is kept all the same
            if title in (None, plan.title) and lesson == plan.lesson:
                return cls(store, plan, saved.id, saved.begun, making, progress=progress)
        return None

    # -- asking ------------------------------------------------------------------------------------------------

    def ask(self, now: datetime) -> Item | None:
        """The question at hand, or the next one; None where the session is over."""
        if self.progress.item is None:
            if self._is_over():
                return None
            item = next_item(self.store, self.plan, self.progress, self.id, self.making, now)
            before, is_question = self.progress, item.kind != "worked-example"
            self._save(
                Progress(
                    number=before.number + is_question,
                    step=before.step + 1,
                    item=item,
                    asked_at=now,
                    recent=(*before.recent, *item.skills)[-_RECENT:],
                    kinds=(*before.kinds, *[item.kind] * is_question)[-_RECENT:],
                )
            )
        return self.progress.item

    def turn_to(self, number: int) -> None:
        """Let a question of a set be asked next, by its number from 1; if it is at hand, with its tries."""
        if self.progress.item is None or self.progress.number != number:
            self._save(msgspec.structs.replace(self.progress.left(), number=number - 1))

    def _is_over(self) -> bool:
        plan = self.plan
        is_all = plan.length is not None and self.progress.number >= plan.length
        return is_all or (plan.minutes is not None and self.minutes >= plan.minutes)

    @property
    def minutes(self) -> float:
        """The time spent on questions so far: a night before it was resumed does not count."""
        return sum(min(each.seconds, schedule.MOST_SECONDS) for each in self.store.answers(self.id)) / 60

    def _save(self, progress: Progress) -> None:
        """Write down how far the session has come; what cannot be written did not happen."""
        self.store.write_state(self.id, msgspec.to_builtins(progress))
        self.progress = progress

    def _change(self, **fields: Any) -> None:
        self._save(msgspec.structs.replace(self.progress, **fields))

    @property
    def item(self) -> Item:
        """The question at hand."""
        if self.progress.item is None:
            raise ValueError("no question was asked")
        return self.progress.item

    @property
    def marker(self) -> Marker:
        """What marks answers to it."""
        if self._marker is None or self._marker.question.exercise is not self.item.exercise:
            self._marker = self.marking(self.item.exercise)
        return self._marker

    @property
    def explanation(self) -> Explanation | None:
        """How it is answered, where that is more than derivations."""
        from derivtutor.practice.explained import explanation_of

        return explanation_of(self.marker.question, self.item.is_of_topic)

    @property
    def example(self) -> tuple[Explanation, str] | None:
        """What is to be read of an example in a topic, and the answer where it does not end with that.

        Examples of rules have their lines with them.
        """
        if self.item.kind != "worked-example" or not self.item.is_of_topic or self.explanation is None:
            return None
        from derivtutor.practice.explained import tells, to_read

        told, question = to_read(self.explanation), self.marker.question
        return told, "" if tells(told, question.key.text) else question.key_told

    # -- answering ---------------------------------------------------------------------------------------------

    def answer(self, text: str, now: datetime) -> Feedback:
        """A try. What cannot be read, or has letters of another problem, is explained and costs nothing.

        The same answer again costs nothing either.
        """
        return self._tried(judged(text, self.marker.mark(text), self.item.exercise, self.progress), now)

    def work(self, lines: str, now: datetime) -> tuple[Feedback, Working]:
        """A try as a working of several lines, judged line by line. What cannot be read costs nothing.

        Raises:
            UserError: where the question has no function to differentiate, or there are too many lines.
        """
        if not self.item.can_work:
            raise sentences.NO_WORKING()
        feedback, working = judged_by_lines(lines, self.item.exercise)
        mark = self.marker.mark(lines) if feedback.is_over else None
        if mark is not None and mark.verdict == "wrong-form":  # more is asked of a working than that it is right
            feedback = Feedback(mark, Try(lines, False))
        return self._tried(feedback, now), working

    def keep(self, lines: tuple[str, ...]) -> None:
        """Remember the lines of a working that goes on."""
        self._change(lines=lines)

    def _tried(self, feedback: Feedback, now: datetime) -> Feedback:
        if feedback.tried is None:
            return feedback
        if feedback.is_over:
            self._finish(True, now, Try(feedback.tried.text, False))
            return feedback
        told_apart = feedback.told_apart or self.progress.told_apart
        self._change(tries=(*self.progress.tries, feedback.tried), told_apart=told_apart)
        return msgspec.structs.replace(feedback, offers_solution=self.progress.mistakes >= MOST_TRIES)

    def read_on(self, now: datetime) -> None:
        """Go on from a worked example, which asks nothing."""
        self.progress = self._ending(now).finish(self.store, True, counts=False)

    def give_up(self, now: datetime) -> str:
        """Give the question up; its answer."""
        key = self.marker.question.key.text
        self._finish(False, now)
        return key

    def skip(self, now: datetime) -> None:
        """Go on without an answer, as if the question had never been asked."""
        self.progress = self._ending(now).skip(self.store)

    def _finish(self, is_right: bool, now: datetime, *last: Try) -> None:
        self.over = self.marker.question, self.item.is_of_topic
        self.progress = self._ending(now, *last).finish(self.store, is_right)

    def _ending(self, now: datetime, *last: Try) -> Ending:
        """The question at hand, which is over with a last try or without."""
        progress = msgspec.structs.replace(self.progress, tries=(*self.progress.tries, *last))
        return Ending(self.id, progress, self.item, self.making.function(self.item), now, self.plan.lesson)

    # -- help --------------------------------------------------------------------------------------------------

    def hint(self) -> Hint:
        """The next hint, from slight to plain; after the last, that one again.

        Raises:
            UserError: where there is none.
        """
        hint = next_hint(self.item, self.progress.hints)
        if hint.number > self.progress.hints:
            self._change(hints=hint.number, is_told=self.progress.is_told or hint.is_answer)
        return hint

    def next_hint(self) -> Hint | None:
        """A hint that was not given yet, where there is one that leaves something to be found."""
        with suppress(UserError):
            hint = next_hint(self.item, self.progress.hints)
            if hint.number > self.progress.hints and not hint.is_answer:
                return self.hint()
        return None

    def next_step(self, lines: str = "") -> NextStep:
        """What to write next; it counts as a hint.

        Raises:
            UserError: where the question has no function to differentiate, or that is not done by rules.
        """
        from derivtutor.grading.next_step import next_step

        if not self.item.can_work or self.explanation is not None:
            raise sentences.NO_STEPS()
        exercise = self.item.exercise
        step = next_step(exercise.differentiate, lines, exercise.variable or None, exercise.order, exercise.log)
        progress = self.progress
        if step.line is not None:
            self._change(hints=progress.hints + 1, is_told=progress.is_told or step.remaining <= 1)
        return step

    # -- afterwards --------------------------------------------------------------------------------------------

    @property
    def last(self) -> Last:
        """The last question that was answered."""
        return Last(self.store, self.id)

    def undo(self) -> str | Answered:
        """Take the last try at this question back, or else the last question.

        Returns:
            the try, or what is known of the question.

        Raises:
            UserError: where there is neither.
        """
        if not self.progress.tries:
            return self.last.undo()
        *tries, last = self.progress.tries
        self._change(tries=tuple(tries), told_apart=())
        return last.text

    def figure(self) -> Figure:
        """What there is to see of the last question that is over.

        Raises:
            UserError: where none is, or it has no figure.
        """
        from derivtutor.practice.drawing import drawn

        if self.over is None:
            raise sentences.NOTHING_TO_DRAW()
        return drawn(*self.over)

    def flag(self) -> bool:
        """Mark the question at hand, or remove its mark; whether it has one now."""
        self._change(is_flagged=not self.progress.is_flagged)
        return self.progress.is_flagged

    def end(self, now: datetime) -> Summary:
        """End the session; what it came to."""
        minutes = self.minutes
        self.store.end_session(self.id, now)
        return summarised(self.store, self.id, minutes)
