"""Solving several equations in several letters as at school: factors, cases, and what is put into the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from derivtutor.calculus import sentences
from derivtutor.calculus.explanation import Item, Sentence, Words, listed, worded
from derivtutor.calculus.extremes.numerators import Factor, Numerators, basis
from derivtutor.calculus.extremes.one_equation import Zeros, is_in_digits, nearest, settled, short, zeros_of
from derivtutor.calculus.values import put_in
from derivtutor.derivation.formula import product
from derivtutor.derivation.tidy import tidied
from derivtutor.libraries import flint
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.tree import (
    Comparison,
    Name,
    Node,
    Number,
    names,
)

Solution: TypeAlias = dict[str, Node]
"""A number for each letter, exact where it is short, else with many digits."""

_PRECISION = 400
_NEAR_BITS = 80
"""What has so many zeros after the point is taken for zero at numbers that are only known in digits."""


class System:
    """Equations `… = 0` and all that was found out about their real solutions.

    Attributes:
        solutions: the points, in order of their coordinates.
        is_complete: whether there are surely no others.
        families: what whole curves of solutions have in common.
        items: how it was done.
    """

    def __init__(self, equations: Sequence[Node], letters: Sequence[str]) -> None:
        self.letters = tuple(letters)
        self.equations = tuple(equations)
        self.is_complete = True
        self.families: list[Words] = []
        self.items: list[Item] = []
        self.solutions = self._checked(self._solve(self.equations, self.letters, Cases()))

    # The search

    def _solve(self, equations: Sequence[Node], letters: tuple[str, ...], cases: Cases) -> list[Solution]:
        """All solutions in these letters of equations that have no others."""
        reading = Numerators(equations, letters)
        left = []
        for equation in equations:
            factors = reading.factors(equation) if names(equation) else _constant_factors(equation)
            if factors == []:
                false = _equation(_tidy(equation))
                return self._none(worded("{equation} is never true: there is no solution here.", equation=false))
            if factors:
                left.append(_Open(equation, tuple(factors), letters))
        if left:
            return self._step(reading, left, letters, cases)
        if not letters:
            return [{}]
        self.families.append(cases.facts or worded("all values"))
        free = listed([Name(letter) for letter in letters])
        return self._none(worded("All equations hold, whatever {letters} may be.", letters=free))

    def _step(self, reading: Numerators, left: list[_Open], letters: tuple[str, ...], cases: Cases) -> list[Solution]:
        """What a student would do next: what gives numbers, what gives a letter, what falls apart, what is left."""
        alone = [each for each in left if len(each.letters) == 1]
        rational_ones = [each for each in alone if each.zeros.are_rational]
        if rational_ones:
            return self._with_values(min(rational_ones, key=lambda each: len(each.zeros.values)), left, letters, cases)
        choices = [choice for each in left for choice in _choices(reading, each)]
        simple = [choice for choice in choices if choice.is_sure]
        if simple:
            return self._with_expression(min(simple, key=_length), left, letters, cases)
        products = [each for each in left if len(each.factors) > 1 and each not in alone]
        if products:
            return self._with_factors(products[0], left, letters, cases)
        if choices:
            return self._with_cases(min(choices, key=_length), left, letters, cases)
        known = [each for each in alone if each.zeros.are_exact or len(alone) == len(left)]
        reduced = [] if known else _reduced([each.equation for each in left], letters)
        if reduced:
            shown = listed([_equation(each) for each in reduced])
            words = "Add multiples of the equations until one letter is alone (a Gröbner basis): {equations}."
            self._tell(worded(words, equations=shown))
            return self._solve(reduced, letters, cases)
        if known or alone:
            return self._with_values((known or alone)[0], left, letters, cases)
        self.is_complete = False
        equations = listed([_equation(_tidy(each.equation)) for each in left])
        return self._none(worded("No way was found to solve {equations}.", equations=equations))

    def _with_values(self, chosen: _Open, left: list[_Open], letters: tuple[str, ...], cases: Cases) -> list[Solution]:
        """An equation in one letter gives its values; the others are solved for each of these."""
        letter, values = chosen.letters[0], chosen.zeros.values
        self.is_complete = self.is_complete and chosen.zeros.are_all
        shown = [_assigned(letter, value) for value in values]
        if chosen.equation != Name(letter):
            self._tell(_solved(_equation(_tidy(chosen.equation)), shown, chosen.zeros.are_all))
        others = [each.equation for each in left if each is not chosen]
        rest = tuple(each for each in letters if each != letter)
        if values and not any(letter in names(each) for each in others):
            found = self._solve(others, rest, cases)
            return [{**one, letter: value} for value in values for one in found]
        solutions = []
        for value, words in zip(values, shown, strict=True):
            case = cases.with_case(words) if len(values) > 1 else cases.with_fact(words)
            if len(values) > 1:
                self._tell(worded("Case {supposed}.", supposed=case.shown))
            inside = [_tidy(put_in(each, {letter: value})) for each in others]
            solutions += [{**one, letter: value} for one in self._solve(inside, rest, case)]
        return solutions

    def _with_expression(
        self, choice: _Choice, left: list[_Open], letters: tuple[str, ...], cases: Cases
    ) -> list[Solution]:
        """An equation gives one letter by the others, and that is put into the other equations."""
        letter, value = choice.letter, choice.value
        assigned = _assigned(letter, value)
        self._tell(_solved(_equation(_tidy(choice.equation)), [assigned]))
        others = [each.equation for each in left if each.equation is not choice.equation]
        inside = [_tidy(put_in(each, {letter: value})) for each in others]
        changed = [_equation(new) for new, old in zip(inside, others, strict=True) if letter in names(old)]
        if changed:
            self._tell(worded("Substitute that into the other equations: {equations}.", equations=listed(changed)))
        found = self._solve(inside, tuple(each for each in letters if each != letter), cases.with_fact(assigned))
        return [{**one, letter: settled(put_in(value, one))} for one in found]

    def _with_cases(self, choice: _Choice, left: list[_Open], letters: tuple[str, ...], cases: Cases) -> list[Solution]:
        """`a v + b = 0`: either a and b are zero, or v is -b/a."""
        others = [each.equation for each in left if each.equation is not choice.equation]
        zero, other = _equation(choice.factor), (Comparison((choice.factor, Number(0)), ("!=",)),)
        whole, words = _equation(_tidy(choice.equation)), "In {equation} the factor of {letter} may be zero or not."
        self._tell(worded(words, equation=whole, letter=Name(choice.letter)))
        self._tell(worded("Case {supposed}.", supposed=cases.with_case(zero).shown))
        found = self._solve([choice.factor, choice.rest, *others], letters, cases.with_case(zero))
        self._tell(worded("Case {supposed}.", supposed=cases.with_case(other).shown))
        return found + self._with_expression(choice, left, letters, cases.with_case(other))

    def _with_factors(self, chosen: _Open, left: list[_Open], letters: tuple[str, ...], cases: Cases) -> list[Solution]:
        """A product is zero where one of its factors is."""
        self._tell(worded("{equation}: one of the factors is zero.", equation=_equation(chosen.product)))
        others = [each.equation for each in left if each is not chosen]
        solutions = []
        for factor in chosen.factors:
            case = cases.with_case(_equation(factor.tree))
            self._tell(worded("Case {supposed}.", supposed=case.shown))
            solutions += self._solve([factor.tree, *others], letters, case)
        return solutions

    # What comes out

    def _tell(self, words: Words) -> None:
        self.items.append(Sentence(words))

    def _none(self, words: Words) -> list[Solution]:
        self._tell(words)
        return []

    def _checked(self, found: Iterable[Solution]) -> tuple[Solution, ...]:
        """The solutions at which every equation has the value 0, each once and in order."""
        kept: dict[tuple[float, ...], Solution] = {}
        for solution in found:
            if all(_vanishes(equation, solution) for equation in self.equations):
                place = tuple(round(nearest(solution[letter]), 12) + 0.0 for letter in self.letters)
                kept.setdefault(place, {letter: solution[letter] for letter in self.letters})
        return tuple(solution for _, solution in sorted(kept.items()))


class Cases(NamedTuple):
    """What is supposed at some place, and all that is known there."""

    shown: Words = ()
    facts: Words = ()

    def with_case(self, words: Words) -> Cases:
        return Cases((*self.shown, *((sentences.AND,) if self.shown else ()), *words), self.with_fact(words).facts)

    def with_fact(self, words: Words) -> Cases:
        return Cases(self.shown, (*self.facts, *((", ",) if self.facts else ()), *words))


class _Open:
    """An equation that is not solved yet, its factors and its unknown letters."""

    def __init__(self, equation: Node, factors: tuple[Factor, ...], letters: Sequence[str]) -> None:
        self.equation, self.factors = equation, factors
        self.product = product([factor.tree for factor in factors])
        self.letters = tuple(letter for letter in letters if letter in names(self.product))

    @cached_property
    def zeros(self) -> Zeros:
        """The solutions of an equation in one letter."""
        found = [zeros_of(factor.tree, self.letters[0]) for factor in self.factors]
        values = sorted((value for each in found for value in each.values), key=nearest)
        return Zeros(tuple(values), all(each.are_exact for each in found), all(each.are_all for each in found))


class _Choice(NamedTuple):
    """An equation `factor · letter + rest = 0`; it `is_sure` where the factor cannot be zero."""

    equation: Node
    letter: str
    factor: Node
    rest: Node
    value: Node
    is_sure: bool


def _solved(equation: Words, shown: Sequence[Words], are_all: bool = True) -> Words:
    if shown:
        return worded("{equation} gives {solutions}.", equation=equation, solutions=listed(shown, sentences.OR))
    words = "{equation} has no real solution." if are_all else "{equation}: no solution was found."
    return worded(words, equation=equation)


def _choices(reading: Numerators, each: _Open) -> Iterator[_Choice]:
    """The letters for which an equation can be solved by adding and dividing."""
    if len(each.factors) > 1 or len(each.letters) < 2:
        return
    for letter in each.letters:
        pair = reading.linear(each.factors[0], letter)
        if pair is not None:
            is_sure = not names(pair[0]) or reading.is_never_zero(each.equation, letter, each.factors[0])
            yield _Choice(each.equation, letter, *pair, is_sure)


def _length(choice: _Choice) -> int:
    return len(linear.text(choice.factor)) + len(linear.text(choice.rest))


def _constant_factors(equation: Node) -> list[Factor] | None:
    """None where a number is zero, no factor that could be where it is another."""
    return None if _vanishes(equation, {}) else []


def _reduced(equations: Sequence[Node], letters: Sequence[str]) -> list[Node]:
    """A Gröbner basis, if there is one and it is something else."""
    reduced = basis(equations, letters)
    known = {linear.text(each) for each in equations}
    return [] if {linear.text(each) for each in reduced} <= known else reduced


def _vanishes(equation: Node, solution: Mapping[str, Node]) -> bool:
    value = evaluate_ball(put_in(equation, dict(solution)), {}, _PRECISION)
    return value is not None and bool(value.contains(0) or abs(value) < flint.arb(2) ** -_NEAR_BITS)


def _assigned(letter: str, value: Node) -> Words:
    shown, is_about = short(value)
    return (Name(letter), " ≈ ", shown) if is_about else (Comparison((Name(letter), shown), ("=",)),)


def _equation(node: Node) -> Words:
    return (Comparison((node, Number(0)), ("=",)),)


def _tidy(node: Node) -> Node:
    return node if is_in_digits(node) else tidied(node)
