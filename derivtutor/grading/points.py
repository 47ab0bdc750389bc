"""The points at which functions are compared: fixed, rational, never whole, of both signs and several sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

Point: TypeAlias = Mapping[str, Fraction]

_SCATTERED = "7/10 -13/10 23/10 -9/20 137/10 2/15 -479/10 -31/10 37/10 -1/11 59/10 -73/10 29/30 -2469/2"
_POSITIVE = "3/10 17/10 5/2 11/20 41/10 1/13 8/9 27/4 93/10 10/7 1/30 181/10 437/10 2467/2"
_NEGATIVE = "-3/5 -17/10 -5/2 -11/20 -41/10 -1/13 -8/9 -27/4 -93/10 -10/7 -1/30 -181/10 -437/10 -61/2"
_BELOW_ONE = "1/9 -3/13 3/8 -1/2 8/13 -5/7 5/6 -14/15 1/20 -1/25 19/20 -19/21 4/9 -2/7"
_BEYOND_ONE = "11/10 -11/10 13/9 -14/9 17/9 -16/9 12/5 -13/5 29/9 -28/9 31/6 -37/6 43/4 -45/4"
_LARGE = "113/10 161/9 118/5 288/7 633/10 917/10 1231/10 2287/5 10217/10 27/2 221/8 341/3 2999/2 50003/4"
_LARGE_NEGATIVE = (
    "-113/10 -161/9 -118/5 -288/7 -633/10 -917/10 -1231/10 -2287/5 -10217/10 -27/2 -221/8 -341/3 -61/2 -55/4"
)
_TINY = "1/512 -1/512 1/3000 -1/3000 1/150 -1/150 1/99 -1/99 1/70 -1/70 1/40000 -1/40000 1/45 -1/45"


def _column(text: str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, text.split()))


BATCHES = tuple(
    map(
        _column,
        (_SCATTERED, _POSITIVE, _NEGATIVE, _BELOW_ONE, _BEYOND_ONE, _LARGE, _LARGE_NEGATIVE, _TINY),
    )
)
"""Points in batches of equal length: the first serves nearly every function, the others look for narrow domains."""

_FRIENDLY = _column("1 2 3 -1 1/2 -2 1/3 4")

SIZE = len(BATCHES[0])
_STRIDES = (1, 3, 5, 9, 11, 13)
"""Steps through a batch, without a common divisor with its length, so that each letter takes every value once."""


def column(batch: int, letter: int) -> list[Fraction]:
    """The values that the letter with this number takes at the points of a batch; signs and sizes are mixed."""
    values = BATCHES[batch]
    stride = _STRIDES[letter % len(_STRIDES)]
    return [values[(place * stride + 3 * letter + letter // len(_STRIDES)) % SIZE] for place in range(SIZE)]


def friendly_points(letters: Sequence[str]) -> list[Point]:
    """Points at which a student can do the sum, for showing a difference."""
    count = len(_FRIENDLY)
    return [
        {name: _FRIENDLY[(place + number) % count] for number, name in enumerate(letters)} for place in range(count)
    ]


def points(letters: Sequence[str]) -> Iterator[Point]:
    """All points for these letters, the most telling ones first; one empty point where there are no letters."""
    if not letters:
        yield {}
        return
    for batch in range(len(BATCHES)):
        columns = [column(batch, number) for number in range(len(letters))]
        for place in range(SIZE):
            yield {name: values[place] for name, values in zip(letters, columns, strict=True)}
