"""What every kind of exercise can do once it is prepared: tell the question and the key, and mark answers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from derivtutor.derivation.derivation import Derivation, steps_of
from derivtutor.errors import UserError
from derivtutor.exercises.components import components
from derivtutor.exercises.mark import Mark, Slip
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.answer import read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.precision import is_close
from derivtutor.grading.verdict import Explanation
from derivtutor.grading.wording import without_marks
from derivtutor.notation import linear
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Node, names


@dataclass(frozen=True, slots=True)
class Key:
    """The right answer as text that can be typed, and as LaTeX; `about` is its rounded value where that says more."""

    text: str
    latex: str
    about: str = ""


class Question(Protocol):
    """An exercise prepared for many answers; its parameters have values."""

    exercise: Exercise
    scheme: Scheme

    @property
    def statement(self) -> str:
        """The question in Markdown, with formulas between dollar signs."""

    @property
    def key(self) -> Key:
        """The right answer."""

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        """How the function is differentiated: once for each variable, and not at all where there is none."""

    def mark(self, answer: str) -> Mark:
        """Mark an answer; one that cannot be read is marked as such."""

    def same(self, answer: str, other: str) -> bool:
        """Whether two answers mean the same."""


def unreadable(error: UserError) -> Mark:
    """The mark of an answer that cannot be read."""
    where = "" if error.position is None else f" (at character {error.position + 1})"
    return Mark(verdict="unreadable", credit=0.0, reason="wrong", says=f"{error.message}{where} {error.hint}".strip())


def slips_of(explanation: Explanation) -> tuple[Slip, ...]:
    """The slips of an explanation, as marks have them: one that was made several times stands for all of them."""
    found: dict[str, Slip] = {}
    for slip in explanation.slips:
        found.setdefault(slip.slip, Slip(slip.slip, slip.rule, linear.text(slip.at), slip.hint))
    return tuple(found.values())


def same_expressions(answer: str, other: str, log: Base = "e") -> bool:
    """Whether two answers are the same words, or equal expressions; numbers may be rounded."""
    if "".join(answer.split()).casefold() == "".join(other.split()).casefold():
        return True
    expected, given = _known(other, log), trees(answer, log)
    return bool(expected) and len(expected) == len(given) and all(map(_agree, expected, given))


@lru_cache(maxsize=512)
def _known(text: str, log: Base) -> tuple[Known, ...]:
    """The author's answer, ready to be compared with many; nothing where it is no expression."""
    return tuple(Known(tree, names(tree)) for tree in trees(text, log))


def trees(text: str, log: Base) -> list[Node]:
    """An answer as one expression, else as its components; nothing where it is neither."""
    for pieces in ([text], components(without_marks(text))):
        with suppress(UserError):
            return [read_answer(piece, "x", None, log).tree for piece in pieces]
    return []


def _agree(known: Known, tree: Node) -> bool:
    return known.compare(tree).relation == "equal" or is_close(known, tree, None)


EMPTY = Mark(verdict="empty", credit=0.0, reason="wrong", says="There is no answer.")


def rules_of(*derivations: Derivation) -> dict[str, int]:
    """The rules of derivations that are worth practising, with the number of steps that use them, in their order."""
    found: dict[str, int] = {}
    for step in steps_of(*[root for derivation in derivations for root in derivation.roots]):
        if not step.rule.is_plain:
            found[step.rule.id] = found.get(step.rule.id, 0) + 1
    return found or {derivation.roots[0].rule.id: 1 for derivation in derivations[:1]}


def with_function(text: str, formula: str) -> str:
    """The author's words, and the function below them unless the words have a formula already."""
    return text if "$" in text or not formula else f"{text.rstrip()}\n\n$${formula}$$"
