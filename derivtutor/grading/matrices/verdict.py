"""The verdict on a derivative by a vector or a matrix."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from derivtutor.derivation.account import Side, Symbol
from derivtutor.grading import sentences
from derivtutor.grading.matrices.comparing import Outcome
from derivtutor.grading.matrices.reading import Given
from derivtutor.grading.verdict import Counterexample, Evidence, Explanation, Slipped, Verdict, explanation_document
from derivtutor.network.matrices.expression import SCALAR, Shape

if TYPE_CHECKING:
    from derivtutor.grading.matrices.judge import MatrixJudge

AGREEMENT, DIFFERENCE = "random matrices", "different matrices"
"""The methods of evidence."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MatrixVerdict(Verdict):
    """The verdict on an answer that is a formula, or an array of formulas; `seen` is how it is written."""

    judge: MatrixJudge
    given: Given
    outcome: Outcome | None
    seen: Symbol
    where: str = ""

    @property
    def wanted_name(self) -> str:  # type: ignore[override]
        return self.judge.kind_name

    @property
    def written(self) -> str:
        return self.seen.text

    @property
    def as_written(self) -> Side | str:
        return self.seen

    @property
    def credit(self) -> float:
        return float(bool(self))

    def but(self, why: str) -> MatrixVerdict:
        """The verdict on the same, which is wrong for another reason."""
        return replace(self, verdict="incorrect", where=why)

    @cached_property
    def evidence(self) -> Evidence:
        if self.given.strange:
            return Evidence("proved", "another letter", 0)
        if self.outcome is None:
            return Evidence("proved", "another shape", 0)
        if self.outcome.relation == "different":
            row, column = self.outcome.entry
            at = {} if self.judge.expected.shape == SCALAR else {"row": float(row + 1), "column": float(column + 1)}
            example = Counterexample(at, self.outcome.expected, self.outcome.got)
            return Evidence("proved", DIFFERENCE, self.outcome.points, example)
        if self.outcome.relation == "unknown":
            return Evidence("agrees", "no common point", 0)
        if self.given.expression == self.judge.expected:
            return Evidence("proved", "identical", self.outcome.points)
        return Evidence("agrees", AGREEMENT, self.outcome.points)

    @cached_property
    def diagnosis(self) -> tuple[Explanation, ...]:
        if self or self.given.strange:
            return ()
        slip = self.judge.slip(self.given)
        if slip is None:
            return ()
        return (Explanation((Slipped(slip.id, "matrix", self.problem, slip.says, slip.hint),), slip.hint),)

    @cached_property
    def observations(self) -> tuple[str, ...]:
        if self or self.where:
            return (self.where,) if self.where else ()
        if self.given.strange:
            return (sentences.STRANGE_LETTER.format(letter=self.given.strange[0]),)
        if self.given.misfit:
            return (self.given.misfit,)
        if self.outcome is None:
            wanted, given = in_words(self.judge.expected.shape), in_words(self.given.shape)
            return (sentences.ANOTHER_SHAPE.format(wanted=wanted, given=given),)
        if not self.diagnosis and self.judge.is_multiple(self.given):
            return (sentences.TIMES_A_NUMBER,)
        return ()

    def as_dict(self) -> dict[str, Any]:
        """The contract of a verdict; matrices have a text and LaTeX, and no syntax of SymPy's."""
        problem = _document(self.judge.function_seen)
        document = {
            "schema": "derivtutor/verdict/1",
            "problem": problem,
            "answer": _document(self.seen),
            "verdict": self.verdict,
            "evidence": self.evidence.as_dict(),
            "diagnosis": [explanation_document(each, lambda _: problem) for each in self.diagnosis],
            "observations": list(self.observations),
            "topic": "matrix",
            "credit": self.credit,
        }
        return {**document, "notes": list(self.notes)} if self.notes else document


def _document(shown: Symbol) -> dict[str, str]:
    return {"text": shown.plain, "latex": shown.latex}


def in_words(shape: Shape) -> str:
    """`a matrix of n × m`."""
    if shape == SCALAR:
        return sentences.ONE_NUMBER
    if shape[1] == 1:
        return sentences.A_COLUMN.format(length=shape[0])
    if shape[0] == 1:
        return sentences.A_ROW.format(length=shape[1])
    return sentences.A_MATRIX.format(rows=shape[0], columns=shape[1])
