"""The last answer of a session, which can still be rated, marked or taken back."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from derivtutor.practice import schedule, sentences
from derivtutor.practice.records import Answered
from derivtutor.practice.store import Store


@dataclass(frozen=True, slots=True)
class Last:
    """The last of the answers that were given in a session; each method raises UserError where there is none."""

    store: Store
    session: int

    @property
    def exists(self) -> bool:
        """Whether any question was answered or given up, not only skipped."""
        return bool(self._counted())

    def rate(self, rating: int) -> Answered:
        """Rate it oneself, from 1 (again) to 4 (easy)."""
        if not 1 <= rating <= 4:
            raise sentences.NO_SUCH_RATING(rating=rating)
        last = self._answer()
        before = self.store.before(last.id)
        with self.store.transaction():
            known = self.store.skills()
            for name in known.keys() & {*last.skills}:
                state = before[name]
                card, due = schedule.reviewed(state.card if state else schedule.new_card(last.at), rating, last.at)
                self.store.write_skill(msgspec.structs.replace(known[name], card=card, due=due))
            self.store.rate(last.id, rating)
        return last

    def undo(self) -> Answered:
        """Take it back: its skills are as they were before it."""
        last = self._answer()
        self.store.undo(last.id)
        return last

    def flag(self) -> Answered:
        """Mark it, or remove its mark."""
        last = self._answer()
        self.store.flag(last.id, not last.flagged)
        return msgspec.structs.replace(last, flagged=not last.flagged)

    def _answer(self) -> Answered:
        answers = self._counted()
        if not answers:
            raise sentences.NOTHING_ANSWERED()
        return answers[-1]

    def _counted(self) -> list[Answered]:
        return [each for each in self.store.answers(self.session) if each.rating]
