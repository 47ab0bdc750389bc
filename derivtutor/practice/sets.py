"""The exercises of a set or topic as questions of a session."""

from __future__ import annotations

from collections.abc import Sequence

from derivtutor.exercises.catalogue import entry
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.practice.item import Item
from derivtutor.practice.skills import skills_used


def from_exercises(exercises: Sequence[Exercise], scheme: Scheme, student: str, seed: int) -> tuple[Item, ...]:
    """The exercises in their order, with a student's own numbers.

    Args:
        exercises: of one or more sets.
        scheme: which share of the points an answer gets.
        student: whose numbers; part of the seed.
        seed: where the numbers come from.

    Raises:
        UserError: where an exercise cannot be prepared.
    """
    return tuple([_item(exercise, scheme, student, seed) for exercise in exercises])


def _item(exercise: Exercise, scheme: Scheme, student: str, seed: int) -> Item:
    drawn = entry(exercise, scheme, student, seed)
    skills = tuple([skill.id for skill in skills_used(set(drawn.practised))])
    return Item(kind="exercise", exercise=drawn.exercise, skills=skills, difficulty=drawn.difficulty, seed=seed)
