"""What the whole page tells before its lines are judged: meanings that are given later, where the derivative comes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from derivtutor.derivation.model import Step
from derivtutor.errors import UserError
from derivtutor.grading.comparison import Known
from derivtutor.grading.workings.limits import is_limit
from derivtutor.grading.workings.meaning import Meaning
from derivtutor.grading.workings.places import part_named
from derivtutor.grading.workings.reading.labels import is_label
from derivtutor.grading.workings.reading.limits import INCREMENT
from derivtutor.grading.workings.reading.statement import Statement, WrittenLine
from derivtutor.grading.workings.statements import USUAL_LABELS, named_derivative
from derivtutor.notation.tree import CONSTANTS, Derivative, Name, Negation, Node, Sum, Unknown, names, parts, substitute


class Foresight:
    """Looks through a page once; letters and words that are used before they are defined get their first meaning.

    `is_derivative` tells of a value whether it is the derivative that is asked for; `first_step` is the problem's own.
    """

    def __init__(
        self, lines: Sequence[WrittenLine], meaning: Meaning, is_derivative: Callable[[Node], bool], first_step: Step
    ) -> None:
        self.lines = lines
        self.meaning = meaning
        self._is_derivative = is_derivative
        self._first_step = first_step
        every = [statement for line in lines for statement in line.statements]
        for statement in every:
            self._find_increments(statement)
        for statement in every:
            self._define(statement)
        for statement in every:
            self._name_parts(statement)

    def comes_after(self, number: int) -> bool:
        """Whether the derivative is named, or reached, in a line below this one."""
        return number < max(self._last_named, self._last_reached)

    def defines_others(self, name: str) -> bool:
        """Whether other letters than this one stand for parts as well, as the f and g of a product do."""
        every = [statement.defined for line in self.lines for statement in line.statements]
        return any(other is not None and other.name != name and self.meaning.is_free(other.name) for other in every)

    def differentiates(self, function: Node, number: int) -> bool:
        """Whether a line below this one is the derivative of this expression."""
        try:
            slope = self.meaning.value(Derivative(function, self.meaning.variable))
            known = Known(slope, self.meaning.letters | (names(slope) - CONSTANTS))
        except UserError:
            return False
        return any(known.compare(value).relation == "equal" for value in self._values_below(number))

    def _values_below(self, number: int) -> Iterator[Node]:
        for line in self.lines:
            for statement in line.statements if line.number > number else ():
                try:
                    explicit = self.meaning.explicit(statement.parts[-1].tree)
                    if names(explicit) <= self.meaning.letters | CONSTANTS and not self.meaning.undefined(explicit):
                        yield self.meaning.value(explicit)
                except UserError:
                    continue

    def is_solved_later(self, number: int) -> bool:
        """Whether the variable is solved for in this line or below, so that `f'(x) = 0` is a question."""
        solved = re.compile(rf"(?<![A-Za-z]){re.escape(self.meaning.variable)}(?:_?\d)?\s*=")
        return any(solved.search(line.text) for line in self.lines if line.number >= number)

    @cached_property
    def _last_named(self) -> int:
        named = [line.number for line in self.lines if any(map(self._is_of_derivative, line.statements))]
        return max(named, default=0)

    def _is_of_derivative(self, statement: Statement) -> bool:
        """Whether the derivative that is asked for stands on the left by name."""
        named = named_derivative(statement.first, self.meaning.variable)
        if named is not None:
            return named[0] in self.meaning.labels or named[0] in USUAL_LABELS - {self.meaning.variable}
        return isinstance(statement.first, Derivative) and statement.first.operand == self.meaning.function

    @cached_property
    def _last_reached(self) -> int:
        """The last line that is the derivative as it stands."""
        for line in reversed(self.lines):
            for statement in line.statements:
                try:
                    explicit = self.meaning.explicit(statement.parts[-1].tree)
                    if not self.meaning.undefined(explicit) and self._is_derivative(self.meaning.value(explicit)):
                        return line.number
                except UserError:
                    continue
        return 0

    def _define(self, statement: Statement) -> None:
        name = statement.defined
        if name and self.meaning.is_free(name.name) and self.meaning.body(name.name) is None:
            try:
                self.meaning.define(name, statement.parts[1].tree)
            except UserError:
                return

    def _find_increments(self, statement: Statement) -> None:
        """The h of `f(x + h)` and of a limit has no meaning of its own, nor has `Δx`."""
        variable = self.meaning.variable
        for node in [node for part in statement.parts for node in parts(part.tree) if isinstance(node, Unknown)]:
            known = self.meaning.letters | {node.name}
            if is_limit(node):
                self.meaning.increments |= names(node.arguments[1]) - known
            elif variable in names(node.arguments[0]):
                self.meaning.increments |= (names(node.arguments[0]) - known) & {"h"}
        if any(INCREMENT + variable in names(part.tree) for part in statement.parts):
            self._define_increment(INCREMENT + variable)

    def _define_increment(self, increment: str) -> None:
        """`Δy` is by how much the function grows while the variable grows by `Δx`."""
        if increment not in self.meaning.increments:
            self.meaning.increments.add(increment)
            problem, variable = self.meaning.function, self.meaning.variable
            moved = substitute(problem, {variable: Sum((Name(variable), Name(increment)))})
            for label in self.meaning.labels:
                self.meaning.written[INCREMENT + label] = Sum((moved, Negation(problem)))

    def _name_parts(self, statement: Statement) -> None:
        """A word such as `top` or `inside` has its meaning from the problem, unless the student gives it one."""
        for name in {name.rstrip("'") for part in statement.parts for name in names(part.tree) if is_label(name)}:
            part = part_named(name, self._first_step)
            if part is not None and self.meaning.body(name) is None and name not in self.meaning.functions:
                outer = self.meaning.variable not in names(part)
                letter = Name("u") if outer else Name(self.meaning.variable)
                self.meaning.define(Unknown(name, (letter,), (0,)) if outer else Name(name), part)
