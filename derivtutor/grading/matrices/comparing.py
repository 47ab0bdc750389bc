"""Whether two matrix expressions are equal: at matrices that nobody could foresee, in balls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from derivtutor.grading import sentences
from derivtutor.libraries import flint
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.balls import Balls, Evaluation
from derivtutor.network.matrices.evaluate import Place, UndefinedError
from derivtutor.network.matrices.expression import Expression, Symbol
from derivtutor.network.matrices.sampling import drawn

PRECISION = 400
_DIGITS = 333
"""So many bits are 100 digits."""
_DEEP = 4000
"""A difference may be far smaller than what is added up; this is looked at once."""
_FEWEST, _ENOUGH = 3, 5

_SMALLEST = 1e-60

Valued = Callable[[Place, int], Balls]
"""The value of something at a place, with so many bits."""


@dataclass(frozen=True)
class Outcome:
    """What a comparison found at so many places; of a difference, where it is and both values."""

    relation: Literal["equal", "different", "unknown"]
    points: int
    entry: tuple[int, int] = (0, 0)
    expected: float = 0.0
    got: float = 0.0


def valued(expression: Expression) -> Valued:
    return lambda place, precision: Evaluation(place, precision)(expression)


def compare(expected: Valued, got: Valued, places: Iterable[Place]) -> Outcome:
    """Compare two things of one shape wherever both have values."""
    agreed: list[Place] = []
    for place in places:
        found = _both(expected, got, place, PRECISION)
        if found is None:
            continue
        if difference := _difference(*found):
            return _different(difference, *found, len(agreed) + 1)
        if _is_sharp(found[0]) and _is_sharp(found[1]):
            agreed.append(place)
        if len(agreed) == _ENOUGH:
            break
    if len(agreed) < _FEWEST:
        return Outcome("unknown", len(agreed))
    deep = _both(expected, got, agreed[0], _DEEP)
    if deep is not None and (difference := _difference(*deep)):
        return _different(difference, *deep, len(agreed))
    return Outcome("equal", len(agreed))


def check_numbers(expression: Expression) -> None:
    """Refuse numbers that are so small or large that nothing would be seen of them.

    Raises:
        UserError: where there is one.
    """
    for part in e.parts(expression):
        if part.shape == e.SCALAR and not any(isinstance(each, e.Symbol | e.Size) for each in e.parts(part)):
            with suppress(UndefinedError):
                value = Evaluation(Place({}, {}), PRECISION)(part)[0, 0]
                if value != 0 and not _SMALLEST < abs(value) < 1 / _SMALLEST:
                    raise sentences.TOO_LARGE()


def places_for(text: str, letters: Mapping[str, Symbol], *expressions: Expression) -> Iterator[Place]:
    """Places drawn from the problem and the answer."""
    return drawn(text, letters, expressions)


def _both(expected: Valued, got: Valued, place: Place, precision: int) -> tuple[Balls, Balls] | None:
    try:
        return expected(place, precision), got(place, precision)
    except UndefinedError:
        return None


def _difference(expected: Balls, got: Balls) -> list[tuple[int, int]]:
    """An entry at which two matrices are proved to differ."""
    if (expected.nrows(), expected.ncols()) != (got.nrows(), got.ncols()):
        return [(0, 0)]
    places = [(row, column) for row in range(expected.nrows()) for column in range(expected.ncols())]
    return next(([at] for at in places if not expected[at].overlaps(got[at])), [])


def _different(difference: list[tuple[int, int]], expected: Balls, got: Balls, points: int) -> Outcome:
    (at,) = difference
    return Outcome("different", points, at, float(expected[at].mid()), float(got[at].mid()))


def _is_sharp(matrix: Balls) -> bool:
    """Whether each entry is known to 100 digits, beside the largest of them."""
    size = max([flint.arb(1), *[abs(entry) for entry in matrix.entries()]], key=lambda ball: float(ball.mid()))
    allowed = size * flint.arb(2) ** -_DIGITS
    return all(bool(entry.rad() < allowed) for entry in matrix.entries())


class Values:
    """What something is at a few places, compared with many other things."""

    def __init__(self, value: Valued, places: Iterable[Place]) -> None:
        self._there: list[tuple[Place, Balls]] = []
        for place in places:
            try:
                self._there.append((place, value(place, PRECISION)))
            except UndefinedError:
                continue
            if len(self._there) == _ENOUGH:  # which have several sizes
                break

    def are_those_of(self, other: Expression) -> bool:
        """Whether another expression has the same ones."""
        return len(self._there) >= _FEWEST and all(self._is_same(place, found, other) for place, found in self._there)

    def _is_same(self, place: Place, found: Balls, other: Any) -> bool:
        try:
            there = Evaluation(place, PRECISION)(other)
        except (UndefinedError, KeyError):
            return False
        return not _difference(found, there) and _is_sharp(there)
