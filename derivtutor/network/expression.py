"""The loss of a program as one expression in some of its numbers, where it is short enough to be one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from derivtutor.language import translated
from derivtutor.network import sentences
from derivtutor.network.graph import Graph, Vertex
from derivtutor.network.operations import LETTERS
from derivtutor.network.passes import forward
from derivtutor.network.running import entrywise
from derivtutor.network.values import Value
from derivtutor.notation.rational import number
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Call, Name, Negation, Node, Power, Product, Quotient, Sum, parts, substitute

LARGEST = 400
"""No expression of a loss has more parts than this."""

_E = Name("e")

Entry: TypeAlias = "float | Term"


class Term:
    """An entry that is an expression, with what it is worth at the point; it can be added, multiplied and divided.

    Raises:
        UserError: where it would be too long.
    """

    def __init__(self, node: Node, value: float, size: int) -> None:
        if size > LARGEST:
            raise sentences.TOO_LONG_TO_DRAW()
        self.node, self.real, self.size = node, value, size

    def __add__(self, other: Entry) -> Entry:
        if _is(other, 0):
            return self
        return self._with(other, lambda a, b: Sum((a, b)), lambda a, b: a + b)

    def __sub__(self, other: Entry) -> Entry:
        return self + -other

    def __rsub__(self, other: Entry) -> Entry:
        return -self + other

    def __mul__(self, other: Entry) -> Entry:
        if _is(other, 0) or _is(other, 1):
            return 0.0 if _is(other, 0) else self
        return self._with(other, lambda a, b: Product((a, b)), lambda a, b: a * b)

    def __truediv__(self, other: Entry) -> Entry:
        return self._with(other, Quotient, lambda a, b: a / b)

    def __rtruediv__(self, other: Entry) -> Entry:
        return self._with(other, lambda a, b: Quotient(b, a), lambda a, b: b / a)

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Term:
        return Term(Negation(self.node), -self.real, self.size + 1)

    def exp(self) -> Term:
        return Term(Power(_E, self.node), math.exp(self.real), self.size + 2)

    def log(self) -> Term:
        return Term(Call("ln", (self.node,)), math.log(self.real), self.size + 1)

    def sqrt(self) -> Term:
        return Term(Call("sqrt", (self.node,)), math.sqrt(self.real), self.size + 1)

    def _with(self, other: Entry, node: Any, value: Any) -> Term:
        beside, size = (other.node, other.size) if isinstance(other, Term) else (_node(other), 1)
        return Term(node(self.node, beside), value(self.real, other.real), self.size + size + 1)


def loss_as_expression(graph: Graph, moved: Mapping[tuple[int, int], str]) -> Node:
    """The loss with letters for some numbers of inputs, and all others as they are.

    Args:
        moved: the letter of each number, by its vertex and its entry there; none of them depends on another.

    >>> from derivtutor.network.program import graph_of
    >>> from derivtutor.notation import linear
    >>> linear.text(loss_as_expression(graph_of("L = (w*x - y)^2", "w=1,x=2,y=3"), {(0, 0): "w"}))
    '(w*2 - 3)^2'

    Raises:
        UserError: where an operation picks entries or has no formula, or the expression is too long.
    """
    values = forward(graph).values
    letters = frozenset([place for place, _ in moved])
    made: list[Value] = list(values)
    for place in sorted(graph.reaching(letters)):
        vertex = graph.vertices[place]
        if place in letters:
            entries = values[place] if vertex.shape else [values[place]]
            terms = [_letter(moved.get((place, turn)), value) for turn, value in enumerate(entries)]
            made[place] = terms if vertex.shape else terms[0]
        else:
            made[place] = _done(graph, vertex, [made[operand] for operand in vertex.operands])
    loss = made[graph.loss]
    return _node(loss[0] if isinstance(loss, list) else loss)


def _letter(name: str | None, value: float) -> Entry:
    return value if name is None else Term(Name(name), value, 1)


def _done(graph: Graph, vertex: Vertex, operands: list[Value]) -> Value:
    operation = vertex.operation
    assert operation is not None
    shapes = [graph.vertices[operand].shape for operand in vertex.operands]
    if operation.formula is not None:
        formula = operation.formula
        return entrywise(lambda point: _filled(formula, point), shapes, operands)
    if operation.value is None or operation.decides:
        raise sentences.NOT_DRAWN(operation=translated(operation.title))
    return operation.value(shapes, *operands)


def _filled(formula: Node, point: Any) -> Entry:
    """A formula over `u` and `v`; where nothing moves a number."""
    value = compile_real(formula, LETTERS)([each.real for each in (*point, 0.0)[:2]])
    if not any(isinstance(each, Term) for each in point):
        return value
    sizes = {letter: each.size if isinstance(each, Term) else 1 for letter, each in zip(LETTERS, point, strict=False)}
    size = sum(sizes.get(part.name, 1) if isinstance(part, Name) else 1 for part in parts(formula))
    if size > LARGEST:
        raise sentences.TOO_LONG_TO_DRAW()
    letters = {letter: _node(each) for letter, each in zip(LETTERS, point, strict=False)}
    return Term(substitute(formula, letters), value, size)


def _node(entry: Entry) -> Node:
    return entry.node if isinstance(entry, Term) else number(Fraction(repr(float(entry))), decimal=True)


def _is(entry: Entry, value: float) -> bool:
    return not isinstance(entry, Term) and entry == value
