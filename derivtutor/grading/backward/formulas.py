"""The right sides of lines as functions of what is known: with products as on paper, and the digits that were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from derivtutor.errors import UserError
from derivtutor.grading.backward.products import PAGE, Known, PageBuilder
from derivtutor.grading.backward.reading import Expression
from derivtutor.grading.precision import stated_precision
from derivtutor.network.building import Builder
from derivtutor.network.running import run
from derivtutor.network.shapes import Shape, size
from derivtutor.network.statements import Statement
from derivtutor.network.values import Value
from derivtutor.notation.arrays import AnyNode, Array, nodes, read_array
from derivtutor.notation.tree import CONSTANTS, Name, Negation, Node, Number

FEWEST_DIGITS = 2
"""A number with fewer digits is exact, or wrong."""

_MOST_LITERALS = 40
_OURS = re.compile(r"(?:Known|Gate)[0-9]*(?:Of)?")
_PLAIN = frozenset({0, 1, 2, 3, 4})
"""Numbers that stand in formulas; others come from the values of one point."""


class Typed(Struct, frozen=True, eq=False):
    """What a right side comes to: its shape, its value, and how far each entry may be off by the digits typed."""

    shape: Shape
    value: Value
    allowed: Value

    @property
    def entries(self) -> list[float]:
        return list(self.value) if self.shape else [self.value]

    @property
    def margins(self) -> list[float]:
        return list(self.allowed) if self.shape else [self.allowed]


class Formula:
    """A right side, read."""

    def __init__(self, expression: Expression) -> None:
        self.expression = expression
        self.words = (*expression.symbols, *expression.gates)
        try:
            self.tree: AnyNode = read_array(expression.text, True, self.words).tree
        except UserError as error:
            raise UserError(as_typed(error.message, expression)) from None
        self.parts = tuple(nodes(self.tree))
        self.is_literal = _is_literal(self.tree)

    @property
    def unknown(self) -> str:
        """A name that is none of the program's."""
        named = [part.name for part in self.parts if isinstance(part, Name)]
        strange = [name for name in named if name not in self.words and name not in CONSTANTS]
        found = next(iter([*self.expression.strangers, *strange]), "")
        return _OURS.sub("", found) or found

    @property
    def is_general(self) -> bool:
        """Whether it is meant for all values: it has letters, and no numbers of one point."""
        return bool(self.words) and all(part.value in _PLAIN for part in self.parts if isinstance(part, Number))

    def typed(self, known: Known, exact: frozenset[float]) -> Typed | None:
        """What it comes to, None where it has no value; `exact` are numbers that are not rounded.

        Raises:
            ShapeError: where operands do not go together.
            UserError: where it has something that no gradient has.
        """
        found = self._evaluated(self.tree, known)
        if found is None:
            return None
        shape, value = found
        if self.is_literal:
            margins = _margins(list(_literals(self.tree)))
            return Typed(shape, value, margins if shape else margins[0])
        margins = [0.0] * size(shape)
        for number in self._rounded(exact):
            moved = self._evaluated(self.tree, known, number, _half_unit(number))
            if moved is None or moved[0] != shape:
                continue
            pairs = zip(moved[1], value, strict=True) if shape else [(moved[1], value)]
            margins = [margin + abs(a - b) for margin, (a, b) in zip(margins, pairs, strict=True)]
        return Typed(shape, value, margins if shape else margins[0])

    def _rounded(self, exact: frozenset[float]) -> list[Number]:
        decimals = [part for part in self.parts if isinstance(part, Number) and _half_unit(part)]
        return [part for part in decimals if float(part.value) not in exact][:_MOST_LITERALS]

    def _evaluated(
        self, tree: AnyNode, known: Known, moved: Number | None = None, by: float = 0.0
    ) -> tuple[Shape, Value] | None:
        builder = PageBuilder(PAGE, known, moved, by)
        builder.statement = Statement("", tree, self.expression.text, 0)  # type: ignore[arg-type]
        builder.count = 0
        try:
            place = builder.place(tree)
            value = _result(builder, place, known)
        except UserError as error:
            raise type(error)(as_typed(error.message, self.expression)) from None
        except (ArithmeticError, ValueError):
            return None
        if value is None or not all(map(_is_finite, value if builder.vertices[place].shape else [value])):
            return None
        return builder.vertices[place].shape, value


def as_typed(message: str, expression: Expression) -> str:
    """A sentence with what was typed in the places of words for symbols; nothing where one of these is broken."""
    for word in sorted(expression.typed, key=len, reverse=True):
        message = message.replace(word, expression.typed[word])
    return "" if _OURS.search(message) else message


def _is_finite(value: Any) -> bool:
    return bool(abs(value) < 1e300)


def _result(builder: Builder, place: int, known: Known) -> Value | None:
    results: list[Any] = []
    for vertex in builder.vertices[: place + 1]:
        if vertex.operation is None:
            results.append(known[vertex.name][1] if vertex.name else vertex.value)
            continue
        shapes = [builder.vertices[operand].shape for operand in vertex.operands]
        made = run(vertex.operation, shapes, [results[operand] for operand in vertex.operands])
        if made is None:
            return None
        results.append(made)
    return results[place]


# Digits


def _is_literal(tree: AnyNode) -> bool:
    """Whether it is a number as it was typed, or an array of such."""
    if isinstance(tree, Array):
        return all(map(_is_literal, tree.entries))
    return isinstance(_unsigned(tree), Number) or stated_precision(tree, FEWEST_DIGITS) is not None  # type: ignore[arg-type]


def _unsigned(tree: AnyNode) -> AnyNode:
    return tree.operand if isinstance(tree, Negation) else tree


def _literals(tree: AnyNode) -> Iterator[Node]:
    if isinstance(tree, Array):
        for entry in tree.entries:
            yield from _literals(entry)
    else:
        yield tree  # type: ignore[misc]


def _margins(literals: Sequence[Node]) -> list[float]:
    """Those of the entries of an array; all of them have as many decimal places as the one that has most."""
    margins = [_half_unit(literal) for literal in literals]
    finest = min([margin for margin in margins if margin], default=0.0)
    return [margin or finest for margin in margins]


def _half_unit(literal: Node) -> float:
    """How far a number may be off by its digits; nothing where they are too few or it is whole."""
    stated = stated_precision(literal, FEWEST_DIGITS)
    return 0.0 if stated is None else float(stated)
