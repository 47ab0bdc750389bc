"""A function as a list of operations, run forwards with slopes beside the values, or backwards from the result."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence

from msgspec import Struct

from derivtutor.derivation.differentiator import derivative
from derivtutor.notation.rational import constant_value
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import (
    SIZE,
    Algebra,
    Call,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Structure,
    Sum,
    fold,
    names,
    with_children,
)

_SPLIT = (Sum, Negation, Product, Quotient, Power, Call)
"""What is an operation on its parts; anything else is one on its letters."""


class Operation(Struct, frozen=True):
    """One operation: which earlier results it takes, its value of these, its slopes by each, and what these cost.

    `rates` are the costs of passing a slope on: those of the local slope, and a multiplication where it is not 1 or −1.
    """

    operands: tuple[int, ...]
    value: Callable[[Sequence[float]], float]
    slopes: tuple[Callable[[Sequence[float]], float], ...] = ()
    cost: int = 0
    rates: tuple[int, ...] = ()


class Way(Struct, frozen=True):
    """What one way of differentiating comes to, and how many operations it takes."""

    gradient: tuple[float, ...]
    operations: int


class Program:
    """A function as operations in an order in which each only needs earlier ones; what is equal is worked out once.

    >>> from derivtutor.notation.reader import read
    >>> program = Program(read("x y + sin(x)").tree, ("x", "y"))
    >>> program.backward((0.0, 3.0)).gradient
    (4.0, 0.0)
    """

    def __init__(self, function: Node, variables: Sequence[str]) -> None:
        self.variables = tuple(variables)
        self.operations: list[Operation] = []
        self._structure = Structure()
        self._places: dict[int, int] = {}
        for variable in variables:
            self._add(Name(variable), Operation((), lambda _: math.nan))
        self.result = self._place(function)

    def _add(self, node: Node, operation: Operation) -> int:
        place = self._places.setdefault(self._structure(node), len(self.operations))
        if place == len(self.operations):
            self.operations.append(operation)
        return place

    def _place(self, node: Node) -> int:
        """Where the value of an expression stands."""
        known = self._places.get(self._structure(node))
        if known is not None:
            return known
        if not names(node):
            return self._add(node, Operation((), compile_real(node, ())))
        if not isinstance(node, _SPLIT):
            letters = sorted(names(node))
            return self._add(node, _local(node, letters, [self._place(Name(letter)) for letter in letters]))
        places = [self._place(child) for child in node.children if names(child)]
        letters = [f"u_{count}" for count in range(1, len(places) + 1)]
        following = map(Name, letters)
        children = tuple([next(following) if names(child) else child for child in node.children])
        return self._add(node, _local(with_children(node, children), letters, places))

    @property
    def cost(self) -> int:
        """How many operations the value takes."""
        return sum([operation.cost for operation in self.operations])

    @property
    def memory(self) -> int:
        """How many results are kept for the way back."""
        return len(self.operations)

    def values(self, point: Sequence[float]) -> list[float]:
        """All results, those of the variables first."""
        values = list(point)
        for operation in self.operations[len(values) :]:
            values.append(operation.value([values[place] for place in operation.operands]))
        return values

    def forward(self, point: Sequence[float]) -> Way:
        """Slopes beside the values, one pass for each variable."""
        values = self.values(point)
        gradient = [self._tangent(values, seed) for seed in range(len(self.variables))]
        once = self.cost + sum([sum(each.rates) + max(0, len(each.rates) - 1) for each in self.operations])
        return Way(tuple(gradient), once * len(self.variables))

    def _tangent(self, values: Sequence[float], seed: int) -> float:
        tangents = [float(place == seed) for place in range(len(self.variables))]
        for operation in self.operations[len(tangents) :]:
            inputs = [values[place] for place in operation.operands]
            slopes = zip(operation.slopes, operation.operands, strict=True)
            tangents.append(sum([slope(inputs) * tangents[place] for slope, place in slopes]))
        return tangents[self.result]

    def backward(self, point: Sequence[float]) -> Way:
        """One pass back from the result: what each operation passes on to its operands is added up there."""
        values = self.values(point)
        adjoints = [0.0] * len(self.operations)
        adjoints[self.result] = 1.0
        for place in reversed(range(len(self.variables), len(self.operations))):
            operation = self.operations[place]
            inputs = [values[each] for each in operation.operands]
            for slope, operand in zip(operation.slopes, operation.operands, strict=True):
                adjoints[operand] += adjoints[place] * slope(inputs)
        cost = self.cost + sum([sum(each.rates) + len(each.rates) for each in self.operations])
        return Way(tuple(adjoints[: len(self.variables)]), cost)


def _local(node: Node, letters: list[str], places: list[int]) -> Operation:
    """An operation on letters, with its local slopes from the rule book."""
    terms = {letter: term for term in node.children for letter in names(term)} if isinstance(node, Sum) else {}
    slopes = [_slope(terms.get(letter, node), letter) for letter in letters]  # of a sum, that of its term
    return Operation(
        tuple(places),
        compile_real(node, letters),
        tuple([compile_real(slope, letters) for slope in slopes]),
        operations(node),
        tuple([operations(slope) + (abs(constant_value(slope) or 0) != 1) for slope in slopes]),
    )


@functools.lru_cache(maxsize=1024)
def _slope(node: Node, letter: str) -> Node:
    return derivative(node, letter)


def operations(node: Node) -> int:
    """How many operations an expression takes as it is written; signs count nothing.

    >>> from derivtutor.notation.reader import read
    >>> operations(read("2x^3 - sin(x)").tree)
    4
    """
    return fold(node, _COSTS)


def _cost(node: Node, children: list[int]) -> int:
    return sum(children) + max(1, len(children) - 1)


_COSTS: Algebra[int] = {
    **dict.fromkeys(SIZE, _cost),
    Number: lambda _, __: 0,
    Name: lambda _, __: 0,
    Negation: lambda _, children: sum(children),
    Piecewise: lambda _, children: sum(children) + 1,
    Quotient: lambda node, children: 0 if constant_value(node) is not None else sum(children) + 1,
}
