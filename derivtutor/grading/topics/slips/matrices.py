"""Slips about derivatives by vectors and matrices, where these are given as numbers."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.derivation.account import Result
from derivtutor.grading.matrices import slips
from derivtutor.grading.matrices.at_values import wrong_numbers
from derivtutor.grading.topics.slips.model import Slip, Wanted, Wrong


def _at_the_values(slip: slips.Slip) -> Wrong:
    def wrong(wanted: Wanted) -> Iterator[Result]:
        return wrong_numbers(slip, wanted.explanation, int(wanted.arguments.get("order") or 1))

    return wrong


SLIPS: tuple[Slip, ...] = tuple(
    [Slip(slip.id, "matrix", slip.says, slip.hint, _at_the_values(slip)) for slip in slips.SLIPS]
)
