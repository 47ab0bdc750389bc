"""Every step's claim, checked numerically against the complex step before anything is shown."""

from __future__ import annotations

import cmath
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from derivtutor.derivation.model import Step
from derivtutor.notation import linear
from derivtutor.notation.nearness import TOLERANCE, are_near, difference
from derivtutor.notation.slope import NAN, STEP, SamplePoints
from derivtutor.notation.tree import Integral, Node, Unknown, parts

NEAR = (0.7310585786, -0.6180339887, 1.8393867552)
FAR = (
    0.2679491924, 0.9129450536, 1.2360679775, 1.7320508076, 2.4142135624, 2.8284271247, 3.6055512755, 5.4772255751,
    -0.2247448714, -1.4494897428, -1.8019377358, -2.3166247904, -2.9137508, -7.1414284285,
    0.0453210987, 12.6491106407, -31.4, 77.7, 1 / 512, -1 / 512,
)  # fmt: skip
"""Where steps are checked: points that no textbook boundary falls on; the far ones where the near ones do not serve."""

PARAMETERS = (1.3819660113, 0.8284271247, 1.9021130326, 0.4142135624, 2.6457513111, 0.5527864045, 1.1755705046)
"""Values for the letters that are constants."""

_SMALL = 0.3
"""A second size of the parameters, for letters that stand under an arcsine or beside 1."""
_TRIED = ((NEAR, 1.0), (FAR, 1.0), (FAR, _SMALL), (NEAR, -1.0), (FAR, -1.0), (FAR, -_SMALL))
"""Where a step is checked: the first that give enough values; the letters may have to be negative."""

_ENOUGH = 2
_CERTAIN = 1e-3

_NUDGE = 1 + 1e-12
_DISTANCE = Fraction(1, 2**150)
_PRECISION = 700
"""How a doubt is settled: a difference quotient over 2^-150 to both sides, in balls of 700 bits."""
_SMALLEST, _LARGEST = 1e-9, 1e9
"""Beyond these the step is no longer small against the value."""


