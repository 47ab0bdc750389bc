"""What a function does between some numbers: where it has values, where it turns and where it is zero, as cells."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.analysis.turning import turning
from derivtutor.calculus.figures.cells import HALVINGS, Cell, Interval, between, cells, is_area, parted, with_values
from derivtutor.notation.tree import Integral, Negation, Node, Sum, parts

_NARROW = 2e-4
"""Of the whole width."""
_MOST = 24
"""Of more cells none is looked at closer."""


class Questioned(Struct, frozen=True, dict=True):
    """A function of one variable and its derivative."""

    function: Node
    derivative: Node
    variable: str

    @functools.cached_property
    def turning(self) -> tuple[Node, ...]:
        """At the zeros of these, one of both has a pole, an end, a gap, a kink or another piece; nowhere else.

        What a longer one needs in order to have values is among the shorter ones."""
        found = (*turning(self.function, self.variable), *turning(self.derivative, self.variable))
        both = [node for node in found if not _is_nothing(node)]
        return tuple(sorted(dict.fromkeys(both), key=lambda node: sum(1 for _ in parts(node))))

    @property
    def vanishing(self) -> tuple[Node, ...]:
        """At whose zeros the function is zero: itself; of an area alone where its bounds meet, else of areas none."""
        if isinstance(self.function, Integral):
            return (Sum((self.function.upper, Negation(self.function.lower))),)
        return () if is_area(self.function) else (self.function,)


def _is_nothing(node: Node) -> bool:
    """Whether it is `u - u`, as of the greatest of two that are the same."""
    return isinstance(node, Sum) and len(node.terms) == 2 and node.terms[1] == Negation(node.terms[0])


class Survey(Struct, frozen=True):
    """Cells in which the function may be cut; the stretches beside them, and whether these have values; and the cells
    in which the slope or the value may be zero.

    The stretch of a cut's own number is on its left side, the next one on its right.
    """

    cuts: tuple[Cell, ...]
    stretches: tuple[Interval, ...]
    have_values: tuple[bool, ...]
    turns: tuple[Cell, ...]
    zeros: tuple[Cell, ...]

    def is_narrow(self, cell: Cell) -> bool:
        """Whether what is known to be in a cell is as good as seen."""
        return cell.high - cell.low <= _NARROW * (self.stretches[-1][1] - self.stretches[0][0])

    def is_beside_cut(self, cell: Cell) -> bool:
        """Whether a cell touches one in which the function may be cut: it is too near to be looked at."""
        return any(cut.low <= cell.high and cell.low <= cut.high for cut in self.cuts)


def survey(asked: Questioned, pieces: Sequence[Interval], halvings: int = HALVINGS) -> Survey:
    """Look at a function on neighbouring pieces of the line."""
    function, variable = asked.function, asked.variable
    cuts = cells(asked.turning, variable, pieces, halvings)
    stretches = between(pieces, cuts)
    inside = with_values(function, variable, pieces, cuts)
    have_values = [any(low <= piece[0] and piece[1] <= high for piece in inside) for low, high in stretches]
    turns, zeros = (
        cells(nodes, variable, inside, halvings) if inside else () for nodes in ((asked.derivative,), asked.vanishing)
    )
    found = Survey(cuts, tuple(stretches), tuple(have_values), turns, zeros)
    return _looked_at_closer(asked, found) if halvings == HALVINGS else found


def _looked_at_closer(asked: Questioned, found: Survey) -> Survey:
    """The same with narrow cells for turns: near a hole so much is doubtful that all others were left as they were."""
    wide = [cell for cell in found.turns if not (found.is_narrow(cell) or found.is_beside_cut(cell))]
    if not wide or len(found.turns) > _MOST or not all(map(found.is_narrow, found.cuts)):
        return found
    closer = [each for cell in wide for each in cells((asked.derivative,), asked.variable, parted(cell.low, cell.high))]
    turns = [cell for cell in found.turns if cell not in wide] + closer
    return replace(found, turns=tuple(sorted(turns, key=lambda cell: cell.low)))
