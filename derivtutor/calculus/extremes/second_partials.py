"""The first and second partial derivatives of a function, and how they are told: its gradient and its Hessian."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.explanation import Chain, Derived, Item, Sentence, Turn, Words, listed, worded
from derivtutor.calculus.gradients.gradient import holding, partials
from derivtutor.calculus.where_valid import notes_of
from derivtutor.derivation.account import Result, Symbol
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.language import translated
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import Name, Number, Unknown, names, parts

_LONGEST = 1500
"""So many parts a first partial derivative may have that is differentiated again."""
_FEW = 3
"""So many second partial derivatives that are plainly zero are written one by one."""


class SecondPartials:
    """A function of some variables with all its partial derivatives up to the second order."""

    def __init__(self, expression: Expression, variables: Sequence[str]) -> None:
        self.variables = tuple(variables)
        self.first = partials(expression, variables)
        if any(sum(1 for _ in parts(first.answer)) > _LONGEST for first in self.first):
            raise sentences.SECOND_TOO_LONG()
        self.expression = self.first[0].function
        self.name = naming.called(names(expression.tree))

    @property
    def whole(self) -> Unknown:
        """`f(x, y)`."""
        return naming.function(self.name, self.variables)

    @property
    def gradient(self) -> Result:
        return Result(tuple([part.answer for part in self.first]), (len(self.first),))

    @cached_property
    def second(self) -> dict[tuple[int, int], Derivation]:
        """Those on and above the diagonal of the matrix, by row and column; what is left out is plainly zero."""
        count = len(self.variables)
        return {
            (row, column): explain(Expression(self.first[row].answer), wrt=self.variables[column])
            for row in range(count)
            for column in range(row, count)
            if self.variables[column] in names(self.first[row].answer)
        }

    @cached_property
    def hessian(self) -> Result:
        """The matrix of second partial derivatives."""
        count = range(len(self.variables))
        pairs = [(min(row, column), max(row, column)) for row in count for column in count]
        entries = [self.second[pair].answer if pair in self.second else Number(0) for pair in pairs]
        return Result(tuple(entries), (len(count), len(count)))

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to say about how the function was read, and where it holds."""
        return notes_of(self.first)

    # How they are told

    def called(self, *letters: str) -> Symbol:
        """`∂²f/∂x∂y`; `f″` where there is only one variable."""
        if len(self.variables) > 1:
            return naming.partial(self.name, *letters)
        return naming.primed(self.name, len(letters))

    def told_first(self) -> list[Item]:
        """The function and its first partial derivatives."""
        items: list[Item] = [Chain(self.whole, (Turn(self.expression.tree),))]
        for variable, part in zip(self.variables, self.first, strict=True):
            items += [holding(variable, self.variables), Derived(self.called(variable), part)]
        return items

    def told_second(self) -> list[Item]:
        """The second partial derivatives, and the matrix of them if there are several."""
        items: list[Item] = []
        for (row, column), part in self.second.items():
            by, again = self.variables[row], self.variables[column]
            items += [self._again(by, again), Derived(self.called(again, by), part)]
        items += self._told_zeros()
        if len(self.variables) > 1:
            items += [Sentence(self._symmetry()), Chain(matrix_name(), (Turn(self.hessian),))]
        return items

    def _told_zeros(self) -> list[Item]:
        """The second partial derivatives for which nothing is to be done."""
        places = range(len(self.variables))
        pairs = [(row, column) for row in places for column in places if row <= column]
        left = [pair for pair in pairs if pair not in self.second]
        if len(left) > _FEW:
            return [Sentence(worded("All other second partial derivatives are zero: the letter does not occur."))]
        items: list[Item] = []
        for row, column in left:
            by, again = self.variables[row], self.variables[column]
            reason = translated("{letter} does not occur").format(letter=again)
            items.append(Chain(self.called(again, by), (Turn(Number(0), reason),)))
        return items

    def _symmetry(self) -> Words:
        one, other = self.variables[:2]
        pair = naming.partial(self.name, one, other), " = ", naming.partial(self.name, other, one)
        alone = "{same}, the order of the two does not matter, so the matrix is symmetric."
        many = "{same}, and so on: the order of the two does not matter, so the matrix is symmetric."
        return worded(many if len(self.variables) > 2 else alone, same=pair)

    def _again(self, by: str, again: str) -> Sentence:
        others = [Name(letter) for letter in self.variables if letter != again]
        alone = "Differentiate {derivative} with respect to {variable}."
        beside = "Differentiate {derivative} with respect to {variable}; hold {others} constant."
        words = beside if others else alone
        return Sentence(worded(words, derivative=self.called(by), variable=Name(again), others=listed(others)))


def matrix_name() -> Symbol:
    """`H`."""
    return naming.symbol("H")
