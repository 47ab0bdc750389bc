"""A session: one question after the other, tries, hints and what they change in what is known of the student."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from derivtutor.errors import UserError
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise
from derivtutor.practice import schedule
from derivtutor.practice.choosing import choose
from derivtutor.practice.item import Item, ItemKind
from derivtutor.practice.mastery import INITIAL, updated
from derivtutor.practice.skills import CURRICULUM, Skill, skill
from derivtutor.practice.store import Answered, SkillState, Store

if TYPE_CHECKING:  # what judges answers takes longer to load than a question to be asked
    from derivtutor.exercises.marking import Marker
    from derivtutor.grading.next_step import NextStep
    from derivtutor.grading.work.verdict import Working

MOST_TRIES = 3
"""After so many wrong answers the worked solution is offered."""

_RECENT = 4


class Making(Protocol):
    """Where fresh questions come from."""

    def make(self, kind: ItemKind, skill: Skill, difficulty: int, seed: int, exclude: frozenset[str]) -> Item:
        """A question that was never asked."""

    def makeable(self, skill: Skill) -> Sequence[ItemKind]:
        """The kinds of questions that there are for a skill."""

    def function(self, item: Item) -> str:
        """The whole function that a question is about."""

    def telling_apart(self, slips: Sequence[str], skill: Skill, difficulty: int, seed: int) -> Item | None:
        """A question on which these slips lead to different answers."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a session is about. It ends after `count` questions or `minutes`; `items` are those of a set, in order."""

    skills: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    count: int | None = None
    minutes: float | None = None
    difficulty: int | None = None
    seed: int = 0
    title: str = ""


class Progress(msgspec.Struct, kw_only=True):
    """How far a session has come; written down after every step."""

    number: int = 0
    item: Item | None = None
    asked_at: str = ""
    given: tuple[str, ...] = ()
    hints: int = 0
    slips: tuple[str, ...] = ()
    told_apart: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came of a try. `is_over` is whether the question is answered; `says` what the student is told."""

    mark: Mark
    is_over: bool
    says: str
    offers_solution: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a session did to a skill: mastery before and after, and when it is due again."""

    skill: str
    before: float
    after: float
    due: datetime


