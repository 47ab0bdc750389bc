"""Where a derivative exists and where not: what is said of it, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.tree import Call, Comparison, Node, Number, Unknown, names, parts
from derivtutor.showing import Shown

if TYPE_CHECKING:
    from derivtutor.analysis.samples import Sample
    from derivtutor.derivation.corners import Corner
    from derivtutor.derivation.region import Condition

_FEW = 2

_MOST_DOUBTS = 6
"""More places at which there may be corners are not told one by one."""

_MOST_WORK = 400
"""A function is not looked at in numbers where its places take more slow operations."""


class Validity(Shown, Struct, frozen=True, dict=True):
    """`functions` are a function and its derivatives, the last of which is asked about; nothing is done unasked."""

    functions: tuple[Node, ...]
    variable: str

    def _in_short(self) -> str:
        return f"validity of {linear.text(self.functions[0])}"

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The letters beside the variable."""
        return tuple(sorted(names(self.functions[0]) - {self.variable}))

    @cached_property
    def _turns(self) -> int:
        from derivtutor.analysis.turning import turning

        return len(turning(self.functions[0], self.variable))

    @cached_property
    def _samples(self) -> tuple[Sample, ...]:
        from derivtutor.analysis.line import weight
        from derivtutor.analysis.samples import letter_values, sample

        function, values = self.functions[0], letter_values(self.letters)
        if any(type(node) is Unknown for node in parts(function)):
            return ()
        if len(values) * self._turns * weight(function) > _MOST_WORK:
            return ()
        return tuple(sample(self.functions, self.variable, each) for each in values)

    @cached_property
    def _exact(self) -> Sample | None:
        return self._samples[0] if self._samples and not self.letters else None

    @cached_property
    def valid(self) -> Condition | None:
        """The condition under which the derivative exists; None where it does everywhere."""
        if not self._turns:
            return None
        from derivtutor.derivation.conditions import condition

        return condition(self.functions[0], self.variable, self._samples, self._exact)

    @cached_property
    def corners(self) -> tuple[Corner, ...]:
        """Where the function has a value, at least from one side, and no slope."""
        if not self._turns:
            return ()
        from derivtutor.derivation.corners import corners, corners_by_letters

        if self._exact is not None:
            return corners(self._exact)
        return tuple(corners_by_letters(self.valid, self.variable, self._samples))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What is said of it below a derivation."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        if not self._turns:
            return
        if self.valid is not None:
            yield valid_for(self.valid)
        from derivtutor.analysis.domain import is_in_pieces

        yield from self._about_corners(self._inner_corners)
        if self._exact is not None and len(self.functions) > 2:
            from derivtutor.derivation.corners import breaks

            yield from breaks(self._exact)
        if self._exact is not None and len(self.functions) == 2 and any(map(is_in_pieces, parts(self.functions[0]))):
            from derivtutor.derivation.corners import joints

            yield from joints(self._exact)
        if self.valid is not None and not self._samples:
            yield from self._doubts(self.valid)

    def _doubts(self, valid: Condition) -> Iterator[str]:
        """What is not known of functions that only have a name, or are too long to be looked at."""
        from derivtutor.analysis.requirements import bends

        wanted = bends(self.functions[0], self.variable)
        conditions = [clause[0] for clause in valid.clauses if clause[0] in wanted]
        if len(conditions) > _MOST_DOUBTS or len(conditions) < len(wanted):
            yield translated("There may be corners where this does not hold.")
            return
        for condition in conditions:
            equation = Comparison(condition.operands, ("=",))
            yield translated("There may be a corner where {equation}.").format(equation=linear.unicode(equation))

    @property
    def _inner_corners(self) -> tuple[Corner, ...]:
        """The corners without ends of the domain, of which `Valid for` says enough."""
        if self._exact is None or not self._exact.inner_kinks:
            return self.corners if self._exact is None else ()
        from derivtutor.derivation.corners import corners

        return corners(self._exact, ends=False)

    def _about_corners(self, inner: Sequence[Corner]) -> Iterator[str]:
        """One sentence for each, or for all that are endlessly many and alike."""
        excluded = [clause[0] for clause in self.valid.clauses if clause[0].relations == ("!=",)] if self.valid else []
        alike = {(corner.kind, corner.left, corner.right, corner.limits) for corner in inner}
        endless = self._exact is not None and not self._exact.line.complete
        if endless and len(excluded) == len(alike) == 1 and (len(inner) > _FEW or inner[0].endless):
            from derivtutor.derivation.corners import where

            equation = Comparison(excluded[0].operands, ("=",))
            yield inner[0].sentence(where(equation)) + self._custom
        else:
            yield from (corner.sentence(corner.place(self.variable)) + self._custom for corner in inner)

    @property
    def _custom(self) -> str:
        relu = any(isinstance(node, Call) and node.function == "relu" for node in parts(self.functions[0]))
        return f" {translated('Machine learning frameworks take 0 for relu there.')}" if relu else ""


def valid_for(condition: Condition) -> str:
    """The sentence that says under which condition a derivative exists."""
    return translated("Valid for {condition}.").format(condition=condition.text)


EVERYWHERE = Validity((Number(0),), "x")