Inside: TypeAlias = tuple[Iterable[tuple[str, float]], Sequence[float]]
"""Values for the letters, and numbers at which the function then has values."""


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
        self._others = sorted(names - {variable})

    def check(self, root: Step) -> bool:
        """Check a step and all below it; False where no point was found at which the root is defined.

        Raises:
            FalseStepError: when a claim does not hold.
        """
        return any(self._check_at(root, self.at(points, scale)) for points, scale in _TRIED)

    def check_within(self, root: Step, inside: Iterable[Inside]) -> bool:
        """As `check`, at points that are known to lie in the domain."""
        return any(
            self._check_at(root, self._with_step(points, {name: [complex(value)] * len(points) for name, value in at}))
            for at, points in inside
        )

    def _check_at(self, root: Step, here: SamplePoints) -> bool:
        enough = sum(map(cmath.isfinite, here(root.goal.expression))) >= _ENOUGH
        if enough:
            _check_all(root, here)
        return enough

    def equal(self, left: Node, right: Node) -> bool:
        """Whether two expressions agree wherever both are defined, and are defined together somewhere."""
        agree = 0
        for points, scale in _TRIED[:3]:
            here = self.at(points, scale)
            for one, other in zip(here(left), here(right), strict=True):
                if cmath.isfinite(one) and cmath.isfinite(other):
                    if not are_near(one.real, other.real):
                        return False
                    agree += 1
        return agree >= _ENOUGH

    def at(self, points: Sequence[float], scale: float) -> SamplePoints:
        """The variable's sample points with the step added, and the parameters' values, larger or smaller."""
        count, known = len(points), len(PARAMETERS)
        environment: dict[str, Sequence[complex]] = {
            name: [complex(scale * (PARAMETERS[index % known] + index // known))] * count
            for index, name in enumerate(self._others)
        }
        return self._with_step(points, environment)

    def _with_step(self, points: Sequence[float], constants: dict[str, Sequence[complex]]) -> SamplePoints:
        return SamplePoints({**constants, self.variable: [complex(point, STEP) for point in points]})


def _check_all(root: Step, points: SamplePoints) -> None:
    pending = [(root, points)]
    seen: set[int] = set()
    while pending:
        step, here = pending.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        _check_step(step, here)
        for child in step.steps:
            same = child.goal.variable == step.goal.variable
            pending.append((child, here if same else _inside(step, child.goal.variable, here)))


def _inside(step: Step, letter: str, here: SamplePoints) -> SamplePoints:
    """Where the outer function is checked: the letter takes the values of the inner expression."""
    inner = next(part.expression for part in step.match.parts if part.role == "inner")
    values = [complex(value.real, STEP) if _SMALLEST < abs(value.real) < _LARGEST else NAN for value in here(inner)]
    constants = {name: [complex(value.real) for value in column] for name, column in here.environment.items()}
    return SamplePoints({**constants, letter: values})


def _check_step(step: Step, here: SamplePoints) -> None:
    _check_rewriting(step, here)
    slopes = [shifted.imag / STEP for shifted in here(step.goal.expression)]
    for claim in (step.applied, *[tidying.result for tidying in step.tidying]):
        wrong = []
        for place, (slope, claimed) in enumerate(zip(slopes, here(claim), strict=True)):
            error = difference(slope, claimed.real)
            if error > TOLERANCE:
                wrong.append((error, place, slope, claimed.real))
        if wrong and (max(wrong)[0] > _CERTAIN or len(wrong) > len(slopes) // 2):
            wrong = [case for case in wrong if _is_confirmed(step, claim, here, case[1])]
        if wrong and (max(wrong)[0] > _CERTAIN or len(wrong) > len(slopes) // 2):
            _, place, slope, value = max(wrong)
            raise FalseStepError(step, claim, here.environment[step.goal.variable][place], slope, value)


def _check_rewriting(step: Step, here: SamplePoints) -> None:
    """What a goal was rewritten as has the goal's values; floats that have lost all their digits are no evidence."""
    for rewritten in step.match.rewriting:
        pairs = zip(here(step.goal.expression), here(rewritten.result), strict=True)
        for place, (value, claimed) in enumerate(pairs):
            if difference(value.real, claimed.real) > TOLERANCE and _are_unequal(step, rewritten.result, here, place):
                point = here.environment[step.goal.variable][place]
                raise FalseStepError(step, rewritten.result, point, value.real, claimed.real)


def _are_unequal(step: Step, other: Node, here: SamplePoints, place: int) -> bool:
    """Whether an expression has another value than a step's goal, also in ball arithmetic where that can tell."""
    from derivtutor.notation.ball import evaluate_ball  # brings flint, for the rare case of doubt

    if _has_no_balls(step.goal.expression, other):
        return False
    point = _exactly(here, place)
    value, claimed = (evaluate_ball(each, point, _PRECISION) for each in (step.goal.expression, other))
    return (
        value is not None and claimed is not None and difference(float(value.mid()), float(claimed.mid())) > TOLERANCE
    )


def _is_confirmed(step: Step, claim: Node, here: SamplePoints, place: int) -> bool:
    """Whether a claim is false at a point also in ball arithmetic, where floats may have lost all their digits."""
    from derivtutor.notation.ball import evaluate_ball  # brings flint, for the rare case of doubt

    if _has_no_balls(step.goal.expression, claim):
        return _is_well_conditioned(step, claim, here, place)
    variable, point = step.goal.variable, _exactly(here, place)
    sides = [
        evaluate_ball(step.goal.expression, {**point, variable: point[variable] + side * _DISTANCE}, _PRECISION)
        for side in (-1, 1)
    ]
    claimed = evaluate_ball(claim, point, _PRECISION)
    if sides[0] is None or sides[1] is None or claimed is None:
        return False
    slope = (sides[1] - sides[0]) * (_DISTANCE.denominator // 2)
    return difference(float(slope.mid()), float(claimed.mid())) > TOLERANCE


def _exactly(here: SamplePoints, place: int) -> dict[str, Fraction]:
    """One of the points, without its complex part."""
    return {name: Fraction(column[place].real) for name, column in here.environment.items()}


def _has_no_balls(*nodes: Node) -> bool:
    """Whether ball arithmetic cannot tell, or not soon."""
    return any(type(part) in (Unknown, Integral) for node in nodes for part in parts(node))


def _is_well_conditioned(step: Step, claim: Node, here: SamplePoints, place: int) -> bool:
    """Whether a change in the last digits of a point does not change what comes out."""
    variable = step.goal.variable
    nudged = [complex(point.real * _NUDGE, point.imag) for point in here.environment[variable]]
    there = SamplePoints({**here.environment, variable: nudged})
    slopes = [at(step.goal.expression)[place].imag / STEP for at in (here, there)]
    values = [at(claim)[place].real for at in (here, there)]
    return difference(*slopes) < _CERTAIN and difference(*values) < _CERTAIN
