"""All slips about the tasks of topics."""

from __future__ import annotations

from derivtutor.grading.topics.slips import descents, lines, matrices, paths, polynomials, slopes, vectors
from derivtutor.grading.topics.slips.model import Slip

SLIPS: tuple[Slip, ...] = tuple(
    [slip for module in (vectors, lines, slopes, paths, polynomials, descents, matrices) for slip in module.SLIPS]
)
"""The slips, the likeliest of a topic first."""


def slips_of(topic: str) -> list[Slip]:
    """Those of one topic."""
    return [slip for slip in SLIPS if slip.topic == topic]
