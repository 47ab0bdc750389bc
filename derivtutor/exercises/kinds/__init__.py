"""The kinds of exercises: a row for each, with all that is known of an exercise before it is prepared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Sort: TypeAlias = Literal["formula", "number", "choice", "words", "lines"]
"""What is typed in: an expression, a number, one of the choices, a word or two, or a working of several lines."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A kind of exercise.

    `question` is its class, after the module of this package that has it: it is loaded when an exercise is prepared.
    `needs` are the fields without which an exercise is none, `uses` other fields that do not mean something to every
    kind, `lines` how many there are to write on, on paper.
    """

    question: tuple[str, str]
    sort: Sort
    needs: tuple[str, ...]
    uses: tuple[str, ...] = ()
    lines: int = 4
    is_derivative: bool = False
    """Whether the answer is the derivative of the function, or its value at a point."""
    by_lines: bool = False
    """Whether it may be answered by a working, unless it is at a point."""
    is_part: bool = False
    """Whether less is asked for than a derivative or a slope: a piece of one, or one of a few answers."""
    is_vector: bool = False
    """Whether the answer has components, each of which may be asked for by itself."""

    @property
    def in_words(self) -> bool:
        """Whether the answer is no formula to be read."""
        return self.sort in ("choice", "words")


_ALL = ("variable", "at", "order", "form", "tolerance")
_F = ("differentiate",)

# fmt: off
KINDS: Mapping[str, Facts] = {
    "derivative": Facts(("derivative", "DerivativeQuestion"), "formula", _F, _ALL, 4, is_derivative=True,
                        by_lines=True),
    "value":      Facts(("derivative", "DerivativeQuestion"), "formula", (*_F, "at"), _ALL, 3, is_derivative=True),
    "partial":    Facts(("derivative", "PartialQuestion"), "formula", (*_F, "variable"), _ALL, 4, is_derivative=True),
    "gradient":   Facts(("gradient", "GradientQuestion"), "formula", _F, ("variables", "at", "form", "tolerance"), 4,
                        is_vector=True),
    "tangent":    Facts(("tangent", "TangentQuestion"), "formula", (*_F, "at"), ("variable",), 4),
    "working":    Facts(("working", "WorkingQuestion"), "lines", _F, ("variable", "order"), 9, is_derivative=True,
                        by_lines=True),
    "rule":       Facts(("naming", "RuleQuestion"), "words", _F, ("variable",), 1, is_part=True),
    "choice":     Facts(("choice", "ChoiceQuestion"), "choice", ("text", "choices", "answer"), (), 0, is_part=True),
    "numeric":    Facts(("numeric", "NumericQuestion"), "number", ("text", "answer"), ("tolerance",), 2),
    "expression": Facts(("expression", "ExpressionQuestion"), "formula", ("text", "answer"), (*_F, "variable"), 2,
                        is_part=True),
}
# fmt: on
"""Each kind by the name that files use."""
