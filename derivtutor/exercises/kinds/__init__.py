"""The kinds of exercises: a row for each, with all that is known of an exercise before it is prepared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from derivtutor.calculus.topics import BY_NAME

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

    @property
    def in_words(self) -> bool:
        """Whether the answer is no formula to be read."""
        return self.sort in ("choice", "words")


_ALL = ("variable", "at", "order", "form", "tolerance")
_F = ("differentiate",)
_NO_FIELDS = frozenset({"exact", "within"})
"""Options of topics that change nothing about the answer."""


def _topic(name: str, *needs: str) -> Facts:
    """An exercise in a topic beyond the rules: it takes what the topic takes."""
    fields = tuple([field for _, field in told_to(name)])
    return Facts(("topic", "TopicQuestion"), "formula", (*_F, *needs), (*fields, "form", "tolerance"), 6)


def told_to(topic: str) -> Iterator[tuple[str, str]]:
    """What a topic can be told: its options, each with the field of an exercise that says it."""
    for option in BY_NAME[topic].options:
        if option == "wrt":
            yield from [(option, "variable"), (option, "variables")]
        elif option not in _NO_FIELDS:
            yield option, option


# fmt: off
KINDS: Mapping[str, Facts] = {
    "derivative": Facts(("derivative", "DerivativeQuestion"), "formula", _F, _ALL, 4, is_derivative=True,
                        by_lines=True),
    "value":      Facts(("derivative", "DerivativeQuestion"), "formula", (*_F, "at"), _ALL, 3, is_derivative=True),
    "partial":    Facts(("derivative", "PartialQuestion"), "formula", (*_F, "variable"), _ALL, 4, is_derivative=True),
    "gradient":   Facts(("gradient", "GradientQuestion"), "formula", _F, ("variables", "at", "form", "tolerance"), 4),
    "tangent":    Facts(("tangent", "TangentQuestion"), "formula", (*_F, "at"), ("variable",), 4),
    "working":    Facts(("working", "WorkingQuestion"), "lines", _F, ("variable", "order"), 9, is_derivative=True,
                        by_lines=True),
    "rule":       Facts(("naming", "RuleQuestion"), "words", _F, ("variable",), 1, is_part=True),
    "choice":     Facts(("choice", "ChoiceQuestion"), "choice", ("text", "choices", "answer"), (), 0, is_part=True),
    "numeric":    Facts(("numeric", "NumericQuestion"), "number", ("text", "answer"), ("tolerance",), 2),
    "expression": Facts(("expression", "ExpressionQuestion"), "formula", ("text", "answer"), (*_F, "variable"), 2,
                        is_part=True),
    "definition": Facts(("definition", "DefinitionQuestion"), "lines", _F, ("variable",), 9, is_derivative=True,
                        by_lines=True),
    "graph":      Facts(("graph", "GraphQuestion"), "formula", ("program", "fill"), ("at",), 6),
    "implicit":      _topic("implicit"),
    "parametric":    _topic("parametric"),
    "rates":         _topic("rates", "known", "wanted"),
    "inverse":       _topic("inverse", "at"),
    "directional":   _topic("directional", "at"),
    "tangent-plane": _topic("tangent-plane", "at"),
    "total":         _topic("total", "where"),
    "jacobian":      _topic("jacobian"),
    "hessian":       _topic("hessian"),
    "critical":      _topic("critical"),
    "lagrange":      _topic("lagrange", "where"),
    "taylor":        _topic("taylor"),
    "descend":       _topic("descend", "start"),
}
# fmt: on
"""Each kind by the name that files use."""
