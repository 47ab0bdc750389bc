"""Hints for a question of practice: the author's own, then those of its kind or the ladder to the answer."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from derivtutor.calculus.topics import BY_NAME
from derivtutor.practice import sentences
from derivtutor.practice.item import Item
from derivtutor.practice.skills import skill


def hints(item: Item) -> Sequence[str]:
    """All hints for a question, from slight to plain."""
    return (*item.exercise.hints, *(sentences.HINTS_OF_KIND.get(item.kind) or _ladder(item)))


class Hint(Struct, frozen=True):
    """A hint, its number, and how many there are; `is_answer` where nothing is left to be found."""

    says: str
    number: int
    of: int
    is_answer: bool


def next_hint(item: Item, given: int) -> Hint:
    """The hint that comes after so many; after the last, that one again.

    Raises:
        UserError: where there is none.
    """
    possible = hints(item)
    if not possible:
        raise sentences.NO_HINT()
    number, of = min(given + 1, len(possible)), len(possible)
    has_ladder = item.kind not in sentences.HINTS_OF_KIND and of > len(
        item.exercise.hints
    )  # its last one is the answer
    return Hint(possible[number - 1], number, of, number == of and has_ladder)


def _ladder(item: Item) -> Sequence[str]:
    """From the principle to the answer: of what is explained step by step, those; of a derivative, what its rules say.

    What is held constant in a partial derivative is said first.
    """
    from derivtutor.exercises.marking import Marker
    from derivtutor.practice.explained import explanation_of, shown, steps

    exercise = item.exercise
    if not (exercise.differentiate or exercise.program):
        return ()
    question = Marker.of(exercise).question
    if question.steps:
        return (*map(shown, question.steps), question.key_told)
    told = explanation_of(question, exercise.kind in BY_NAME)
    by_steps = steps(told, question.key_told) if told else ()
    if question.explanation is None and exercise.facts.is_derivative:
        return (*by_steps[:1], *_ladder_of_rules(item))
    return by_steps


def _ladder_of_rules(item: Item) -> Sequence[str]:
    from derivtutor.grading.hints import ladder
    from derivtutor.grading.judge import Judge

    exercise = item.exercise
    place = exercise.at or None
    judge = Judge(exercise.differentiate, exercise.variable or None, exercise.order, place, log=exercise.log)
    practised = [rule for name in item.skills for rule in skill(name).rules]
    return [hint.says for hint in ladder(judge, practised)]
