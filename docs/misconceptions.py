"""The page about misconceptions: what each is called, what it looks like, and what a teacher says then."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cells import code, escaped

from derivtutor.derivation.misconceptions import NAMES
from derivtutor.derivation.rules import RULES
from derivtutor.grading.backward.slips import SLIPS as OF_BACKWARD_PASSES
from derivtutor.grading.matrices.slips import SLIPS as OF_MATRICES
from derivtutor.grading.misreadings import MISREADINGS
from derivtutor.grading.tasks import INTEGRATED, NOT_AT_POINT, TASKS
from derivtutor.grading.topics.choices import EXTREMES_SWAPPED, NOT_CRITICAL
from derivtutor.grading.topics.slips.book import SLIPS as OF_TOPICS
from derivtutor.render.misconception_book import OF_LINES, in_letters
from derivtutor.render.rule_book import slip_statement

EXAMPLES = Path(__file__).parents[1] / "tests" / "cases" / "misconceptions.jsonl"


class Sight(NamedTuple):
    """Where a misconception shows: its id, what is taken for true, as it stands in a cell, and the hint."""

    id: str
    looks: str
    hint: str


def _sights() -> Iterator[tuple[str, str, list[Sight]]]:
    """Where misconceptions show: a heading, a sentence about it, and its rows."""
    slips = [(rule, slip) for rule in RULES for slip in rule.slips]
    # what holds for a rule about the form of an expression comes first, then what holds for a whole rule
    slips.sort(key=lambda each: (not each[0].structural, bool(each[1].pattern or each[1].within)))
    rules = [Sight(slip.id, code(slip_statement(rule, slip)), slip.says) for rule, slip in slips]
    rules.sort(key=lambda sight: list(NAMES).index(sight.id))
    yield "In a rule", "What is taken for the rule; the letters are those of [the rule book](rules.md).", rules
    misread = [Sight(row.id, f"{code(row.pattern)} as {code(row.becomes)}", row.says) for row in MISREADINGS]
    yield "In reading and algebra", "What an expression is taken for.", misread
    tasks = [Sight(task.id, code(task.claim), task.says) for task in (*TASKS, INTEGRATED, NOT_AT_POINT)]
    yield "In the task", "What is given in place of what was asked.", tasks
    lines = [Sight(*each) for each in OF_LINES]
    topics = [Sight(slip.id, escaped(slip.says), slip.hint) for slip in (*OF_TOPICS, NOT_CRITICAL, EXTREMES_SWAPPED)]
    yield "In a topic", "What is taken for true in one of the [topics](topics/README.md).", lines + topics
    yield (
        "With matrices",
        "What is taken for true.",
        [Sight(slip.id, escaped(slip.says), slip.hint) for slip in OF_MATRICES],
    )
    backward = [Sight(slip.id, escaped(in_letters(slip.says)), slip.in_general) for slip in OF_BACKWARD_PASSES]
    yield "On the way back", "What a line of a [backward pass](backprop-judging.md) shows.", backward


def page() -> str:
    """All of them, each named once under every heading where it shows.

    Raises:
        ValueError: where a misconception has a name and shows nowhere.
    """
    lines = [
        "# Misconceptions",
        "",
        "Generated from the rule book and the tables of slips by `python docs/generate.py`. A wrong answer is",
        "explained by the misconception that leads to it: `derivtutor check` names it, reports count it, and practice",
        "comes back to it.",
        "",
    ]
    examples, shown = _examples(), set()
    for title, says, sights in _sights():
        ids = list(dict.fromkeys(sight.id for sight in sights))
        head = ["name", "what it looks like", *(["example"] if examples.keys() & {*ids} else []), "hint"]
        lines += [f"## {title}", "", says, "", _line(head), _line(["---"] * len(head))]
        for id in ids:
            name, looks, hint = _told([sight for sight in sights if sight.id == id])
            lines.append(_line([name, looks, *([examples.pop(id, "")] if len(head) > 3 else []), hint]))
        lines.append("")
        shown |= {*ids}
    if hidden := NAMES.keys() - shown:
        raise ValueError(f"docs/misconceptions.py shows nothing of {', '.join(sorted(hidden))}")
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _told(sights: Sequence[Sight]) -> tuple[str, str, str]:
    """The name of one misconception, what it looks like in the first few places, and the hint in the first."""
    id, _, hint = sights[0]
    looks = list(dict.fromkeys(sight.looks for sight in sights))
    shown = looks if len(looks) <= 4 else [*looks[:3], f"and {len(looks) - 3} more"]
    return f"{NAMES[id][0].upper()}{NAMES[id][1:]}<br>{code(id)}", "<br>".join(shown), escaped(hint)


def _examples() -> dict[str, str]:
    """A problem and the wrong answer to it, for what is seen in answers to one function."""
    rows = map(json.loads, EXAMPLES.read_text(encoding="utf-8").splitlines())
    return {
        row["id"]: f"{code(row['problem'])} → {code(row['wrong_answer'])}" for row in rows if row["scope"] == "scalar"
    }
