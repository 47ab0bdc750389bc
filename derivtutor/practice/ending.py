"""How a question ends: what is written down of it, what changes in what is known of the student, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from derivtutor.practice import schedule
from derivtutor.practice.item import EXAMPLES, Item
from derivtutor.practice.learning import Outcome, changes, relieved
from derivtutor.practice.plan import Progress
from derivtutor.practice.records import Answered, SkillState
from derivtutor.practice.skills import skill
from derivtutor.practice.store import Store


@dataclass(frozen=True, slots=True)
class Ending:
    """A question that is over now; `function` is what it was about, if that is a function, `lesson` where it stands."""

    session: int
    progress: Progress
    item: Item
    function: str
    now: datetime
    lesson: str = ""

    def finish(self, store: Store, is_right: bool, counts: bool = True) -> Progress:
        """Write down how it went; an example that was read counts for nothing. What is left is the progress."""
        progress, at_once = self.progress, is_right and not self.progress.mistakes and not self.progress.hints
        slips = [(slip, rule or self._topic) for tried in progress.tries for slip, rule in tried.slips]
        blamed = frozenset(rule for _, rule in slips if rule)
        outcome = Outcome(self.item, at_once, self._rating(is_right) * counts, blamed)
        answered = msgspec.structs.replace(
            self._answered(),
            correct=at_once and counts,
            rating=outcome.rating,
            slips=tuple(slip for slip, _ in slips),
            solved=is_right and counts and not progress.is_told,
        )
        left = progress.left(progress.told_apart)
        with store.transaction():
            known = store.skills()
            changed = changes(known, outcome, self.now)
            self._write(store, answered, {name: known.get(name) for name in changed})
            for state in changed.values():
                store.write_skill(state)
            for slip, rule in slips:
                store.add_slip(slip, rule, self.now)
            if answered.correct:
                store.add_clean([part for name in self.item.skills for part in skill(name).parts])
            store.write_state(self.session, msgspec.to_builtins(left))
        return left

    def skip(self, store: Store) -> Progress:
        """Write down that nothing was answered; who skips an example needs none. What is left is the progress."""
        left = self.progress.left()
        with store.transaction():
            if self.item.kind in EXAMPLES:
                for state in relieved(store.skills(), self.item, self.now).values():
                    store.write_skill(state)
            self._write(store, self._answered(), {})
            store.write_state(self.session, msgspec.to_builtins(left))
        return left

    def _write(self, store: Store, answered: Answered, before: Mapping[str, SkillState | None]) -> None:
        number = store.write_answer(answered, before)
        if self.lesson:
            store.write_lesson(self.lesson, "exercise", self.item.exercise.id, self.now, number)

    @property
    def _topic(self) -> str:
        """The topic that was asked about: slips that are of no rule are its own."""
        return next((name for name in self.item.skills if self.item.is_of_topic), "")

    @property
    def _seconds(self) -> float:
        return max(0.0, (self.now - (self.progress.asked_at or self.now)).total_seconds())

    def _rating(self, is_right: bool) -> int:
        progress, seconds = self.progress, self._seconds
        difficulty = self.item.exercise.difficulty or self.item.difficulty
        usual = 0.0 if self.item.is_part or not seconds else schedule.SECONDS[difficulty]
        return schedule.rating(is_right and not progress.is_told, progress.mistakes, progress.hints, seconds, usual)

    def _answered(self) -> Answered:
        """The question as it is written down, not yet counted."""
        progress, item = self.progress, self.item
        name = "" if self.function else item.exercise.title or item.exercise.id
        given = tuple(each.text for each in progress.tries)
        return Answered(
            0, self.session, self.now, item.kind, self.function, item.skills, item.difficulty, given, False, len(given),
            progress.hints, self._seconds, 0, (), progress.is_flagged, name,
        )  # fmt: skip
