"""The answers that an export can foresee: what is right in several spellings, and what is wrong in a known way."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from derivtutor.errors import UserError
from derivtutor.exercises.kinds.inputs import Foreseen, Input
from derivtutor.grading.answer import read_answer
from derivtutor.notation.components import components
from derivtutor.notation.reader import Base
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node, names
from derivtutor.render.exports.question_bank import Item


def choices(item: Item) -> Iterator[Foreseen]:
    """Every choice, in the words of the author."""
    for choice in item.choices:
        mark = item.marker.mark(choice)
        yield Foreseen(choice, mark.credit, mark.says)


def right(item: Item) -> tuple[Foreseen, ...]:
    """The key as it may be typed, each spelling with what it is worth where a form was asked for."""
    marks = [(spelling, item.marker.mark(spelling)) for spelling in _spellings(item)]
    accepted = [Foreseen(spelling, mark.credit, mark.says) for spelling, mark in marks if mark.credit]
    return tuple(accepted) if any(each.credit == 1 for each in accepted) else (Foreseen(item.key.text, 1.0), *accepted)


def _spellings(item: Item) -> tuple[str, ...]:
    """The key as the question spells it, a formula also without spaces."""
    spellings = item.question.spellings()
    return tuple(dict.fromkeys(spellings if item.exercise.facts.in_words else without_spaces(spellings)))


def without_spaces(answers: Iterable[str]) -> Iterator[str]:
    """Each answer as it is, and without spaces."""
    return (spelling for each in answers for spelling in (each, each.replace(" ", "")))


def wrong(item: Item) -> tuple[Foreseen, ...]:
    """Other answers: those that the author foresaw, then those that known slips lead to."""
    by_answer: dict[str, Foreseen] = {}
    for each in [*alternatives(item), *(item.input.wrong() if item.input else ())]:
        by_answer.setdefault(each.answer, each)
    return tuple(by_answer.values())


def alternatives(item: Item) -> Iterator[Foreseen]:
    """The other answers of the author."""
    for other in item.exercise.alternatives:
        mark = item.marker.mark(other.answer)
        yield Foreseen(other.answer, mark.credit, mark.says, expression(other.answer, item.exercise.log))


def expression(answer: str, log: Base) -> Node | None:
    """An answer as one expression; None where it is none."""
    if len(components(answer)) > 1 or "=" in answer:
        return None
    try:
        return read_answer(answer, "x", None, log).tree
    except UserError:
        return None


# Numbers


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number as a decimal, and how far an answer may be off."""

    value: float
    text: str
    tolerance: float


def number(asked: Input) -> Decimal | None:
    """What is expected as a number, if it is one.

    Where the author gives no tolerance, an answer rounded to three significant digits is right; a key that has no more
    digits than that is exact.
    """
    value = value_of(asked.expected) if asked.sort == "number" else None
    if value is None:
        return None
    return Decimal(value, decimal(value), _usual_tolerance(value) if asked.tolerance is None else asked.tolerance)


def value_of(tree: Node | None) -> float | None:
    """The value of an expression without letters."""
    if tree is None or names(tree):
        return None
    try:
        value = float(compile_real(tree, ())(()))
    except (ValueError, OverflowError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None


def decimal(value: float) -> str:
    """A number in digits."""
    written = f"{value:.12f}".rstrip("0").rstrip(".")
    return written if value == 0 or abs(value) >= 1e-6 else f"{value:.12g}"


def _usual_tolerance(value: float) -> float:
    if value == 0 or float(f"{value:.3g}") == value:
        return 0.0
    return float(f"{0.5 * 10.0 ** (math.floor(math.log10(abs(value))) - 2):.3g}")
