"""The misconceptions as they are looked up: what each is called, where it shows, and what a teacher asks then."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from derivtutor.derivation.misconceptions import NAMES, name_of
from derivtutor.derivation.rules import RULES
from derivtutor.grading.matrices.slips import SLIPS as OF_MATRICES
from derivtutor.grading.misreadings import MISREADINGS
from derivtutor.grading.tasks import TASKS
from derivtutor.grading.topics.slips.book import SLIPS as OF_TOPICS
from derivtutor.render import sentences
from derivtutor.render.rule_book import slip_statement


class Shown(NamedTuple):
    """Where a misconception shows: in a rule, a topic or the problem itself; what is taken for true; the hint."""

    misconception: str
    where: str
    wrong: str
    hint: str


@cache
def shown() -> tuple[Shown, ...]:
    """All places where misconceptions show. Those of a backward pass need a program to be told."""
    of_rules = [
        Shown(slip.id, rule.title, slip_statement(rule, slip), slip.says) for rule in RULES for slip in rule.slips
    ]
    misread = [Shown(each.id, "Algebra", f"{each.pattern} = {each.becomes}", each.says) for each in MISREADINGS]
    of_tasks = [Shown(each.id, "The task", each.claim, each.says) for each in TASKS]
    of_topics = [Shown(each.id, each.topic, each.says, each.hint) for each in OF_TOPICS]
    of_matrices = [Shown(each.id, "matrix", each.says, each.hint) for each in OF_MATRICES]
    return (*of_rules, *misread, *of_tasks, *of_topics, *of_matrices)


def find_misconception(name: str) -> str:
    """The id of a misconception that was looked up.

    Raises:
        UserError: with the nearest known one.
    """
    wanted = name.strip().lower()
    if wanted in NAMES:
        return wanted
    near = difflib.get_close_matches(wanted[:60], NAMES, n=1, cutoff=0.5)
    if near:
        raise sentences.NO_SUCH_MISCONCEPTION_BUT(name=name[:60], near=near[0])
    raise sentences.NO_SUCH_MISCONCEPTION(name=name[:60])


def as_dict(misconception: str) -> dict[str, object]:
    """A misconception for programs."""
    places = [
        {"where": each.where, "wrong": each.wrong, "hint": each.hint}
        for each in shown()
        if each.misconception == misconception
    ]
    return {"id": misconception, "name": name_of(misconception), "shown": places}


def page(misconception: str) -> str:
    """One misconception in Markdown."""
    return "\n".join(_in_markdown(misconception))


def markdown() -> str:
    """All of them in Markdown."""
    return "\n".join(["# Misconceptions", "", *(line for each in NAMES for line in _in_markdown(each))])


def _in_markdown(misconception: str) -> Iterator[str]:
    yield from [f"## {name_of(misconception).capitalize()} (`{misconception}`)", ""]
    yield from _items(each for each in shown() if each.misconception == misconception)
    yield ""


def _items(places: Iterable[Shown]) -> Iterator[str]:
    for each in places:
        yield f"- {each.where}: `{each.wrong}`. {each.hint}"
