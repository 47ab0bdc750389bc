"""Sets of real numbers as conditions: open intervals without some points, told as a mathematician would."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from derivtutor.analysis.place import Place
from derivtutor.language import between, softened, translated
from derivtutor.notation import linear
from derivtutor.notation.rational import number, rational
from derivtutor.notation.sympy_syntax import sympy_text  # for programs only
from derivtutor.notation.tree import Call, Comparison, Name, Negation, Node
from derivtutor.showing import one_line

Clause: TypeAlias = tuple[Comparison, ...]
"""Conditions of which at least one must hold."""


class Condition(NamedTuple):
    """A set of real numbers.

    Attributes:
        clauses: conditions all of which must hold; of the comparisons in each, one is enough.
    """

    clauses: tuple[Clause, ...]

    def __repr__(self) -> str:
        return one_line(f"<condition {self.text}>")

    @property
    def text(self) -> str:
        """`x > 0 and x ≠ √5`."""
        several = len(self.clauses) > 1
        texts = [listed([linear.unicode(each) for each in clause], "or") for clause in self.clauses]
        bracketed = [
            f"({text})" if several and len(clause) > 1 else text
            for text, clause in zip(texts, self.clauses, strict=True)
        ]
        return listed(bracketed, "and")

    @property
    def sympy(self) -> str:
        """The same in SymPy's syntax: `(x > 0) & Ne(x, sqrt(5))`."""
        several = len(self.clauses) > 1
        texts = [_alternatives([sympy_text(each) for each in clause]) for clause in self.clauses]
        return " & ".join(
            f"({text})" if several and len(clause) > 1 else text
            for text, clause in zip(texts, self.clauses, strict=True)
        )


def _alternatives(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else " | ".join(f"({text})" if "&" in text else text for text in texts)


Tidied: TypeAlias = Callable[[Node], Node]
"""Tidies an expression on its own; handed on, as tidying itself writes pieces as intervals."""


def bound(place: Place, tidied: Tidied) -> Node:
    """A place as an expression: exact and tidied (`e + 1`, not `e^1 - (-1)`), else as a decimal number."""
    if place.form is None:
        return number(Fraction(repr(float(place.middle))), decimal=True)
    return place.form if rational(place.form) is not None else tidied(place.form)


def listed(items: Sequence[str], word: str) -> str:
    """`a`, `a and b`, `a, b and c`."""
    joined = softened(f" {translated(word)} ", items[-1])
    return joined.join(filter(None, [between().join(items[:-1]), items[-1]]))


Bound: TypeAlias = Node | None
"""The end of an interval; None where it has none."""


def clauses(variable: str, bounds: Sequence[Node], gaps: Sequence[bool]) -> tuple[Clause, ...]:
    """The set that consists of some of the gaps between `bounds`, from left to right, without the bounds.

    Nothing to say where it is the whole line; what is empty must not be asked.
    """
    stretches: list[tuple[Bound, Bound, list[Node]]] = []
    ends: list[Bound] = [None, *bounds, None]
    for index, inside in enumerate(gaps):
        if index and inside and gaps[index - 1]:
            low, _, holes = stretches[-1]
            stretches[-1] = (low, ends[index + 1], [*holes, bounds[index - 1]])
        elif inside:
            stretches.append((ends[index], ends[index + 1], []))
    if len(stretches) == 1:
        low, high, holes = stretches[0]
        return (*_interval(variable, low, high), *((Comparison((Name(variable), hole), ("!=",)),) for hole in holes))
    return (_several(variable, stretches),)


def _several(variable: str, stretches: Iterable[tuple[Bound, Bound, list[Node]]]) -> Clause:
    intervals = [pair for low, high, holes in stretches for pair in _parted(low, high, holes)]
    if len(intervals) == 2 and intervals[0][0] is None and intervals[1][1] is None:
        (_, left), (right, _) = intervals
        if left is not None and right is not None and left == Negation(right):
            return (Comparison((Call("abs", (Name(variable),)), right), (">",)),)
    return tuple([each for low, high in intervals for clause in _interval(variable, low, high) for each in clause])


def _parted(low: Bound, high: Bound, holes: Sequence[Node]) -> list[tuple[Bound, Bound]]:
    marks = [low, *holes, high]
    return list(pairwise(marks))


def _interval(variable: str, low: Bound, high: Bound) -> tuple[Clause, ...]:
    x = Name(variable)
    if low is not None and high is not None:
        return ((Comparison((low, x, high), ("<", "<")),),)
    if low is not None:
        return ((Comparison((x, low), (">",)),),)
    return ((Comparison((x, high), ("<",)),),) if high is not None else ()
