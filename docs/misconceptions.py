"""The page about misconceptions: what each is called, what it looks like, and what a teacher says then."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from cells import code, escaped

from derivtutor.derivation.misconceptions import NAMES
from derivtutor.render.misconception_book import Shown, shown

EXAMPLES = Path(__file__).parents[1] / "tests" / "cases" / "misconceptions.jsonl"


KINDS = {
    "rule": ("In a rule", "What is taken for the rule; the letters are those of [the rule book](rules.md)."),
    "reading": ("In reading and algebra", "What an expression is taken for."),
    "task": ("In the task", "What is given in place of what was asked."),
    "topic": ("In a topic", "What is taken for true in one of the [topics](topics/README.md)."),
    "matrix": ("With matrices", "What is taken for true."),
    "backward": ("On the way back", "What a line of a [backward pass](backprop-judging.md) shows."),
}
"""Of each kind of place the heading and a sentence about it."""


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
    examples, seen = _examples(), set()
    for kind, (title, says) in KINDS.items():
        places = [each for each in shown() if each.kind == kind]
        ids = list(dict.fromkeys(each.misconception for each in places))
        head = ["name", "what it looks like", *(["example"] if examples.keys() & {*ids} else []), "hint"]
        lines += [f"## {title}", "", says, "", _line(head), _line(["---"] * len(head))]
        for id in ids:
            name, looks, hint = _told([each for each in places if each.misconception == id])
            lines.append(_line([name, looks, *([examples.pop(id, "")] if len(head) > 3 else []), hint]))
        lines.append("")
        seen |= {*ids}
    if hidden := NAMES.keys() - seen:
        raise ValueError(f"docs/misconceptions.py shows nothing of {', '.join(sorted(hidden))}")
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _told(places: Sequence[Shown]) -> tuple[str, str, str]:
    """The name of one misconception, what it looks like in the first few places, and the hint in the first."""
    id, looks = places[0].misconception, list(dict.fromkeys(map(_looks, places)))
    few = looks if len(looks) <= 4 else [*looks[:3], f"and {len(looks) - 3} more"]
    return f"{NAMES[id][0].upper()}{NAMES[id][1:]}<br>{code(id)}", "<br>".join(few), escaped(places[0].hint)


def _looks(place: Shown) -> str:
    return code(place.wrong) if place.is_formula else escaped(place.wrong)


def _examples() -> dict[str, str]:
    """A problem and the wrong answer to it, for what is seen in answers to one function."""
    rows = map(json.loads, EXAMPLES.read_text(encoding="utf-8").splitlines())
    return {
        row["id"]: f"{code(row['problem'])} → {code(row['wrong_answer'])}" for row in rows if row["scope"] == "scalar"
    }
