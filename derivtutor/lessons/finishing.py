"""What the end of a lesson changes: it is done, and practice may ask for what it teaches."""

from __future__ import annotations

from datetime import datetime

from derivtutor.lessons.standing import Standing
from derivtutor.practice.learning import taught
from derivtutor.practice.skills import is_skill
from derivtutor.practice.store import Store


def finish(store: Store, done: Standing, now: datetime) -> None:
    """Write down that a lesson is done: practice may ask for what it teaches from now on."""
    with store.transaction():
        store.write_lesson(done.key, "done", "", now)
        for state in taught(store.skills(), [*filter(is_skill, done.lesson.head.teaches)], now).values():
            store.write_skill(state)
