"""A session: one question after the other, tries, hints and what they change in what is known of the student."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from derivtutor.errors import UserError
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise
from derivtutor.notation.expression import parse
from derivtutor.notation.tree import names
from derivtutor.practice import schedule
from derivtutor.practice.advice import hints, is_answer
from derivtutor.practice.asking import Making, next_item
from derivtutor.practice.item import EXAMPLES, Item
from derivtutor.practice.learning import Outcome, changes, relieved
from derivtutor.practice.plan import Plan, Progress, Try
from derivtutor.practice.records import Answered
from derivtutor.practice.skills import skill
from derivtutor.practice.store import Store
from derivtutor.practice.summary import Summary, summarised

if TYPE_CHECKING:  # what judges answers takes longer to load than a question to be asked
    from derivtutor.exercises.marking import Marker
    from derivtutor.grading.next_step import NextStep
    from derivtutor.grading.workings.verdict import Working

MOST_TRIES = 3
"""After so many wrong answers the worked solution is offered."""

_RECENT = 4

_NOT_PUT_IN = "derivative-not-evaluated-at-point"
"""The slip of who has found the derivative and not yet put the number in: that is no mistake, only not the end."""


class Feedback(msgspec.Struct, frozen=True):
    """What came of a try. `is_over` is whether the question is answered; `says` what the student is told."""

    mark: Mark
    is_over: bool
    says: str
    offers_solution: bool = False
    note: str = ""


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

    @classmethod
    def begin(cls, store: Store, plan: Plan, making: Making, now: datetime) -> Session:
        """Begin a session."""
        return cls(store, plan, store.begin_session(now, msgspec.to_builtins(plan)), now, making)

    @classmethod
    def resume(cls, store: Store, making: Making, title: str | None = None) -> Session | None:
        """The last session that was cut off, with the same question, tries and hints; of a certain title only."""
        for saved in store.open_sessions():
            try:
                plan, progress = msgspec.convert(saved.plan, Plan), msgspec.convert(saved.state, Progress)
                _ = [skill(name) for name in plan.skills]
            except (msgspec.ValidationError, UserError):
                continue  # another version wrote it: what was learnt is kept all the same
            if title in (None, plan.title):
                return cls(store, plan, saved.id, saved.begun, making, progress=progress)
        return None

    # -- asking ------------------------------------------------------------------------------------------------

    def ask(self, now: datetime) -> Item | None:
        """The question at hand, or the next one; None where the session is over."""
        if self.progress.item is None:
            if self._is_over():
                return None
            item = next_item(self.store, self.plan, self.progress, self.id, self.making, now)
            before = self.progress
            self._save(
                Progress(
                    number=before.number + (item.kind != "worked-example"),
                    step=before.step + 1,
                    item=item,
                    asked_at=now,
                    recent=(*before.recent, *item.skills)[-_RECENT:],
                )
            )
        return self.progress.item

    def _is_over(self) -> bool:
        plan, done = self.plan, self.progress.number
        if plan.items and done >= len(plan.items):
            return True
        if plan.count is not None and done >= plan.count:
            return True
        return plan.minutes is not None and self.minutes >= plan.minutes

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

    # -- answering ---------------------------------------------------------------------------------------------

    def answer(self, text: str, now: datetime) -> Feedback:
        """A try. What cannot be read, or has letters of another problem, is explained and costs nothing.

        The same answer again costs nothing either.
        """
        mark = self.marker.mark(text)
        is_again = text in [each.text for each in self.progress.tries]
        if mark.verdict in ("unreadable", "empty") or is_again or _has_strange_letters(self.item, mark):
            note = "That was your answer before; it costs nothing." if is_again else "This costs nothing."
            return Feedback(mark, False, mark.says, note=note if mark.verdict == "incorrect" else "")
        # what several slips explain is not held against anybody: the next question tells them apart
        slips = () if mark.others else tuple(dict.fromkeys((slip.id, slip.rule) for slip in mark.slips))
        in_question = (*(slip.id for slip in mark.slips), *mark.others) if mark.others else ()
        is_nearly = mark.verdict == "wrong-form" or mark.reason == "brackets"
        is_halfway = is_nearly or {slip for slip, _ in slips} == {_NOT_PUT_IN}
        tried = Try(text, not (mark.is_right or is_halfway), () if is_halfway else slips)
        return self._tried(tried, mark, mark.says, now, in_question)

    def work(self, lines: str, now: datetime) -> tuple[Feedback, Working]:
        """A try as a working of several lines, judged line by line. What cannot be read costs nothing.

        Raises:
            UserError: where the question has no function to differentiate, or there are too many lines.
        """
        from derivtutor.grading.workings.checking import check_work

        exercise = self.item.exercise
        if not self.can_work:
            raise UserError("This question is not answered by a working.", "Type the answer itself.")
        working = check_work(exercise.differentiate, lines, exercise.variable or None, exercise.order, exercise.log)
        mark = Mark(verdict=working.verdict, credit=float(bool(working)), reason="by lines")
        if working.verdict == "unfinished" or not (working or working.first_wrong):
            return Feedback(mark, False, working.message), working
        certain = [line.finding.diagnosis[0] for line in working.lines if len(line.finding.diagnosis) == 1]
        slips = tuple(dict.fromkeys((slip.slip, slip.rule) for found in certain for slip in found.slips))
        lacks_brackets = any(line.finding.meant for line in working.lines if line.number == working.first_wrong)
        return self._tried(Try(lines, not (working or lacks_brackets), slips), mark, working.message, now), working

    @property
    def can_work(self) -> bool:
        """Whether the question can be answered by a working."""
        return self.item.exercise.kind in ("derivative", "working") and not self.item.exercise.at

    def keep(self, lines: tuple[str, ...]) -> None:
        """Remember the lines of a working that goes on."""
        self._change(lines=lines)

    def _tried(self, tried: Try, mark: Mark, says: str, now: datetime, in_question: tuple[str, ...] = ()) -> Feedback:
        tries = (*self.progress.tries, tried)
        if mark.is_right:
            self._finish(True, now, tries)
            return Feedback(mark, True, says)
        self._change(tries=tries, told_apart=in_question or self.progress.told_apart)
        return Feedback(mark, False, says, offers_solution=self.progress.mistakes >= MOST_TRIES)

    def read_on(self, now: datetime) -> None:
        """Go on from a worked example, which asks nothing."""
        self._finish(True, now, counts=False)

    def give_up(self, now: datetime) -> str:
        """Give the question up; its answer."""
        key = self.marker.question.key.text
        self._finish(False, now)
        return key

    def skip(self, now: datetime) -> None:
        """Go on without an answer, as if the question had never been asked; who skips an example needs none."""
        left = self._left(())
        with self.store.transaction():
            if self.item.kind in EXAMPLES:
                for state in relieved(self.store.skills(), self.item, now).values():
                    self.store.write_skill(state)
            self.store.write_answer(self._answered(now), {})
            self.store.write_state(self.id, msgspec.to_builtins(left))
        self.progress = left

    # -- help --------------------------------------------------------------------------------------------------

    def hint(self) -> tuple[str, int, int]:
        """The next hint, from slight to plain, its number, and how many there are; after the last, that one again.

        Raises:
            UserError: where there is none.
        """
        possible, given = hints(self.item), self.progress.hints
        if not possible:
            raise UserError("There is no hint for this question.", "")
        number = min(given + 1, len(possible))
        if given < len(possible):
            is_told = self.progress.is_told or is_answer(self.item, number, len(possible))
            self._change(hints=number, is_told=is_told)
        return possible[number - 1], number, len(possible)

    def next_step(self, lines: str = "") -> NextStep:
        """What to write next; it counts as a hint.

        Raises:
            UserError: where the question has no function to differentiate.
        """
        from derivtutor.grading.next_step import next_step

        if not self.can_work:
            raise UserError("This question has no steps to be shown.", "")
        exercise = self.item.exercise
        found = next_step(exercise.differentiate, lines, exercise.variable or None, exercise.order, exercise.log)
        progress = self.progress
        if found.line is not None:
            self._change(hints=progress.hints + 1, is_told=progress.is_told or found.remaining <= 1)
        return found

    # -- what an answer changes --------------------------------------------------------------------------------

    def _finish(self, is_right: bool, now: datetime, tries: tuple[Try, ...] | None = None, counts: bool = True) -> None:
        """Write down how a question went; what cannot be written did not happen."""
        progress, item = self.progress, self.item
        usual = 0.0 if item.is_part or not self._seconds(now) else schedule.SECONDS[item.difficulty]
        found_alone = is_right and not progress.is_told
        rating = schedule.rating(found_alone, progress.mistakes, progress.hints, self._seconds(now), usual)
        at_once = is_right and not progress.mistakes and not progress.hints
        slips = [each for tried in progress.tries for each in tried.slips]
        outcome = Outcome(item, at_once, rating * counts, frozenset(rule for _, rule in slips if rule))
        answered = msgspec.structs.replace(
            self._answered(now, tries),
            correct=at_once and counts,
            rating=outcome.rating,
            slips=tuple(slip for slip, _ in slips),
        )
        left = self._left(progress.told_apart)
        with self.store.transaction():
            known = self.store.skills()
            changed = changes(known, outcome, now)
            self.store.write_answer(answered, {name: known.get(name) for name in changed})
            for state in changed.values():
                self.store.write_skill(state)
            for slip, rule in slips:
                self.store.add_slip(slip, rule, now)
            if answered.correct:
                self.store.add_clean([rule for name in item.skills for rule in skill(name).rules])
            self.store.write_state(self.id, msgspec.to_builtins(left))
        self.progress = left

    def _seconds(self, now: datetime) -> float:
        return max(0.0, (now - (self.progress.asked_at or now)).total_seconds())

    def _answered(self, now: datetime, tries: tuple[Try, ...] | None = None) -> Answered:
        """The question at hand as it is written down, not yet counted."""
        progress, item, function = self.progress, self.item, self.making.function(self.item)
        name = "" if function else item.exercise.title or item.exercise.id
        given = tuple(each.text for each in (progress.tries if tries is None else tries))
        return Answered(
            0, self.id, now, item.kind, function, item.skills, item.difficulty, given, False, len(given),
            progress.hints, self._seconds(now), 0, (), progress.is_flagged, name,
        )  # fmt: skip

    def _left(self, told_apart: tuple[str, ...]) -> Progress:
        """The progress without a question at hand."""
        progress, item = self.progress, self.item
        return Progress(
            number=progress.number,
            step=progress.step,
            recent=progress.recent,
            told_apart=told_apart,
            just_read=item.skills[0] if item.kind == "worked-example" else "",
        )

    # -- the last answer ---------------------------------------------------------------------------------------

    def rate(self, rating: int, now: datetime) -> Answered:
        """Rate the last question oneself, from 1 (again) to 4 (easy).

        Raises:
            UserError: where there is no such rating, or nothing to rate.
        """
        if not 1 <= rating <= 4:
            raise UserError(f"There is no rating {rating}.", "Use 1 (again), 2 (hard), 3 (good) or 4 (easy).")
        last = self._last_answer()
        before = self.store.before(last.id)
        with self.store.transaction():
            known = self.store.skills()
            for name in known.keys() & {*last.skills}:
                state = before[name]
                card, due = schedule.reviewed(state.card if state else schedule.new_card(last.at), rating, last.at)
                self.store.write_skill(msgspec.structs.replace(known[name], card=card, due=due))
            self.store.rate(last.id, rating)
        return last

    def undo(self) -> str | Answered:
        """Take the last try at this question back, or else the last question: its skills are as they were before it.

        Returns:
            the try, or what is known of the question.

        Raises:
            UserError: where there is neither.
        """
        if self.progress.tries:
            *tries, last = self.progress.tries
            self._change(tries=tuple(tries), told_apart=())
            return last.text
        answered = self._last_answer()
        self.store.undo(answered.id)
        return answered

    def flag(self) -> bool:
        """Mark the question at hand, or remove its mark; whether it has one now."""
        self._change(is_flagged=not self.progress.is_flagged)
        return self.progress.is_flagged

    def flag_last(self) -> Answered:
        """Mark the last question, or remove its mark.

        Raises:
            UserError: where there is none.
        """
        last = self._last_answer()
        self.store.flag(last.id, not last.flagged)
        return msgspec.structs.replace(last, flagged=not last.flagged)

    @property
    def has_answers(self) -> bool:
        """Whether any question was answered or given up, not only skipped."""
        return bool(self._counted())

    def _last_answer(self) -> Answered:
        found = self._counted()
        if not found:
            raise UserError("Nothing was answered yet in this session.", "Answer a question first.")
        return found[-1]

    def _counted(self) -> list[Answered]:
        return [each for each in self.store.answers(self.id) if each.rating]

    # -- the end -----------------------------------------------------------------------------------------------

    def end(self, now: datetime) -> Summary:
        """End the session; what it came to."""
        minutes = self.minutes
        self.store.end_session(self.id, now)
        return summarised(self.store, self.id, minutes)


def _has_strange_letters(item: Item, mark: Mark) -> bool:
    """Whether a wrong answer has letters that do not occur in the function: it was meant in another way."""
    exercise = item.exercise
    if mark.verdict != "incorrect" or exercise.kind not in ("derivative", "value") or not mark.read_as:
        return False
    with suppress(UserError):
        known = names(parse(exercise.differentiate).tree) | {exercise.variable}
        return not names(parse(mark.read_as).tree) <= known
    return False
