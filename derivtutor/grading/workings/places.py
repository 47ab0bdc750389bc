"""Which parts of the problem side definitions and words are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from derivtutor.derivation.model import Step
from derivtutor.grading.workings.reading.labels import word_of
from derivtutor.grading.workings.slips import Places
from derivtutor.notation import linear
from derivtutor.notation.tree import Derivative, Node, Number, Product, Sum, names, parts, substitute

_PLACES = {"first": 0, "second": 1, "third": 2, "top": 0, "bottom": 1, "base": 0, "exponent": 1}
_ROLES = {"inside": "inner", "outside": "outer", "bottom": "denominator"}
"""What the parts are called in the rule book."""

_TOKEN = re.compile(r"[A-Za-z]+|[\d.]+|[^\s]")

_MOST_TOGETHER = 5
_MOST_PARTS = 40


def occurs(value: Node, problem: Node, places: Places) -> bool:
    """Whether a value is a part of the problem, or some terms or factors of one."""
    return any(places.alike(part, value) for part in _parts(problem))


def miscopied_part(written: Node, problem: Node, variable: str) -> Node | None:
    """The part of the problem that differs from an expression in one letter, number or sign only, if there is one."""
    if variable not in names(written):
        return None
    tokens = _tokens(written)
    for part in _parts(problem):
        others = _tokens(part)
        if len(others) == len(tokens) > 1 and sum(one != other for one, other in zip(tokens, others, strict=True)) == 1:
            return part
    return None


def _tokens(node: Node) -> list[str]:
    return _TOKEN.findall(linear.text(node))


def is_outer(value: Node, parameter: str, problem: Node, places: Places) -> bool:
    """Whether the problem is this function of one of its own parts: `sin(x)`, if the problem is `sin(x^2)`."""
    varying = [part for part in parts(problem) if not isinstance(part, Number)]
    return any(places.alike(substitute(value, {parameter: part}), problem) for part in varying[:_MOST_PARTS])


def _parts(problem: Node) -> Iterator[Node]:
    for part in parts(problem):
        if isinstance(part, Derivative):
            continue
        yield part
        if isinstance(part, Sum | Product) and 2 < len(part.children) <= _MOST_TOGETHER:
            for count in range(2, len(part.children)):
                yield from [type(part)(chosen) for chosen in combinations(part.children, count)]


def part_named(label: str, step: Step) -> Node | None:
    """What a word stands for in a problem whose derivative begins with this step, if it has such a part."""
    while step.rule.is_plain and step.steps:
        step = max(step.steps, key=lambda one: len(one.steps))
    word = word_of(label)
    named = [part for part in step.match.parts if part.role == _ROLES.get(word, "")]
    if named:
        return named[0].expression
    if word in ("inside", "outside") or word not in _PLACES:
        return None
    varying = [part.expression for part in step.match.parts if part.role in ("factor", "part")]
    place = _PLACES[word]
    return varying[place] if place < len(varying) else None
