"""Questions about a whole function: its derivative, its slope at a friendly point, and which rule comes first."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from derivtutor.derivation.model import Step
from derivtutor.derivation.tidy import tidied
from derivtutor.exercises.difficulty import level
from derivtutor.exercises.generating.source import rules_used
from derivtutor.exercises.kinds.question import PLAIN
from derivtutor.grading.comparison import Known
from derivtutor.notation import linear
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Call, Node, Piecewise, Power, parts, substitute
from derivtutor.practice.item import Item
from derivtutor.practice.making.order import Order

_STRUCTURES = ("chain", "product", "quotient")
"""Rules that are told from each other by how a function is put together."""

_OTHERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "power": (("exponential",), ("chain",)),
    "exponential": (("power",), ("exponential", "chain")),
    "logarithmic-differentiation": (("power",), ("exponential",), ("chain",), ("chain", "exponential")),
}
"""What the rules of a skill are mistaken for, where that is more than another structure with the same functions."""

_OWN = 0.6
"""How often the rule that comes first is one of the skill's."""

_POINTS = (
    "0", "1", "-1", "2", "-2", "3", "-3", "4", "1/2", "1/4", "9", "pi", "pi/2", "pi/3", "pi/4", "pi/6", "2pi", "-pi",
)  # fmt: skip
"""Where slopes are asked for."""

_AT = tuple([(text, compile_real(read(text).tree, ())(())) for text in _POINTS])
_LARGEST_DENOMINATOR = 36
_LONGEST_NUMBER = 4
_NEAR, _BESIDE = 1e-11, 0.01

_MOST_DIGITS = 2
"""Slopes with no more characters are as short as each other."""

_LONGEST_FORMULA = 12
_SIMPLEST = 2
"""Formulas are asked for at the first points only."""


def differentiate(order: Order, found: Step) -> Item | None:
    """The derivative of a function."""
    return order.item(level(found), differentiate=linear.text(found.goal.expression))


# Which rule comes first


def first_rule(order: Order, found: Step) -> Item | None:
    """Which rule is used first; that of sums and multiples is asked for only where it is all there is to be seen."""
    used = rules_used(found)
    if found.rule.id in PLAIN and not (used.isdisjoint(_STRUCTURES) and used.issuperset(order.skill.rules)):
        return None
    return order.item(level(found), kind="rule", differentiate=linear.text(found.goal.expression))


def to_recognise(order: Order) -> Iterator[Step]:
    """Functions that need the rules of the skill, or some that they are mistaken for."""
    skill, rng = order.skill, order.random()
    kept = tuple([rule for rule in skill.rules if rule not in _STRUCTURES])
    others = [(*kept, rule) for rule in _STRUCTURES if rule not in skill.rules]
    possible = _OTHERS.get(skill.rules[0], tuple(others))
    if possible and rng.random() > _OWN:
        yield from order.functions(rng.choice(possible))
    yield from order.functions(skill.rules)


# Slopes


def slope(order: Order, found: Step) -> Item | None:
    """The slope at a point where it is a short number, not 0 if possible; of those, one of the shortest."""
    rng = order.random()
    numbers = [(value == 0, len(str(value)) > _MOST_DIGITS, rng.random(), text) for text, value in _slopes(found)]
    at = next((text for *_, text in sorted(numbers) if _is_exact(found, text)), None) or _with_formula(found)
    if at is None:
        return None
    return order.item(level(found), kind="value", differentiate=linear.text(found.goal.expression), at=f"x={at}")


def _slopes(found: Step) -> Iterator[tuple[str, Fraction]]:
    """The points at which function and slope are defined and the slope is a short fraction."""
    function, rate = [compile_real(node, ("x",)) for node in (found.goal.expression, found.result)]
    for text, x in _AT:
        value = rate((x,))
        if not (math.isfinite(function((x,))) and math.isfinite(value)):
            continue
        near = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
        if abs(value - near) < _NEAR and len(str(near)) <= _LONGEST_NUMBER:
            yield text, near


def _with_formula(found: Step) -> str | None:
    """A point at which the slope is a short formula: those of `2^x` and `log_2(x)` have logarithms in them."""
    function, rate = [compile_real(node, ("x",)) for node in (found.goal.expression, found.result)]
    for text, x in _AT[:_SIMPLEST]:
        exact = _exact(found, text)
        is_defined = math.isfinite(function((x,))) and math.isfinite(rate((x,)))
        is_short = len(linear.text(exact)) <= _LONGEST_FORMULA
        if is_defined and is_short and _functions(exact) <= {"ln", "sqrt"} and not _has_odd_root(exact):
            return text
    return None


def _is_exact(found: Step, text: str) -> bool:
    """Whether the slope is a fraction and does not only look like one: far out, a sigmoid's is nearly 0."""
    exact = _exact(found, text)
    if rational(exact) is not None:
        return True
    rate, x = compile_real(found.result, ("x",)), compile_real(read(text).tree, ())(())
    value = Fraction(rate((x,))).limit_denominator(_LARGEST_DENOMINATOR)
    stays = abs(rate((x + _BESIDE,)) - value) < _NEAR
    if _has_odd_root(exact) or (stays and not _has_corners(exact)):
        return False
    return Known(exact, frozenset()).compare(read(str(value)).tree).relation == "equal"


def _exact(found: Step, text: str) -> Node:
    return tidied(substitute(found.result, {"x": read(text).tree}))


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


def _functions(node: Node) -> set[str]:
    return {part.function for part in parts(node) if isinstance(part, Call)}
