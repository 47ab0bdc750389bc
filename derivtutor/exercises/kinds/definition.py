"""Derivatives by their definition: workings that take the limit of the difference quotient."""

from __future__ import annotations

import re
from functools import cached_property

from msgspec.structs import replace

from derivtutor.calculus.explanation import Explanation
from derivtutor.calculus.first_principles.definition import Definition
from derivtutor.calculus.methods import explain
from derivtutor.derivation.account import Limit
from derivtutor.exercises import sentences
from derivtutor.exercises.kinds.question import Key
from derivtutor.exercises.kinds.working import WorkingQuestion
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.language import translated

_LIMIT = re.compile(r"lim|(?:->|→|\\to)\s*0", re.IGNORECASE)


class DefinitionQuestion(WorkingQuestion):
    """A function; the answer is a working that ends with the limit for h → 0."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        found = explain(exercise.differentiate, exercise.variable or None, method="definition", log=exercise.log)
        assert isinstance(found, Definition)
        self.definition = found

    @property
    def explanation(self) -> Explanation:
        return self.definition.told

    def _usual_task(self) -> str:
        says = translated(
            "Differentiate {function} by the definition, as the limit of the difference quotient for {limit}."
            " Write down every step, one line each."
        )
        return says.format(function=f"${self._function}$", limit="$h → 0$")

    @cached_property
    def key(self) -> Key:
        """The last limit, and what it comes to."""
        limit, found = Limit(self.definition.limits[-1], self.definition.step), self.definition.derivative
        return Key(f"{limit.text} = {found.text}", f"{limit.latex} = {found.latex}")

    def _mark(self, answer: str) -> Mark:
        """A working without a limit is not the one that was asked for."""
        mark = super()._mark(answer)
        if not mark.is_right or _LIMIT.search(answer):
            return mark
        credit = self.scheme.wrong_form
        return replace(mark, verdict="wrong-form", credit=credit, reason="wrong form", says=sentences.NO_LIMIT)
