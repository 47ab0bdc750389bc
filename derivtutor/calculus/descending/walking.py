"""Walking down a function: the points that a method of descent comes to, in doubles or in exact fractions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

from msgspec import Struct

from derivtutor.calculus import sentences
from derivtutor.notation.rational import constant_value, number
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node, substitute

Scalar: TypeAlias = Fraction | float
Vector: TypeAlias = tuple[Scalar, ...]
Method: TypeAlias = Literal["plain", "momentum", "newton"]
CALLED: Mapping[Method, str] = {
    "plain": "gradient descent",
    "momentum": "gradient descent with momentum",
    "newton": "Newton's method",
}
"""What the methods are called in a sentence."""

Move: TypeAlias = Callable[[Vector, Vector], Vector | None]
"""What is subtracted from a point with its gradient; None where the method has no next step."""


class Landscape:
    """A function with its first derivatives and, where they are needed, its second ones, as functions of points.

    Args:
        exact: whether points are fractions, and so is all that is worked out at them.
    """

    def __init__(
        self, function: Node, variables: Sequence[str], slopes: Sequence[Node], bends: Sequence[Node], exact: bool
    ) -> None:
        self.zero: Scalar = Fraction(0) if exact else 0.0
        worth = _exactly if exact else _in_doubles
        self._height = worth(function, variables)
        self._slopes = [worth(slope, variables) for slope in slopes]
        self._bends = [worth(bend, variables) for bend in bends]

    def height(self, point: Vector) -> Scalar:
        """The value at a point; nan where there is none."""
        return self._height(point)

    def gradient(self, point: Vector) -> Vector:
        """The gradient at a point, with nan for what does not exist."""
        return tuple([slope(point) for slope in self._slopes])

    def curvature(self, point: Vector) -> list[list[Scalar]]:
        """The matrix of the second derivatives at a point."""
        entries, size = [bend(point) for bend in self._bends], len(self._slopes)
        return [entries[start : start + size] for start in range(0, len(entries), size)]


def _in_doubles(node: Node, variables: Sequence[str]) -> Callable[[Vector], Scalar]:
    value = compile_real(node, variables)
    return lambda point: value(tuple(map(float, point)))


def _exactly(node: Node, variables: Sequence[str]) -> Callable[[Vector], Scalar]:
    def value(point: Vector) -> Scalar:
        values = {name: number(Fraction(each)) for name, each in zip(variables, point, strict=True)}
        found = constant_value(substitute(node, values))
        if found is None:
            raise sentences.NOT_RATIONAL()
        return found

    return value


class Path(Struct, frozen=True):
    """The points of a descent with the value and the gradient at each; `ends` says why it stopped early."""

    points: tuple[Vector, ...]
    heights: tuple[Scalar, ...]
    gradients: tuple[Vector, ...]
    ends: Literal["", "outside", "corner", "singular"] = ""

    @property
    def is_halted(self) -> bool:
        """Whether the method had no next step, though the gradient is not zero."""
        return self.ends == "singular" and any(self.gradients[-1])

    @property
    def norms(self) -> list[float]:
        """The lengths of the gradients."""
        return list(map(length, self.gradients))

    @property
    def steps(self) -> list[float]:
        """The lengths of the steps; the first point has none."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return [length([new - old for old, new in zip(before, after, strict=True)]) for before, after in pairs]


def length(vector: Sequence[Scalar]) -> float:
    """The length of a vector."""
    return math.hypot(*map(float, vector))


def walk(landscape: Landscape, start: Vector, move: Move, steps: int) -> Path:
    """Take so many steps, or fewer where there is no next one."""
    points, heights, gradients = [start], [landscape.height(start)], [landscape.gradient(start)]
    for _ in range(steps):
        by = move(points[-1], gradients[-1])
        if by is None:
            return Path(tuple(points), tuple(heights), tuple(gradients), "singular")
        after = tuple([old - change for old, change in zip(points[-1], by, strict=True)])
        height, gradient = landscape.height(after), landscape.gradient(after)
        if any(map(math.isnan, (height, *gradient))):
            ends: Literal["outside", "corner"] = "outside" if math.isnan(height) else "corner"
            return Path(tuple(points), tuple(heights), tuple(gradients), ends)
        points.append(after)
        heights.append(height)
        gradients.append(gradient)
    return Path(tuple(points), tuple(heights), tuple(gradients))


def mover(method: Method, landscape: Landscape, rate: Scalar, momentum: Scalar) -> Move:
    """The step of a method."""
    return _MOVERS[method](landscape, rate, momentum)


def _plain(_: Landscape, rate: Scalar, __: Scalar) -> Move:
    return lambda _, gradient: tuple([rate * slope for slope in gradient])


def _momentum(landscape: Landscape, rate: Scalar, momentum: Scalar) -> Move:
    """Polyak's heavy ball: a velocity that remembers a share of itself (USSR Comp. Math. 4, 1964)."""
    velocity: list[Scalar] = []

    def move(_: Vector, gradient: Vector) -> Vector:
        before = velocity or [landscape.zero] * len(gradient)
        velocity[:] = [momentum * old + slope for old, slope in zip(before, gradient, strict=True)]
        return tuple([rate * each for each in velocity])

    return move


def _newton(landscape: Landscape, _: Scalar, __: Scalar) -> Move:
    return lambda point, gradient: solved(landscape.curvature(point), gradient)


_MOVERS: Mapping[Method, Callable[[Landscape, Scalar, Scalar], Move]] = {
    "plain": _plain,
    "momentum": _momentum,
    "newton": _newton,
}


def solved(matrix: Sequence[Sequence[Scalar]], right: Vector) -> Vector | None:
    """The solution of a system of linear equations by elimination with pivots; None where there is not exactly one."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for place in range(len(rows)):
        pivot = max(range(place, len(rows)), key=lambda row: abs(float(rows[row][place])))
        if not rows[pivot][place] or math.isnan(rows[pivot][place]):
            return None
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [entry / rows[place][place] for entry in rows[place]]
        for other, row in enumerate(rows):
            if other != place and row[place]:
                share = row[place]
                rows[other] = [entry - share * mine for entry, mine in zip(row, rows[place], strict=True)]
    return tuple([row[-1] for row in rows])
