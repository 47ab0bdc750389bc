"""What a session came to."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from msgspec import Struct

from derivtutor.practice.mastery import INITIAL
from derivtutor.practice.records import Answered, SkillState
from derivtutor.practice.store import Store


class Change(Struct, frozen=True):
    """What a session did to a skill: mastery before and after, and when it is due again."""

    skill: str
    before: float
    after: float
    due: datetime


class Summary(Struct, frozen=True):
    """A session in numbers.

    `changes` are the skills by how much better they are known, `begun` those of which only an example was read,
    `slips` those that were made, the most frequent first, and `flagged` the questions that were marked.
    """

    questions: int
    solved: int
    right_at_once: int
    minutes: float
    changes: tuple[Change, ...]
    begun: tuple[str, ...]
    slips: tuple[tuple[str, int], ...]
    flagged: tuple[Answered, ...]
    next_due: datetime | None


def summarised(store: Store, session: int, minutes: float) -> Summary:
    """The summary of a session.

    Args:
        store: where it was written down.
        session: its number.
        minutes: how long it took.
    """
    answers, known = store.answers(session), store.skills()
    counted = [each for each in answers if each.rating]
    first: dict[str, SkillState | None] = {}
    practised: set[str] = set()
    for answered in answers:
        before = store.before(answered.id)
        for name, state in before.items():
            first.setdefault(name, state)
        practised |= before.keys() if answered.rating else set()
    changes = [
        Change(name, state.mastery if state else INITIAL, known[name].mastery, known[name].due)
        for name, state in first.items()
        if name in practised and name in known
    ]
    return Summary(
        len(counted),
        sum(each.solved for each in counted),
        sum(each.correct for each in counted),
        minutes,
        tuple(sorted(changes, key=lambda change: change.after - change.before)),
        tuple(name for name in first if name not in practised and name in known),
        tuple(Counter(slip for each in answers for slip in each.slips).most_common()),
        tuple(each for each in answers if each.flagged),
        store.next_due(),
    )
