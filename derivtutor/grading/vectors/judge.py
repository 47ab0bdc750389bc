"""Judging a vector by its components."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from derivtutor.grading import sentences
from derivtutor.grading.wording import announced, without_marks
from derivtutor.notation.basis import by_basis
from derivtutor.notation.components import components, lacks_component

Verdict = TypeVar("Verdict")


class VectorJudge(Generic[Verdict]):
    """A judge for every component of a vector, in their order.

    Args:
        judges: each takes the text of a component.
        letters: those of the problem, which are no unit vectors.

    >>> from derivtutor.grading.judge import Judge
    >>> vector = VectorJudge([Judge("x^2 y", wrt) for wrt in "xy"], frozenset("xy"))
    >>> [verdict.verdict for verdict in vector.judged(vector.components("2xy i + x j"))]
    ['correct', 'incorrect']
    """

    def __init__(self, judges: Sequence[Callable[[str], Verdict]], letters: frozenset[str]) -> None:
        self.judges = judges
        self.letters = letters

    def components(self, answer: str) -> list[str]:
        """The components of an answer; it may have another number of them.

        Raises:
            UserError: where it is no vector, as a component is missing.
        """
        bare = without_marks(answer)
        typed = announced(bare, self.letters) or bare
        given = by_basis(typed, len(self.judges), self.letters) or components(typed)
        if not all(given) or (len(given) < len(self.judges) and lacks_component(typed)):
            raise sentences.LACKS_COMPONENT(count=len(self.judges))
        return given

    def judged(self, components: Sequence[str]) -> list[Verdict]:
        """The verdicts on as many components as there are judges."""
        return [judge(component) for judge, component in zip(self.judges, components, strict=True)]
