"""When a skill is due again: FSRS, by its library; and the rating that an answer gets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
"""FSRS's ratings."""

RATINGS = {AGAIN: "again", HARD: "hard", GOOD: "good", EASY: "easy"}
"""What they are called."""

MOST_SECONDS = 600.0
"""More time than this on one question was spent elsewhere."""

QUICK = 0.5
"""A right answer in this share of the usual time is easy."""

SECONDS = {1: 30.0, 2: 60.0, 3: 90.0, 4: 150.0, 5: 240.0}
"""The usual time for a question by its difficulty."""


def new_card(now: datetime) -> dict[str, Any]:
    """The card of a skill that was never practised."""
    from fsrs import Card

    return dict(Card(card_id=1, due=now).to_dict())


def reviewed(card: Mapping[str, Any], rating: int, now: datetime) -> tuple[dict[str, Any], datetime]:
    """A card after a review, and when it is due: FSRS with its published parameters, and no chance in it."""
    from fsrs import Card, Rating, Scheduler

    after, _ = Scheduler(enable_fuzzing=False).review_card(Card.from_dict(dict(card)), Rating(rating), now)  # type: ignore[arg-type]
    return dict(after.to_dict()), after.due


def rating(is_right: bool, mistakes: int, hints: int, seconds: float, usual: float) -> int:
    """The rating of an answer: given up or found late, found with help, right, or right at once and quickly.

    Args:
        is_right: whether the question was answered in the end by the student.
        mistakes: how many wrong answers came before.
        hints: how many were asked for.
        seconds: from the question to the last answer.
        usual: how many it usually takes; 0 where quickness means nothing.
    """
    if not is_right or mistakes > 1:
        return AGAIN
    if mistakes or hints:
        return HARD
    return EASY if seconds < QUICK * usual else GOOD
