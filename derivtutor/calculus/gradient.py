"""The gradient: the partial derivatives of a function of several variables, as a vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from derivtutor.calculus import sentences
from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.document import Document
from derivtutor.derivation.explain import explain
from derivtutor.derivation.model import Line
from derivtutor.notation.expression import problem, variable_name
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import names

SCHEMA = "derivtutor/gradient/1"


@dataclass(frozen=True, slots=True)
class Gradient:
    """The partial derivatives of a function: an `Account` whose parts are their derivations."""

    parts: tuple[Derivation, ...]

    @property
    def task(self) -> Task:
        return Task((self.parts[0].function,), tuple([part.variable for part in self.parts]))

    @property
    def lines(self) -> tuple[Line, ...]:
        return ()

    @property
    def result(self) -> Result:
        return Result(tuple([part.answer for part in self.parts]), (len(self.parts),))

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([note for part in self.parts for note in part.notes]))

    def as_dict(self) -> dict[str, Any]:
        """The JSON document: the partial derivatives in the order of the variables."""
        write = Document().expression
        return {
            "schema": SCHEMA,
            "expression": write(self.parts[0].function.tree),
            "wrt": list(self.task.variables),
            "partials": [write(part.answer) for part in self.parts],
            "notes": list(self.notes),
        }


def gradient(function: Any, wrt: Sequence[str] = (), log: Base = "e") -> Gradient:
    """The gradient of a function.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        wrt: the variables in their order; all letters in the order of the alphabet when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> gradient("x^2 y").result.text
    '(2x y, x^2)'

    Raises:
        UserError: where the function cannot be read, or has no letters.
    """
    expression = problem(function, log)
    variables = tuple(map(variable_name, wrt)) or tuple(sorted(names(expression.tree)))
    if not variables:
        raise sentences.NO_GRADIENT()
    return Gradient(tuple([explain(function, wrt=variable, log=log) for variable in variables]))
