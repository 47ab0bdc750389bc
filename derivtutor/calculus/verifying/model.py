"""What a verification finds: for each variable its numbers, for all together the Taylor test and the ways."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from derivtutor.calculus import naming
from derivtutor.calculus.verifying.differences import (
    STEPS,
    Accuracy,
    Differences,
    Remainders,
    accuracy,
    complex_step,
    differences,
    line,
    remainders,
)
from derivtutor.calculus.verifying.modes import Program, Way, operations
from derivtutor.derivation.account import Symbol
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.numbers import AtPoint
from derivtutor.notation.expression import Expression
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node, substitute


class Check(Struct, frozen=True, dict=True):
    """A function and its derivative by one variable at a point; `point` is that in doubles."""

    derivation: Derivation
    at: AtPoint
    point: Mapping[str, float]

    @property
    def function(self) -> Node:
        return self.derivation.function.tree

    @property
    def variable(self) -> str:
        return self.derivation.variable

    @property
    def slope(self) -> float:
        """The derivative; nan where there is none."""
        return self.at.slope

    @cached_property
    def differences(self) -> Differences:
        return differences(line(self.function, self.point, {self.variable: 1.0}))

    @cached_property
    def forward(self) -> Accuracy:
        return self._accuracy(self.differences.forward)

    @cached_property
    def central(self) -> Accuracy:
        return self._accuracy(self.differences.central)

    def _accuracy(self, values: Sequence[float]) -> Accuracy:
        return accuracy(values, self.slope, self.differences.height, self.point[self.variable])

    @cached_property
    def complex_slope(self) -> float:
        """The derivative by the complex step; nan where that cannot be taken."""
        return complex_step(self.function, self.point, self.variable)

    @property
    def complex_error(self) -> float:
        """How far the complex step is from the derivative; of a large one, in proportion to it."""
        return abs(self.complex_slope - self.slope) / max(1.0, abs(self.slope))

    @property
    def by_formula(self) -> float:
        """The formula of the derivative in doubles."""
        letters = list(self.point)
        return compile_real(self.derivation.answer, letters)([self.point[letter] for letter in letters])

    @property
    def by_differences(self) -> float:
        """The central difference at the best h."""
        best = self.central.best
        return math.nan if best is None else self.differences.central[STEPS.index(best)]

    @property
    def sides(self) -> tuple[float, float] | None:
        """The slopes from the left and from the right where there is no derivative, nan for none."""
        if self.at.sides is None or not math.isnan(self.slope):
            return None
        left, right = self.at.sides
        return left.slope.value, right.slope.value


class Verification(Struct, frozen=True, dict=True):
    """All that is found about a function at a point."""

    expression: Expression
    point: Mapping[str, Node]
    checks: tuple[Check, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple([check.variable for check in self.checks])

    @property
    def name(self) -> str:
        """What the function is called."""
        return naming.called(self.point)

    @property
    def is_smooth(self) -> bool:
        """Whether all derivatives exist."""
        return not any(math.isnan(check.slope) for check in self.checks)

    def slope_name(self, variable: str) -> Symbol:
        """What the derivative at the point is called."""
        if len(self.point) == 1:
            return naming.prime(self.name, self.point)
        return naming.partial(self.name, variable, at=self.point)

    @cached_property
    def taylor(self) -> Remainders:
        """The Taylor test along all variables at once."""
        along = line(self.expression.tree, self.checks[0].point, dict.fromkeys(self.variables, 1.0))
        return remainders(along, sum([check.slope for check in self.checks]))

    @cached_property
    def program(self) -> Program:
        """The function as operations; letters that are no variables have their values."""
        others = {letter: value for letter, value in self.point.items() if letter not in self.variables}
        return Program(substitute(self.expression.tree, others), self.variables)

    @cached_property
    def ways(self) -> dict[str, Way]:
        """The derivatives by symbols, by numbers, forwards and backwards, where they exist, with what each costs."""
        if not self.is_smooth:
            return {}
        place = [self.checks[0].point[variable] for variable in self.variables]
        formulas = sum([operations(check.derivation.answer) for check in self.checks])
        twice = 2 * operations(self.expression.tree) + _AROUND
        return {
            "symbolic": Way(tuple([check.by_formula for check in self.checks]), formulas),
            "central difference": Way(tuple([check.by_differences for check in self.checks]), twice * len(self.checks)),
            "forward mode": self.program.forward(place),
            "reverse mode": self.program.backward(place),
        }

    def error(self, way: Way) -> float:
        """The largest error of the derivatives that a way comes to; nan where it misses one."""
        errors = [abs(value - check.slope) for value, check in zip(way.gradient, self.checks, strict=True)]
        return math.nan if any(map(math.isnan, errors)) else max(errors)


_AROUND = 4
"""A central difference takes x + h, x − h, a subtraction and a division beside two values."""
