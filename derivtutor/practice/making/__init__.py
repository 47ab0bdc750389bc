"""Fresh questions for a skill: what is asked in each kind, and of which functions."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from derivtutor.derivation.rules import BY_ID
from derivtutor.practice import sentences
from derivtutor.practice.item import Item, ItemKind
from derivtutor.practice.making.wanted import RECOGNISED, Wanted, fingerprint
from derivtutor.practice.skills import Skill

_MAKERS: Mapping[ItemKind, tuple[str, str]] = {
    "worked-example": ("worked", "worked_examples"),
    "faded-example": ("gaps", "faded_examples"),
    "differentiate": ("worked", "to_differentiate"),
    "rule": ("recognising", "first_rules"),
    "inner-outer": ("layers", "inner_outer"),
    "missing-step": ("gaps", "missing_steps"),
    "slope": ("slopes", "slopes"),
    "find-slip": ("slips", "find_slips"),
}
_OF_TOPICS: Mapping[ItemKind, tuple[str, str]] = {
    "worked-example": ("topical", "questions"),
    "topic": ("topical", "questions"),
}
"""What makes questions of a kind, about rules and about topics. A module is loaded when it is needed: the first
question should come at once.
"""

_FITS: Mapping[ItemKind, Callable[[Skill], bool]] = {
    "inner-outer": lambda skill: any(BY_ID[rule].composes for rule in skill.rules),
    "find-slip": lambda skill: any(BY_ID[rule].slips for rule in skill.rules),
    "rule": lambda skill: not RECOGNISED.isdisjoint(skill.rules),
    "missing-step": lambda skill: not any(BY_ID[rule].term_by_term for rule in skill.rules),
    "faded-example": lambda skill: not any(BY_ID[rule].term_by_term for rule in skill.rules),
}
"""Without the chain rule there are no layers, what stands in a table is looked up, and pieces are only pieces."""

_GIVEN = ("variable", "at", "along", "where", "around", "known", "wanted", "start", "rate")
"""What makes other questions of one function."""


def makeable(skill: Skill) -> tuple[ItemKind, ...]:
    """The kinds of questions that make sense for a skill."""
    if skill.topic:
        return tuple(_OF_TOPICS)
    return tuple([kind for kind in _MAKERS if kind not in _FITS or _FITS[kind](skill)])


def make(kind: ItemKind, skill: Skill, difficulty: int, seed: int, exclude: Collection[str] = ()) -> Item:
    """A fresh question, always the same for the same arguments.

    Args:
        kind: what is asked; one of `makeable(skill)`.
        skill: what it practises.
        difficulty: from 1 to 5; the question has the nearest that there is.
        seed: another seed gives another question.
        exclude: functions that must not come (again), as text; see `function`.

    Raises:
        UserError: where the kind makes no sense for the skill, or nothing new is found.
    """
    if kind not in makeable(skill):
        raise sentences.KIND_DOES_NOT_FIT(kind=kind, skill=skill.id)
    wanted = Wanted(kind, skill, difficulty, seed, _seen(exclude))
    question = next((item for item in _made(wanted) if fingerprint(function(item)) not in wanted.seen), None)
    if question is None and skill.topic:  # there are not endlessly many: one comes again
        question = next(_made(wanted))
    if question is None:
        raise sentences.NOTHING_NEW(kind=kind, skill=skill.id)
    return question


def telling_apart(
    slips: Sequence[str], skill: Skill, difficulty: int, seed: int, exclude: Collection[str] = ()
) -> Item | None:
    """A function on which these slips lead to different wrong answers, so that the next one says which it was; of three
    or more, on which at least some do. None if none is found; there is none in topics.

    Args:
        slips: their ids.
        skill: the rules that the function needs.
        difficulty: from 1 to 5, or near it.
        seed: another seed gives another function.
        exclude: functions that must not come (again), as text.
    """
    if skill.topic:
        return None
    from derivtutor.practice.making.slips import telling

    return telling(Wanted("differentiate", skill, difficulty, seed, _seen(exclude)), slips)


def function(item: Item) -> str:
    """The whole function that a question is about, and all that is given; that of the exercise may be a part of it."""
    if item.kind in ("missing-step", "faded-example"):
        return item.exercise.tags[0]
    given = [_text(getattr(item.exercise, field)) for field in _GIVEN] if item.kind in _OF_TOPICS else []
    lines = "; ".join(item.exercise.program.split("\n"))
    return ", ".join(filter(None, [item.exercise.differentiate, lines, *given]))


def _text(given: str | tuple[str, ...] | Mapping[str, str]) -> str:
    """What is given, as it is typed."""
    if isinstance(given, Mapping):
        return ", ".join([f"{name}={value}" for name, value in given.items()])
    return given if isinstance(given, str) else ", ".join(given)


def _seen(exclude: Collection[str]) -> frozenset[str]:
    return frozenset([fingerprint(text) for text in exclude if text.strip()])


def _made(wanted: Wanted) -> Iterator[Item]:
    module, name = (_OF_TOPICS if wanted.skill.topic else _MAKERS)[wanted.kind]
    maker: Callable[[Wanted], Iterator[Item]] = getattr(importlib.import_module(f"{__name__}.{module}"), name)
    return maker(wanted)
