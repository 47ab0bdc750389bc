"""Points in every piece of functions in pieces: two such functions may agree on one piece and differ on the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from derivtutor.analysis.turning import is_one_formula, turning
from derivtutor.analysis.zeros import Zeros, ordered, zeros
from derivtutor.derivation.differentiator import derivative
from derivtutor.errors import UserError
from derivtutor.grading.drawn import Draw
from derivtutor.grading.points import Point
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Node, Structure, names, substitute

_CLOSE = Fraction(1, 5000)
"""How close one looks beside a border that may not be the only one there, as a share of the piece."""

_FAR = 50
_DISTANT = (1, 10**4, 10**7, 10**10, 10**13)
"""How far one looks beyond the last border that is known if there may be more, as multiples of its size."""

_FEWEST = 2
"""So many points there must be in each piece."""

_MOST = 60
"""Of more borders, those nearest to zero count."""

_NOWHERE = Zeros(())


class Pieces:
    """The pieces of expressions along each of their letters; where their borders are is worked out once."""

    def __init__(self, trees: Sequence[Node], letters: Sequence[str]) -> None:
        self.trees = tuple(trees)
        self.letters = tuple(letters)
        self.are_many = not all(map(is_one_formula, trees))
        self._same = Structure()
        self._zeros: dict[tuple[str, int], Zeros] = {}

    @cached_property
    def _own(self) -> frozenset[int]:
        return self._turning_in(self.trees)

    def _turning_in(self, trees: Sequence[Node]) -> frozenset[int]:
        return frozenset(
            self._same(each) for tree in trees for letter in self.letters for each in turning(tree, letter, poles=False)
        )

    def are_changed_by(self, other: Node) -> bool:
        """Whether another expression brings borders of its own, or lines have to be looked at along several letters."""
        if is_one_formula(other):
            return self.are_many and len(self.letters) > 1
        return len(self.letters) > 1 or bool(self._turning_in([other]) - self._own)

    def on_line(
        self, more: Sequence[Node], letter: str, base: Point, draw: Draw, poles: bool = False
    ) -> list[list[Point]]:
        """For each piece along a letter, points in it; the other letters have the numbers of `base`.

        The pieces are those of the own expressions and of `more`; with `poles`, poles are borders as well.
        """
        fixed = {name: number(value) for name, value in base.items() if name != letter}
        expressions = [each for tree in (*self.trees, *more) for each in turning(tree, letter, poles)]
        zeros = [self._zeros_of(substitute(tree, fixed) if fixed else tree, letter) for tree in expressions]
        places = ordered(place for zero in zeros for place in zero.places)
        middles = {place.middle for place in places}.union(*(zero.near for zero in zeros))
        borders = sorted(sorted(middles, key=abs)[:_MOST])
        close = not all(zero.complete for zero in zeros)
        return [[{**base, letter: value} for value in inside] for inside in _in_pieces(borders, draw, close)]

    def summits(self, more: Sequence[Node], letter: str, base: Point) -> list[Point]:
        """Where along a letter what is turned on is greatest or least, if it depends on other letters too.

        On a line that misses a hill there is no border; the line that crosses it at its summit has some.
        """
        fixed = {name: number(value) for name, value in base.items() if name != letter}
        summits: list[Point] = []
        for turned in (turned for tree in (*self.trees, *more) for turned in turning(tree, letter, poles=False)):
            if names(turned) != {letter}:
                line = substitute(turned, fixed)
                slopes = [*_slope(line, letter), *turning(line, letter, poles=False)]
                places = [place for slope in slopes for place in self._zeros_of(slope, letter).places]
                summits += [{**base, letter: place.middle} for place in places]
        return summits

    def _zeros_of(self, expression: Node, letter: str) -> Zeros:
        key = letter, self._same(expression)
        if key not in self._zeros:
            self._zeros[key] = _NOWHERE if names(expression) - {letter} else zeros(expression, letter)
        return self._zeros[key]


def _slope(line: Node, letter: str) -> list[Node]:
    try:
        return [derivative(line, letter)]
    except UserError:  # it has no value anywhere on this line
        return []


def _in_pieces(borders: Sequence[Fraction], draw: Draw, close: bool) -> Iterator[list[Fraction]]:
    """Two numbers in each piece; if there may be more borders than are known, also close to its ends and far away."""
    if not borders:
        return
    yield _outside(borders[0], -1, draw, close)
    for low, high in pairwise(borders):
        shares = [(1 + draw()) / 4, (2 + draw()) / 4]
        shares += [_CLOSE * draw(), 1 - _CLOSE * draw()] if close else []
        yield [low + (high - low) * share for share in shares]
    yield _outside(borders[-1], 1, draw, close)


def _outside(border: Fraction, sign: int, draw: Draw, close: bool) -> list[Fraction]:
    size = 1 + abs(border)
    distances = [draw(), _FAR * size * draw()]
    distances += [_CLOSE * draw(), *(size * scale * draw() for scale in _DISTANT)] if close else []
    return [border + sign * distance for distance in distances]


def missing(inside: Sequence[Point], known: Sequence[Point], letter: str) -> Sequence[Point]:
    """Points of a piece that it takes so that there are enough known ones in it."""
    if not inside:
        return ()
    low, high = min(point[letter] for point in inside), max(point[letter] for point in inside)
    count = sum(low <= point[letter] <= high for point in known)
    return inside[: max(0, _FEWEST - count)]
