"""A finished derivation: what was asked, the steps, the lines, the answer and what should be known about it."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from derivtutor.derivation.lines import lines
from derivtutor.derivation.model import Line, Step, Tidying
from derivtutor.derivation.point import AtPoint
from derivtutor.notation import latex as latex_writer
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.mathml import mathml
from derivtutor.notation.tree import Memo, Node

SCHEMA = "derivtutor/derivation/1"
TRIVIAL = frozenset({"constant", "identity"})
"""Rules whose steps are not worth referring to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A step with its number; `same_as` is the number under which the same step was shown before."""

    id: str
    step: Step
    same_as: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a function is differentiated.

    `roots` has one step for every order: the second differentiates the first one's result. `simplified` is what full
    simplification made of the last result.
    """

    input: str
    function: Expression
    variable: str
    order: int
    roots: tuple[Step, ...]
    simplified: Tidying | None = None
    at: AtPoint | None = None
    notes: tuple[str, ...] = ()

    @property
    def answer(self) -> Node:
        return self.simplified.result if self.simplified else self.roots[-1].result

    @property
    def derivative(self) -> Expression:
        """The answer."""
        return Expression(self.answer)

    @property
    def steps(self) -> tuple[Entry, ...]:
        """The numbered tree of steps, one tree for every order."""
        shown: dict[int, str] = {}
        return tuple(_entry(root, str(number), shown) for number, root in enumerate(self.roots, 1))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The derivation as successive lines on paper, of all orders one after the other."""
        found: list[Line] = []
        for root in self.roots:
            found.extend(lines(root))
        if self.simplified:
            found.append(Line(self.simplified.result, self.simplified.laws))
        return tuple(found)

    def lines_of_order(self, order: int) -> tuple[Line, ...]:
        """The lines of one order, counted from 1."""
        found = lines(self.roots[order - 1])
        if order == len(self.roots) and self.simplified:
            found = (*found, Line(self.simplified.result, self.simplified.laws))
        return found

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/derivation/1`."""
        return _Document().derivation(self)

    def __str__(self) -> str:
        return self.derivative.text

    def _repr_latex_(self) -> str:
        rows = r" \\ ".join(f"&= {latex_writer.latex(line.expression)}" for line in self.lines_of_order(self.order)[1:])
        asked = latex_writer.latex(self.lines_of_order(self.order)[0].expression)
        return f"$\\displaystyle \\begin{{aligned}} {asked} {rows} \\end{{aligned}}$"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{mathml(line.expression, display=False)}</td><td>{html.escape(', '.join(line.rules))}</td></tr>"
            for line in self.lines
        )
        return f"<table>{rows}</table>"


def _entry(step: Step, number: str, shown: dict[int, str]) -> Entry:
    earlier = shown.get(id(step))
    if earlier is not None and step.rule.id not in TRIVIAL:
        return Entry(number, step, earlier)
    shown[id(step)] = number
    return Entry(number, step, "", tuple([_entry(child, f"{number}.{place}", shown) for place, child in enumerate(step.steps, 1)]))


def as_number(value: float) -> float | int | None:
    """A number for JSON: whole where it is whole, null where there is none."""
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else value


class _Document:
    """Writes the parts of one JSON document; an expression that occurs again is written once."""

    def __init__(self) -> None:
        self._text: Memo[linear.Written] = Memo()
        self._sympy: Memo[linear.Written] = Memo()
        self._latex: Memo[Any] = Memo()
        self._written: dict[int, dict[str, str]] = {}

    def expression(self, node: Node) -> dict[str, str]:
        found = self._written.get(id(node))
        if found is None:
            found = self._written[id(node)] = {
                "text": linear.text(node, self._text),
                "latex": latex_writer.latex(node, self._latex),
                "sympy": linear.sympy_text(node, self._sympy),
            }
        return found

    def derivation(self, found: Derivation) -> dict[str, Any]:
        document: dict[str, Any] = {
            "schema": SCHEMA,
            "input": found.input,
            "wrt": found.variable,
            "order": found.order,
            "expression": self.expression(found.function.tree),
            "derivative": self.expression(found.answer),
            "steps": [self.entry(entry) for entry in found.steps],
            "lines": [{"expression": self.expression(line.expression), "rules": list(line.rules)} for line in found.lines],
        }
        if found.simplified:
            document["simplified"] = self.tidying(found.simplified)
        if found.at:
            document["at"] = self.at(found.at)
        document["notes"] = list(found.notes)
        return document

    def entry(self, entry: Entry) -> dict[str, Any]:
        step = entry.step
        found: dict[str, Any] = {
            "id": entry.id,
            "rule": step.rule.id,
            "title": step.rule.title,
            "wrt": step.goal.variable,
            "input": self.expression(step.goal.expression),
            "output": self.expression(step.result),
            "parts": dict(self.parts(step)),
            "says": step.rule.says,
        }
        if entry.same_as:
            found["same_as"] = entry.same_as
        elif step.tidying:
            found["applied"] = self.expression(step.applied)
            found["tidying"] = [self.tidying(tidying) for tidying in step.tidying]
        found["steps"] = [self.entry(child) for child in entry.entries]
        return found

    def parts(self, step: Step) -> Iterator[tuple[str, dict[str, str]]]:
        numbered = len({part.role for part in step.match.parts}) < len(step.match.parts)
        for place, part in enumerate(step.match.parts, 1):
            key = part.role if part.role in ("outer", "inner") else part.letter or (f"{part.role} {place}" if numbered else part.role)
            yield key, self.expression(part.expression)

    def tidying(self, tidying: Tidying) -> dict[str, Any]:
        return {"laws": list(tidying.laws), "output": self.expression(tidying.result)}

    def at(self, at: AtPoint) -> dict[str, Any]:
        found: dict[str, Any] = {
            "point": {name: as_number(value) for name, value in at.point.items()},
            "value": as_number(at.value),
            "slope": as_number(at.slope),
            "derivative": as_number(at.derivative),
            "trend": at.trend,
        }
        if at.layers:
            found["layers"] = [
                {
                    "function": self.expression(layer.function),
                    "wrt": layer.letter,
                    "value": as_number(layer.value),
                    "rate": as_number(layer.rate),
                }
                for layer in at.layers
            ]
        if math.isfinite(at.slope):
            found["tangent"] = {"slope": as_number(at.slope), "intercept": as_number(at.intercept)}
        return found
