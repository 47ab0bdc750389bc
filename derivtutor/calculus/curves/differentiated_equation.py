"""An equation differentiated on both sides, with y a function of x, and solved for y′."""

from __future__ import annotations

import math
from fractions import Fraction

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.curves.dependent import Dependence, linear, slope
from derivtutor.calculus.explanation import Chain, Derived, Item, Sentence, Turn, Words, worded
from derivtutor.calculus.terms import added, terms, times
from derivtutor.derivation.account import Side
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.tidy import tidied
from derivtutor.notation.expression import Expression
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import (
    Comparison,
    Derivative,
    Name,
    Negation,
    Node,
    Number,
    Product,
    Quotient,
)


class DifferentiatedEquation:
    """An equation differentiated and solved for y′: what is said on the way, and what comes out."""

    def __init__(self, equation: Comparison, variable: str, of: str) -> None:
        self.equation = equation
        self.variable, self.of = variable, of
        self.dependence = Dependence((of,), variable)
        self.sides = tuple([self.differentiated(side) for side in equation.operands])
        left, right = (linear(self.dependence.primed(side.answer), slope(of)) for side in self.sides)
        if left is None or right is None:
            raise sentences.NOT_LINEAR(letter=slope(of), of=of)
        self.left, self.right = left, right
        self.is_swapped = not left.coefficients
        self.collected = right.plus(left.negative) if self.is_swapped else left.plus(right.negative)
        self.coefficient = _tidy_sum(self.collected.coefficients)
        self.rest = _tidy_sum(self.collected.negative.others)
        if self.coefficient == Number(0):
            raise sentences.CANCELS(of=of)
        self.derivative = tidied(_without_common_number(self.rest, self.coefficient))

    def differentiated(self, side: Node) -> Derivation:
        """The derivation of one side, with y(x) for y."""
        return explain(Expression(self.dependence.explicit(side)), wrt=self.variable)

    @property
    def prime(self) -> Name:
        return Name(slope(self.of))

    def items(self) -> list[Item]:
        x, y = Name(self.variable), Name(self.of)
        rule = worded(
            "Here {y} is a function of {x}: by the chain rule every {y} brings a factor {slope}, which is short for "
            "{derivative}.",
            y=y,
            x=x,
            slope=self.prime,
            derivative=Derivative(y, self.variable),
        )
        items: list[Item] = [
            Sentence(worded("The curve is {curve}.", curve=self.equation)),
            Sentence(worded("Differentiate both sides with respect to {x}.", x=x)),
            Sentence(rule),
        ]
        for side, derivation in zip(self.equation.operands, self.sides, strict=True):
            asked = Derivative(side, self.variable)
            name: Side = naming.spelled(asked) if isinstance(side, Name) else asked
            items.append(Derived(name, derivation, shown=self.dependence.shown))
        shown = [self.dependence.primed(side.answer) for side in self.sides]
        items += [Sentence(worded("The two derivatives are equal.")), Chain(shown[0], (Turn(shown[1]),))]
        return items + self._solving(shown)

    def _solving(self, shown: list[Node]) -> list[Item]:
        """The way from the differentiated equation to y′."""
        items: list[Item] = []
        before = tuple(reversed(shown)) if self.is_swapped else tuple(shown)
        for words, sides in self._equations(shown):
            if sides != before:
                items += [Sentence(words), Chain(sides[0], (Turn(sides[1]),))]
            before = sides
        if self.coefficient == Number(1):
            is_told = (before if items else shown)[0] == self.prime
            return items if is_told else [*items, Chain(self.prime, (Turn(self.derivative),))]
        ways = dict.fromkeys((Quotient(self.rest, self.coefficient), self.derivative))
        return [
            *items,
            Sentence(worded("Divide by {coefficient}.", coefficient=self.coefficient)),
            Chain(self.prime, tuple(map(Turn, ways))),
        ]

    def _equations(self, shown: list[Node]) -> list[tuple[Words, tuple[Node, Node]]]:
        """The equation multiplied out where there are brackets with y′, put in order, and with y′ as a factor."""
        prime, both, collected = self.prime, (self.left, self.right), self.collected
        multiplied = [
            each if len(terms(each)) == len(side) else side.written(prime)
            for each, side in zip(shown, both, strict=True)
        ]
        if self.is_swapped:
            multiplied.reverse()
        several, others = len(collected.coefficients) > 1, added(collected.negative.others)
        gathered = added([times(each, prime) for each in collected.coefficients])
        return [
            (worded("Expand the brackets that contain {slope}.", slope=prime), (multiplied[0], multiplied[1])),
            (
                worded("Collect the terms with {slope} on one side and all others on the other.", slope=prime),
                (gathered, others),
            ),
            (
                worded("Factor out {slope}.", slope=prime),
                (times(self.coefficient, prime), self.rest if several else others),
            ),
        ]


def _without_common_number(top: Node, bottom: Node) -> Node:
    """A fraction with what divides all numbers above and below taken out."""
    factors = [_number_in(term) for side in (top, bottom) for term in terms(side)]
    if not factors or any(factor.denominator != 1 for factor in factors):
        return Quotient(top, bottom)
    common = math.gcd(*[factor.numerator for factor in factors])
    if common <= 1:
        return Quotient(top, bottom)
    above, below = ([tidied(Quotient(term, Number(common))) for term in terms(side)] for side in (top, bottom))
    return Quotient(added(above), added(below))


def _number_in(term: Node) -> Fraction:
    """The number that a term has as a factor."""
    inside = term.operand if isinstance(term, Negation) else term
    factors = inside.factors if isinstance(inside, Product) else (inside,)
    return math.prod([value for factor in factors if (value := rational(factor)) is not None], start=Fraction(1))


def _tidy_sum(parts: tuple[Node, ...]) -> Node:
    return tidied(added(parts))
