"""Gaps in a line, for which a letter stands: an answer may be what is asked for together with what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations

from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.open_derivatives import worked_out
from derivtutor.errors import UserError
from derivtutor.exercises import sentences
from derivtutor.exercises.kinds.question import Question, same_expressions, trees
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise
from derivtutor.grading.answer import EQUALS
from derivtutor.notation import linear
from derivtutor.notation.reader import Base, read
from derivtutor.notation.tree import Name, Node, Product, Sum, names, parts, substitute
from derivtutor.notation.within import expressions

_ASKS = re.compile(r"\$[A-Z]\$|\b(?:missing|gap|blank|left out|stands? for)\b", re.IGNORECASE)
"""By this a text asks for what a letter stands for."""

_MOST_BESIDE = 5
"""Of so many terms or factors at the most, some of those beside the letter may be taken together with it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A letter that stands for what is asked; `around` is what it is together with what stands beside it, as text."""

    letter: str
    around: Sequence[str]
    log: Base

    def marked(self, answer: str, credit: float) -> Mark | None:
        """The mark of an answer that has more than what is missing, or the letter itself; None for any other."""
        sides = EQUALS.split(answer)
        if any(same_expressions(side, text, self.log) for side in sides for text in self.around):
            says = sentences.MORE_THAN_THE_GAP.format(letter=self.letter)
            return Mark(verdict="wrong-form", credit=credit, reason="wrong form", says=says)
        if any(self.letter in names(tree) for tree in trees(answer, self.log)):
            says = sentences.LETTER_OF_THE_GAP.format(letter=self.letter)
            return Mark(verdict="unreadable", credit=0.0, reason="wrong", says=says)
        return None


def gap_of(question: Question) -> Gap | None:
    """The gap that the text of a question has; None where it has none."""
    exercise = question.exercise
    if not _ASKS.search(exercise.text):
        return None
    try:
        key = read(question.key.text, log=exercise.log).tree
    except UserError:
        return None
    lines = [tree for sides in expressions(exercise.text) for tree in sides]
    capitals = {name for tree in lines for name in names(tree) if name.isupper() and len(name) == 1}
    letters = capitals - names(key) - _letters(exercise)
    if len(letters) != 1:
        return None
    letter = letters.pop()
    around = (substitute(each, {letter: key}) for line in lines for each in _with(letter, line))
    return Gap(letter, tuple(dict.fromkeys(_texts(around))), exercise.log)


def _letters(exercise: Exercise) -> frozenset[str]:
    """The letters of the function, which are no gaps."""
    with suppress(UserError):
        return names(read(exercise.differentiate, log=exercise.log).tree)
    return frozenset()


def _with(letter: str, line: Node) -> Iterator[Node]:
    """The parts of a line that have a letter in them and something beside it, some of several terms or factors too."""
    for part in parts(line):
        if letter not in names(part) or part == Name(letter):
            continue
        yield part
        if isinstance(part, Sum | Product) and len(part.children) <= _MOST_BESIDE:
            for many in range(2, len(part.children)):
                chosen = combinations(part.children, many)
                yield from [type(part)(some) for some in chosen if any(letter in names(each) for each in some)]


def _texts(around: Iterator[Node]) -> Iterator[str]:
    """What is meant, with its derivatives worked out."""
    for node in around:
        with suppress(UserError):
            whole, _ = worked_out(node, derivative)
            yield linear.text(whole)
