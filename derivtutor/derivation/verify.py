"""Every step's claim, checked numerically against the complex step before anything is shown."""

from __future__ import annotations

import cmath
from collections.abc import Mapping, Sequence

from derivtutor.derivation.model import Step
from derivtutor.notation import linear
from derivtutor.notation.slope import NAN, STEP, evaluate
from derivtutor.notation.tree import Memo, Node

NEAR = (0.7310585786, 1.3247179572, -0.6180339887, 2.2360679775)
FAR = (
    0.2679491924,
    -1.8019377358,
    3.6055512755,
    0.0453210987,
    -2.9137508,
    5.4772255751,
    -7.1414284285,
    12.6491106407,
    -31.4,
    77.7,
    1 / 512,
    -1 / 512,
)
"""Where steps are checked: points that no textbook boundary falls on; the far ones only where the near ones do not serve."""

PARAMETERS = (1.3819660113, 0.8284271247, 1.9021130326, 0.4142135624, 2.6457513111, 0.5527864045, 1.1755705046)
"""Values for the letters that are constants."""

_ENOUGH = 2
_TOLERANCE = 1e-6
_CERTAIN = 1e-3
_SMALLEST, _LARGEST = 1e-9, 1e9
"""Beyond these the step is no longer small against the value."""


class FalseStepError(Exception):
    """A derived step is not true. That is a bug of derivtutor, so the step is never shown."""

    def __init__(self, step: Step, claim: Node, point: complex, expected: float, got: float) -> None:
        goal = step.goal
        super().__init__(
            f"{step.rule.id}: d/d{goal.variable} {linear.text(goal.expression)} is not {linear.text(claim)}: "
            f"at {goal.variable} = {point.real:.6g} the slope is {expected:.9g} and not {got:.9g}"
        )


class Checker:
    """Evaluates the expressions of one derivation at fixed points, shared parts once."""

    def __init__(self, names: frozenset[str], variable: str) -> None:
        self.variable = variable
        self._parameters = {
            name: PARAMETERS[index % len(PARAMETERS)] + index // len(PARAMETERS)
            for index, name in enumerate(sorted(names - {variable}))
        }
        self._memos: dict[int, tuple[Mapping[str, Sequence[complex]], Memo[list[complex]]]] = {}

    def check(self, root: Step) -> bool:
        """Check a step and all below it; False where no point was found at which the root is defined.

        Raises:
            FalseStepError: when a claim does not hold.
        """
        for points in (NEAR, FAR):
            environment = self.environment(points)
            slopes = self._values(root.goal.expression, environment)
            if sum(map(cmath.isfinite, slopes)) >= _ENOUGH:
                self._check_all(root, environment)
                return True
        return False

    def equal(self, left: Node, right: Node) -> bool:
        """Whether two expressions have the same values wherever both are defined, and are defined together somewhere."""
        agree = 0
        for points in (NEAR, FAR):
            here = self.environment(points)
            for one, other in zip(self._values(left, here), self._values(right, here), strict=True):
                if cmath.isfinite(one) and cmath.isfinite(other):
                    if abs(one.real - other.real) > _TOLERANCE * max(abs(one.real), abs(other.real), 1e-3):
                        return False
                    agree += 1
        return agree >= _ENOUGH

    def environment(self, points: Sequence[float]) -> Mapping[str, Sequence[complex]]:
        """The variable's sample points with the step added, and the parameters' values."""
        count = len(points)
        constants: dict[str, Sequence[complex]] = {
            name: [complex(value)] * count for name, value in self._parameters.items()
        }
        return {**constants, self.variable: [complex(point, STEP) for point in points]}

    def _check_all(self, root: Step, environment: Mapping[str, Sequence[complex]]) -> None:
        pending = [(root, environment)]
        seen: set[int] = set()
        while pending:
            step, here = pending.pop()
            if id(step) in seen:
                continue
            seen.add(id(step))
            self._check_step(step, here)
            for child in step.steps:
                if child.goal.variable == step.goal.variable:
                    pending.append((child, here))
                else:
                    pending.append((child, self._inside(step, child.goal.variable, here)))

    def _inside(
        self, step: Step, letter: str, here: Mapping[str, Sequence[complex]]
    ) -> Mapping[str, Sequence[complex]]:
        """Where the outer function is checked: the letter takes the values of the inner expression."""
        inner = next(part.expression for part in step.match.parts if part.role == "inner")
        values = [
            complex(value.real, STEP) if _SMALLEST < abs(value.real) < _LARGEST else NAN
            for value in self._values(inner, here)
        ]
        constants = {name: [complex(value.real) for value in column] for name, column in here.items()}
        return {**constants, letter: values}

    def _check_step(self, step: Step, here: Mapping[str, Sequence[complex]]) -> None:
        slopes = [value.imag / STEP for value in self._values(step.goal.expression, here)]
        for claim in (step.applied, *(tidying.result for tidying in step.tidying)):
            values = [value.real for value in self._values(claim, here)]
            wrong = [
                (error, point, slope, value)
                for point, slope, value in zip(here[step.goal.variable], slopes, values, strict=True)
                if (error := abs(slope - value) / max(abs(slope), abs(value), 1e-3)) > _TOLERANCE
            ]
            if wrong and (max(wrong)[0] > _CERTAIN or len(wrong) > len(values) // 2):
                _, point, slope, value = max(wrong, key=lambda found: found[0])
                raise FalseStepError(step, claim, point, slope, value)

    def _values(self, node: Node, here: Mapping[str, Sequence[complex]]) -> list[complex]:
        known = self._memos.get(id(here))
        if known is None:
            known = self._memos[id(here)] = (here, Memo())
        return evaluate(node, here, known[1])
