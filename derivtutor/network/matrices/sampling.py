"""Matrices at which expressions are tried: always the same ones, of small sizes, of both signs and of other kinds."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import cycle, islice

from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.evaluate import Matrix, Place, times, transposed
from derivtutor.network.matrices.expression import Dimension, Expression, Shape, Symbol

_LARGEST = 4
_SMALL = (3, 2, 4)
_ORDERS = (_SMALL, _SMALL, _SMALL, (2, 3, 4), (2, 3, 4), (3, 3, 3), (3, 3, 3))
"""Which sizes unknown dimensions have: the determinant of `A B` needs an A that is not higher than wide."""


def sizes_for(
    expression: Expression, letters: Mapping[str, Symbol], small: Sequence[int] = _SMALL
) -> dict[Dimension, int]:
    """A small number for each dimension, other ones for others; what is written out keeps its size."""
    shapes = [letter.shape for letter in letters.values()] + [part.shape for part in e.parts(expression)]
    dimensions = list(dict.fromkeys(side for shape in shapes for side in shape if side != 1))
    if any(isinstance(part, e.Literal) for part in e.parts(expression)):
        return {side: side if isinstance(side, int) else 3 for side in dimensions}
    kept: dict[Dimension, int] = {side: side for side in dimensions if isinstance(side, int) and side <= _LARGEST}
    free = [size for size in small if size not in kept.values()] or list(small)
    others = [side for side in dimensions if side not in kept]
    return {**kept, **{side: free[place % len(free)] for place, side in enumerate(others)}, 1: 1}


def _mixed(draw: random.Random, rows: int, columns: int) -> Matrix:
    return _filled(rows, columns, lambda: draw.choice((-1, 1)) * draw.uniform(0.2, 1.5))


def _positive(draw: random.Random, rows: int, columns: int) -> Matrix:
    return _filled(rows, columns, lambda: draw.uniform(0.1, 0.9))


def _definite(draw: random.Random, rows: int, columns: int) -> Matrix:
    """Positive definite where it is square."""
    if rows != columns or rows == 1:
        return _positive(draw, rows, columns)
    root = _mixed(draw, rows, columns)
    square = times(root, transposed(root))
    bent = _mixed(draw, rows, columns)
    return [
        [entry + (1.5 if row == column else 0.1 * bent[row][column]) for column, entry in enumerate(line)]
        for row, line in enumerate(square)
    ]


def _filled(rows: int, columns: int, value: Callable[[], float]) -> Matrix:
    return [[value() for _ in range(columns)] for _ in range(rows)]


_MORE, _SCALES = 40, (0.2, 1.0, 5.0)
_KINDS = (_mixed, _definite, _positive, _mixed, _definite, _mixed, _positive)


def places(expression: Expression, letters: Mapping[str, Symbol], wrt: str) -> Iterator[Place]:
    """Places to try an expression at."""
    for seed, (kind, small) in enumerate(zip(_KINDS, _ORDERS, strict=True)):
        sizes = sizes_for(expression, letters, small)
        draw = random.Random(seed)
        values = {name: _valued(letter, sizes, draw, kind) for name, letter in letters.items()}
        yield Place(values, sizes, wrt)
    yield from _more_places(expression, letters, wrt)


def _more_places(expression: Expression, letters: Mapping[str, Symbol], wrt: str) -> Iterator[Place]:
    """Places where some letters are large and others small, for what has a value near a point or far away only."""
    sizes = sizes_for(expression, letters)
    for seed in range(_MORE):
        draw = random.Random(seed)
        values = {}
        for name, letter in letters.items():
            kind, scale = draw.choice(_KINDS), draw.choice(_SCALES)
            values[name] = [[scale * entry for entry in row] for row in _valued(letter, sizes, draw, kind)]
        yield Place(values, sizes, wrt)


_MOST_DRAWN = 21
_LARGEST_KEPT = 12


def drawn(
    text: str, letters: Mapping[str, Symbol], expressions: Iterable[Expression], as_they_are: bool = False
) -> Iterator[Place]:
    """Places that nobody knows before the text is written, and that are the same whenever it is.

    Numbers of rows and columns stay as they are, unless they are large and nothing but sizes; on request always.
    """
    found = list(expressions)
    kinds = islice(cycle(zip(_KINDS, _ORDERS, strict=True)), _MOST_DRAWN)
    for number, (kind, small) in enumerate(kinds):
        digest = hashlib.sha256(f"{text}\x1f{number}".encode("utf-8", "replace")).digest()
        draw = random.Random(int.from_bytes(digest))
        sizes = _kept(small, letters, found, math.inf if as_they_are else _LARGEST_KEPT)
        yield Place({name: _valued(letter, sizes, draw, kind) for name, letter in letters.items()}, sizes)


def _kept(
    small: Sequence[int], letters: Mapping[str, Symbol], found: Sequence[Expression], largest: float
) -> dict[Dimension, int]:
    sizes: dict[Dimension, int] = {}
    for expression in found:
        sizes |= {side: size for side, size in sizes_for(expression, letters, small).items() if side not in sizes}
    counted = {part.dimension for expression in found for part in e.parts(expression) if isinstance(part, e.Size)}
    kept = {side for side in sizes if isinstance(side, int) and (side <= largest or side in counted)}
    return {side: side if side in kept and isinstance(side, int) else size for side, size in sizes.items()}


def _valued(letter: Symbol, sizes: Mapping[Dimension, int], draw: random.Random, kind: Callable[..., Matrix]) -> Matrix:
    rows, columns = (sizes.get(side, 1) for side in letter.shape)
    matrix = kind(draw, rows, columns)
    return symmetrised(matrix) if letter.is_symmetric else matrix


def symmetrised(matrix: Matrix) -> Matrix:
    return [[(matrix[i][j] + matrix[j][i]) / 2 for j in range(len(matrix))] for i in range(len(matrix))]


def directions(shape: Shape, place: Place, is_symmetric: bool = False) -> list[tuple[tuple[int, int], Matrix]]:
    """One step for each entry of a matrix; in a symmetric one, for its mirror image as well."""
    rows, columns = map(place.size, shape)

    def step(i: int, j: int) -> Matrix:
        moved = {(i, j), (j, i)} if is_symmetric else {(i, j)}
        return [[float((row, column) in moved) for column in range(columns)] for row in range(rows)]

    return [((i, j), step(i, j)) for i in range(rows) for j in range(columns)]


def any_direction(shape: Shape, place: Place, seed: int = 0) -> Matrix:
    return _mixed(random.Random(100 + seed), place.size(shape[0]), place.size(shape[1]))
