"""Every line of a matrix derivation against the complex step on the function itself, at random matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from derivtutor.calculus.checking import FalseLineError
from derivtutor.errors import UserError
from derivtutor.network.matrices import sentences
from derivtutor.network.matrices.deriving import Derived
from derivtutor.network.matrices.evaluate import Matrix, Place, UndefinedError, evaluate, slope
from derivtutor.network.matrices.expression import Expression, Symbol
from derivtutor.network.matrices.sampling import any_direction, directions, places, symmetrised
from derivtutor.network.matrices.writing import plain, unicode

_ENOUGH = 2
_CLOSE, _SMALL = 1e-8, 1e-6
"""How near numbers must be, as part of their size; below some size they all count as of that size."""


def check(derived: Derived, letters: Mapping[str, Symbol], symmetric: Expression | None = None) -> None:
    """Check the lines of a differential, and each entry of what is read off.

    Args:
        symmetric: the gradient where the variable is symmetric, if that was asked for.

    Raises:
        FalseLineError: where one is not true, which is a bug.
        UserError: where the function has no value at any of the places tried.
    """
    agreed = 0
    for place in places(derived.function, letters, derived.variable.name):
        with suppress(UndefinedError):
            false = next(_false(derived, symmetric, place), None)
            if false is not None and not _is_shaky(derived, symmetric, place):
                raise FalseLineError(f"d({plain(derived.function)}): {plain(false)}")
            agreed += false is None
        if agreed == _ENOUGH:
            return
    if not agreed:
        raise _nowhere(derived, letters)


def _nowhere(derived: Derived, letters: Mapping[str, Symbol]) -> UserError:
    """Why there is nothing to check at: no values, or values without the inverses of the derivative."""
    for place in places(derived.function, letters, derived.variable.name):
        with suppress(UndefinedError):
            evaluate(derived.function, place)
            return sentences.NO_INVERSE(function=unicode(derived.function))
    return sentences.NO_PLACE(function=unicode(derived.function))


def _false(derived: Derived, symmetric: Expression | None, place: Place) -> Iterator[Expression]:
    """What does not agree with the complex step: lines in some direction, the result in that of each entry."""
    direction = any_direction(derived.variable.shape, place)
    expected = slope(derived.function, place, direction)
    there = Place(place.values, place.sizes, place.wrt, direction)
    yield from (each.expression for each in derived.lines if not are_close(evaluate(each.expression, there), expected))
    found = evaluate(derived.derivative, place)
    for (row, column), step in directions(derived.variable.shape, place):
        if not are_close(_OF_ENTRY[derived.kind](found, row, column), slope(derived.function, place, step)):
            yield derived.derivative
    if symmetric is not None:
        yield from _false_under_symmetry(derived, symmetric, place)


_OF_ENTRY: dict[str, Callable[[Matrix, int, int], Matrix]] = {
    "gradient": lambda found, row, column: [[found[row][column]]],
    "jacobian": lambda found, row, _: [[line[row]] for line in found],
    "rate": lambda found, *_: found,
}
"""What of a derivative belongs to one entry of the variable."""


def _false_under_symmetry(derived: Derived, gradient: Expression, place: Place) -> Iterator[Expression]:
    name = derived.variable.name
    place = Place({**place.values, name: symmetrised(place.values[name])}, place.sizes, name)
    found = evaluate(gradient, place)
    for (row, column), step in directions(derived.variable.shape, place, is_symmetric=True):
        if not are_close([[found[row][column]]], slope(derived.function, place, step)):
            yield gradient


def _is_shaky(derived: Derived, symmetric: Expression | None, place: Place) -> bool:
    """Whether rounding is to blame: all agrees where the entries are of a quarter of their size, as do high powers.

    What is false is false there as well.
    """
    values = {name: [[entry / 4 for entry in row] for row in matrix] for name, matrix in place.values.items()}
    return next(_false(derived, symmetric, Place(values, place.sizes, place.wrt)), None) is None


def are_close(one: Matrix, other: Matrix) -> bool:
    """Whether two matrices agree, beside the size of what is in them."""
    pairs = [(complex(a), complex(b)) for row in zip(one, other, strict=True) for a, b in zip(*row, strict=True)]
    size = max([_SMALL, *[abs(b) for _, b in pairs]])
    return all(abs(a - b) <= _CLOSE * size for a, b in pairs)
