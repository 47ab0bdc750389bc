"""Where in a line a working goes wrong, and which slip explains it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from derivtutor.errors import UserError
from derivtutor.grading.asked import Asked
from derivtutor.grading.diagnosis import Diagnosis
from derivtutor.grading.tasks import ORIGINAL
from derivtutor.grading.verdict import Explanation
from derivtutor.grading.work.meaning import Meaning, open_derivatives, with_results
from derivtutor.notation.slope import SamplePoints
from derivtutor.notation.tree import (
    Call,
    Derivative,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
)

_TOLERANCE = 1e-9
_FEWEST = 3
_MOST_OPEN = 12
_OF_THE_WHOLE = frozenset({ORIGINAL, "overall-sign-flipped"})


@dataclass(frozen=True)
class _Within(Asked):
    """A part of a problem: its answers may have the letters of what is around it."""

    around: frozenset[str] = frozenset()

    @property
    def letters(self) -> frozenset[str]:
        return (names(self.function) | {self.variable} | self.around) - set(self.point)


def slips_of_derivative(asked: Derivative, wrong: Node, meaning: Meaning) -> tuple[Explanation, ...]:
    """What explains that a derivative was worked out to something wrong."""
    if asked.operand == Name(asked.variable) or not wrong_letters_are_known(wrong, meaning):
        return ()
    try:
        within = _Within(meaning.derivation(asked), {}, meaning.letters)
        found = Diagnosis(within).explanations(wrong) if within.known.is_comparable else ()
    except UserError:
        return ()
    return found


def wrong_letters_are_known(wrong: Node, meaning: Meaning) -> bool:
    """Whether an expression has only letters of the problem."""
    return names(wrong) <= meaning.letters


def slips_between(before: Node, wrong: Node, meaning: Meaning) -> tuple[Explanation, ...]:
    """What explains a wrong value, if one of the derivatives that stood in the line before was got wrong.

    Every rule is linear in the derivatives of the parts. So what the student must have taken for one of them follows
    from the line before, with all others worked out, and is looked for among the wrong results of that one.
    """
    goals = open_derivatives(before)
    for goal in goals[:_MOST_OPEN]:
        if before == goal:
            return slips_of_derivative(goal, wrong, meaning)
        if goal.variable != meaning.variable:
            continue
        with_one, without = (meaning.value(with_results(before, {goal: Number(n)})) for n in (1, 0))
        implied = Quotient(Sum((wrong, Negation(without))), Sum((with_one, Negation(without))))
        found = slips_of_part(goal, implied, meaning)
        if found:
            return found
    return ()


def slips_of_part(asked: Derivative, wrong: Node, meaning: Meaning) -> tuple[Explanation, ...]:
    """What explains a part; that it has the wrong sign, or was left as it is, says nothing of a part."""
    found = slips_of_derivative(asked, wrong, meaning)
    return tuple([one for one in found if not any(slip.slip in _OF_THE_WHOLE for slip in one.slips)])


class Places:
    """Finds the part of a wrong line that does not fit, by its values at a few points."""

    def __init__(self, sample: SamplePoints, meaning: Meaning) -> None:
        self.sample = sample
        self.meaning = meaning

    def alike(self, one: Node, other: Node) -> bool:
        """Whether two expressions have the same values wherever both are defined."""
        values = [
            (a.real, b.real)
            for a, b in zip(self._values(one), self._values(other), strict=True)
            if math.isfinite(a.real) and math.isfinite(b.real)
        ]
        close = all(abs(a - b) <= _TOLERANCE * max(abs(a), abs(b), _TOLERANCE) for a, b in values)
        return close and len(values) >= _FEWEST

    def _values(self, node: Node) -> list[complex]:
        return self.sample(self.meaning.value(self.meaning.explicit(node)))

    def difference(self, line: Node, before: Node) -> tuple[Node, Node]:
        """The smallest part of a line that is all that differs from the line before, and what it was there."""
        while True:
            inner = self._only_difference(line, before)
            if inner is None or (isinstance(inner[0], Number) and not isinstance(line, Sum)):
                return line, before
            line, before = inner

    def _only_difference(self, line: Node, before: Node) -> tuple[Node, Node] | None:
        if type(line) is not type(before):
            return None
        if isinstance(line, Sum | Product):
            return self._only_unmatched(line.children, before.children)
        same_call = isinstance(line, Call) and isinstance(before, Call) and line.function == before.function
        if same_call or isinstance(line, Quotient | Power | Negation):
            pairs = [
                (new, old) for new, old in zip(line.children, before.children, strict=False) if not self.alike(new, old)
            ]
            return pairs[0] if len(pairs) == 1 else None
        return None

    def _only_unmatched(self, new: Sequence[Node], old: Sequence[Node]) -> tuple[Node, Node] | None:
        """The one term or factor that has no partner, if there is one on both sides."""
        left = list(old)
        unmatched = []
        for node in new:
            partner = next((other for other in left if self.alike(node, other)), None)
            if partner is None:
                unmatched.append(node)
            else:
                left.remove(partner)
        return (unmatched[0], left[0]) if len(unmatched) == 1 and len(left) == 1 else None
