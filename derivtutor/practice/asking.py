"""Which question comes next: of a set the next one, else one that tells slips apart, else one for a chosen skill."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from derivtutor.errors import UserError
from derivtutor.practice.choosing import choose, level
from derivtutor.practice.item import PROBLEMS, Item, ItemKind
from derivtutor.practice.plan import Plan, Progress
from derivtutor.practice.skills import CURRICULUM, Skill, skill
from derivtutor.practice.store import Store


class Making(Protocol):
    """Where fresh questions come from."""

    def make(self, kind: ItemKind, skill: Skill, difficulty: int, seed: int, exclude: frozenset[str]) -> Item:
        """A question that was never asked."""

    def makeable(self, skill: Skill) -> Sequence[ItemKind]:
        """The kinds of questions that there are for a skill."""

    def function(self, item: Item) -> str:
        """The whole function that a question is about."""

    def telling_apart(
        self, slips: Sequence[str], skill: Skill, difficulty: int, seed: int, exclude: frozenset[str]
    ) -> Item | None:
        """A question on which these slips lead to different answers."""


def next_item(store: Store, plan: Plan, progress: Progress, session: int, making: Making, now: datetime) -> Item:
    """The question that comes next in a session.

    Args:
        store: what is known of the student.
        plan: what the session is about.
        progress: how far it has come.
        session: its number, for other sessions to have other questions.
        making: where fresh questions come from.
        now: the time.

    Raises:
        UserError: where no question can be made.
    """
    if plan.items:
        return plan.items[progress.number]
    rng = random.Random(f"{plan.seed}:{session}:{progress.step}")
    allowed = [skill(name) for name in plan.skills] or list(CURRICULUM)
    known, seen = store.skills(), store.seen()
    if progress.told_apart and progress.recent:
        about = next((each for each in allowed if each.id == progress.recent[-1]), None)
        hard = plan.difficulty or (about and level(known.get(about.id))) or 1
        slips, seed = progress.told_apart, rng.randrange(2**31)
        item = about and making.telling_apart(slips, about, hard, seed, seen)
        if item:
            return item
    kinds = {each.id: making.makeable(each) for each in allowed}
    lately = (progress.recent, progress.kinds, progress.just_read)
    choice = choose(known, allowed, now, *lately, plan.difficulty, kinds, rng)
    of_skill, seed = (choice.skill, choice.difficulty), rng.randrange(2**31)
    if choice.kind not in PROBLEMS:
        with suppress(UserError):
            return making.make(choice.kind, *of_skill, seed, seen)
    problem = next(each for each in kinds[choice.skill.id] if each in PROBLEMS)  # there is always a new one
    return making.make(problem, *of_skill, seed, seen)
