"""Functions of several letters looked at with numbers for the others: at which of some points a slope exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from derivtutor.analysis.limits import sign_at
from derivtutor.analysis.line import Line, line
from derivtutor.analysis.place import Place
from derivtutor.analysis.smoothness import is_differentiable, kink
from derivtutor.notation.rational import number
from derivtutor.notation.real import RELATIONS
from derivtutor.notation.tree import Comparison, Negation, Node, Number, Sum, substitute

if TYPE_CHECKING:
    from derivtutor.analysis.smoothness import Kink

_SIZES = (Fraction(3, 2), Fraction(8, 3), Fraction(22, 5), Fraction(4, 7), Fraction(29, 6))
_SIGNS = ((1,), (-1,), (1, -1), (Fraction(1, 9),), (0,))
"""The other letters are all positive, all negative, of both signs, small, or zero."""


def letter_values(letters: Sequence[str]) -> list[dict[str, Fraction]]:
    """Numbers for letters, in several ways; of no letters there is one way."""
    if not letters:
        return [{}]
    ways = [_numbers(letters, signs) for signs in _SIGNS]
    # Of three or more, each has to be the largest and the smallest once.
    turned = range(1, min(len(letters), len(_SIZES))) if len(letters) > 2 else ()
    return [*ways, *(_numbers([*letters[start:], *letters[:start]], (1,)) for start in turned)]


def _numbers(letters: Sequence[str], signs: Sequence[int | Fraction]) -> dict[str, Fraction]:
    return {
        letter: signs[place % len(signs)] * (_SIZES[place % len(_SIZES)] + place // len(_SIZES))
        for place, letter in enumerate(letters)
    }


@dataclass(frozen=True)
class Sample:
    """A function and its derivatives, each of the one before, with numbers for all letters but the variable."""

    functions: tuple[Node, ...]
    variable: str
    values: dict[str, Node]

    @cached_property
    def line(self) -> Line:
        return line(self.functions[0], self.variable)

    @cached_property
    def points(self) -> tuple[Node | Place, ...]:
        """A number in every gap, and all places between."""
        return (*map(number, self.line.middles), *self.line.places)

    @cached_property
    def valid(self) -> tuple[bool, ...]:
        """Whether the derivative exists at each of the points."""
        return (
            *self.line.gaps,
            *(self._is_inside(number) and self.is_smooth(self.line.places[number]) for number in self._numbers),
        )

    @property
    def _numbers(self) -> range:
        return range(len(self.line.places))

    def _is_inside(self, index: int) -> bool:
        """Whether there are values to both sides of a place; where places are missing, that is not known."""
        return not self.line.complete or (self.line.gaps[index] and self.line.gaps[index + 1])

    @property
    def is_special(self) -> bool:
        """Whether the other letters are zero."""
        return any(value == Number(0) for value in self.values.values())

    @cached_property
    def kinks(self) -> tuple[tuple[Place, Kink], ...]:
        """The places at which the function has a value, at least on one side too, and no derivative."""
        return tuple((place, each) for place, each in self._kinks(self._numbers) if not all(each.ends))

    @cached_property
    def inner_kinks(self) -> tuple[tuple[Place, Kink], ...]:
        """Those with values to both sides, as far as that is known."""
        return tuple(self._kinks(filter(self._is_inside, self._numbers)))

    def _kinks(self, which: Iterable[int]) -> Iterator[tuple[Place, Kink]]:
        function, derivative = self.functions[:2]
        for index in which:
            place = self.line.places[index]
            if not self.valid[len(self.line.gaps) + index] and self._has_no_slope(place):
                if index not in self._known_kinks:
                    self._known_kinks[index] = kink(function, derivative, self.variable, place)
                yield place, self._known_kinks[index]

    @cached_property
    def _known_kinks(self) -> dict[int, Kink]:
        return {}

    def _has_no_slope(self, place: Place) -> bool:
        """Whether the function has a value at a place and no first derivative, whichever was asked for."""
        return self.line.has_value_at(place) and (len(self.functions) == 2 or self.missing_order(place) == 1)

    def missing_order(self, place: Place) -> int | None:
        """The order of the first derivative that does not exist at a place where the function has a value."""
        orders = range(1, len(self.functions))
        lacks = (k for k in orders if not is_differentiable(self.functions[: k + 1], self.variable, place))
        return next(lacks, None)

    @property
    def breaks(self) -> Iterator[tuple[Place, int]]:
        """The places inside the domain at which the slope exists and a derivative of a higher order does not."""
        for index in filter(self._is_inside, self._numbers):
            place = self.line.places[index]
            if not self.valid[len(self.line.gaps) + index] and self.line.has_value_at(place):
                order = self.missing_order(place)
                if order is not None and order > 1:
                    yield place, order

    def kinks_at(self, condition: Comparison) -> list[Kink]:
        """Those where a condition does not hold."""
        holds = dict(zip(self.points, self.holds(condition), strict=True))
        return [each for place, each in self.kinks if not holds[place]]

    def is_smooth(self, place: Place) -> bool:
        """Whether the derivative exists at a place."""
        if not self.line.has_value_at(place):
            return False
        return is_differentiable(self.functions, self.variable, place)

    @cached_property
    def _known(self) -> dict[Comparison, tuple[bool, ...]]:
        return {}

    def holds(self, condition: Comparison) -> tuple[bool, ...]:
        """Whether a condition holds at each point; that something is not zero also holds where it has no value."""
        if condition not in self._known:
            self._known[condition] = self._looked_up(condition)
        return self._known[condition]

    def _looked_up(self, condition: Comparison) -> tuple[bool, ...]:
        operands = substitute(condition, self.values).children
        pairs = [
            (Sum((left, Negation(right))), relation)
            for (left, right), relation in zip(pairwise(operands), condition.relations, strict=True)
        ]
        return tuple(all(self._related(*pair, point) for pair in pairs) for point in self.points)

    def _related(self, difference: Node, relation: str, point: Node | Place) -> bool:
        sign = sign_at(difference, {self.variable: point})
        return relation == "!=" if sign is None else bool(RELATIONS[relation](sign, 0))


def sample(functions: Sequence[Node], variable: str, values: dict[str, Fraction]) -> Sample:
    """Put numbers in the place of all letters but the variable."""
    numbers = {letter: number(value) for letter, value in values.items()}
    return Sample(tuple(substitute(function, numbers) for function in functions), variable, numbers)
