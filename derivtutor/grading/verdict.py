"""A judged answer: right or wrong, how that is known, and what went wrong."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from derivtutor.derivation.account import Side
from derivtutor.derivation.document import Document, as_number
from derivtutor.derivation.model import Told
from derivtutor.notation import linear
from derivtutor.notation.tree import Node
from derivtutor.showing import Shown

Word: TypeAlias = Literal["correct", "incorrect", "wrong-form"]
Certainty: TypeAlias = Literal["proved", "agrees"]

SCHEMA = "derivtutor/verdict/1"

AGREEMENT = "100 digits"
"""The method of evidence that is no proof: all digits that were looked at agree."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A point at which the answer is proved to differ; numbers are rounded to doubles.

    Attributes:
        at: the values of the letters.
        expected: what the derivative is worth there.
        got: what the answer is worth there.
    """

    at: Mapping[str, float]
    expected: float
    got: float


@dataclass(frozen=True, slots=True, repr=False)
class Evidence(Shown):
    """How a verdict is known.

    Attributes:
        certainty: `proved`, or `agrees`: to 100 digits at so many points, without a proof.
        method: how it was proved, or what agrees.
        points: at how many points both were compared.
        counterexample: a point at which a wrong answer differs.
    """

    certainty: Certainty
    method: str
    points: int
    counterexample: Counterexample | None = None

    def _in_short(self) -> str:
        return f"evidence: {self.certainty}, {self.method}"

    def as_dict(self) -> dict[str, Any]:
        """The evidence in the JSON of a verdict."""
        example = self.counterexample
        return {
            "certainty": self.certainty,
            "method": self.method,
            "points": self.points,
            "counterexample": example
            and {
                "at": {name: as_number(value) for name, value in example.at.items()},
                "expected": as_number(example.expected),
                "got": as_number(example.got),
            },
        }


@dataclass(frozen=True, slots=True, repr=False)
class Slipped(Shown):
    """A slip that was made.

    Attributes:
        slip: its id.
        rule: the id of the rule that was got wrong.
        at: what the rule was used on.
        says: what was taken for true.
        hint: what a teacher says.
        special: whether it is about a narrower case than others of its kind, and told of instead of them.
        told: how it ranks among others, as in the rule book.
    """

    slip: str
    rule: str
    at: Node
    says: str
    hint: str
    special: bool = False
    told: Told = ""

    def _in_short(self) -> str:
        return f"slip {self.slip} at {linear.text(self.at)}"


@dataclass(frozen=True, slots=True, repr=False)
class Explanation(Shown):
    """What explains a wrong answer.

    Attributes:
        slips: the slips that were made together.
        hint: what a teacher says.
        is_clear: whether it is the only one or far likelier than others: then the hint is that of its first slip.
    """

    slips: tuple[Slipped, ...]
    hint: str
    is_clear: bool = True

    def _in_short(self) -> str:
        return f"explanation: {', '.join([slip.slip for slip in self.slips])}"


@dataclass(frozen=True, repr=False)
class Verdict(Shown, ABC):
    """A judged answer. `evidence`, `diagnosis` and `observations` are worked out when they are asked for.

    Attributes:
        problem: what was to be differentiated.
        answer: the answer as it was read.
        expected: the derivative.
        verdict: `correct`, `incorrect`, or `wrong-form` for a right one that has not the form that was asked for.
        remaining: what remains to be done for that form, in sentences.
        notes: how the answer was read, where that was not plain.
        variable: what was differentiated by.
    """

    problem: Node
    answer: Node
    expected: Node
    verdict: Word
    remaining: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    variable: str = ""

    def _in_short(self) -> str:
        return f"verdict: {self.verdict}, {self.written}"

    def __bool__(self) -> bool:
        return self.verdict == "correct"

    wanted_name: ClassVar[str] = "the derivative"
    """What a right answer is."""

    @property
    def written(self) -> str:
        """The answer in a sentence."""
        return linear.unicode(self.answer)

    @property
    def as_written(self) -> Side | str:
        """The answer as a formula, where it is one; else in words."""
        return self.answer if self.written == linear.unicode(self.answer) else self.written

    @property
    @abstractmethod
    def evidence(self) -> Evidence:
        """How the verdict is known."""

    @property
    def diagnosis(self) -> tuple[Explanation, ...]:
        """The misconceptions that explain a wrong answer, the likeliest first; empty where none does."""
        return ()

    @property
    def observations(self) -> tuple[str, ...]:
        """Facts about the answer that are no misconceptions."""
        return ()

    @property
    def meant(self) -> str | None:
        """A wrong answer with the brackets that make it right; None where they do not help."""
        return None

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/verdict/1`."""
        write = Document().expression
        document: dict[str, Any] = {
            "schema": SCHEMA,
            "problem": write(self.problem),
            "answer": write(self.answer),
            "verdict": self.verdict,
            "evidence": self.evidence.as_dict(),
            "diagnosis": [explanation_document(explanation, write) for explanation in self.diagnosis],
            "observations": list(self.observations),
        }
        if self.remaining:
            document["remaining"] = list(self.remaining)
        if self.notes:
            document["notes"] = list(self.notes)
        return document


def explanation_document(explanation: Explanation, write: Callable[[Node], dict[str, str]]) -> dict[str, Any]:
    """An explanation in the JSON of a verdict or a working."""
    first, *others = [
        {"slip": slip.slip, "rule": slip.rule, "at": write(slip.at), "says": slip.says, "hint": slip.hint}
        for slip in explanation.slips
    ]
    first["hint"] = explanation.hint
    return {**first, "with": others} if others else first
