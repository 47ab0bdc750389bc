"""A derivation as a document for programs and notebooks: the JSON of the contract, LaTeX of its lines."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from derivtutor.derivation.model import Line, Step, Tidying
from derivtutor.notation import latex as latex_writer
from derivtutor.notation import linear
from derivtutor.notation.sympy_syntax import SYMPY
from derivtutor.notation.tree import Algebra, Memo, Name, Node, Number, fold

if TYPE_CHECKING:
    from derivtutor.derivation.corners import Corner
    from derivtutor.derivation.derivation import Derivation, Entry
    from derivtutor.derivation.numbers import AtPoint

_Writings: TypeAlias = tuple[linear.Written, latex_writer.Written, linear.Written]
"""An expression as text, in LaTeX and in SymPy's syntax."""


def _together(kind: type) -> Callable[[Any, list[_Writings]], _Writings]:
    """The three ways of writing a node in one go, so that a tree is walked once."""
    as_text, as_latex, as_sympy = linear.TEXT[kind], latex_writer.LATEX[kind], SYMPY[kind]

    def write(node: Any, children: list[_Writings]) -> _Writings:
        if not children:
            return as_text(node, []), as_latex(node, []), as_sympy(node, [])
        texts, latexes, sympies = zip(*children, strict=True)
        return as_text(node, texts), as_latex(node, latexes), as_sympy(node, sympies)

    return write


@functools.lru_cache(maxsize=4096)
def _name(name: str) -> _Writings:
    return _together(Name)(Name(name), [])


@functools.lru_cache(maxsize=4096)
def _number(value: int | Fraction, text: str) -> _Writings:
    return _together(Number)(Number(value, text), [])


_WRITINGS: Algebra[_Writings] = {
    **{kind: _together(kind) for kind in linear.TEXT},
    Name: lambda node, _: _name(node.name),
    Number: lambda node, _: _number(node.value, node.text),
}

SCHEMA = "derivtutor/derivation/1"


def aligned(lines: Sequence[Line]) -> str:
    """Lines on paper in LaTeX, their equality signs below each other."""
    asked, *rest = [latex_writer.latex(line.expression) for line in lines]
    rows = r" \\ ".join(f"&= {row}" for row in rest)
    return f"\\begin{{aligned}} {asked} {rows} \\end{{aligned}}"


def as_number(value: float) -> float | int | None:
    """A number for JSON: whole where it is whole, null where there is none."""
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else value


class Document:
    """Writes the parts of one JSON document; an expression that occurs again is written once."""

    def __init__(self) -> None:
        self._memo: Memo[_Writings] = Memo()
        self._written: dict[int, dict[str, str]] = {}

    def expression(self, node: Node) -> dict[str, str]:
        forms = self._written.get(id(node))
        if forms is None:
            text, latex, sympy = fold(node, _WRITINGS, self._memo)
            forms = self._written[id(node)] = {"text": text[0], "latex": latex[0], "sympy": sympy[0]}
        return forms

    def derivation(self, derivation: Derivation) -> dict[str, Any]:
        document: dict[str, Any] = {
            "schema": SCHEMA,
            "input": derivation.input,
            "wrt": derivation.variable,
            "order": derivation.order,
            "expression": self.expression(derivation.function.tree),
            "derivative": self.expression(derivation.answer),
            "steps": [self.entry(entry) for entry in derivation.steps],
            "lines": [
                {"expression": self.expression(line.expression), "rules": list(line.rules)} for line in derivation.lines
            ],
        }
        if derivation.simplified:
            document["simplified"] = self.tidying(derivation.simplified)
        if derivation.at:
            document["at"] = self.at(derivation.at)
        document["notes"] = list(derivation.notes)
        valid = derivation.valid
        document["valid"] = {"text": valid.text, "sympy": valid.sympy} if valid else None
        document["corners"] = [self.corner(corner) for corner in derivation.corners]
        return document

    def corner(self, corner: Corner) -> dict[str, Any]:
        at = self.expression(corner.at)
        return {"at": at, "kind": corner.kind, "left": corner.left, "right": corner.right}

    def entry(self, entry: Entry) -> dict[str, Any]:
        step = entry.step
        document: dict[str, Any] = {
            "id": entry.id,
            "rule": step.rule.id,
            "title": step.rule.title,
            "wrt": step.goal.variable,
            "input": self.expression(step.goal.expression),
            "output": self.expression(step.result),
            "parts": dict(self.parts(step)),
            "says": step.rule.says,
        }
        if step.match.rewriting:
            document["rewriting"] = [self.tidying(each) for each in step.match.rewriting]
        if entry.same_as:
            document["same_as"] = entry.same_as
        elif step.tidying:
            document["applied"] = self.expression(step.applied)
            document["tidying"] = [self.tidying(each) for tidying in step.tidying for each in tidying.single]
        document["steps"] = [self.entry(child) for child in entry.entries]
        return document

    def parts(self, step: Step) -> Iterator[tuple[str, dict[str, str]]]:
        numbered = len({part.role for part in step.match.parts}) < len(step.match.parts)
        for place, part in enumerate(step.match.parts, 1):
            key = (
                part.role
                if part.role in ("outer", "inner")
                else part.letter or (f"{part.role} {place}" if numbered else part.role)
            )
            yield key, self.expression(part.expression)

    def tidying(self, tidying: Tidying) -> dict[str, Any]:
        return {"laws": list(tidying.laws), "output": self.expression(tidying.result)}

    def at(self, at: AtPoint) -> dict[str, Any]:
        document: dict[str, Any] = {
            "point": {name: as_number(amount.value) for name, amount in at.numbers.items()},
            "value": as_number(at.value),
            "slope": as_number(at.slope),
            "derivative": as_number(at.derivative),
            "trend": at.trend or None,
        }
        amounts = {"value": at.height, "slope": at.steepness, "derivative": at.asked}
        exact = {name: self.expression(amount.exact) for name, amount in amounts.items() if amount.exact is not None}
        if exact:
            document["exact"] = exact
        if at.sides:
            left, right = (as_number(side.slope.value) for side in at.sides)
            document["sides"] = {"order": at.order_of_sides, "left": left, "right": right}
        if at.layers:
            document["layers"] = [
                {
                    "function": self.expression(layer.function),
                    "wrt": layer.letter,
                    "value": as_number(layer.value),
                    "rate": as_number(layer.rate),
                }
                for layer in at.layers
            ]
        if math.isfinite(at.slope) and math.isfinite(at.intercept):
            document["tangent"] = {"slope": as_number(at.slope), "intercept": as_number(at.intercept)}
        return document
