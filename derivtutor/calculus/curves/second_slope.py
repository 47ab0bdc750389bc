"""The second derivative of what an equation describes: y′ differentiated once more, y′ put in, and as one fraction."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from derivtutor.calculus.curves.curve import zero_form
from derivtutor.calculus.curves.dependent import slope
from derivtutor.calculus.curves.differentiated_equation import DifferentiatedEquation
from derivtutor.calculus.curves.on_the_curve import OnTheCurve
from derivtutor.calculus.explanation import Chain, Derived, Item, Sentence, Turn, worded
from derivtutor.derivation.tidy import tidied
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import (
    KEEPING,
    SIZE,
    Call,
    Comparison,
    Name,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    fold,
    names,
    substitute,
    with_children,
)

_SHORTER = 0.75
"""The equation is put in where it leaves no more than this of the formula."""


class SecondSlope:
    """The second derivative: y′ differentiated once more, and y′ put in."""

    def __init__(self, solved: DifferentiatedEquation) -> None:
        self.solved = solved
        self.derivation = solved.differentiated(solved.derivative)
        self.with_prime = solved.dependence.primed(self.derivation.answer)
        self.inside = substitute(self.with_prime, {slope(solved.of): solved.derivative})

    @property
    def name(self) -> Name:
        return Name(slope(self.solved.of, 2))

    @cached_property
    def _curve(self) -> OnTheCurve:
        return OnTheCurve(self.inside, zero_form(self.solved.equation), (self.solved.variable, self.solved.of))

    @cached_property
    def tidy(self) -> Node:
        """It as one fraction, or tidy as it is where that is shorter."""
        return min((_with_roots(tidied(self.inside)), self._curve.one_fraction), key=_size)

    @cached_property
    def _by_equation(self) -> tuple[Node, Node, str] | None:
        """What is said last with the equation of the curve, the line before, and why; None where it saves little."""
        equation = self.solved.equation
        by_value = tidied(_with_value(_with_roots(tidied(self.inside)), equation))
        ways = [
            (by_value, self.tidy, _on_curve(linear.unicode(equation))),
            *[(rest, whole, _on_curve(f"{linear.unicode(zero)} = 0")) for whole, zero, rest in self._curve.splits],
        ]
        best = min(ways, key=lambda way: _size(way[0]))
        return best if _size(best[0]) <= _SHORTER * _size(self.tidy) else None

    @property
    def derivative(self) -> Node:
        """The second derivative as it is told last."""
        return self._by_equation[0] if self._by_equation else self.tidy

    def _ways(self) -> list[Turn]:
        """The second derivative line by line."""
        last, before, why = self._by_equation or (self.tidy, self.inside, "")
        ways = {self.inside: "", before: "", last: why}
        return [Turn(way, reason) for way, reason in ways.items() if way != self.with_prime]

    def items(self) -> list[Item]:
        prime, x, y = self.solved.prime, Name(self.solved.variable), Name(self.solved.of)
        turns = self._ways()
        items: list[Item] = [
            Sentence(
                worded("Differentiate {slope} once more, with {y} still a function of {x}.", slope=prime, y=y, x=x)
            ),
            Derived(self.name, self.derivation, shown=self.solved.dependence.shown),
        ]
        if turns:
            items += [Sentence(worded("Substitute {slope}.", slope=prime)), Chain(self.name, tuple(turns))]
        return items


def _on_curve(equation: str) -> str:
    return translated("{equation} on the curve").format(equation=equation)


def _size(node: Node) -> int:
    return fold(node, SIZE)


def _with_roots(node: Node) -> Node:
    """`√y` for `y^(1/2)`."""

    def root(part: Power, children: list[Node]) -> Node:
        base, exponent = children
        return Call("sqrt", (base,)) if rational(exponent) == Fraction(1, 2) else with_children(part, tuple(children))

    return fold(node, {**KEEPING, Power: root})


def _with_value(node: Node, equation: Comparison) -> Node:
    """An expression with the equation's right side, if that is constant, in the place of its left side."""
    left, right = equation.operands
    if names(right) & names(left) or isinstance(left, Name):
        return node

    def replaced(part: Sum, children: list[Node]) -> Node:
        ratio = rational(tidied(Quotient(part, left)))
        return Sum(tuple(children)) if ratio is None else tidied(Product((number(ratio), right)))

    return fold(node, {**KEEPING, Sum: replaced})