@dataclass(frozen=True, slots=True)
class Summary:
    """A session in numbers: questions, those right at once, what got better or worse, slips, and what is due when."""

    questions: int
    right_at_once: int
    minutes: float
    changes: tuple[Change, ...]
    slips: tuple[str, ...]
    flagged: tuple[str, ...]
    next_due: datetime | None


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
    def resume(cls, store: Store, making: Making) -> Session | None:
        """The last session, if it was cut off: with the same question, tries and hints."""
        saved = store.open_session()
        if saved is None:
            return None
        try:
            plan, progress = msgspec.convert(saved.plan, Plan), msgspec.convert(saved.state, Progress)
        except msgspec.ValidationError:
            return None  # another version wrote it: what was learnt is kept all the same
        return cls(store, plan, saved.id, saved.begun, making, progress=progress)

    # -- asking ------------------------------------------------------------------------------------------------

    def ask(self, now: datetime) -> Item | None:
        """The question at hand, or the next one; None where the session is over."""
        if self.progress.item is None:
            if self._is_over():
                return None
            item = self._next(now)
            number, recent = self.progress.number + 1, (*self.progress.recent, *item.skills)[-_RECENT:]
            self.progress = Progress(number=number, item=item, asked_at=now.isoformat(), recent=recent)
            self._save()
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

    def _next(self, now: datetime) -> Item:
        progress, plan = self.progress, self.plan
        if plan.items:
            return plan.items[progress.number]
        rng = random.Random(f"{plan.seed}:{self.id}:{progress.number}")
        allowed = [skill(name) for name in plan.skills] or list(CURRICULUM)
        known = self.store.skills()
        if progress.told_apart and progress.recent:
            about = next((each for each in allowed if each.id == progress.recent[-1]), None)
            item = about and self.making.telling_apart(progress.told_apart, about, 2, rng.randrange(2**31))
            if item:
                return item
        kinds = {each.id: self.making.makeable(each) for each in allowed}
        choice = choose(known, allowed, now, progress.recent, plan.difficulty, kinds, rng)
        return self.making.make(choice.kind, choice.skill, choice.difficulty, rng.randrange(2**31), self.store.seen())

    def _save(self) -> None:
        self.store.write_state(self.id, msgspec.to_builtins(self.progress))

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
        """A try. What cannot be read is explained and costs nothing."""
        mark = self.marker.mark(text)
        return self._tried(text, mark, mark.says, now)

    def work(self, lines: str, now: datetime) -> tuple[Feedback, Working]:
        """A try as a working of several lines, judged line by line.

        Raises:
            UserError: where the question has no function to differentiate, or there are too many lines.
        """
        from derivtutor.grading.working import check_work

        exercise = self.item.exercise
        if not self.can_work:
            raise UserError("This question is not answered by a working.", "Type the answer itself.")
        working = check_work(exercise.differentiate, lines, exercise.variable or None, exercise.order)
        word = "correct" if working else "incorrect" if working.verdict == "incorrect" else "unfinished"
        mark = Mark(verdict=word, credit=float(bool(working)), reason="by lines")  # type: ignore[arg-type]
        if working.verdict == "unfinished":
            return Feedback(mark, False, working.message), working
        slips = tuple(slip for line in working.lines for found in line.finding.diagnosis[:1] for slip in found.slips)
        return self._tried(lines, mark, working.message, now, tuple((slip.slip, slip.rule) for slip in slips)), working

    @property
    def can_work(self) -> bool:
        """Whether the question can be answered by a working."""
        return self.item.exercise.kind in ("derivative", "working") and not self.item.exercise.at

    def _tried(
        self, text: str, mark: Mark, says: str, now: datetime, slips: tuple[tuple[str, str], ...] = ()
    ) -> Feedback:
        if mark.verdict in ("unreadable", "empty"):
            return Feedback(mark, False, says)
        progress = self.progress
        progress.given = (*progress.given, text)
        found = slips or tuple((slip.id, slip.rule) for slip in mark.slips)
        if not mark.is_right and mark.verdict != "wrong-form":
            progress.slips = (*progress.slips, *(slip for slip, _ in found))
            if mark.others:
                progress.told_apart = (*(slip for slip, _ in found), *mark.others)
            with self.store.transaction():
                for slip, rule in found:
                    self.store.add_slip(slip, rule, now)
        if mark.is_right:
            self._finish(True, now)
            return Feedback(mark, True, says)
        self._save()
        return Feedback(mark, False, says, offers_solution=len(progress.given) >= MOST_TRIES)

    def read_on(self, now: datetime) -> None:
        """Go on from a worked example, which asks nothing."""
        self._finish(True, now, counts=False)

    def give_up(self, now: datetime) -> str:
        """Give the question up; its answer."""
        key = self.marker.question.key.text
        self._finish(False, now)
        return key

    def skip(self, now: datetime) -> None:
        """Go on without an answer, which changes nothing."""
        self._finish(False, now, counts=False, skipped=True)

    # -- help --------------------------------------------------------------------------------------------------

    def hint(self) -> str:
        """The next hint: the author's own first, then the ladder from the principle to the answer."""
        own = self.item.exercise.hints
        taken = self.progress.hints
        rest = [] if taken < len(own) else [hint.says for hint in self._ladder()]
        says = own[taken] if taken < len(own) else rest[min(taken - len(own), len(rest) - 1)] if rest else _NO_HINT
        self.progress.hints += 1
        self._save()
        return says

    def _ladder(self) -> Sequence[Any]:
        from derivtutor.grading.hints import ladder
        from derivtutor.grading.judge import Judge

        exercise = self.item.exercise
        if not exercise.differentiate or exercise.kind not in ("derivative", "value", "partial", "working"):
            return ()
        return ladder(Judge(exercise.differentiate, exercise.variable or None, exercise.order, exercise.at or None))

    def next_step(self, lines: str = "") -> NextStep:
        """What to write next; it counts as a hint.

        Raises:
            UserError: where the question has no function to differentiate.
        """
        from derivtutor.grading.next_step import next_step

        if not self.can_work:
            raise UserError("This question has no steps.", "Ask for a hint with ?.")
        exercise = self.item.exercise
        found = next_step(exercise.differentiate, lines, exercise.variable or None, exercise.order)
        self.progress.hints += 1
        self._save()
        return found

    # -- what an answer changes --------------------------------------------------------------------------------

    def _finish(self, is_right: bool, now: datetime, counts: bool = True, skipped: bool = False) -> None:
        """Write down how a question went; what was wrong is blamed on the rule of the slip, if that is known."""
        progress, item = self.progress, self.item
        seconds = max(0.0, (now - datetime.fromisoformat(progress.asked_at)).total_seconds())
        tries = len(progress.given)
        at_once = is_right and tries == 1 and not progress.hints
        mark = schedule.rating(is_right, tries, progress.hints, seconds, item.difficulty) if counts else 0
        answered = Answered(
            0, self.id, now, item.kind, self.making.function(item) or item.exercise.id, item.skills, item.difficulty,
            progress.given, at_once, tries, progress.hints, seconds, mark, progress.slips, False,
        )  # fmt: skip
        with self.store.transaction():
            known = self.store.skills()
            before = {name: known.get(name) for name in item.skills}
            self.store.write_answer(answered, before)
            if not skipped:
                for name in item.skills:
                    self.store.write_skill(self._changed(name, known.get(name), at_once, mark, now))
            if at_once:
                self.store.add_clean([rule for name in item.skills for rule in skill(name).rules])
            self.progress = Progress(
                number=progress.number, recent=progress.recent, told_apart=progress.told_apart if not is_right else ()
            )
            self._save()

    def _changed(self, name: str, state: SkillState | None, at_once: bool, mark: int, now: datetime) -> SkillState:
        card = state.card if state else schedule.new_card(now)
        mastery = state.mastery if state else INITIAL
        due = state.due if state else now
        if mark:
            card, due = schedule.reviewed(card, mark, now)
            mastery = updated(mastery, at_once, self.item.kind)
        asked, correct = (state.asked, state.correct) if state else (0, 0)
        return SkillState(name, card, due, mastery, asked + 1, correct + at_once, now)

    def rate(self, rating: int, now: datetime) -> None:
        """Rate the last answer oneself, from 1 (again) to 4 (easy).

        Raises:
            UserError: where there is no such rating, or nothing to rate.
        """
        if not 1 <= rating <= 4:
            raise UserError(f"There is no rating {rating}.", "Use 1 (again), 2 (hard), 3 (good) or 4 (easy).")
        last = self._last_answer()
        if not last.rating:
            raise UserError("The last question has no rating.", "Answer one first.")
        before = self.store.before(last.id)
        with self.store.transaction():
            known = self.store.skills()
            for name, state in before.items():
                card, due = schedule.reviewed(state.card if state else schedule.new_card(last.at), rating, last.at)
                self.store.write_skill(replace(known[name], card=card, due=due))
            self.store.rate(last.id, rating)

    def undo(self) -> Answered:
        """Take the last answer of this session back: its skills are as they were before it.

        Raises:
            UserError: where there is none.
        """
        last = self._last_answer()
        self.store.undo(last.id)
        return last

    def flag(self) -> None:
        """Mark the last answer, to be looked at again.

        Raises:
            UserError: where there is none.
        """
        self.store.flag(self._last_answer().id)

    def _last_answer(self) -> Answered:
        found = self.store.answers(self.id)
        if not found:
            raise UserError("Nothing was answered yet in this session.", "Answer a question first.")
        return found[-1]

    # -- the end -----------------------------------------------------------------------------------------------

    def end(self, now: datetime) -> Summary:
        """End the session; what it came to."""
        answers = self.store.answers(self.id)
        self.store.end_session(self.id, now)
        known = self.store.skills()
        first: dict[str, SkillState | None] = {}
        for answered in answers:
            for name, state in self.store.before(answered.id).items():
                first.setdefault(name, state)
        changes = [
            Change(name, state.mastery if state else INITIAL, known[name].mastery, known[name].due)
            for name, state in first.items()
            if name in known
        ]
        counted = [each for each in answers if each.rating]
        return Summary(
            len(counted),
            sum(each.correct for each in counted),
            self.minutes,
            tuple(sorted(changes, key=lambda change: change.after - change.before)),
            tuple(dict.fromkeys(slip for each in answers for slip in each.slips)),
            tuple(each.function for each in answers if each.flagged),
            self.store.next_due(),
        )


_NO_HINT = "There is no hint for this question."


def mastered(known: Mapping[str, SkillState], enough: float) -> frozenset[str]:
    """The rules that are mastered on their own: they need no explaining in worked solutions."""
    return frozenset(name for name, state in known.items() if "+" not in name and state.mastery >= enough)
