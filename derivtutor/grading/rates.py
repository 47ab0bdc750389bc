"""What comes out of a step in numbers: its rule's own conclusion, or a slip's, from rates of which some are changed."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from operator import mul
from typing import TypeAlias

from derivtutor.derivation.formula import formula
from derivtutor.derivation.model import Composition, Slip, Step
from derivtutor.derivation.replay import Reading
from derivtutor.notation.slope import STEP, SamplePoints, evaluate
from derivtutor.notation.tree import KEEPING, Name, Negation, Node, Sum, Unknown, fold, names, substitute

Values: TypeAlias = tuple[float, ...]
"""One number for each sample point; nan where there is none."""


def points_of(step: Step, child: Step, here: SamplePoints) -> SamplePoints:
    """Where a child is evaluated: the outer function of a chain at the values of the inner expression."""
    composition = step.composition
    if composition is None or child is not composition.outer:
        return here
    return _moved(here, composition.letter, [value.real for value in here(composition.inner.goal.expression)])


def _moved(here: SamplePoints, letter: str, values: Sequence[float]) -> SamplePoints:
    constants = {name: [complex(value.real) for value in column] for name, column in here.environment.items()}
    return SamplePoints({**constants, letter: [complex(value, STEP) for value in values]})


class Rates:
    """The derivatives of a step's parts as numbers, and what right and wrong conclusions make of them."""

    def __init__(self, step: Step, here: SamplePoints, right: tuple[Values, ...]) -> None:
        self.step = step
        self.composition = step.composition
        self.here = here
        self.right = right
        self._plain = {name: [complex(value.real) for value in column] for name, column in here.environment.items()}

    @functools.cached_property
    def result(self) -> Values:
        return self._evaluated(self.step.applied, {})

    @functools.cached_property
    def weights(self) -> list[Values]:
        """How much the result changes with each part's derivative: every rule is linear in each of them."""
        if isinstance(self.step.goal.expression, Sum):
            signs = [-1.0 if isinstance(term, Negation) else 1.0 for term in self.step.goal.expression.terms]
            return [(sign,) * len(values) for sign, values in zip(signs, self.right, strict=True)]
        places = range(len(self.right))
        letters = [Name(f"derivative {place}") for place in places]
        conclusion = self.step.match.conclude(tuple(letters))
        known = {letter.name: self.right[place] for place, letter in enumerate(letters)}
        weights = []
        for letter, right in zip(letters, self.right, strict=True):
            # Beside a term of its own size nothing is lost by rounding.
            sizes = tuple([max(1.0, abs(value)) for value in right])
            higher = self._evaluated(conclusion, {**known, letter.name: sizes})
            lower = self._evaluated(conclusion, {**known, letter.name: (0.0,) * len(right)})
            weights.append(tuple([(a - b) / size for a, b, size in zip(higher, lower, sizes, strict=True)]))
        return weights

    def concluded(self, changed: Mapping[int, Values]) -> Values:
        """The rule's own conclusion from derivatives of which some are changed."""
        if not changed:
            return self.result
        if self.composition is not None:
            return tuple(map(mul, *[changed.get(place, self.right[place]) for place in (0, 1)]))
        total = self.result
        for place, values in changed.items():
            columns = zip(total, self.weights[place], values, self.right[place], strict=True)
            total = tuple([before + weight * (new - old) for before, weight, new, old in columns])
        return total

    def slipped(self, slip: Slip, reading: Reading, changed: Mapping[int, Values]) -> Values:
        """A slip's conclusion, from derivatives of which some are changed."""
        known: dict[str, Values] = {}
        for letter, node in reading.letters.items():
            column = self.here(node)
            known[letter] = tuple([value.real for value in column])
            known[f"{letter}'"] = self._rate(node, [value.imag / STEP for value in column], changed)
        for letter, node in reading.rates.items():
            known[letter] = self._evaluated(node, {letter: known[letter]})
        known["x"] = tuple([value.real for value in self.here(Name(self.step.goal.variable))])
        conclusion = _without_functions(slip.conclusion)
        if (exponent := reading.letters.get("n")) is not None and not names(exponent):
            # A third is exact: an odd root of a negative number is real.
            conclusion = substitute(conclusion, {"n": exponent})
        if self.composition is not None:
            known.update(self._outer(self.composition, conclusion, known, changed))
        columns = {letter: list(map(complex, values)) for letter, values in known.items()}
        return tuple([value.real for value in evaluate(conclusion, columns)])

    def _rate(self, node: Node, own: Sequence[float], changed: Mapping[int, Values]) -> Values:
        for place, child in enumerate(self.step.steps):
            if child.goal.expression is node and child.goal.variable == self.step.goal.variable:
                return changed.get(place, self.right[place])
        return tuple(own)

    def _outer(
        self, composition: Composition, conclusion: Node, known: Mapping[str, Values], changed: Mapping[int, Values]
    ) -> dict[str, Values]:
        """The outer function and its derivative, at the arguments that the conclusion asks for."""
        outer = composition.outer
        values: dict[str, Values] = {}
        for name in _function_letters(conclusion):
            function, argument = name.rstrip(")").split("(")
            if name == "f'(u)":
                values[name] = changed.get(0, self.right[0])
                continue
            points = _moved(self.here, composition.letter, known[argument])
            wanted = outer.goal.expression if function == "f" else outer.result
            values[name] = tuple([value.real for value in points(wanted)])
        return values

    def _evaluated(self, node: Node, known: Mapping[str, Values]) -> Values:
        columns = {name: list(map(complex, values)) for name, values in known.items()}
        return tuple([value.real for value in evaluate(node, {**self._plain, **columns})])


@functools.cache
def _without_functions(conclusion: str) -> Node:
    """A formula with `f(u)` and `f'(u)` as letters of these names."""
    return fold(
        formula(conclusion),
        {
            **KEEPING,
            Unknown: lambda node, children: Name(f"{node.name}{chr(39) * node.orders[0]}({children[0].name})"),
        },
    )


@functools.lru_cache(maxsize=256)
def _function_letters(conclusion: Node) -> tuple[str, ...]:
    return tuple(sorted(name for name in names(conclusion) if "(" in name))
