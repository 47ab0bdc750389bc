"""Verdicts about whether there is a derivative at a point at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derivtutor.derivation.numbers import AtPoint
from derivtutor.derivation.sides import side_in_words
from derivtutor.grading import sentences
from derivtutor.grading.answer import Answer
from derivtutor.grading.asked import Asked
from derivtutor.grading.comparison import Known
from derivtutor.grading.undefined import UNDEFINED, in_words
from derivtutor.grading.verdict import Evidence, Verdict, Word
from derivtutor.notation.tree import Node, names


def existence(asked: Asked, read: Answer) -> Verdict:
    """The verdict where there is no derivative at the point, or the answer says so.

    Raises:
        UserError: where letters are left, so that nobody can tell.
    """
    there = asked.there
    if there is None:
        raise sentences.OTHER_LETTERS(letters=", ".join(sorted(asked.letters)))
    right = read.tree == asked.expected or _is_end_slope(there, read.tree)
    word: Word = "correct" if right else "incorrect"
    return ExistenceVerdict(
        asked.function, read.tree, asked.expected, word, (), read.notes, asked.variable, read=read, there=there
    )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ExistenceVerdict(Verdict):
    """The verdict on an answer that says whether there is a derivative."""

    read: Answer
    there: AtPoint

    @property
    def written(self) -> str:
        return in_words(self.answer)

    @property
    def evidence(self) -> Evidence:
        method = "both sides" if self.there.height.is_defined else "no value"
        return Evidence("agrees" if self.there.sides else "proved", method, 0)

    @property
    def observations(self) -> tuple[str, ...]:
        """What there is at the point; of a wrong answer only what leads to the right one."""
        return (*self.read.remarks, *self._about_sides())

    def _about_sides(self) -> Iterator[str]:
        if self.expected != UNDEFINED:
            yield sentences.HAS_DERIVATIVE
        elif self.there.sides is not None:
            left, right = map(side_in_words, self.there.sides, ("left", "right"))
            yield (sentences.HAS_NO_DERIVATIVE if self else sentences.LOOK_AT_BOTH_SIDES).format(left=left, right=right)


def _is_end_slope(there: AtPoint, answer: Node) -> bool:
    """Whether an answer is the one-sided slope at an end of the domain, which some books take for the derivative."""
    ends = [] if there.sides is None or {side.kind for side in there.sides} != {"outside", "slope"} else there.sides
    slopes = [side.slope.node or UNDEFINED for side in ends if side.kind == "slope"]
    return bool(slopes) and not names(answer) and Known(slopes[0], frozenset()).compare(answer).relation == "equal"
