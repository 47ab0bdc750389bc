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
    """Where a misconception shows: in a rule, a topic or the problem itself; what is taken for true; the hint.

    What is wrong are words, or a formula where `is_formula`. Those of one `kind` stand together.
    """

    misconception: str
    where: str
    wrong: str
    hint: str
    kind: str
    is_formula: bool = False


_OF_LINES = (
    ("tangent-not-a-line", "the answer has x in more than one place", of_exercises.A_CURVE),
    ("tangent-wrong-slope", "the line meets the point with another slope", of_exercises.SLOPE_WRONG),
)
"""What a line shows that is no tangent: the misconception, what it looks like, the hint."""


@cache
def shown() -> tuple[Shown, ...]:
    """All places where misconceptions show, kind by kind, the plainest of each misconception first."""
    return (*_in_rules(), *_in_problems(), *_in_topics(), *_in_programs())


def _in_rules() -> list[Shown]:
    """What holds for a rule about the form of an expression comes first, then what holds for a whole rule."""
    slips = [(rule, slip) for rule in RULES for slip in rule.slips]
    slips.sort(key=lambda each: (not each[0].structural, bool(each[1].pattern or each[1].within)))
    found = [Shown(slip.id, rule.title, slip_statement(rule, slip), slip.says, "rule", True) for rule, slip in slips]
    return sorted(found, key=lambda each: list(NAMES).index(each.misconception))


def _in_problems() -> list[Shown]:
    misread = [
        Shown(each.id, "Algebra", f"{each.pattern} = {each.becomes}", each.says, "reading", True)
        for each in MISREADINGS
    ]
    tasks = (*TASKS, INTEGRATED, NOT_AT_POINT)
    return [*misread, *[Shown(each.id, "The task", each.claim, each.says, "task", True) for each in tasks]]


def _in_topics() -> list[Shown]:
    lines = [Shown(name, "tangent", looks, hint, "topic") for name, looks, hint in _OF_LINES]
    slips = [Shown(each.id, each.topic, each.says, each.hint, "topic") for each in OF_TOPICS]
    extremes = [Shown(each.id, each.topic, each.says, each.hint, "topic") for each in (NOT_CRITICAL, EXTREMES_SWAPPED)]
    return [
        *lines,
        *slips,
        *extremes,
        *[Shown(each.id, "matrix", each.says, each.hint, "matrix") for each in OF_MATRICES],
    ]


def _in_programs() -> list[Shown]:
    """Those of a backward pass, with letters for what is in a program."""
    return [
        Shown(each.id, "backprop", _in_letters(each.says), each.in_general, "backward") for each in OF_BACKWARD_PASSES
    ]


def _in_letters(says: str) -> str:
    """What is said of a slip in a program, with letters for its values: `x` goes into `r`."""
    return says.format(name="w", join="x", result="r", operand="x", other="v", taken="u")


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
        yield f"- {each.where}: {f'`{each.wrong}`' if each.is_formula else each.wrong}. {each.hint}"
