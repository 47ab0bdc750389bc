"""Hints for a question of practice: the author's own, then those of its kind or the ladder to the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from derivtutor.calculus.topics import BY_NAME
from derivtutor.practice import sentences
from derivtutor.practice.item import Item, ItemKind
from derivtutor.practice.skills import skill

_OF_KIND: Mapping[ItemKind, tuple[str, ...]] = {
    "rule": (
        "Substitute a number for x and work it out in your head: what do you do last? The rule for that comes first.",
        "A sum or difference of terms: sum rule. A number times the rest: constant multiple rule. Two factors with x in"
        " both: product rule. A fraction with x in the denominator: quotient rule. A function of more than x: chain"
        " rule.",
    ),
    "inner-outer": (
        "Substitute a number for x: what you work out first is the inner function, what you do next is the outer one.",
        "Substitute the inner function for u in the outer one: the result must be the whole function.",
    ),
    "find-slip": (
        "Compare each line with the one above it: which derivative was worked out there, and by which rule?",
        "Work each derivative out yourself, and stop at the first line that is not the same as yours.",
    ),
}
"""Hints that fit every question of a kind."""


def hints(item: Item) -> Sequence[str]:
    """All hints for a question, from slight to plain."""
    return (*item.exercise.hints, *(_OF_KIND.get(item.kind) or _ladder(item)))


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
    has_ladder = item.kind not in _OF_KIND and of > len(item.exercise.hints)  # its last one is the answer
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
