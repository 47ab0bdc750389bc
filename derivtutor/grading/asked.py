"""What an answer is judged against: the problem, its derivation, the point, and the numbers that all of it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.differentiator import HIGHEST_ORDER, Differentiator
from derivtutor.derivation.explain import explain
from derivtutor.derivation.numbers import AtPoint
from derivtutor.derivation.point import exact_point
from derivtutor.errors import UserError
from derivtutor.grading.comparison import Known
from derivtutor.grading.points import Point
from derivtutor.grading.undefined import UNDEFINED
from derivtutor.notation import linear
from derivtutor.notation.ball import Column
from derivtutor.notation.reader import Base
from derivtutor.notation.real import compile_real
from derivtutor.notation.slope import STEP, SamplePoints
from derivtutor.notation.tree import Node, names, substitute
from derivtutor.showing import Shown

_MODERATE = 60
_COUNT = 8


@dataclass(frozen=True, slots=True, repr=False)
class Related(Shown):
    """A derivative of the same function that was not asked for, with its numbers at the known points."""

    variable: str
    order: int
    answer: Node
    values: Column

    def _in_short(self) -> str:
        return f"derivative of order {self.order} by {self.variable}: {linear.text(self.answer)}"


@dataclass(frozen=True, repr=False)
class Asked(Shown):
    """A problem with all that is worked out for it once, for many answers."""

    derivation: Derivation
    point: Mapping[str, Node]

    def _in_short(self) -> str:
        derivation = self.derivation
        order = f"derivative of order {derivation.order}" if derivation.order > 1 else "derivative"
        point = "".join([f", {name} = {linear.text(value)}" for name, value in self.point.items()])
        return f"the {order} of {derivation.function.text} by {derivation.variable}{point}"

    @classmethod
    def of(
        cls,
        problem: Any,
        wrt: str | None,
        order: int,
        at: str | float | Mapping[str, object] | None,
        log: Base = "e",
    ) -> Asked:
        """Work a problem out.

        Raises:
            UserError: where the problem or the point cannot be read.
        """
        done = isinstance(problem, Derivation)
        derivation = problem if done else explain(problem, wrt=wrt, order=order, method="direct", log=log)
        letters = names(derivation.function.tree)
        return cls(derivation, {} if at is None else exact_point(at, derivation.variable, letters))

    @property
    def function(self) -> Node:
        return self.derivation.function.tree

    @property
    def variable(self) -> str:
        return self.derivation.variable

    @cached_property
    def rewritten(self) -> Derivation | None:
        """The derivation of the function rewritten first; None where that is no shorter."""
        derivation = self.derivation
        other = explain(derivation.function, derivation.variable, derivation.order)
        return other if other.roots[-1].rule.rewrites else None

    @property
    def letters(self) -> frozenset[str]:
        """The letters that occur, without those that the point gives a value."""
        return (names(self.function) | {self.variable}) - set(self.point)

    @cached_property
    def there(self) -> AtPoint | None:
        """The numbers at the point, where it leaves no letters."""
        return self.derivation.there(self.point)

    @cached_property
    def expected(self) -> Node:
        """The right answer: the derivative, at the point if there is one; what fills a gap of its formula."""
        there = self.there
        if there is None or (there.asked.is_defined and there.sides is None):
            return self.here(self.derivation.answer)
        return there.asked.node or UNDEFINED

    def here(self, node: Node) -> Node:
        """An expression at the point, if there is one."""
        return substitute(node, self.point) if self.point else node

    @cached_property
    def known(self) -> Known:
        """The right answer, ready to be compared with."""
        return Known(self.expected, self.letters, () if self.there else (self.here(self.function),))

    @cached_property
    def related(self) -> tuple[Related, ...]:
        """The derivatives by the other letters, and those of the orders beside the one that was asked for."""
        derivation = self.derivation
        function, letter, order = Differentiator(self.function), derivation.variable, derivation.order
        wanted = [(other, order) for other in sorted(names(self.function) - {letter})]
        wanted += [(letter, times) for times in (order - 1, order + 1) if 1 <= times <= HIGHEST_ORDER]
        related = []
        for by, times in wanted:
            try:
                answer = function.derivative(by, times)
            except UserError:
                continue  # it would fill thousands of pages
            related.append(Related(by, times, answer, self.known.values_of(answer)))
        return tuple(related)

    @cached_property
    def sample(self) -> SamplePoints:
        """A few points of a moderate size, with the complex step at the variable, for telling wrong results apart."""
        environment: dict[str, list[complex]] = {}
        chosen = self._moderate_points()
        for name in sorted(self.letters):
            environment[name] = [complex(point[name]) for point in chosen]
        for name, value in self.point.items():
            environment[name] = [complex(compile_real(value, ())(()))] * max(1, len(chosen))
        environment[self.variable] = [complex(value.real, STEP) for value in environment[self.variable]]
        return SamplePoints(environment)

    def _moderate_points(self) -> list[Point]:
        """Some points inside the unit interval, where arcsine lives, and others beyond it."""
        moderate = [point for point in self.known.points if all(abs(value) < _MODERATE for value in point.values())]
        inside = [point for point in moderate if all(abs(value) < 1 for value in point.values())][: _COUNT // 2]
        beyond = [point for point in moderate if point not in inside][: _COUNT - len(inside)]
        return [*inside, *beyond] or self.known.points[:_COUNT]
