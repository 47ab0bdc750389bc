"""Whether a side definition takes something out of the problem."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from derivtutor.grading.work.slips import Places
from derivtutor.notation.tree import Derivative, Name, Node, Product, Sum, names, parts, substitute

_MOST_TOGETHER = 5
_MOST_PARTS = 40


def occurs(value: Node, problem: Node, places: Places) -> bool:
    """Whether a value is a part of the problem, or some terms or factors of one."""
    return any(places.alike(part, value) for part in _parts(problem))


def is_outer(value: Node, parameter: str, problem: Node, places: Places) -> bool:
    """Whether the problem is this function of one of its own parts: `sin(x)`, if the problem is `sin(x^2)`."""
    varying = [part for part in parts(problem) if parameter in names(part) and not isinstance(part, Name)]
    return any(places.alike(substitute(value, {parameter: part}), problem) for part in varying[:_MOST_PARTS])


def _parts(problem: Node) -> Iterator[Node]:
    for part in parts(problem):
        if isinstance(part, Derivative):
            continue
        yield part
        if isinstance(part, Sum | Product) and 2 < len(part.children) <= _MOST_TOGETHER:
            for count in range(2, len(part.children)):
                yield from [type(part)(chosen) for chosen in combinations(part.children, count)]
