"""Questions about the slope of a function at a friendly point, where slips do not lead to the right number."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from derivtutor.derivation.model import Step
from derivtutor.derivation.tidy import tidied
from derivtutor.exercises.generating.fitness import differ
from derivtutor.exercises.generating.slipping import wrong_results
from derivtutor.grading.comparison import Known
from derivtutor.notation import linear
from derivtutor.notation.nearness import are_near
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Call, Node, Number, Piecewise, Power, parts, substitute
from derivtutor.practice.item import Item
from derivtutor.practice.making.wanted import Wanted

_POINTS = ("2", "1", "-1", "3", "-2", "4", "-3", "0", "1/2", "9", "1/4", "8")
_POINTS_OF = {
    frozenset({"sin", "cos", "tan", "cot", "sec", "csc"}): ("pi/3", "pi/6", "pi/4", "pi", "pi/2", "0", "2pi"),
    frozenset({"arcsin", "arccos"}): ("3/5", "0", "4/5", "1/2"),
    frozenset({"sinh", "cosh", "tanh"}): ("ln(2)", "0", "ln(3)"),
}
"""Where slopes are asked for, the best first, and better places for some functions."""

_VALUE = {text: compile_real(read(text).tree, ())(()) for texts in (_POINTS, *_POINTS_OF.values()) for text in texts}

_DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 25)
_DENOMINATORS_AT_FIRST = (1, 2, 3, 4)
_LARGEST = 100
"""Slopes are fractions with these denominators and with a numerator of two digits."""

_LONGEST_FORMULA = 10
_IN_FORMULAS = frozenset({"ln", "sqrt"})
"""Where there is no such point, the slope may be a short formula with a logarithm, a root, e or pi in it."""

_AT_A_TIME = 9
"""Of so many functions the one is taken whose slope hides fewest slips, if there is none that hides no slip at all."""

_CHOICE = 7
"""So many points are nearly as good as each other."""

_BESIDE = 0.01


@dataclass(frozen=True, slots=True)
class _Slope:
    """A point, the slope there if it is a plain fraction, and how many slips of the skill lead to it as well."""

    at: str
    value: Fraction | None
    hides: int


def slopes(wanted: Wanted) -> Iterator[Item]:
    """The slope at a point; functions and points that hide slips of the skill come after the others."""
    functions = wanted.functions(wanted.skill.rules)
    while some := list(islice(functions, _AT_A_TIME)):
        hiding: list[tuple[bool, int, int, Item]] = []
        for number, (here, root) in enumerate(some):
            slope = _best(here, root)
            if slope is None:
                continue
            function = linear.text(root.goal.expression)
            item = here.item(root, kind="value", differentiate=function, at=f"x={slope.at}")
            if not slope.hides:
                yield item
            else:
                hiding.append((slope.value == 0, slope.hides, number, item))
        yield from [item for *_, item in sorted(hiding, key=lambda each: each[:3])]


def _best(wanted: Wanted, root: Step) -> _Slope | None:
    """The point where fewest slips are hidden; of those, one with a plain slope that is not 0."""
    rng, denominators = wanted.random(), _DENOMINATORS_AT_FIRST if wanted.difficulty == 1 else _DENOMINATORS
    ranked = [
        (slope.hides, slope.value is None, slope.value == 0, number + rng.randrange(_CHOICE), slope)
        for number, slope in enumerate(_slopes(root, wanted.skill.rules))
        if slope.value is None or (slope.value.denominator in denominators and abs(slope.value.numerator) < _LARGEST)
    ]
    ordered = [slope for *_, slope in sorted(ranked, key=lambda row: row[:4])]
    return next((slope for slope in ordered if _is_shown_well(root, slope)), None)


def _slopes(root: Step, rules: tuple[str, ...]) -> Iterator[_Slope]:
    """The points at which function and slope are defined."""
    function, rate = [compile_real(node, ("x",)) for node in (root.goal.expression, root.result)]
    slipped = [node for chance, node in wrong_results(root) if chance.place.step.rule.id in rules]
    wrong = [compile_real(node, ("x",)) for node in slipped if differ(node, root.result)]
    own = _functions(root.goal.expression)
    for text in next((points for functions, points in _POINTS_OF.items() if functions & own), _POINTS):
        at = (_VALUE[text],)
        slope = rate(at)
        if math.isfinite(function(at)) and math.isfinite(slope):
            near = Fraction(slope).limit_denominator(max(_DENOMINATORS))
            hides = sum(are_near(each(at), slope) for each in wrong)
            yield _Slope(text, near if are_near(float(near), slope) else None, hides)


def _is_shown_well(root: Step, slope: _Slope) -> bool:
    """Whether the slope is exactly the fraction that it looks like, or a short formula."""
    exact = tidied(substitute(root.result, {"x": read(slope.at).tree}))
    if _has_odd_root(exact):
        return False
    if slope.value is None:
        is_short = len(linear.text(exact)) <= _LONGEST_FORMULA and _functions(exact) <= _IN_FORMULAS
        return is_short and rational(exact) is None and _largest(exact) < _LARGEST
    if rational(exact) is not None:
        return rational(exact) == slope.value
    if not _has_corners(exact) and _is_flat(root, slope):
        return False
    return Known(exact, frozenset()).compare(read(str(slope.value)).tree).relation == "equal"


def _is_flat(root: Step, slope: _Slope) -> bool:
    """Whether the slope only looks like a fraction, and just beside as well: far out, a sigmoid's is nearly 0."""
    beside = compile_real(root.result, ("x",))((_VALUE[slope.at] + _BESIDE,))
    return slope.value is not None and are_near(beside, float(slope.value))


def _has_odd_root(node: Node) -> bool:
    """Whether there is a root of a negative number in it: the key would have a complex one."""
    powers = [part.base for part in parts(node) if isinstance(part, Power) and not _is_whole(part.exponent)]
    roots = [part.arguments[-1] for part in parts(node) if isinstance(part, Call) and part.function in ("cbrt", "root")]
    return any(compile_real(inside, ())(()) < 0 for inside in powers + roots)


def _has_corners(node: Node) -> bool:
    return any(
        isinstance(part, Piecewise) or (isinstance(part, Call) and part.function == "abs") for part in parts(node)
    )


def _is_whole(node: Node) -> bool:
    value = rational(node)
    return value is not None and value.denominator == 1


def _largest(node: Node) -> int | Fraction:
    return max([part.value for part in parts(node) if isinstance(part, Number)], default=0)


def _functions(node: Node) -> set[str]:
    return {part.function for part in parts(node) if isinstance(part, Call)}
