"""Where there is no slope: a curve that is vertical at the point, a function without a tangent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from derivtutor.calculus.reading import equality_signs, exact_values
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.grading import sentences
from derivtutor.grading.answer import read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.undefined import UNDEFINED, in_words, says_undefined
from derivtutor.grading.verdict import Evidence, Verdict, Word
from derivtutor.grading.workings.limits import fraction
from derivtutor.language import translated
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Name, Node, names

VERTICAL = Name("vertical")
"""The answer that the tangent is vertical."""

_PRECISION = 160

_SAYS_VERTICAL = re.compile(
    r"[\s$.]*(?:(?:it|there|the|is|its|a|an|has|tangent|slope|line|curve|y'|dy/dx|=)\s*)*\b(?:vertical|infinite)"
    r"(?:\s+(?:tangent|line|slope))*(?:\s+(?:there|here|at\s+(?:this|the|that)\s+point))?[\s$.!]*"
)
"""How students write that the tangent is vertical."""

_BETWEEN = re.compile(r"[,;()]|\bbecause\b|\band\b|\bso\b|\bas\b")


def said_of_slope(piece: str) -> Name | None:
    """What is said of a slope that is no number: that there is none, or that the tangent is vertical.

    >>> said_of_slope("undefined (vertical tangent)"), said_of_slope("DNE"), said_of_slope("0")
    (Name(name='vertical'), Name(name='undefined'), None)
    """
    pieces = [piece] if says_undefined(piece) else [each for each in _BETWEEN.split(piece) if each.strip(" .")]
    vertical = [_SAYS_VERTICAL.fullmatch(each.casefold()) is not None for each in pieces]
    if not pieces or not all(one or says_undefined(each) for one, each in zip(vertical, pieces, strict=True)):
        return None
    return VERTICAL if any(vertical) else UNDEFINED


def is_vertical(slope: Node) -> bool:
    """Whether a fraction without a value has a numerator that is not zero.

    Raises:
        UserError: where both are zero, so that nobody can tell.
    """
    top, bottom = (evaluate_ball(each, {}, _PRECISION) for each in fraction(slope))
    if top is None or bottom is None or not bottom.contains(0):
        return False
    if top.contains(0):
        raise sentences.ZERO_BY_ZERO()
    return True


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NoSlopeVerdict(Verdict):
    """The verdict where there is no value, or it is said that there is none."""

    @property
    def written(self) -> str:
        return translated("vertical") if self.answer == VERTICAL else in_words(self.answer)

    @property
    def evidence(self) -> Evidence:
        return Evidence("proved", "no slope" if self else "asked for a slope", 0)

    @property
    def observations(self) -> tuple[str, ...]:
        """What is wrong with words; of a number the evidence asks."""
        if self or self.answer not in (UNDEFINED, VERTICAL):
            return ()
        return (sentences.NOT_VERTICAL if self.expected == UNDEFINED else sentences.HAS_SLOPE,)


class NoTangentJudge:
    """Judges answers about the tangent where there is none, or only a vertical one."""

    def __init__(self, derivation: Derivation, place: Node, is_vertical: bool, log: Base) -> None:
        self.derivation, self.place, self.is_vertical, self.log = derivation, place, is_vertical, log

    def __call__(self, answer: Any) -> Verdict:
        """Judge an answer.

        Raises:
            UserError: where it cannot be read.
        """
        said = said_of_slope(answer) if isinstance(answer, str) else None
        if said is not None:
            return self._verdict(said, said == UNDEFINED or self.is_vertical)
        signs = equality_signs(answer) if isinstance(answer, str) else []
        variable = self.derivation.variable
        is_line = len(signs) == 1 and answer[: signs[0].start()].strip(" $") == variable
        typed = answer[signs[0].end() :] if is_line else answer
        tree = read_answer(typed, variable, names(self.derivation.function.tree) | {variable}, self.log).tree
        right = is_line and self.is_vertical and Known(self.place, frozenset()).compare(tree).relation == "equal"
        return self._verdict(tree, right)

    def _verdict(self, answer: Node, right: bool) -> Verdict:
        word: Word = "correct" if right else "incorrect"
        variable = self.derivation.variable
        return NoSlopeVerdict(self.derivation.function.tree, answer, UNDEFINED, word, variable=variable)


def without_tangent(problem: Any, arguments: Mapping[str, Any], log: Base) -> NoTangentJudge | None:
    """What judges answers where a function has a value and no slope; None where there is one, or no point."""
    if arguments.get("at") is None:
        return None
    derivation = explain(problem, wrt=arguments.get("wrt"), log=log)
    point = exact_values(arguments["at"], derivation.variable, names(derivation.function.tree))
    there = derivation.there(point)
    if there is None or not there.height.is_defined or there.asked.is_defined or there.sides is None:
        return None
    kinds = {side.kind for side in there.sides} - {"outside"}
    return NoTangentJudge(derivation, point[derivation.variable], kinds == {"infinite"}, log)
