"""A worked solution in which one step is got wrong, and everything after it follows from that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.lines import lines
from derivtutor.derivation.model import Slip, Step
from derivtutor.derivation.replay import Place, Reading, concluding, places, replayed
from derivtutor.derivation.tidy import Tidier
from derivtutor.exercises.generating.fitness import differ
from derivtutor.grading.readings import possible_slips
from derivtutor.notation import linear
from derivtutor.notation.tree import Node, Structure

FEWEST_LINES, MOST_LINES = 3, 9
LONGEST_LINE = 160
"""A working is shown if a student can look through it."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A slip that can be made at a place, and what its letters mean there."""

    place: Place
    slip: Slip
    reading: Reading


@dataclass(frozen=True, slots=True)
class WrongWorking:
    """The lines of a working, and which of them is the first that is wrong, counted from 0."""

    lines: tuple[Node, ...]
    wrong: int


def chances(root: Step) -> Iterator[Chance]:
    """Every slip of the rule book that can be made in a derivation."""
    for place in places(root):
        for slip, reading in possible_slips(place.step, place.around):
            yield Chance(place, slip, reading)


def wrong_working(derivation: Derivation, chance: Chance) -> WrongWorking | None:
    """The working with a slip; None where the slip changes nothing, or the working is not worth showing."""
    root = derivation.roots[0]
    conclude = concluding(chance.place.step, chance.slip.conclusion, chance.reading)
    if conclude is None:
        return None
    slipped = replayed(chance.place, conclude, Tidier(root.goal.expression, Structure()))
    if not differ(slipped.result, root.result):
        return None
    right, working = _written(root), _written(slipped)
    wrong = next((number for number, line in enumerate(working) if line not in right[number : number + 1]), None)
    if wrong is None or not FEWEST_LINES <= len(working) <= MOST_LINES:
        return None
    if max(len(linear.text(line)) for line in working) > LONGEST_LINE:
        return None
    return WrongWorking(working, wrong)


def wrong_results(root: Step) -> Iterator[tuple[Chance, Node]]:
    """What comes of each slip in the end, not tidied."""
    for chance in chances(root):
        conclude = concluding(chance.place.step, chance.slip.conclusion, chance.reading)
        if conclude is not None:
            yield chance, replayed(chance.place, conclude).result


def _written(root: Step) -> tuple[Node, ...]:
    """The lines of a derivation; what is the same as the line before it is not written again."""
    return tuple([line for line, _ in groupby(line.expression for line in lines(root))])
