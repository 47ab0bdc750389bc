"""The misconceptions as they are looked up: what each is called, where it shows, and what a teacher asks then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from derivtutor.derivation.misconceptions import NAMES, name_of
from derivtutor.derivation.rules import RULES
from derivtutor.exercises import sentences as of_exercises
from derivtutor.grading.backward.slips import SLIPS as OF_BACKWARD_PASSES
from derivtutor.grading.matrices.slips import SLIPS as OF_MATRICES
from derivtutor.grading.misreadings import MISREADINGS
from derivtutor.grading.tasks import INTEGRATED, NOT_AT_POINT, TASKS
from derivtutor.grading.topics.choices import EXTREMES_SWAPPED, NOT_CRITICAL
from derivtutor.grading.topics.slips.book import SLIPS as OF_TOPICS
from derivtutor.libraries import difflib
from derivtutor.render import sentences
from derivtutor.render.rule_book import slip_statement


class Shown(NamedTuple):
    """Where a misconception shows: in a rule, a topic or the problem itself; what is taken for true; the hint."""

    misconception: str
    where: str
    wrong: str
    hint: str


OF_LINES = (
    ("tangent-not-a-line", "the answer has x in more than one place", of_exercises.A_CURVE),
    ("tangent-wrong-slope", "the line meets the point with another slope", of_exercises.SLOPE_WRONG),
)
"""What a line shows that is no tangent: the misconception, what it looks like, the hint."""


def in_letters(says: str) -> str:
    """What is said of a slip in a program, with letters for its values: `x` goes into `r`."""
    return says.format(name="w", join="x", result="r", operand="x", other="v", taken="u")


@cache
def shown() -> tuple[Shown, ...]:
    """All places where misconceptions show; those of a backward pass are told with letters for what is in a program."""
    of_rules = [
        Shown(slip.id, rule.title, slip_statement(rule, slip), slip.says) for rule in RULES for slip in rule.slips
    ]
    misread = [Shown(each.id, "Algebra", f"{each.pattern} = {each.becomes}", each.says) for each in MISREADINGS]
    of_tasks = [Shown(each.id, "The task", each.claim, each.says) for each in (*TASKS, INTEGRATED, NOT_AT_POINT)]
    of_topics = [Shown(each.id, each.topic, each.says, each.hint) for each in OF_TOPICS]
    of_extremes = [Shown(each.id, each.topic, each.says, each.hint) for each in (NOT_CRITICAL, EXTREMES_SWAPPED)]
    of_lines = [Shown(name, "tangent", looks, hint) for name, looks, hint in OF_LINES]
    backward = [Shown(each.id, "backprop", in_letters(each.says), each.in_general) for each in OF_BACKWARD_PASSES]
    of_matrices = [Shown(each.id, "matrix", each.says, each.hint) for each in OF_MATRICES]
    return (*of_rules, *misread, *of_tasks, *of_topics, *of_extremes, *of_lines, *of_matrices, *backward)


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
