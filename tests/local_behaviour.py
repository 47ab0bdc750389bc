"""What a function of one variable does at a point and beside it, by difference quotients at a hundred digits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, starmap
from typing import Any

import mpmath
from mpmath import mp
from oracle import Reading, UnclearError, Value

from derivtutor.notation.tree import Call, Comparison, Negation, Node, Number, Sum, names, parts

DIGITS = 100
_STEPS = ("1e-8", "1e-11", "1e-14", "1e-17")
"""How far from a point its neighbourhood is looked at: limits show in how the quotients change."""


@dataclass(frozen=True)
class Side:
    """One side of a point: is the function defined there, does it come to its value, and at which slope?

    The slope is that of what the function tends to; it may be infinite, and None where there is no limit.
    """

    defined: bool
    continuous: bool = False
    slope: Value = None


@dataclass(frozen=True)
class Local:
    """A point and its neighbourhood."""

    defined: bool
    left: Side
    right: Side

    @property
    def slope(self) -> Value:
        """The derivative, or None."""
        if not (self.defined and self.left.continuous and self.right.continuous):
            return None
        left, right = self.left.slope, self.right.slope
        if left is None or right is None or mp.isinf(left) or mp.isinf(right):
            return None
        return left if abs(left - right) < 1e-15 + 1e-12 * max(abs(left), abs(right)) else None

    @property
    def kinds(self) -> set[str]:
        """What may be said of a point at which the function is defined, on both sides as well, but has no slope."""
        if not (self.left.continuous and self.right.continuous):
            return {"jump"}
        slopes = [self.left.slope, self.right.slope]
        infinite = [slope for slope in slopes if slope is not None and mp.isinf(slope)]
        if len(infinite) == 2:
            return {"vertical"} if infinite[0] == infinite[1] else {"cusp"}
        return {"vertical", "corner"} if infinite else {"corner"}


def local(tree: Node, variable: str, x: Value) -> Local:
    """What a function does at a point."""
    reading = Reading(mp)
    with mp.workdps(DIGITS):
        value = reading.value(tree, {variable: x})
        left, right = (_side(reading, tree, variable, x, value, sign) for sign in (-1, 1))
        return Local(value is not None, left, right)


def _side(reading: Reading, tree: Node, variable: str, x: Value, value: Value, sign: int) -> Side:
    steps = [sign * mp.mpf(step) for step in _STEPS]
    values = [reading.value(tree, {variable: x + step}) for step in steps]
    if any(v is None for v in values):
        return Side(False)
    limit = _limit(values[:3])
    if limit is None or mp.isinf(limit):
        return Side(True)
    continuous = value is not None and _tends([v - value for v in values])
    if value is not None and not continuous and abs(limit - value) < 1e-9 * max(1, abs(value)):
        raise UnclearError
    if continuous:
        slopes = [(v - value) / step for v, step in zip(values, steps, strict=True)]
    else:
        slopes = [(v - w) / (s - t) for v, w, s, t in zip(values, values[1:], steps, steps[1:], strict=False)]
    return Side(True, continuous, _limit(slopes[:3]))


_NOTHING = mpmath.mpf("1e-50")


def _tends(differences: Sequence[Value]) -> bool:
    """Whether what is left becomes nothing."""
    first, second, third = map(abs, differences[:3])
    return third < _NOTHING or (third < second / 2 and second < first / 2)


def _limit(found: Sequence[Value]) -> Value:
    """What three numbers tend to (Aitken's process), an infinity, or None."""
    first, second, third = found
    before, after = second - first, third - second
    if abs(after) < _NOTHING * max(1, abs(third)):
        return third
    if abs(after) <= abs(before) / 2:
        ratio = after / before
        return third + after * ratio / (1 - ratio)
    if abs(third) > abs(second) > abs(first) and first * third > 0 and after * before > 0:
        return mp.inf if third > 0 else -mp.inf
    return None


ROUND = [Fraction(n) for n in (0, 1, -1, 2, -2, 3, -3, 4, 5, -5, 7, 10)] + [Fraction(n, 2) for n in (1, -1, 3)]
"""Numbers at which textbooks' functions do something."""


def wide_points(count: int) -> list[Fraction]:
    """Points that nothing special happens at, in ascending order: dense around 0, and far out."""
    middle = count // 2
    dense = [Fraction(20 * k, middle) - 10 + Fraction(1, 371) for k in range(middle)]
    far = count - middle
    sizes = [Fraction(round(1e9 * 10 ** (12 * (k + 0.37) / (far // 2) - 6)), 10**9) for k in range(far // 2)]
    return sorted({*dense, *sizes, *(-size for size in sizes)})


def special_points(tree: Node, variable: str, grid: Sequence[Fraction], most: int = 12) -> tuple[list[Value], bool]:
    """Where a part of the function changes sign or meets a border, to a hundred digits; and whether these are all."""
    changes = _changes(list(_critical(tree, variable)), variable, grid)
    distinct: list[Value] = []
    for g, x, y in sorted(changes, key=lambda change: abs(change[1])):
        root = _root(g, variable, x, y)
        if root is not None and all(abs(root - other) > 1e-60 for other in distinct):
            if len(distinct) == most:
                return distinct, False
            distinct.append(root)
    return distinct, True


def _changes(trees: list[Node], variable: str, grid: Sequence[Fraction]) -> Iterator[tuple[Node, Fraction, Fraction]]:
    """Neighbouring points between which an expression changes sign."""
    for g, column in zip(trees, _columns(trees, variable, grid), strict=True):
        for (x, u), (y, v) in pairwise(column):
            if u is not None and v is not None and u * v < 0:
                yield g, x, y


def _columns(trees: list[Node], variable: str, grid: Sequence[Fraction]) -> list[list[tuple[Fraction, Value]]]:
    reading = Reading(mpmath.fp)
    columns: list[list[tuple[Fraction, Value]]] = [[] for _ in trees]
    for x in grid:
        try:
            values = reading.values(trees, {variable: float(x)})
        except (UnclearError, OverflowError, ZeroDivisionError):
            continue
        for column, value in zip(columns, values, strict=True):
            column.append((x, value))
    return columns


def _critical(tree: Node, variable: str) -> Iterator[Node]:
    """Expressions whose zeros matter."""
    one = Number(1)
    for node in {id(part): part for part in parts(tree)}.values():
        if variable not in names(node):
            continue
        if isinstance(node, Comparison):
            yield from map(_difference, node.operands, node.operands[1:])
            continue
        yield node
        if isinstance(node, Call):
            if node.function in ("max", "min"):
                yield from starmap(_difference, combinations(node.arguments, 2))
            elif node.function in _WAVES:
                yield Call(_WAVES[node.function], node.arguments)
            elif node.function in _UNIT:
                yield from (_difference(argument, one) for argument in node.arguments)
                yield from (Sum((argument, one)) for argument in node.arguments)


_WAVES = {"tan": "cos", "sec": "cos", "cot": "sin", "csc": "sin"}
_UNIT = {"arcsin", "arccos", "artanh", "arcosh", "arcoth", "arcsec", "arccsc", "arsech", "bce"}


def _difference(u: Node, v: Node) -> Node:
    return Sum((u, Negation(v)))


def _root(tree: Node, variable: str, low: Fraction, high: Fraction) -> Value:
    """The zero between two points, unless it is a pole or the middle of a step."""
    reading = Reading(mp)
    try:
        with mp.workdps(30):
            a, b = reading.number(low), reading.number(high)
            below = reading.value(tree, {variable: a})
            for _ in range(45):
                middle = (a + b) / 2
                value = reading.value(tree, {variable: middle})
                if not value:
                    return middle if value is not None and _is_simple(middle) else None
                a, b = (middle, b) if (value > 0) == (below > 0) else (a, middle)
        with mp.workdps(DIGITS + 20):
            root = mp.findroot(lambda x: _number(reading.value(tree, {variable: x})), (a, b), tol=mp.mpf(10) ** -150)
            return root if a - (b - a) <= root <= b + (b - a) else None
    except (UnclearError, ValueError, ZeroDivisionError, OverflowError):
        return None


def _is_simple(x: Value) -> bool:
    return x == mp.mpf(int(x * 4)) / 4


def _number(value: Any) -> Value:
    if value is None:
        raise ValueError("undefined")
    return value
