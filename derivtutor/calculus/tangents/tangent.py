"""The tangent: the line that touches a function at a point, the normal, and how well the line stands in for it."""

from __future__ import annotations

from typing import Any

from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Chain, Derived, Explanation, Item, Sentence, Turn, worded
from derivtutor.calculus.tangents.approximation import bound
from derivtutor.calculus.tangents.tangent_line import Tangent, slope_intercept, tangent_line
from derivtutor.calculus.values import put_in, value_of, worked_out
from derivtutor.derivation.account import Result, Symbol, Task
from derivtutor.derivation.amount import Spot
from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.tidy import tidied
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import (
    Comparison,
    Name,
    Negation,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    Unknown,
    names,
    parts,
)


def tangent(function: Any, at: Any = None, wrt: str | None = None, log: Base = "e") -> Explanation:
    """The tangent to a function at a point, the normal there, and how far the tangent is away nearby.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        at: the point, such as `"x=2"`; other letters may have values, and need none.
        wrt: the variable; the only one, else x, when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> tangent("x^2", at="x=3").result.text
    '6x - 9'

    Raises:
        UserError: where there is none, or something cannot be read.
    """
    place = ";".join(map(str, at)) if isinstance(at, list | tuple) else {} if at is None else at
    line = tangent_line(function, place, wrt, log)
    told = _Told(line)
    document: dict[str, Any] = {
        "expression": line.derivation.function.tree,
        "wrt": line.derivation.variable,
        "at": dict(line.point),
        "line": line.line,
        "slope": _number(line.slope),
        "slopes": [_number(line.slope)],
        "value": _number(line.value),
        "normal": told.normal,
        "approximation": told.approximation,
    }
    return Explanation(
        "tangent",
        worded("Tangent to {function}", function=told.whole),
        Task((line.derivation.function,), (line.derivation.variable,), line.point),
        tuple(told.items()),
        Result((line.line,)),
        document,
        line.derivation.notes,
    )


def _number(value: Node) -> float | Node:
    """A value as a number, or as it is where letters or functions that only have a name are left."""
    is_open = names(value) or any(isinstance(part, Unknown) for part in parts(value))
    return value if is_open else value_of(value)


class _Told:
    """What is told of a tangent, and what comes with it."""

    def __init__(self, line: Tangent) -> None:
        self.line = line
        self.derivation, self.point = line.derivation, line.point
        self.variable = Name(self.derivation.variable)
        self.name = naming.called(names(self.derivation.function.tree), (line.height,))
        self.whole = self.function(self.variable)
        is_flat = rational(line.slope) == 0
        steepness = None if is_flat else worked_out(Negation(Quotient(Number(1), line.slope)))
        self.normal_through = None if steepness is None else self.line.with_slope(steepness)
        self.normal = None if steepness is None else self._line(steepness)
        self.second = derivative(self.derivation.answer, self.variable.name)
        is_open = bool(names(self.second) - {self.variable.name}) or any(
            isinstance(part, Unknown) for part in parts(self.second)
        )
        self.bound = None if is_open else bound(self.second, self.variable.name, line.place)

    def function(self, argument: Node, order: int = 0) -> Unknown:
        """`f(x)`, `f'(3)`."""
        return Unknown(self.name, (argument,), (order,))

    def _line(self, slope: Node) -> Node:
        """The line of a slope through the point, as `m x + b` unless there are letters."""
        if self.line.letters - {self.variable.name}:
            return tidied(self.line.with_slope(slope))
        cut = Sum((self.line.value, Negation(Product((slope, self.line.place)))))
        return slope_intercept(slope, cut, self.variable.name)

    @property
    def approximation(self) -> dict[str, Any] | None:
        """How far the tangent is away, for programs."""
        if self.bound is None:
            return None
        return {
            "interval": [value_of(self.bound.low), value_of(self.bound.high)],
            "second": value_of(self.bound.most),
            "error": self.bound.largest,
        }

    def items(self) -> list[Item]:
        place, height = self.line.place, naming.spelled(Name(self.line.height))
        lines = (self.line.through_point, self.line.line)
        return [
            Chain(self.whole, (Turn(self.derivation.function.tree),)),
            Derived(self.function(self.variable, 1), self.derivation),
            Sentence(
                worded(
                    "The tangent at {place} goes through the point of the graph there.",
                    place=(self.variable, " = ", place),
                )
            ),
            self._value(self.function(place), self.derivation.function.tree, self.line.value),
            Sentence(worded("Its slope is the derivative there.")),
            self._value(self.function(place, 1), self.derivation.answer, self.line.slope),
            Sentence(
                worded(
                    "The line through {point} with this slope is the tangent.",
                    point=Result((place, self.line.value), (2,)),
                )
            ),
            Chain(height, _turns(*lines), True),
            *self._normal(height),
            *self._nearby(),
        ]

    def _value(self, name: Unknown, formula: Node, value: Node) -> Item:
        inside = put_in(formula, self.point)
        is_told = bool(names(inside)) or Spot({}).amount(inside).is_defined
        return Chain(name, _turns(*([inside] if is_told else []), value))

    def _normal(self, height: Symbol) -> list[Item]:
        if self.normal is None or self.normal_through is None:
            vertical = Comparison((self.variable, self.line.place), ("=",))
            return [Sentence(worded("The normal is perpendicular to it: a vertical line, {line}.", line=vertical))]
        return [
            Sentence(worded("The normal is perpendicular to it: its slope is the negative reciprocal.")),
            Chain(height, _turns(self.normal_through, self.normal), is_aside=True),
        ]

    def _nearby(self) -> list[Item]:
        """How well the tangent stands in for the function."""
        if self.bound is None:
            return []
        place, x = self.line.place, self.variable
        near = Comparison((self.bound.low, x, self.bound.high), ("<=", "<="))
        if rational(self.bound.most) == 0:
            return [Sentence(worded("The function is a line itself: its tangent is the same line."))]
        line, error = Unknown("L", (x,), (0,)), self.bound.error(x.name, place)
        return [
            Sentence(
                worded(
                    "Near {place} the tangent, {line}, stands in for {function}.",
                    place=(x, " = ", place),
                    line=line,
                    function=self.whole,
                )
            ),
            Sentence(worded("How far it is away, the second derivative tells.")),
            Chain(self.function(x, 2), (Turn(self.second),), is_aside=True),
            Sentence(worded("For {near} its size is at most {most}.", near=near, most=self.bound.most)),
            Sentence(
                worded(
                    "So there {line} and {function} differ by at most {error}.",
                    line=line,
                    function=self.whole,
                    error=error,
                )
            ),
        ]


def _turns(*ways: Node) -> tuple[Turn, ...]:
    """Different ways of writing the same, each once."""
    return tuple(map(Turn, dict.fromkeys(ways)))
