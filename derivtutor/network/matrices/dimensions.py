"""Numbers of rows and columns that are known, or must be equal to others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from derivtutor.language import translated
from derivtutor.network.matrices.expression import Dimension, Shape


class Unknown:
    """A number of rows or columns that is not known yet."""

    def __init__(self) -> None:
        self.same: Side | None = None


Side: TypeAlias = Unknown | Dimension
Sides: TypeAlias = tuple[Side, Side]
ONE: Sides = (1, 1)


def found(side: Side) -> Side:
    """What a side was found to be."""
    while isinstance(side, Unknown) and side.same is not None:
        side = side.same
    return side


def fit(one: Side, other: Side) -> bool:
    """Whether two sides can be equal: an unknown one is more than 1."""
    one, other = found(one), found(other)
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return 1 not in (one, other)
    return one == other


def unify(one: Side, other: Side) -> bool:
    """Make two sides equal, if they can be."""
    if not fit(one, other):
        return False
    one, other = found(one), found(other)
    if one is other:
        return True
    if isinstance(one, Unknown):
        one.same = other
    elif isinstance(other, Unknown):
        other.same = one
    return True


def is_scalar(sides: Sides) -> bool:
    return found(sides[0]) == found(sides[1]) == 1


def is_column(sides: Sides) -> bool:
    return found(sides[1]) == 1 and found(sides[0]) != 1


_LETTERS = "nmkpqrldsij"


class Names:
    """Letters for what stays unknown, in the order in which it is asked for."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._given: dict[Unknown, str] = {}

    def dimension(self, side: Side) -> Dimension:
        side = found(side)
        if not isinstance(side, Unknown):
            return side
        if side not in self._given:
            letters = [*_LETTERS, *[f"n{place}" for place in range(1, 50)]]
            free = [letter for letter in letters if letter not in self._taken]
            self._given[side] = free[0]
            self._taken.add(free[0])
        return self._given[side]

    def shape(self, sides: Sides) -> Shape:
        return self.dimension(sides[0]), self.dimension(sides[1])

    def words(self, sides: Sides) -> str:
        return in_words(self.shape(sides))


def in_words(shape: Shape) -> str:
    """`5 × 3`, `a vector of length 3`, `a scalar`."""
    if shape == (1, 1):
        return translated("a scalar")
    if shape[1] == 1:
        return translated("a vector of length {count}").format(count=shape[0])
    if shape[0] == 1:
        return translated("a row of length {count}").format(count=shape[1])
    return f"{shape[0]} × {shape[1]}"
