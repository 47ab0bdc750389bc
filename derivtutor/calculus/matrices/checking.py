"""Every line of a matrix derivation against the complex step on the function itself, at random matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import islice

from derivtutor.calculus.checking import FalseLineError
from derivtutor.errors import UserError
from derivtutor.network.matrices import sentences
from derivtutor.network.matrices.deriving import Derived
from derivtutor.network.matrices.evaluate import Matrix, Place, UndefinedError, evaluate, slope
from derivtutor.network.matrices.expression import Expression, Symbol
from derivtutor.network.matrices.sampling import any_direction, directions, places, symmetrised
from derivtutor.network.matrices.writing import plain, unicode

_ENOUGH = 2
_CLOSE = 1e-8


def check(derived: Derived, letters: Mapping[str, Symbol], symmetric: Expression | None = None) -> None:
    """Check the lines of a differential, and each entry of what is read off.

    Args:
        symmetric: the gradient where the variable is symmetric, if that was asked for.

    Raises:
        FalseLineError: where one is not true, which is a bug.
        UserError: where the function has no value at any of the places tried.
    """
    tried = list(islice(_defined(derived, letters), _ENOUGH))
    if not tried:
        raise _nowhere(derived, letters)
    for place in tried:
        _check_lines(derived, place)
        _check_entries(derived, derived.derivative, place)
    if symmetric is not None:
        _check_symmetric(derived, symmetric, tried[0])


def _nowhere(derived: Derived, letters: Mapping[str, Symbol]) -> UserError:
    """Why there is nothing to check at: no values, or values without the inverses of the derivative."""
    for place in places(derived.function, letters, derived.variable.name):
        with suppress(UndefinedError):
            evaluate(derived.function, place)
            return sentences.NO_INVERSE(function=unicode(derived.function))
    return sentences.NO_PLACE(function=unicode(derived.function))


def _defined(derived: Derived, letters: Mapping[str, Symbol]) -> Iterator[Place]:
    for place in places(derived.function, letters, derived.variable.name):
        try:
            evaluate(derived.function, place)
            evaluate(derived.derivative, place)
        except UndefinedError:
            continue
        yield place


def _check_lines(derived: Derived, place: Place) -> None:
    direction = any_direction(derived.variable.shape, place)
    expected = slope(derived.function, place, direction)
    there = Place(place.values, place.sizes, place.wrt, direction)
    for line in derived.lines:
        if not are_close(evaluate(line.expression, there), expected):
            raise FalseLineError(f"d({plain(derived.function)}) = {plain(line.expression)}")


def _check_entries(derived: Derived, derivative: Expression, place: Place) -> None:
    """One step for each entry of the variable: what changes is its entry, or column, of the derivative."""
    found = evaluate(derivative, place)
    for (row, column), direction in directions(derived.variable.shape, place):
        step = slope(derived.function, place, direction)
        if not are_close(_OF_ENTRY[derived.kind](found, row, column), step):
            raise FalseLineError(f"d({plain(derived.function)})/d{derived.variable.name} = {plain(derivative)}")


_OF_ENTRY: dict[str, Callable[[Matrix, int, int], Matrix]] = {
    "gradient": lambda found, row, column: [[found[row][column]]],
    "jacobian": lambda found, row, _: [[line[row]] for line in found],
    "rate": lambda found, *_: found,
}
"""What of a derivative belongs to one entry of the variable."""


def _check_symmetric(derived: Derived, gradient: Expression, place: Place) -> None:
    name = derived.variable.name
    place = Place({**place.values, name: symmetrised(place.values[name])}, place.sizes, name)
    found = evaluate(gradient, place)
    for (row, column), direction in directions(derived.variable.shape, place, is_symmetric=True):
        if not are_close([[found[row][column]]], slope(derived.function, place, direction)):
            raise FalseLineError(f"the gradient by a symmetric {name}: {plain(gradient)}")


def are_close(one: Matrix, other: Matrix) -> bool:
    """Whether two matrices agree, beside the size of what is in them."""
    pairs = [(complex(a), complex(b)) for row in zip(one, other, strict=True) for a, b in zip(*row, strict=True)]
    size = max([1.0, *[abs(b) for _, b in pairs]])
    return all(abs(a - b) <= _CLOSE * size for a, b in pairs)
